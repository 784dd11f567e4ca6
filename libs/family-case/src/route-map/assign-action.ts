// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, dated, dayOf, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { conditionsFault, hidingFault, isActOf, responsibleFault } from './lines.ts';
import type { LineRefusal } from './lines.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { ActionAssigned } from './route-map-events.ts';
import { leaderOf } from './route-map-state.ts';
import type { RouteMapState } from './route-map-state.ts';

export type AssignAction = CommandFor<'AssignAction', ActionAssigned, 'actionId'>;

type Refusal = AdmissionRefusal | LineRefusal | 'ROUTE_MAP_NOT_THE_PLAN_LEAD' | 'ROUTE_MAP_DUE_IN_PAST';

/** Somebody will do something before a day. The plan lead assigns; every organisation may take an action upon itself. Rule RM-6. */
export function assignAction(state: RouteMapState, command: AssignAction, act: Act): Decision<ActionAssigned, Refusal> {
  const { frame } = state;
  const { concerning, owner, hiddenFrom, dueOn } = command;
  return (
    admit(frame, act, { parties: ['LT', 'VT', 'GI', 'ZA'] }) ??
    leadFault(state, command, act) ??
    named(frame, concerning, 'concerning') ??
    conditionsFault(state, command.conditionIds, { atLeastOne: false }) ??
    responsibleFault(frame, owner, 'owner') ??
    hidingFault(frame, hiddenFrom, concerning, owner) ??
    written(command.text, 'text') ??
    dated(dueOn, 'dueOn') ??
    (dueOn < dayOf(act) ? refuse('ROUTE_MAP_DUE_IN_PAST', { field: 'dueOn' }) : undefined) ??
    accept(fact(routeMapEvents.ActionAssigned, { ...command, actionId: act.newId('action') as ItemId }))
  );
}

function leadFault(state: RouteMapState, { owner }: AssignAction, act: Act): Fault<'ROUTE_MAP_NOT_THE_PLAN_LEAD'> | undefined {
  const leader = leaderOf(state);
  const leads = leader === undefined ? act.author.party !== 'ZA' : leader === act.author.organisation;
  return leads || isActOf(owner, act) ? undefined : refuse('ROUTE_MAP_NOT_THE_PLAN_LEAD');
}
