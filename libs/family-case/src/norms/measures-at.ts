// SPDX-License-Identifier: EUPL-1.2
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import type { MeasureKind } from '../measures/measure-events.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import { addDays, localDateOf } from '../vocabulary/time.ts';
import type { Clock } from './clock.ts';
import { findClock, isAbout } from './clocks-state.ts';
import type { ClocksState } from './clocks-state.ts';
import type { CourtOrder } from './court-orders.ts';
import type { NormKey } from './register.ts';

export type MeasureStatus = 'IN_FORCE' | 'ENDED' | 'LAPSED' | 'VOID';

/** A measure as it stands at an instant. Orders that confirm or extend one another are one measure. */
export interface MeasureAt {
  /** The order that counts now: what a placement, a notice or an end must name. */
  readonly measureId: ItemId;
  /** Every order of it, the first one first. */
  readonly orders: readonly ItemId[];
  /** Absent once it is erased. */
  readonly kind?: MeasureKind;
  readonly concerning: readonly PersonId[];
  readonly executedBy?: OrganisationId;
  /** Day of the first order. */
  readonly orderedOn: LocalDate;
  readonly endsOn?: LocalDate;
  readonly status: MeasureStatus;
  /** First day of this status. */
  readonly since: LocalDate;
  /** First day it was void: nobody was heard in time. */
  readonly voidFrom?: LocalDate;
}

/** First day an order is void because nobody could be heard in time (T16); `undefined` while it still can be, or was done. */
export function voidFrom(state: ClocksState, { measureId }: CourtOrder): LocalDate | undefined {
  return dayAfterLapse(findClock(state, 'T16', (clock) => isAbout(clock, measureId)));
}

/** First day after a due day on which it had not been done. */
function dayAfterLapse(clock: Clock | undefined): LocalDate | undefined {
  if (clock?.dueOn === undefined) return undefined;
  const inTime = [clock.stoppedAt, clock.cancelledAt].some((moment) => moment !== undefined && localDateOf(moment) <= (clock.dueOn ?? ''));
  return inTime ? undefined : addDays(clock.dueOn, 1);
}

const neverExecuted = (state: ClocksState, { measureId }: CourtOrder, key: NormKey = 'T15-execution') =>
  dayAfterLapse(findClock(state, key, (clock) => isAbout(clock, measureId)));

/** Does an order still hold on a day: not ended, run out, void or fallen away? */
export function holdsOn(state: ClocksState, order: CourtOrder, day: LocalDate): boolean {
  return firstOf(endsOf(state, order), day) === undefined;
}

/** Each measure ordered by then, with what became of it: derived from events and the calendar, recorded nowhere. */
export function measuresAt(state: ClocksState, at: Instant): readonly MeasureAt[] {
  const day = localDateOf(at);
  const orders = [...state.orders.values()].filter(({ orderedOn }) => orderedOn <= day);
  const present = orders.filter(({ continued }) => continued === undefined || continued.on > day);
  return present.map((order) => asMeasure(state, order, day));
}

function asMeasure(state: ClocksState, order: CourtOrder, day: LocalDate): MeasureAt {
  const chain = chainOf(state, order);
  const first = chain[0] ?? order;
  const [status, since] = firstOf(endsOf(state, order), day) ?? (['IN_FORCE', first.orderedOn] as const);
  return {
    measureId: order.measureId,
    orders: chain.map(({ measureId }) => measureId),
    ...(order.kind === undefined ? {} : { kind: order.kind }),
    concerning: order.concerning,
    ...(order.executedBy === undefined ? {} : { executedBy: order.executedBy }),
    orderedOn: first.orderedOn,
    ...(order.endsOn === undefined ? {} : { endsOn: order.endsOn }),
    status,
    since,
    ...(status === 'VOID' ? { voidFrom: since } : {}),
  };
}

type End = readonly [MeasureStatus, LocalDate | undefined];

/** All the ways in which an order can have come to its end, each with its first day. */
function endsOf(state: ClocksState, order: CourtOrder): readonly End[] {
  return [
    ['ENDED', order.ended?.on],
    ['VOID', voidFrom(state, order)],
    ['LAPSED', neverExecuted(state, order)],
    ['LAPSED', order.endsOn === undefined ? undefined : addDays(order.endsOn, 1)],
  ];
}

/** What came first, of all that had come by that day. */
function firstOf(ends: readonly End[], day: LocalDate): readonly [MeasureStatus, LocalDate] | undefined {
  return ends
    .flatMap(([status, on]): readonly (readonly [MeasureStatus, LocalDate])[] => (on === undefined || on > day ? [] : [[status, on]]))
    .reduce<readonly [MeasureStatus, LocalDate] | undefined>(
      (first, next) => (first === undefined || next[1] < first[1] ? next : first),
      undefined,
    );
}

function chainOf(state: ClocksState, order: CourtOrder): readonly CourtOrder[] {
  const chain = [order];
  for (let earlier = before(state, order); earlier !== undefined && !chain.includes(earlier); earlier = before(state, earlier))
    chain.unshift(earlier);
  return chain;
}

function before(state: ClocksState, order: CourtOrder): CourtOrder | undefined {
  const earlier = order.continues === undefined ? undefined : state.orders.get(order.continues);
  return earlier?.continued?.by === order.measureId ? earlier : undefined;
}
