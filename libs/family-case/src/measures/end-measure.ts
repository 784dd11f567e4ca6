// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse, unlessErased } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, dated, dayOf, named, notAfterToday, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import { measureEvents } from './measure-events.ts';
import type { MeasureEndNotified, MeasureEnded } from './measure-events.ts';
import type { MeasuresState, Order } from './measures-state.ts';

export type NotifyMeasureEnd = CommandFor<'NotifyMeasureEnd', MeasureEndNotified>;
export type EndMeasure = CommandFor<'EndMeasure', MeasureEnded>;

type PresentRefusal = 'MEASURE_UNKNOWN' | 'MEASURE_SUPERSEDED' | 'MEASURE_OVER';

/** The order that stands now: known, not ended, not confirmed or extended by a later one. */
export function present({ orders }: MeasuresState, measureId: ItemId): Order | Fault<PresentRefusal> {
  const field = 'measureId';
  const order = orders.get(measureId);
  if (order === undefined) return refuse('MEASURE_UNKNOWN', { field });
  if (order.continued) return refuse('MEASURE_SUPERSEDED', { field });
  return order.ended ? refuse('MEASURE_OVER', { field }) : order;
}

type NotifyRefusal = AdmissionRefusal | PresentRefusal | 'MEASURE_NOT_YOURS' | 'MEASURE_INTENDED_IN_PAST' | 'MEASURE_INTENDED_AFTER_END';

/** The GI tells the Raad that it will not extend, or will end a placement. Late is recorded as late. Rule ME-9; source: BW 1:265j. */
export function notifyMeasureEnd(state: MeasuresState, command: NotifyMeasureEnd, act: Act): Decision<MeasureEndNotified, NotifyRefusal> {
  const fault = admit(state.frame, act, { parties: ['GI'], registered: true });
  if (fault !== undefined) return fault;
  const order = present(state, command.measureId);
  if ('accepted' in order) return order;
  const { intendedOn } = command;
  const field = 'intendedOn';
  return (
    (order.executedBy === act.author.organisation ? undefined : refuse('MEASURE_NOT_YOURS', { field: 'measureId' })) ??
    named(state.frame, command.concerning, 'concerning') ??
    dated(intendedOn, field) ??
    (intendedOn < dayOf(act) ? refuse('MEASURE_INTENDED_IN_PAST', { field }) : undefined) ??
    (intendedOn > unlessErased(order.endsOn, intendedOn) ? refuse('MEASURE_INTENDED_AFTER_END', { field }) : undefined) ??
    written(command.explanation, 'explanation') ??
    accept(fact(measureEvents.MeasureEndNotified, command))
  );
}

type EndRefusal = AdmissionRefusal | PresentRefusal | 'MEASURE_NOT_YOURS' | 'MEASURE_ENDS_BEFORE_START' | 'MEASURE_LAPSED';

/** An end before its day: by the GI that carries it out or the Raad; of a house ban by Veilig Thuis or the lokaal team. Rule ME-10. */
export function endMeasure(state: MeasuresState, command: EndMeasure, act: Act): Decision<MeasureEnded, EndRefusal> {
  const fault = admit(state.frame, act, { parties: ['GI', 'RvdK', 'LT', 'VT'] });
  if (fault !== undefined) return fault;
  const order = present(state, command.measureId);
  if ('accepted' in order) return order;
  const { endedOn } = command;
  const field = 'endedOn';
  return (
    admit(state.frame, act, { parties: mayEnd(order), registered: order.executedBy !== undefined }) ??
    (order.executedBy === act.author.organisation || act.author.party !== 'GI'
      ? undefined
      : refuse('MEASURE_NOT_YOURS', { field: 'measureId' })) ??
    named(state.frame, command.concerning, 'concerning') ??
    notAfterToday(endedOn, act, field) ??
    (endedOn < unlessErased(order.orderedOn, endedOn) ? refuse('MEASURE_ENDS_BEFORE_START', { field }) : undefined) ??
    (endedOn > unlessErased(order.endsOn, endedOn) ? refuse('MEASURE_LAPSED', { field }) : undefined) ??
    written(command.reason, 'reason') ??
    accept(fact(measureEvents.MeasureEnded, command))
  );
}

function mayEnd({ executedBy }: Order): readonly Party[] {
  return executedBy === undefined ? ['LT', 'VT'] : ['RvdK', 'GI'];
}
