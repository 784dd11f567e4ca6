// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import { emptyFrame } from '../frame/case-frame.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';
import type { Clock, Moment } from './clock.ts';
import type { CourtOrder } from './court-orders.ts';
import type { NormKey } from './register.ts';

/** A fixed worker and first contact: both are needed. */
export interface Guardianship {
  assigned?: Moment;
  contacted?: Moment;
}

export interface Placement {
  readonly childId: PersonId;
  readonly startedOn: LocalDate;
  /** The order it rests on now. */
  measureId: ItemId;
}

/** Everything the clocks of one case need to know; a fold that is kept up event by event. */
export interface ClocksState {
  readonly frame: CaseFrame;
  readonly clocks: Map<string, Clock>;
  readonly orders: Map<ItemId, CourtOrder>;
  /** Per GI and child. */
  readonly guardianships: Map<string, Guardianship>;
  readonly placements: Map<ItemId, Placement>;
}

export function initialClocks(): ClocksState {
  return { frame: emptyFrame(), clocks: new Map(), orders: new Map(), guardianships: new Map(), placements: new Map() };
}

/** Changes every clock of a norm that fits. */
export function changeClocks(state: ClocksState, key: NormKey, fits: (clock: Clock) => boolean, to: (clock: Clock) => Clock): void {
  for (const [id, clock] of state.clocks) if (clock.key === key && fits(clock)) state.clocks.set(id, to(clock));
}

export function findClock(state: ClocksState, key: NormKey, fits: (clock: Clock) => boolean): Clock | undefined {
  for (const clock of state.clocks.values()) if (clock.key === key && fits(clock)) return clock;
  return undefined;
}

export function addClock(state: ClocksState, clock: Clock): void {
  state.clocks.set(clock.id, clock);
}

export const overlap = (one: readonly string[], other: readonly string[]): boolean => one.some((item) => other.includes(item));
export const isAbout = (clock: Clock, item: ItemId): boolean => clock.subject.items.includes(item);
