// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import { ageOf, authorityOver, roleOf } from '../frame/case-frame.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import type { HearingHeld } from '../measures/measure-events.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import { stopped } from './clock.ts';
import type { Moment } from './clock.ts';
import { changeClocks, isAbout } from './clocks-state.ts';
import type { ClocksState } from './clocks-state.ts';
import type { CourtOrder } from './court-orders.ts';
import { startOrderClock, unmoved } from './order-clock.ts';

/** Who must be able to speak: those with authority (or else the parents) and minors of twelve and over. Source: Rv 798, 800, 809. */
export function interested(frame: CaseFrame, children: readonly PersonId[], day: LocalDate): Set<PersonId> {
  const holders = children.flatMap((child) => authorityOver(frame, child));
  const isParent = (person: PersonId) => ['mother', 'father'].includes(roleOf(frame, person) ?? '');
  const parents = holders.length > 0 ? holders : [...frame.people.keys()].filter(isParent);
  return new Set([...parents, ...children.filter((child) => (ageOf(frame, child, day) ?? 0) >= 12)]);
}

/** T16: an order given without hearing anybody falls away after two weeks. */
export function startHearingClock(state: ClocksState, order: CourtOrder, moment: Moment): void {
  const due = unmoved(order, 'T16');
  if (due !== undefined) startOrderClock(state, 'T16', order, moment, due, 'void');
}

/** Being given the chance is enough; several hearings together may reach everybody. */
export function heard(state: ClocksState, { measureIds, persons }: HearingHeld['data'], moment: Moment): void {
  for (const measureId of measureIds) {
    const order = state.orders.get(measureId);
    if (order === undefined) continue;
    for (const { personId } of persons) order.unheard.delete(personId);
    if (order.unheard.size === 0)
      changeClocks(
        state,
        'T16',
        (clock) => isAbout(clock, measureId),
        (clock) => stopped(clock, moment),
      );
  }
}
