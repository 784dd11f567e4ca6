// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { LocalDate, Recorded } from '@gezinslijn/event-sourcing';
import type { MeasureEndNotified, PlacementChanged } from '../measures/measure-events.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { localDateOf } from '../vocabulary/time.ts';
import { addTerm, countedBack } from './calendar.ts';
import type { DueDate, Term } from './calendar.ts';
import { dueAgain, isRunning, momentOf, newClock, stopped } from './clock.ts';
import type { Clock, Moment } from './clock.ts';
import { addClock, changeClocks, isAbout } from './clocks-state.ts';
import type { ClocksState, Placement } from './clocks-state.ts';
import type { CourtOrder } from './court-orders.ts';
import { normOn } from './register.ts';

export type PlacementClockEvent = PlacementChanged | MeasureEndNotified;

/** Execution of a removal (T15), and telling the Raad before a placement ends (T19). */
export function foldPlacementClocks(state: ClocksState, { id, event, metadata }: Recorded<PlacementClockEvent, CaseMetadata>): void {
  const moment = momentOf({ id, metadata });
  switch (event.type) {
    case 'PlacementChanged':
      placementChanged(state, event.data, moment);
      return;
    case 'MeasureEndNotified':
      endNotified(state, event.data, moment);
  }
}

function placementChanged(state: ClocksState, data: PlacementChanged['data'], moment: Moment): void {
  const { change: step, placementId, measureId, childId } = data;
  const day = localDateOf(moment.at);
  switch (step) {
    case 'STARTED':
      changeClocks(
        state,
        'T15-execution',
        (clock) => isAbout(clock, measureId),
        (clock) => stopped(clock, moment),
      );
      state.placements.set(placementId, { childId, startedOn: day, measureId });
      startNoticeClock(state, placementId, moment);
      return;
    case 'CHANGED': {
      const placement = state.placements.get(placementId);
      if (placement !== undefined) placement.measureId = measureId;
      return;
    }
    case 'ENDED': {
      const placement = state.placements.get(placementId);
      if (placement === undefined) return;
      moveNotice(state, placementId, noticeBefore(placement, day), { day, text: 'De plaatsing is geëindigd.' }, day);
      state.placements.delete(placementId);
    }
  }
}

const TWO_YEARS: Term = { count: 2, unit: 'years' };
const TWO_MONTHS: Term = { count: 2, unit: 'months' };

/** A month before the end, two months once the placement will have lasted two years; nothing when it is shorter than that. */
function noticeBefore({ startedOn }: Placement, end: LocalDate): DueDate | undefined {
  const term = normOn('T19-placement', startedOn)?.term;
  if (term === undefined) return undefined;
  const due = countedBack(end, addTerm(startedOn, TWO_YEARS) <= end ? TWO_MONTHS : term);
  return due.dueOn < startedOn ? undefined : due;
}

const TOO_SHORT = 'De machtiging is korter dan de meldtermijn: er is nu niets te melden.';

function startNoticeClock(state: ClocksState, placementId: ItemId, moment: Moment): void {
  const placement = state.placements.get(placementId);
  const order = placement === undefined ? undefined : state.orders.get(placement.measureId);
  const norm = normOn('T19-placement', localDateOf(moment.at));
  if (placement === undefined || order?.endsOn === undefined || norm === undefined) return;
  const due = noticeBefore(placement, order.endsOn) ?? { steps: [{ day: placement.startedOn, text: TOO_SHORT }] };
  const facts = { subject: { persons: [placement.childId], items: [placementId] }, heldBy: order.executedBy, endsOn: order.endsOn };
  addClock(state, newClock(norm, `T19|${placementId}`, moment, facts, due));
}

function moveNotice(
  state: ClocksState,
  placementId: ItemId,
  due: DueDate | undefined,
  why: { day: LocalDate; text: string },
  endsOn: LocalDate,
): void {
  if (due === undefined) return;
  const fits = (clock: Clock) => isRunning(clock) && isAbout(clock, placementId);
  changeClocks(state, 'T19-placement', fits, (clock) => ({ ...dueAgain(clock, due, why), endsOn }));
}

/** The authorisation goes on, and the placement with it. */
export function placementExtended(state: ClocksState, earlier: CourtOrder, order: CourtOrder): void {
  for (const [placementId, placement] of state.placements) {
    if (placement.measureId !== earlier.measureId) continue;
    placement.measureId = order.measureId;
    if (order.endsOn === undefined) continue;
    const why = { day: order.orderedOn, text: 'De machtiging is bevestigd of verlengd.' };
    moveNotice(state, placementId, noticeBefore(placement, order.endsOn), why, order.endsOn);
  }
}

/** The notice names the day it is about: the term is counted back from there. A removal that is not extended ends its placement. */
function endNotified(state: ClocksState, { measureId, notice, intendedOn }: MeasureEndNotified['data'], moment: Moment): void {
  if (unlessErased(notice, undefined) !== 'END_PLACEMENT') {
    changeClocks(
      state,
      'T19',
      (clock) => isAbout(clock, measureId),
      (clock) => stopped(clock, moment),
    );
  }
  const day = localDateOf(moment.at);
  const end = unlessErased(intendedOn, undefined);
  for (const [placementId, placement] of state.placements) {
    if (placement.measureId !== measureId) continue;
    if (end !== undefined) moveNotice(state, placementId, noticeBefore(placement, end), { day, text: 'Gemeld aan de Raad.' }, end);
    changeClocks(
      state,
      'T19-placement',
      (clock) => isAbout(clock, placementId),
      (clock) => stopped(clock, moment),
    );
  }
}
