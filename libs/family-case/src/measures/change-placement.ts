// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, dayOf, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { measureEvents } from './measure-events.ts';
import type { PlacementChanged } from './measure-events.ts';
import { isKind, runsOn } from './measures-state.ts';
import type { MeasuresState, Order } from './measures-state.ts';

/** The placement is the child's present one; a start makes a new one. */
export type ChangePlacement = CommandFor<'ChangePlacement', PlacementChanged, 'placementId'>;

type Refusal =
  | AdmissionRefusal
  | 'MEASURE_UNKNOWN'
  | 'MEASURE_SUPERSEDED'
  | 'MEASURE_OVER'
  | 'MEASURE_NOT_YOURS'
  | 'MEASURE_NOT_A_REMOVAL'
  | 'MEASURE_OTHER_CHILD'
  | 'MEASURE_ALREADY_PLACED'
  | 'MEASURE_NOT_PLACED'
  | 'MEASURE_PLACEMENT_KIND';

/** The GI places a child, moves it or brings it home, on the authorisation that holds that day. Rule ME-11; source: BW 1:265b. */
export function changePlacement(state: MeasuresState, command: ChangePlacement, act: Act): Decision<PlacementChanged, Refusal> {
  const { childId } = command;
  const placed = state.placements.get(childId);
  return (
    admit(state.frame, act, { parties: ['GI'], registered: true }) ??
    named(state.frame, [childId], 'childId') ??
    authorisationFault(state.orders.get(command.measureId), command, act) ??
    stepFault(command, placed) ??
    written(command.explanation, 'explanation') ??
    accept(fact(measureEvents.PlacementChanged, { ...command, placementId: placed ?? (act.newId('placement') as ItemId) }))
  );
}

function authorisationFault(order: Order | undefined, { change, childId }: ChangePlacement, act: Act): Fault<Refusal> | undefined {
  const field = 'measureId';
  if (order === undefined) return refuse('MEASURE_UNKNOWN', { field });
  if (order.executedBy !== act.author.organisation) return refuse('MEASURE_NOT_YOURS', { field });
  if (!isKind(order, 'REMOVAL')) return refuse('MEASURE_NOT_A_REMOVAL', { field });
  if (!order.concerning.includes(childId)) return refuse('MEASURE_OTHER_CHILD', { field: 'childId' });
  if (change === 'ENDED') return undefined;
  if (order.continued) return refuse('MEASURE_SUPERSEDED', { field });
  return runsOn(order, dayOf(act)) ? undefined : refuse('MEASURE_OVER', { field });
}

function stepFault({ change, kind }: ChangePlacement, placed: ItemId | undefined): Fault<Refusal> | undefined {
  if ((kind === 'HOME') !== (change === 'ENDED')) return refuse('MEASURE_PLACEMENT_KIND', { field: 'kind' });
  if (change === 'STARTED') return placed === undefined ? undefined : refuse('MEASURE_ALREADY_PLACED', { field: 'childId' });
  return placed === undefined ? refuse('MEASURE_NOT_PLACED', { field: 'childId' }) : undefined;
}
