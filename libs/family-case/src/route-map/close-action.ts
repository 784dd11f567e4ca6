// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { isActOf, seesAllLines } from './lines.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { ActionClosed } from './route-map-events.ts';
import type { RouteMapState } from './route-map-state.ts';

/** Whom it concerns and whom it is hidden from are the action's own. */
export type CloseAction = CommandFor<'CloseAction', ActionClosed, 'concerning' | 'hiddenFrom'>;

type Refusal = AdmissionRefusal | 'ROUTE_MAP_ACTION_UNKNOWN' | 'ROUTE_MAP_NOT_THE_OWNER' | 'ROUTE_MAP_ACTION_CLOSED';

/** The owner closes an action: done, failed or dropped, once. Rule RM-7. */
export function closeAction(state: RouteMapState, command: CloseAction, act: Act): Decision<ActionClosed, Refusal> {
  const fault = admit(state.frame, act, { parties: ANY_PARTY });
  if (fault !== undefined) return fault;
  const field = 'actionId';
  const action = state.actions.get(command.actionId);
  if (action === undefined) return refuse('ROUTE_MAP_ACTION_UNKNOWN', { field });
  if (!isActOf(action.data.owner, act)) {
    return refuse(seesAllLines(act.author.party) ? 'ROUTE_MAP_NOT_THE_OWNER' : 'ROUTE_MAP_ACTION_UNKNOWN', { field });
  }
  if (!action.open) return refuse('ROUTE_MAP_ACTION_CLOSED', { field });
  const { concerning, hiddenFrom } = action.data;
  return accept(fact(routeMapEvents.ActionClosed, { ...command, concerning, hiddenFrom }));
}
