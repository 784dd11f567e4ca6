// SPDX-License-Identifier: EUPL-1.2
import { daysBetween } from '../language/moments.ts';
import type { Clock } from './case-context.ts';

/** How a term stands, for the eye. What counts as overdue or met was decided by the norm, not here. */
export interface ClockState {
  readonly kind: 'overdue' | 'running' | 'done' | 'missed' | 'ended';
  /** Days until it is due; negative when that day has passed. Absent without a due date. */
  readonly daysLeft: number | undefined;
}

const KINDS: Readonly<Record<string, ClockState['kind']>> = { overdue: 'overdue', running: 'running', met: 'done', late: 'missed' };

export function clockState({ status, dueOn }: Pick<Clock, 'status' | 'dueOn'>, day: string): ClockState {
  return { kind: KINDS[status] ?? 'ended', daysLeft: dueOn === null ? undefined : daysBetween(day, dueOn) };
}

const ORDER: readonly ClockState['kind'][] = ['overdue', 'running'];

/** Terms that ask for something: overdue first, then what is due soonest. */
export function openClocks(clocks: readonly Clock[], day: string): readonly Clock[] {
  const rank = (clock: Clock) => ORDER.indexOf(clockState(clock, day).kind);
  return clocks
    .filter((clock) => rank(clock) >= 0)
    .toSorted((a, b) => rank(a) - rank(b) || (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
}

export function closedClocks(clocks: readonly Clock[], day: string): readonly Clock[] {
  return clocks
    .filter((clock) => !ORDER.includes(clockState(clock, day).kind))
    .toSorted((a, b) => (b.dueOn ?? '').localeCompare(a.dueOn ?? ''));
}
