// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { canonicalJson } from '../vocabulary/canonical-json.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { OrganisationId } from '../vocabulary/ids.ts';
import { inferenceFault } from './hidden-lines.ts';
import type { InferenceRefusal } from './hidden-lines.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { RouteMapPublished } from './route-map-events.ts';
import { leaderOf } from './route-map-state.ts';
import type { RouteMapState } from './route-map-state.ts';

/** Number, hash, salt and signatories follow from the lines that stand. `planLead` is who leads from this version on. */
export type PublishRouteMap = CommandFor<'PublishRouteMap', RouteMapPublished, 'version' | 'contentHash' | 'salt' | 'signatories'>;

type Refusal =
  | AdmissionRefusal
  | 'ROUTE_MAP_NOT_THE_PLAN_LEAD'
  | 'ROUTE_MAP_ORGANISATION_UNKNOWN'
  | 'ROUTE_MAP_NO_FIXED_FACE'
  | 'ROUTE_MAP_NO_CONDITION'
  | 'ROUTE_MAP_CONDITION_WITHOUT_AGREEMENT'
  | 'ROUTE_MAP_NO_FAMILY_PLAN'
  | InferenceRefusal;

/** The next version: every line that stands now. Needs a fixed face, and for each condition an agreement. Rules RM-9, RM-10, RM-11, RM-17. */
export function publishRouteMap(state: RouteMapState, command: PublishRouteMap, act: Act): Decision<RouteMapPublished, Refusal> {
  const { frame } = state;
  return (
    admit(frame, act, { parties: ['LT', 'VT', 'GI'], registered: true }) ??
    leadFault(state, command, act) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.summary, 'summary') ??
    written(command.reason, 'reason') ??
    linesFault(state, command) ??
    inferenceFault(state, command.planLead) ??
    accept(version(state, command, act))
  );
}

function leadFault(
  state: RouteMapState,
  { planLead }: PublishRouteMap,
  { author }: Act,
): Fault<'ROUTE_MAP_NOT_THE_PLAN_LEAD' | 'ROUTE_MAP_ORGANISATION_UNKNOWN'> | undefined {
  if ((leaderOf(state) ?? author.organisation) !== author.organisation) return refuse('ROUTE_MAP_NOT_THE_PLAN_LEAD');
  const next = state.frame.involved.get(planLead);
  return next === 'LT' || next === 'VT' || next === 'GI' ? undefined : refuse('ROUTE_MAP_ORGANISATION_UNKNOWN', { field: 'planLead' });
}

function linesFault(state: RouteMapState, { includesFamilyPlan }: PublishRouteMap): Fault<Refusal> | undefined {
  const { frame, conditions, agreements, familyPlan } = state;
  if (frame.fixedFace === undefined) return refuse('ROUTE_MAP_NO_FIXED_FACE');
  if (conditions.size === 0) return refuse('ROUTE_MAP_NO_CONDITION');
  const agreed = new Set([...agreements.values()].flatMap(({ conditionIds }) => conditionIds));
  if (![...conditions.keys()].every((condition) => agreed.has(condition))) return refuse('ROUTE_MAP_CONDITION_WITHOUT_AGREEMENT');
  return includesFamilyPlan && !familyPlan ? refuse('ROUTE_MAP_NO_FAMILY_PLAN', { field: 'includesFamilyPlan' }) : undefined;
}

function version(state: RouteMapState, command: PublishRouteMap, act: Act): RouteMapPublished {
  const salt = act.newId('salt');
  return fact(routeMapEvents.RouteMapPublished, {
    ...command,
    version: state.versions.length + 1,
    salt,
    contentHash: act.digest(salt + contentOf(state, command)),
    signatories: signatoriesOf(state, command.planLead),
  });
}

/** All that a signature stands for; one changed character is another text. */
function contentOf({ conditions, agreements, actions }: RouteMapState, { summary, includesFamilyPlan }: PublishRouteMap): string {
  return canonicalJson({
    conditions: [...conditions.values()].map(({ data }) => data),
    agreements: [...agreements.values()],
    actions: [...actions.values()].flatMap(({ open, data }) => (open ? [data] : [])),
    summary,
    includesFamilyPlan,
  });
}

/** Organisations that carry a line (answer for a condition, check an agreement, own an open action) and the plan lead; who left cannot sign. */
function signatoriesOf({ frame, conditions, agreements, actions }: RouteMapState, planLead: OrganisationId): readonly OrganisationId[] {
  const responsible = [
    ...[...agreements.values()].map(({ checker }) => checker),
    ...[...actions.values()].flatMap(({ open, data }) => (open ? [data.owner] : [])),
  ];
  const carriers = new Set([
    planLead,
    ...[...conditions.values()].flatMap((condition) => condition.carriers),
    ...responsible.flatMap((who) => (who.kind === 'organisation' ? [who.organisation] : [])),
  ]);
  return [...carriers].filter((organisation) => frame.involved.has(organisation)).sort();
}
