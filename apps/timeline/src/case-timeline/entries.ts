// SPDX-License-Identifier: EUPL-1.2
import type { EntryFragment, EntryOrder } from '@gezinslijn/api-contract';
import { dayOf, instantAt, isDay } from '../language/moments.ts';

export type Entry = EntryFragment;

/** Entries as they stand on a screen, and those that wait to be shown: what comes in live must not move what somebody is reading. */
export interface Entries {
  /** In the order of the gateway, newest first, without gaps up to the last. */
  readonly list: readonly Entry[];
  /** Came in live, not shown yet. */
  readonly waiting: readonly Entry[];
  /** Shown on request, but their place is further back than what was fetched so far. */
  readonly beyond: readonly Entry[];
  /** Ids of what came in since the screen opened. */
  readonly fresh: ReadonlySet<string>;
}

export const NO_ENTRIES: Entries = { list: [], waiting: [], beyond: [], fresh: new Set() };

/** The first page. */
export function opened(page: readonly Entry[], fresh: readonly string[] = []): Entries {
  return { ...NO_ENTRIES, list: page, fresh: new Set(fresh) };
}

/** The next page. What the gateway puts there stands there, also when it came in live before. */
export function continued(entries: Entries, page: readonly Entry[]): Entries {
  const ids = idsOf(page);
  return {
    ...entries,
    list: [...without(entries.list, ids), ...page],
    waiting: without(entries.waiting, ids),
    beyond: without(entries.beyond, ids),
  };
}

/** An entry came in live, for the first time or again. Again: it is brought up to date where it stands, never doubled. */
export function arrived(entries: Entries, entry: Entry): Entries {
  const replaced = (list: readonly Entry[]) => list.map((known) => (known.id === entry.id ? entry : known));
  for (const part of ['list', 'beyond', 'waiting'] as const) {
    if (entries[part].some(({ id }) => id === entry.id)) return { ...entries, [part]: replaced(entries[part]) };
  }
  return { ...entries, waiting: [...entries.waiting, entry] };
}

/**
 * After a gap in the live news: of the newest entries, those not known here that were recorded since. What is not known because it stands
 * further back than was fetched is no news.
 */
export function missed(entries: Entries, found: readonly Entry[], since: string): Entries {
  return found.toReversed().reduce((so, entry) => (isKnown(so, entry) || entry.recordedAt >= since ? arrived(so, entry) : so), entries);
}

const isKnown = ({ list, beyond, waiting }: Entries, { id }: Entry): boolean =>
  [list, beyond, waiting].some((part) => part.some((known) => known.id === id));

/** The latest moment of recording among what is known here. */
export function newest({ list, beyond, waiting }: Entries): string {
  return [...list, ...beyond, ...waiting].reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '');
}

/** Somebody asked to see what waits: each takes its place, or stands apart when its place was not fetched yet. */
export function shown(entries: Entries, order: EntryOrder, hasMore: boolean): Entries {
  let { list, beyond } = entries;
  for (const entry of entries.waiting) {
    const place = list.findIndex((known) => isNewer(entry, known, order));
    if (place >= 0) list = list.toSpliced(place, 0, entry);
    else if (hasMore) beyond = [entry, ...beyond];
    else list = [...list, entry];
  }
  return { list, beyond, waiting: [], fresh: new Set([...entries.fresh, ...idsOf(entries.waiting)]) };
}

function isNewer(entry: Entry, known: Entry, order: EntryOrder): boolean {
  if (order === 'RECORDED') return entry.recordedAt >= known.recordedAt;
  const difference = happened(entry) - happened(known);
  return difference > 0 || (difference === 0 && entry.recordedAt >= known.recordedAt);
}

/** A day counts from its beginning, as the gateway counts it. */
function happened({ occurredAt }: Entry): number {
  return Date.parse(isDay(occurredAt) ? instantAt(occurredAt, '00:00') : occurredAt);
}

const idsOf = (list: readonly Entry[]): ReadonlySet<string> => new Set(list.map(({ id }) => id));
const without = (list: readonly Entry[], ids: ReadonlySet<string>): readonly Entry[] => list.filter(({ id }) => !ids.has(id));

export interface DayOfEntries {
  readonly day: string;
  readonly entries: readonly Entry[];
}
export interface MonthOfEntries {
  /** YYYY-MM */
  readonly month: string;
  readonly days: readonly DayOfEntries[];
}

/** Entries by month and day, on the clock that orders them; the order stays as it is. */
export function byMonth(list: readonly Entry[], order: EntryOrder): readonly MonthOfEntries[] {
  const months: { month: string; days: { day: string; entries: Entry[] }[] }[] = [];
  for (const entry of list) {
    const day = dayOf(order === 'HAPPENED' ? entry.occurredAt : entry.recordedAt);
    let month = months.at(-1);
    if (month?.month !== day.slice(0, 7)) months.push((month = { month: day.slice(0, 7), days: [] }));
    let last = month.days.at(-1);
    if (last?.day !== day) month.days.push((last = { day, entries: [] }));
    last.entries.push(entry);
  }
  return months;
}
