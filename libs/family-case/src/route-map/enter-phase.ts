// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { PHASES, routeMapEvents } from './route-map-events.ts';
import type { Phase, PhaseEntered } from './route-map-events.ts';
import { leaderOf } from './route-map-state.ts';
import type { RouteMapState } from './route-map-state.ts';

export type EnterPhase = CommandFor<'EnterPhase', PhaseEntered>;

type PhaseRefusal = 'ROUTE_MAP_FIRST_PHASE' | 'ROUTE_MAP_ALREADY_IN_PHASE' | 'ROUTE_MAP_CONDITION_UNMET';
type Refusal = AdmissionRefusal | PhaseRefusal | 'ROUTE_MAP_NOT_THE_PLAN_LEAD';

/**
 * The plan lead or a safety expert enters a phase. The first is direct safety; stepping back is always possible. A step forward needs evidence
 * that the conditions of the present phase are met, and nothing recorded today is such evidence: it is refused. Rules RM-15, RM-16.
 */
export function enterPhase(state: RouteMapState, command: EnterPhase, act: Act): Decision<PhaseEntered, Refusal> {
  const leads = (leaderOf(state) ?? act.author.organisation) === act.author.organisation || act.author.role === 'safetyExpert';
  return (
    admit(state.frame, act, { parties: ['LT', 'VT', 'GI'], registered: true }) ??
    (leads ? undefined : refuse('ROUTE_MAP_NOT_THE_PLAN_LEAD')) ??
    named(state.frame, command.concerning, 'concerning') ??
    written(command.exitCriteria, 'exitCriteria') ??
    stepFault(state.phase, command.phase) ??
    accept(fact(routeMapEvents.PhaseEntered, command))
  );
}

function stepFault(present: Phase | undefined, next: Phase): Fault<PhaseRefusal> | undefined {
  const field = 'phase';
  if (present === undefined) return next === 'DIRECT_SAFETY' ? undefined : refuse('ROUTE_MAP_FIRST_PHASE', { field });
  if (present === next) return refuse('ROUTE_MAP_ALREADY_IN_PHASE', { field });
  const order = Object.keys(PHASES);
  return order.indexOf(next) > order.indexOf(present) ? refuse('ROUTE_MAP_CONDITION_UNMET', { field }) : undefined;
}
