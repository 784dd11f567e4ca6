// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import type { SubjectKeys } from '@gezinslijn/event-sourcing';
import { openRendering } from '@gezinslijn/family-case';
import type { Row, ViewEngine } from './view-engine.ts';

/** Readers, types and names of fields: never what stands in them. */
export interface ViewDifference {
  readonly stream: string;
  /** Key of the reader whose row it is. */
  readonly reader: string;
  readonly position: bigint;
  readonly type: string;
  /** `gained`: only in the second; `lost`: only in the first. */
  readonly kind: 'gained' | 'lost' | 'changed';
  /** What differs in a changed one: fields of the event, or `@` and a property of the entry. Empty for the other two. */
  readonly fields: readonly string[];
}

const PAGE = 2_000;
const READER_PAGE = 5_000;

/**
 * What somebody would gain or lose if the second set of views took the place of the first. Both are read once, in the order of their keys, page
 * by page, so that memory does not grow with them. Renderings are opened: how they are sealed differs each time, what they say must not.
 * Of cases a reader gains or loses whole, each entry counts.
 */
export async function* diffViews(
  first: ViewEngine,
  second: ViewEngine,
  keys: SubjectKeys,
): AsyncGenerator<ViewDifference, void, undefined> {
  const [left, right] = [rowsOf(first), rowsOf(second)];
  let [one, other] = [await left.next(), await right.next()];
  while (one.done !== true || other.done !== true) {
    const order = one.done === true ? 1 : other.done === true ? -1 : compare(one.value, other.value);
    if (order === 0) {
      const fields = changedFields(one.value as Row, other.value as Row, keys);
      if (fields.length > 0) yield difference(one.value as Row, 'changed', fields);
    } else if (order < 0) yield difference(one.value as Row, 'lost');
    else yield difference(other.value as Row, 'gained');
    [one, other] = [order <= 0 ? await left.next() : one, order >= 0 ? await right.next() : other];
  }
}

/** Grants that differ: reader and case, with which columns. */
export async function* diffGrants(
  first: ViewEngine,
  second: ViewEngine,
): AsyncGenerator<Omit<ViewDifference, 'position' | 'type'>, void, undefined> {
  const [left, right] = [grantsOf(first), grantsOf(second)];
  let [one, other] = [await left.next(), await right.next()];
  while (one.done !== true || other.done !== true) {
    const order = one.done === true ? 1 : other.done === true ? -1 : compare(one.value, other.value);
    const row = (order > 0 ? other.value : one.value) as Row;
    const at = { stream: row['case_id'] as string, reader: row['reader'] as string };
    if (order !== 0) yield { ...at, kind: order < 0 ? 'lost' : 'gained', fields: [] };
    else {
      const [before, after] = [one.value as Row, other.value as Row];
      const fields = Object.keys(before).filter((column) => before[column] !== after[column]);
      if (fields.length > 0) yield { ...at, kind: 'changed', fields };
    }
    [one, other] = [order <= 0 ? await left.next() : one, order >= 0 ? await right.next() : other];
  }
}

async function* rowsOf(engine: ViewEngine): AsyncGenerator<Row, void, undefined> {
  let after: readonly [string, string, number] = ['', '', -1];
  for (;;) {
    const rows = await engine.all(
      `SELECT r.case_id, r.reader, r.position, r.entry_id, r.type, r.party, r.occurred_key, r.about, b.body FROM entry_row r
       JOIN rendering b ON b.case_id = r.case_id AND b.position = r.position AND b.audience = r.audience
       WHERE (r.case_id, r.reader, r.position) > (?, ?, ?) ORDER BY r.case_id, r.reader, r.position LIMIT ${String(PAGE)}`,
      after,
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [last['case_id'] as string, last['reader'] as string, last['position'] as number];
  }
}

async function* grantsOf(engine: ViewEngine): AsyncGenerator<Row, void, undefined> {
  let after: readonly [string, string] = ['', ''];
  for (;;) {
    const rows = await engine.all(
      `SELECT * FROM case_reader WHERE (case_id, reader) > (?, ?) ORDER BY case_id, reader LIMIT ${String(READER_PAGE)}`,
      after,
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [last['case_id'] as string, last['reader'] as string];
  }
}

function compare(a: Row | void, b: Row | void): number {
  for (const column of ['case_id', 'reader', 'position']) {
    const [one, other] = [a?.[column] ?? 0, b?.[column] ?? 0];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function difference(row: Row, kind: ViewDifference['kind'], fields: readonly string[] = []): ViewDifference {
  return {
    stream: row['case_id'] as string,
    reader: row['reader'] as string,
    position: BigInt(row['position'] as number),
    type: row['type'] as string,
    kind,
    fields,
  };
}

/** Columns a reader can find an entry by. */
const COLUMNS = ['entry_id', 'type', 'party', 'occurred_key', 'about'];

function changedFields(one: Row, other: Row, keys: SubjectKeys): readonly string[] {
  const [before, after] = [opened(one, keys), opened(other, keys)];
  const differs = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => text(a[name]) !== text(b[name]));
  const { data: dataBefore, ...entryBefore } = before;
  const { data: dataAfter, ...entryAfter } = after;
  const columns = COLUMNS.filter((column) => one[column] !== other[column]);
  return [
    ...differs(dataBefore as Readonly<Record<string, unknown>>, dataAfter as Readonly<Record<string, unknown>>),
    ...[...new Set([...differs(entryBefore, entryAfter), ...columns])].map((name) => `@${name}`),
  ].sort();
}

const opened = (row: Row, keys: SubjectKeys): Readonly<Record<string, unknown>> => ({
  ...openRendering(
    row['body'] as string,
    { id: row['entry_id'] as string, position: BigInt(row['position'] as number) },
    keys,
    row['case_id'] as string,
  ),
});

const text = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : isErased(part) ? 'erased' : part));
