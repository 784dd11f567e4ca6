// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import { addTerm, termInWords } from './calendar.ts';
import type { DueDate } from './calendar.ts';
import { newClock } from './clock.ts';
import type { Moment, OnLapse } from './clock.ts';
import { addClock } from './clocks-state.ts';
import type { ClocksState } from './clocks-state.ts';
import type { CourtOrder } from './court-orders.ts';
import { normOn } from './register.ts';
import type { NormKey } from './register.ts';

/** A clock about an order. `heldBy`: the GI that carries it out, or for what the Raad must do who entered it. */
export function startOrderClock(state: ClocksState, key: NormKey, order: CourtOrder, moment: Moment, due: DueDate, onLapse: OnLapse): void {
  const norm = normOn(key, order.orderedOn);
  if (norm === undefined) return;
  const subject = { persons: order.concerning, items: [order.measureId] };
  const heldBy = norm.holder === 'GI' ? order.executedBy : order.enteredBy;
  const facts = { subject, heldBy, onLapse, ...(order.endsOn === undefined ? {} : { endsOn: order.endsOn }) };
  addClock(state, newClock(norm, `${key}|${order.measureId}`, moment, facts, due));
}

/** The day written in the order. */
export const asOrdered = (endsOn: LocalDate): DueDate => ({
  dueOn: endsOn,
  steps: [{ day: endsOn, text: 'De laatste dag staat in de beschikking en schuift niet op.' }],
});

/** A term that runs from the order and is not moved: what it is about falls away by itself. */
export function unmoved(order: CourtOrder, key: NormKey): DueDate | undefined {
  const term = normOn(key, order.orderedOn)?.term;
  if (term === undefined) return undefined;
  const dueOn = addTerm(order.orderedOn, term);
  return {
    dueOn,
    steps: [
      { day: order.orderedOn, text: 'Beschikking gegeven.' },
      { day: dueOn, text: `${termInWords(term)} later: laatste dag. Een verval schuift niet op.` },
    ],
  };
}
