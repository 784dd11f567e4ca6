// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Framed } from '../frame/case-frame.ts';
import { emptyFrame } from '../frame/case-frame.ts';
import { emptyWatch } from '../frame/safety-watch.ts';
import type { Handover, SafetyWatch } from '../frame/safety-watch.ts';
import type { ActionPlanAdopted, FamilyGroupPlanOffered } from '../guardianship/guardianship-events.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Responsible } from '../vocabulary/people.ts';
import type { ActionAssigned, AgreementMade, Phase, RouteMapPublished, SafetyConditionSet } from './route-map-events.ts';

export interface Condition {
  readonly data: SafetyConditionSet['data'];
  /** Who answers for it: who set it, or who took over the watch from them. */
  carriers: readonly OrganisationId[];
}

export interface Action {
  readonly data: ActionAssigned['data'];
  open: boolean;
}

export interface Version {
  readonly contentHash: string;
  readonly signatories: readonly OrganisationId[];
  readonly signed: Set<OrganisationId>;
  /** Every signatory signed it at some moment. */
  complete: boolean;
}

/** The lines of the plan with their texts (a version's hash is made over them), its versions and the present phase. */
export interface RouteMapState extends Framed {
  readonly conditions: Map<ItemId, Condition>;
  readonly agreements: Map<ItemId, AgreementMade['data']>;
  readonly actions: Map<ItemId, Action>;
  /** Version n stands at n − 1. */
  readonly versions: Version[];
  readonly watch: SafetyWatch;
  planLead: OrganisationId | undefined;
  phase: Phase | undefined;
  /** The family makes, or made, its own plan (familiegroepsplan). */
  familyPlan: boolean;
}

export function initialRouteMap(): RouteMapState {
  return {
    frame: emptyFrame(),
    conditions: new Map(),
    agreements: new Map(),
    actions: new Map(),
    versions: [],
    watch: emptyWatch(),
    planLead: undefined,
    phase: undefined,
    familyPlan: false,
  };
}

export function foldPublication(state: RouteMapState, { contentHash, signatories, planLead }: RouteMapPublished['data']): void {
  state.versions.push({ contentHash, signatories, signed: new Set(), complete: false });
  state.planLead = planLead;
}

export function foldSignature(version: Version | undefined, organisation: OrganisationId): void {
  if (version === undefined) return;
  version.signed.add(organisation);
  version.complete ||= version.signatories.every((signatory) => version.signed.has(signatory));
}

/** With the watch on safety its conditions pass to those who took it over. Rule RM-8. */
export function passConditions({ conditions }: RouteMapState, { from, to }: Handover): void {
  for (const condition of conditions.values()) {
    if (!condition.carriers.includes(from)) continue;
    condition.carriers = [...new Set([...condition.carriers.filter((carrier) => carrier !== from), ...to])];
  }
}

export function foldFamilyPlan(state: RouteMapState, { answer }: FamilyGroupPlanOffered['data']): void {
  switch (unlessErased(answer, 'OFFERED')) {
    case 'ACCEPTED':
      state.familyPlan = true;
      return;
    case 'DECLINED':
    case 'WAIVED':
      state.familyPlan = false;
      return;
    case 'OFFERED':
  }
}

export function foldActionPlan(state: RouteMapState, { origin }: ActionPlanAdopted['data']): void {
  if (unlessErased(origin, 'GI') === 'FAMILY') state.familyPlan = true;
}

/** A newer version has been in force: this one is history and takes no signatures any more. */
export function isSuperseded(state: RouteMapState, version: number): boolean {
  return state.versions.slice(version).some(({ complete }) => complete);
}

export function isPerson(responsible: Responsible, personId: PersonId): boolean {
  return responsible.kind === 'person' && responsible.personId === personId;
}

/** Who leads the plan now; nobody before the first version, or after the leader left the case. Rule RM-9. */
export function leaderOf({ planLead, frame }: RouteMapState): OrganisationId | undefined {
  return planLead !== undefined && frame.involved.has(planLead) ? planLead : undefined;
}
