// SPDX-License-Identifier: EUPL-1.2
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import type { EntryId, ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import { localDateOf } from '../vocabulary/time.ts';
import type { OccurredAt } from '../vocabulary/time.ts';
import { addTerm } from './calendar.ts';
import type { DueDate, Step } from './calendar.ts';
import type { Norm, NormId, NormKey, Reading } from './register.ts';

/** Whom and what a clock is about. */
export interface Subject {
  readonly persons: readonly PersonId[];
  /** Measures, reports, inquiries or placements. */
  readonly items: readonly ItemId[];
}

/** What it means that the due day has passed with nothing done. */
export type OnLapse = 'overdue' | 'void' | 'met' | 'notApplicable';

/**
 * A term that runs, ran or cannot run. Holds instants and days, never a status: what is due or late is computed when somebody looks.
 * A clock without a due day does not apply; its steps say why.
 */
export interface Clock {
  readonly id: string;
  readonly norm: NormId;
  readonly key: NormKey;
  readonly reading: Reading;
  readonly version: string;
  /** What must happen, in Dutch. */
  readonly title: string;
  readonly source: string;
  readonly subject: Subject;
  /** Which kind of organisation must act, and which one, where that is known. */
  readonly holder: Party;
  readonly heldBy?: OrganisationId;
  readonly startedAt: OccurredAt;
  readonly startEntry: EntryId;
  readonly dueOn?: LocalDate;
  /** The end that the term is counted back from. */
  readonly endsOn?: LocalDate;
  readonly stoppedAt?: OccurredAt;
  readonly stopEntry?: EntryId;
  readonly cancelledAt?: OccurredAt;
  readonly onLapse: OnLapse;
  readonly steps: readonly Step[];
}

export type ClockStatus = 'running' | 'met' | 'late' | 'overdue' | 'void' | 'cancelled' | 'notApplicable';

/** Where and when something happened. */
export interface Moment {
  readonly at: OccurredAt;
  readonly entry: EntryId;
}

export const momentOf = ({ id, metadata }: Pick<RecordedCaseEvent, 'id' | 'metadata'>): Moment => ({
  at: metadata.occurredAt,
  entry: id as EntryId,
});

/** Has it happened by then? What is known by its day only has happened from the start of that day. */
export function hasHappened(moment: OccurredAt, at: Instant): boolean {
  return moment.length === 10 ? moment <= localDateOf(at) : Date.parse(moment) <= Date.parse(at);
}

/** Which of two is first; of a day and an instant on it, the day. */
export function isBefore(one: OccurredAt, other: OccurredAt): boolean {
  const [oneDay, otherDay] = [localDateOf(one), localDateOf(other)];
  if (oneDay !== otherDay) return oneDay < otherDay;
  if (one.length === 10 || other.length === 10) return one.length < other.length;
  return Date.parse(one) < Date.parse(other);
}

export const later = (one: Moment, other: Moment): Moment => (isBefore(one.at, other.at) ? other : one);

export function newClock(
  norm: Norm,
  id: string,
  start: Moment,
  facts: {
    readonly subject: Subject;
    readonly heldBy?: OrganisationId | undefined;
    readonly onLapse?: OnLapse;
    readonly endsOn?: LocalDate;
  },
  due: Partial<DueDate>,
): Clock {
  return {
    id,
    norm: norm.id,
    key: norm.key,
    reading: norm.reading,
    version: norm.version,
    title: norm.title,
    source: norm.source,
    subject: facts.subject,
    holder: norm.holder,
    ...(facts.heldBy === undefined ? {} : { heldBy: facts.heldBy }),
    startedAt: start.at,
    startEntry: start.entry,
    ...(due.dueOn === undefined ? {} : { dueOn: due.dueOn }),
    ...(facts.endsOn === undefined ? {} : { endsOn: facts.endsOn }),
    onLapse: facts.onLapse ?? 'overdue',
    steps: due.steps ?? [],
  };
}

/** Stops at the first moment it was done, in whatever order that was written down; a clock that was cancelled stays so. */
export function stopped(clock: Clock, { at, entry }: Moment): Clock {
  if (clock.cancelledAt !== undefined) return clock;
  if (clock.stoppedAt !== undefined && !isBefore(at, clock.stoppedAt)) return clock;
  return { ...clock, stoppedAt: at, stopEntry: entry };
}

export function cancelled(clock: Clock, { at }: Moment, why: string): Clock {
  if (clock.stoppedAt !== undefined || clock.cancelledAt !== undefined) return clock;
  return { ...clock, cancelledAt: at, steps: [...clock.steps, { day: localDateOf(at), text: why }] };
}

/** Another due day, with what was explained before and why it moved. */
export function dueAgain(clock: Clock, due: DueDate, why: Step): Clock {
  return { ...clock, dueOn: due.dueOn, steps: [...clock.steps, why, ...due.steps] };
}

export const isRunning = (clock: Clock): boolean => clock.stoppedAt === undefined && clock.cancelledAt === undefined;

/** The status at an instant, of what had happened by then. */
export function statusAt(clock: Clock, at: Instant): ClockStatus {
  const { dueOn, stoppedAt, cancelledAt, onLapse } = clock;
  if (dueOn === undefined) return 'notApplicable';
  if (stoppedAt !== undefined && hasHappened(stoppedAt, at)) {
    if (localDateOf(stoppedAt) <= dueOn) return 'met';
    return onLapse === 'void' ? 'void' : 'late';
  }
  if (cancelledAt !== undefined && hasHappened(cancelledAt, at) && localDateOf(cancelledAt) <= dueOn) return 'cancelled';
  return localDateOf(at) <= dueOn ? 'running' : onLapse;
}

/** The days on which somebody is warned, as the norm says; none for a clock that does not apply. */
export function warningsOf(clock: Clock, norm: Norm): readonly { readonly on: LocalDate; readonly to: string }[] {
  const bases = { start: localDateOf(clock.startedAt), due: clock.dueOn, end: clock.endsOn };
  if (clock.dueOn === undefined) return [];
  return norm.warn.flatMap(({ to, from, after }) => {
    const base = bases[from];
    return base === undefined ? [] : [{ on: addTerm(base, after), to }];
  });
}
