// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Recorded } from '@gezinslijn/event-sourcing';
import type { CaseFrame } from '../frame/case-frame.ts';
import type { HearingHeld, MeasureEnded, MeasureOrdered, MeasureRequested } from '../measures/measure-events.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import { localDateOf } from '../vocabulary/time.ts';
import { countedBack } from './calendar.ts';
import { cancelled, dueAgain, isRunning, momentOf, stopped } from './clock.ts';
import type { Clock, Moment } from './clock.ts';
import { changeClocks, isAbout, overlap } from './clocks-state.ts';
import type { ClocksState } from './clocks-state.ts';
import type { CourtOrder } from './court-orders.ts';
import { heard, interested, startHearingClock } from './hearing-clock.ts';
import { voidFrom } from './measures-at.ts';
import { asOrdered, startOrderClock, unmoved } from './order-clock.ts';
import { placementExtended } from './placement-clocks.ts';
import { normOn } from './register.ts';

export type MeasureClockEvent = MeasureOrdered | MeasureRequested | HearingHeld | MeasureEnded;

/** T13 to T16, and T19 of a supervision order: how long orders hold and who must be heard about them. */
export function foldMeasureClocks(state: ClocksState, { id, event, metadata }: Recorded<MeasureClockEvent, CaseMetadata>): void {
  const moment = momentOf({ id, metadata });
  switch (event.type) {
    case 'MeasureOrdered':
      ordered(state, orderFrom(state.frame, event.data, metadata), moment);
      return;
    case 'MeasureRequested': {
      const extending = metadata.party === 'GI' && unlessErased(event.data.kinds, undefined)?.includes('SUPERVISION') === true;
      const mine = (clock: Clock) => clock.heldBy === metadata.actingOrganisation && overlap(clock.subject.persons, event.data.concerning);
      if (extending) changeClocks(state, 'T19', mine, (clock) => cancelled(clock, moment, 'Verlenging verzocht: melden hoeft niet.'));
      return;
    }
    case 'HearingHeld':
      heard(state, event.data, moment);
      return;
    case 'MeasureEnded':
      ended(state, event.data, moment);
  }
}

function orderFrom(frame: CaseFrame, data: MeasureOrdered['data'], { occurredAt, actingOrganisation }: CaseMetadata): CourtOrder {
  const orderedOn = unlessErased(data.orderedOn, localDateOf(occurredAt));
  const kind = unlessErased(data.kind, undefined);
  const exParte = unlessErased(data.exParte, false) && (kind === 'PROVISIONAL_SUPERVISION' || kind === 'REMOVAL');
  return {
    measureId: data.measureId,
    continues: data.continues,
    kind,
    concerning: data.concerning,
    executedBy: data.executedBy,
    enteredBy: actingOrganisation,
    orderedOn,
    endsOn: unlessErased(data.endsOn, undefined),
    exParte,
    unheard: exParte ? interested(frame, data.concerning, orderedOn) : new Set(),
    continued: undefined,
    ended: undefined,
  };
}

function ordered(state: ClocksState, order: CourtOrder, moment: Moment): void {
  const earlier = order.continues === undefined ? undefined : state.orders.get(order.continues);
  // An order that fell away in the meantime cannot be confirmed: what follows is a measure of its own.
  const fellOn = earlier === undefined ? undefined : voidFrom(state, earlier);
  const goesOn = earlier !== undefined && (fellOn === undefined || order.orderedOn < fellOn);
  if (goesOn) earlier.continued = { by: order.measureId, on: order.orderedOn };
  state.orders.set(order.measureId, order);
  if (order.exParte) startHearingClock(state, order, moment);
  switch (order.kind) {
    case 'PROVISIONAL_SUPERVISION':
      provisional(state, order, moment, goesOn ? earlier : undefined);
      return;
    case 'SUPERVISION':
      supervision(state, order, moment, goesOn ? earlier : undefined);
      return;
    case 'REMOVAL':
      removal(state, order, moment, goesOn ? earlier : undefined);
      return;
    case 'HOUSE_BAN':
    case undefined:
  }
}

/** T13 stays one clock however often the order is confirmed; a decision on supervision stops it. */
function provisional(state: ClocksState, order: CourtOrder, moment: Moment, earlier: CourtOrder | undefined): void {
  const { endsOn, measureId } = order;
  if (endsOn === undefined) return;
  if (earlier === undefined) {
    startOrderClock(state, 'T13', order, moment, asOrdered(endsOn), 'overdue');
    return;
  }
  const why = { day: order.orderedOn, text: 'De voorlopige ondertoezichtstelling is bevestigd.' };
  changeClocks(
    state,
    'T13',
    (clock) => isRunning(clock) && isAbout(clock, earlier.measureId),
    (clock) => ({
      ...dueAgain(clock, asOrdered(endsOn), why),
      endsOn,
      subject: { ...clock.subject, items: [...clock.subject.items, measureId] },
    }),
  );
}

function supervision(state: ClocksState, order: CourtOrder, moment: Moment, earlier: CourtOrder | undefined): void {
  const { endsOn, concerning } = order;
  changeClocks(
    state,
    'T13',
    ({ subject }) => subject.persons.every((child) => concerning.includes(child)),
    (clock) => stopped(clock, moment),
  );
  if (earlier !== undefined) {
    changeClocks(
      state,
      'T14',
      (clock) => isAbout(clock, earlier.measureId),
      (clock) => stopped(clock, moment),
    );
    changeClocks(
      state,
      'T19',
      (clock) => isAbout(clock, earlier.measureId),
      (clock) => cancelled(clock, moment, 'Verlengd: melden hoeft niet.'),
    );
  }
  if (endsOn === undefined) return;
  startOrderClock(state, 'T14', order, moment, asOrdered(endsOn), 'met');
  const term = normOn('T19', order.orderedOn)?.term;
  if (term === undefined) return;
  const due = countedBack(endsOn, term);
  if (due.dueOn >= order.orderedOn) startOrderClock(state, 'T19', order, moment, due, 'overdue');
}

function removal(state: ClocksState, order: CourtOrder, moment: Moment, earlier: CourtOrder | undefined): void {
  const { endsOn, measureId } = order;
  if (earlier === undefined) {
    const due = unmoved(order, 'T15-execution');
    if (due !== undefined) startOrderClock(state, 'T15-execution', order, moment, due, 'void');
  } else {
    changeClocks(
      state,
      'T15',
      (clock) => isAbout(clock, earlier.measureId),
      (clock) => stopped(clock, moment),
    );
    changeClocks(
      state,
      'T15-execution',
      (clock) => isAbout(clock, earlier.measureId),
      (clock) => ({
        ...clock,
        ...(endsOn === undefined ? {} : { endsOn }),
        subject: { ...clock.subject, items: [...clock.subject.items, measureId] },
      }),
    );
    placementExtended(state, earlier, order);
  }
  if (endsOn !== undefined) startOrderClock(state, 'T15', order, moment, asOrdered(endsOn), 'met');
}

function ended(state: ClocksState, { measureId, endedOn }: MeasureEnded['data'], moment: Moment): void {
  const order = state.orders.get(measureId);
  if (order === undefined) return;
  const on = unlessErased(endedOn, localDateOf(moment.at));
  order.ended = { on, at: moment.at };
  const about = (clock: Clock) => isAbout(clock, measureId);
  for (const key of ['T14', 'T15'] as const) changeClocks(state, key, about, (clock) => stopped(clock, moment));
  for (const key of ['T13', 'T16', 'T15-execution', 'T19'] as const)
    changeClocks(state, key, about, (clock) => cancelled(clock, moment, 'De maatregel is beëindigd.'));
}
