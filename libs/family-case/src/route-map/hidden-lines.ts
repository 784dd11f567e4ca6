// SPDX-License-Identifier: EUPL-1.2
import { refuse } from '@gezinslijn/event-sourcing';
import type { Fault } from '../frame/admission.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Responsible } from '../vocabulary/people.ts';
import type { RouteMapState } from './route-map-state.ts';

export type InferenceRefusal = 'ROUTE_MAP_CONDITION_ONLY_HIDDEN' | 'ROUTE_MAP_SIGNATORY_ONLY_HIDDEN';

interface Line {
  readonly hiddenFrom: readonly PersonId[];
  readonly responsible: Responsible;
}

/**
 * A version in which something shows that only a hidden line explains gives that line away: a condition without an agreement, an organisation
 * that must sign for nothing. So everybody something is hidden from must see an agreement with each condition, and a line of each signatory.
 * Rule RM-17.
 */
export function inferenceFault(state: RouteMapState, planLead: OrganisationId): Fault<InferenceRefusal> | undefined {
  const lines = linesOf(state);
  const blind = new Set(lines.flatMap(({ hiddenFrom }) => hiddenFrom));
  for (const person of blind) {
    if (hasBareCondition(state, person)) return refuse('ROUTE_MAP_CONDITION_ONLY_HIDDEN');
    if (hasUnexplainedSignatory(state, lines, planLead, person)) return refuse('ROUTE_MAP_SIGNATORY_ONLY_HIDDEN');
  }
  return undefined;
}

function linesOf({ agreements, actions }: RouteMapState): readonly Line[] {
  return [
    ...[...agreements.values()].map(({ hiddenFrom, checker }) => ({ hiddenFrom, responsible: checker })),
    ...[...actions.values()].flatMap(({ open, data }) => (open ? [{ hiddenFrom: data.hiddenFrom, responsible: data.owner }] : [])),
  ];
}

function hasBareCondition({ conditions, agreements }: RouteMapState, person: PersonId): boolean {
  const seen = new Set(
    [...agreements.values()].flatMap(({ hiddenFrom, conditionIds }) => (hiddenFrom.includes(person) ? [] : conditionIds)),
  );
  return [...conditions.keys()].some((condition) => !seen.has(condition));
}

function hasUnexplainedSignatory(
  { frame, conditions }: RouteMapState,
  lines: readonly Line[],
  planLead: OrganisationId,
  person: PersonId,
): boolean {
  const carriers = (some: readonly Line[]) =>
    some.flatMap(({ responsible }) => (responsible.kind === 'organisation' ? [responsible.organisation] : []));
  const explained = new Set([
    planLead,
    ...[...conditions.values()].flatMap((condition) => condition.carriers),
    ...carriers(lines.filter(({ hiddenFrom }) => !hiddenFrom.includes(person))),
  ]);
  return carriers(lines).some((organisation) => frame.involved.has(organisation) && !explained.has(organisation));
}
