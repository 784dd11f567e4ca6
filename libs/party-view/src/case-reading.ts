// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, Instant, SubjectKeys } from '@gezinslijn/event-sourcing';
import {
  besideNarrowed,
  descriptionOf,
  matrices,
  narrowedToRvt,
  openRendering,
  replayCase,
  replayThenAndNow,
  rowsKey,
} from '@gezinslijn/family-case';
import type { DisclosedEntry, DisclosureMatrix, Party, Reader } from '@gezinslijn/family-case';
import { AT_MOST, BoundedCache } from '@gezinslijn/event-store';
import { firstKnownAfter, loadHistory, positionKnownAt } from './case-history.ts';
import { occurredKey } from './case-projection.ts';
import { ReaderGrants } from './reader-grants.ts';
import type { ServingPolicy } from './serving-policy.ts';
import { matrixAt } from './policy-history.ts';
import type { RecordMoment } from './policy-history.ts';
import type { Row, SqlValue, ViewEngine } from './view-engine.ts';

/** Newest first, by when it was recorded or by when it happened. */
export type EntryOrder = 'RECORDED' | 'HAPPENED';

export interface EntryQuery {
  readonly order: EntryOrder;
  readonly limit: number;
  /** Only entries that come after this one in the chosen order. */
  readonly after?: EntryCursor;
  readonly types?: readonly string[];
  readonly parties?: readonly string[];
  readonly person?: string;
  /** Happened at or after this instant. */
  readonly from?: Instant;
  /** Happened before this instant. */
  readonly until?: Instant;
}

export interface EntryCursor {
  readonly position: bigint;
  readonly occurredKey: string;
}

export interface EntryPage {
  readonly entries: readonly DisclosedEntry[];
  readonly hasMore: boolean;
}

/** One case through the eyes of one reader. What he may not see is not in here, on any path. */
export interface CaseReading {
  /** Position of the last entry this reader sees; tells nothing about entries he does not. */
  readonly lastPosition: bigint;
  /** When mere lapse of time changes what he may see; past that it must be opened anew. */
  readonly validUntil: Instant | null;
  page(query: EntryQuery): Promise<EntryPage>;
  /** All entries of these types, oldest first: what the routekaart and the case header are folded from. */
  ofTypes(types: readonly string[]): Promise<readonly DisclosedEntry[]>;
  entry(entryId: string): Promise<DisclosedEntry | null>;
}

/** Both clocks: known (recorded) up to an instant, and happened before one. */
export interface AsOf {
  readonly knownAt?: Instant;
  readonly happenedBefore?: Instant;
}

export interface CaseReadsOptions {
  readonly store: EventStore;
  readonly engine: ViewEngine;
  readonly keys: SubjectKeys;
  /** The version in force now. */
  readonly matrix: DisclosureMatrix;
  /** Says which version serves, where that can change; then `matrix` is not looked at. */
  readonly policy?: ServingPolicy;
  /** Every version there ever was, for the past; one with the name of `matrix` gives way to it. */
  readonly versions?: readonly DisclosureMatrix[];
  readonly now: () => Instant;
  /** Opened rows kept, until keys were destroyed. */
  readonly cachedRows?: number;
}

/** Opens cases for readers: from rows for now, by replay for the past and for an auditor. Both give the same entries. */
export class CaseReads {
  readonly #options: CaseReadsOptions;
  readonly #opened: BoundedCache<string, DisclosedEntry>;
  readonly #grants: ReaderGrants;
  #generation: number;

  constructor(options: CaseReadsOptions) {
    this.#options = options;
    this.#grants = new ReaderGrants(options.engine);
    this.#generation = options.keys.generation;
    this.#opened = new BoundedCache(options.cachedRows ?? 50_000);
  }

  get #matrix(): DisclosureMatrix {
    return this.#options.policy?.matrix ?? this.#options.matrix;
  }

  /** What was destroyed must not linger in memory. */
  #forgetDestroyed(): void {
    const { generation } = this.#options.keys;
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#opened.clear();
  }

  /** `null` when this reader may see nothing of it, whether or not it exists: the same answer by the same path. */
  async open(stream: string, reader: Reader, asOf?: AsOf): Promise<CaseReading | null> {
    this.#forgetDestroyed();
    if (reader.kind === 'auditor') return this.#replayed(stream, reader, asOf ?? {});
    const now = this.#options.now();
    const key = rowsKey(reader);
    const grant = await this.#grants.of(stream, key);
    if (grant === null || isAfter(grant.readsFrom, now)) return null;
    const { validUntil } = grant;
    if (asOf?.knownAt !== undefined) return this.#replayed(stream, reader, asOf);
    // Rows of one version never serve under two: what both show is asked of the case itself.
    if (this.#options.policy?.changing === true) return this.#replayed(stream, reader, asOf ?? {}, validUntil);
    // Rows serve now only: past the moment at which time itself changed what he may see, the case is replayed until they are rewritten.
    if (validUntil !== null && !isAfter(validUntil, now)) return this.#replayed(stream, reader, asOf ?? {}, now);
    const rows = new RowReading(this.#options, this.#opened, { stream, key, validUntil }, grant.lastPosition);
    const reading = reader.kind === 'organisation' && reader.rvt !== undefined ? await this.#asRvt(rows, reader.rvt) : rows;
    return asOf?.happenedBefore === undefined || reading === null ? reading : new Narrowed(reading, asOf.happenedBefore);
  }

  /** As somebody saw it at that moment: the rules and data of then alone. For auditors. */
  async asSeenBy(stream: string, seenBy: Reader, asOf: AsOf): Promise<CaseReading | null> {
    const entries =
      asOf.knownAt === undefined
        ? replayCase(await this.#known(stream, asOf), seenBy, this.#options.now(), this.#matrix)
        : await this.seenAt(stream, seenBy, await this.momentOf(asOf.knownAt));
    return entries === null || entries.length === 0 ? null : new ReplayReading(entries, asOf.happenedBefore);
  }

  /** Where the record stood at an instant: from there on only positions count. */
  async momentOf(knownAt: Instant): Promise<RecordMoment> {
    const before = await firstKnownAfter(this.#options.engine, knownAt);
    return { position: before === null ? await positionKnownAt(this.#options.engine, knownAt) : before - 1n, before, at: knownAt };
  }

  /** Every entry somebody saw at a point in the record, under the data and rules of then alone; `null` when he was not involved. */
  async seenAt(stream: string, seenBy: Reader, moment: RecordMoment): Promise<readonly DisclosedEntry[] | null> {
    const known = moment.position === null ? [] : await loadHistory(this.#options.store, this.#options.keys, stream, moment.position);
    return replayCase(known, seenBy, moment.at, await this.matrixAt(moment));
  }

  /** The version of the matrix in force at a point in the record. */
  matrixAt(moment: RecordMoment): Promise<DisclosureMatrix> {
    const { store, matrix, versions = matrices } = this.#options;
    return matrixAt(store, [matrix, ...versions.filter(({ version }) => version !== matrix.version)], moment);
  }

  /** Family cases of a reader, or private records, last changed first. */
  async casesOf(
    reader: Reader,
    limit: number,
    before?: bigint,
    kind: 'familyCase' | 'partyPrivate' = 'familyCase',
  ): Promise<readonly { readonly stream: string; readonly lastPosition: bigint }[]> {
    const key = rowsKey(reader);
    const now = this.#options.now();
    const bound = before === undefined ? '' : 'AND last_position < ?';
    const rows = await this.#options.engine.all(
      `SELECT case_id, last_position, valid_until FROM case_reader WHERE reader = ? AND case_id LIKE ? || '%' AND (reads_from IS NULL OR reads_from <= ?) ${bound}
       ORDER BY last_position DESC ${AT_MOST}`,
      [key, `${kind}-`, now, ...(before === undefined ? [] : [Number(before)]), limit],
      key,
    );
    const found = rows.map((row) => ({
      stream: row['case_id'] as string,
      lastPosition: BigInt(row['last_position'] as number),
      lapsed: row['valid_until'] !== null && !isAfter(row['valid_until'], now),
    }));
    // Past the moment at which time itself ended a right, its row may be all that is left of it.
    const doubtful = this.#options.policy?.changing === true;
    const stands = await Promise.all(
      found.map(async ({ stream, lapsed }) => !(lapsed || doubtful) || (await this.open(stream, reader)) !== null),
    );
    return found.filter((_, index) => stands[index]);
  }

  /** The rows of the mother organisation within the column of the RVT; `null` when that leaves nothing. */
  async #asRvt(rows: CaseReading, mother: Party): Promise<CaseReading | null> {
    const narrow: Narrow = {
      entry: (entry) => narrowedToRvt(entry, mother, this.#matrix),
      attachment: (one, behind) => besideNarrowed(one, behind, mother, this.#matrix),
    };
    const last = (await new HattedReading(rows, narrow, 0n).page({ order: 'RECORDED', limit: 1 })).entries[0];
    return last === undefined ? null : new HattedReading(rows, narrow, last.position);
  }

  async #replayed(stream: string, reader: Reader, asOf: AsOf, validUntil: Instant | null = null): Promise<CaseReading | null> {
    const known = await this.#known(stream, asOf);
    const now = this.#options.now();
    const entries =
      reader.kind === 'auditor' || asOf.knownAt === undefined
        ? replayCase(known, reader, now, this.#matrix)
        : replayThenAndNow(known, await loadHistory(this.#options.store, this.#options.keys, stream), reader, asOf.knownAt, now, {
            then: await this.matrixAt(await this.momentOf(asOf.knownAt)),
            now: this.#matrix,
          });
    return entries === null || entries.length === 0 ? null : new ReplayReading(entries, asOf.happenedBefore, validUntil);
  }

  async #known(stream: string, { knownAt }: AsOf) {
    const upTo = knownAt === undefined ? null : await positionKnownAt(this.#options.engine, knownAt);
    return loadHistory(this.#options.store, this.#options.keys, stream, upTo);
  }
}

function isAfter(instant: SqlValue | undefined, now: Instant): boolean {
  return typeof instant === 'string' && instant > now;
}

class RowReading implements CaseReading {
  readonly lastPosition: bigint;
  readonly validUntil: Instant | null;
  readonly #options: CaseReadsOptions;
  readonly #opened: BoundedCache<string, DisclosedEntry>;
  readonly #stream: string;
  readonly #reader: string;
  readonly #generation: number;

  constructor(
    options: CaseReadsOptions,
    opened: BoundedCache<string, DisclosedEntry>,
    { stream, key, validUntil }: { readonly stream: string; readonly key: string; readonly validUntil: Instant | null },
    lastPosition: bigint,
  ) {
    this.#options = options;
    this.#opened = opened;
    this.#stream = stream;
    this.#reader = key;
    this.#generation = options.keys.generation;
    this.validUntil = validUntil;
    this.lastPosition = lastPosition;
  }

  async page(query: EntryQuery): Promise<EntryPage> {
    const { where, order, params } = pageSql(this.#stream, this.#reader, query);
    const cut = `${where} ORDER BY ${order} ${AT_MOST}`;
    // The page is cut before renderings are joined: a planner that thinks the join leaves few rows would read and sort the whole case.
    const page = (columns: string) => `(SELECT ${columns} FROM entry_row r ${cut})`;
    const keys = keysOf(page('r.position, r.occurred_key, r.audience'), order);
    const rows = selectFrom(page('r.case_id, r.position, r.occurred_key, r.entry_id, r.audience'));
    const entries = await this.#shown(keys, `${rows} ORDER BY ${order}`, params);
    return { entries: entries.slice(0, query.limit), hasMore: entries.length > query.limit };
  }

  ofTypes(types: readonly string[]): Promise<readonly DisclosedEntry[]> {
    const where = `WHERE r.case_id = ? AND r.reader = ? AND r.type IN (${types.map(() => '?').join(', ')})`;
    const order = 'r.position';
    const keys = keysOf(`(SELECT r.position, r.audience FROM entry_row r ${where})`, order);
    return this.#shown(keys, `${SELECT} ${where} ORDER BY ${order}`, [this.#stream, this.#reader, ...types]);
  }

  /**
   * What these rows show. Which rows there are is asked every time; their renderings, a kilobyte each, only when one is not at hand.
   */
  async #shown(keys: string, withRenderings: string, params: readonly SqlValue[]): Promise<readonly DisclosedEntry[]> {
    if (this.#opened.holds) {
      const [found] = await this.#options.engine.all(keys, params, this.#reader);
      const known = keysIn(found).map((key) => this.#opened.get(key));
      if (known.every((entry) => entry !== undefined)) return known;
    }
    return (await this.#options.engine.all(withRenderings, params, this.#reader)).map((row) => this.#open(row));
  }

  async entry(entryId: string): Promise<DisclosedEntry | null> {
    const [row] = await this.#options.engine.all(
      `${SELECT} WHERE r.case_id = ? AND r.reader = ? AND r.entry_id = ?`,
      [this.#stream, this.#reader, entryId],
      this.#reader,
    );
    return row === undefined ? null : this.#open(row);
  }

  #open(row: Row): DisclosedEntry {
    const key = keyOfOpened(row);
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const id = row['entry_id'] as string;
    const at = { id, position: BigInt(row['position'] as number) };
    const entry = openRendering(row['body'] as string, at, this.#options.keys, this.#stream);
    // What was destroyed while this reading was open is kept no more.
    if (this.#options.keys.generation === this.#generation) this.#opened.set(key, entry);
    return entry;
  }
}

function keyOfOpened(row: Row): string {
  return `${String(row['position'])}|${row['audience'] as string}`;
}

const selectFrom = (rows: string) => `SELECT r.position, r.entry_id, r.audience, b.body FROM ${rows} r
  JOIN rendering b ON b.case_id = r.case_id AND b.position = r.position AND b.audience = r.audience`;
const SELECT = selectFrom('entry_row');
/** The keys of opened rows, in one value: fifty rows of two columns cost either side more than all else that is done for them. */
const keysOf = (rows: string, order: string) =>
  `SELECT string_agg(r.position || '|' || r.audience, ' ' ORDER BY ${order}) AS keys FROM ${rows} r`;
const keysIn = (row: Row | undefined): readonly string[] => (typeof row?.['keys'] === 'string' ? row['keys'].split(' ') : []);

function pageSql(
  stream: string,
  reader: string,
  query: EntryQuery,
): { readonly where: string; readonly order: string; readonly params: readonly SqlValue[] } {
  const params: SqlValue[] = [stream, reader];
  let where = 'r.case_id = ? AND r.reader = ?';
  const and = (clause: string, ...values: readonly SqlValue[]) => {
    where += ` AND ${clause}`;
    params.push(...values);
  };
  const anyOf = (column: string, values: readonly string[] | undefined) => {
    if (values !== undefined) and(`${column} IN (${values.map(() => '?').join(', ') || 'NULL'})`, ...values);
  };
  anyOf('r.type', query.types);
  anyOf('r.party', query.parties);
  if (query.person !== undefined) and(`r.about LIKE '%|' || ? || '|%'`, query.person);
  if (query.from !== undefined) and('r.occurred_key >= ?', query.from);
  if (query.until !== undefined) and('r.occurred_key < ?', query.until);
  if (query.after !== undefined) {
    const at = Number(query.after.position);
    if (query.order === 'RECORDED') and('r.position < ?', at);
    else and('(r.occurred_key, r.position) < (?, ?)', query.after.occurredKey, at);
  }
  const order = query.order === 'RECORDED' ? 'r.position DESC' : 'r.occurred_key DESC, r.position DESC';
  return { where: `WHERE ${where}`, order, params: [...params, query.limit + 1] };
}

/** The same questions answered from replayed entries. */
class ReplayReading implements CaseReading {
  readonly lastPosition: bigint;
  readonly validUntil: Instant | null;
  readonly #entries: readonly DisclosedEntry[];

  constructor(entries: readonly DisclosedEntry[], happenedBefore: Instant | undefined, validUntil: Instant | null = null) {
    this.validUntil = validUntil;
    this.#entries = happenedBefore === undefined ? entries : entries.filter(({ occurredAt }) => occurredKey(occurredAt) < happenedBefore);
    this.lastPosition = this.#entries.at(-1)?.position ?? -1n;
  }

  page(query: EntryQuery): Promise<EntryPage> {
    const matching = this.#entries.filter((entry) => matches(entry, query)).sort((a, b) => -compare(a, b, query.order));
    const after = query.after;
    const rest = after === undefined ? matching : matching.filter((entry) => isBeyond(entry, after, query.order));
    return Promise.resolve({ entries: rest.slice(0, query.limit), hasMore: rest.length > query.limit });
  }

  ofTypes(types: readonly string[]): Promise<readonly DisclosedEntry[]> {
    return Promise.resolve(this.#entries.filter(({ type }) => types.includes(type)));
  }

  entry(entryId: string): Promise<DisclosedEntry | null> {
    return Promise.resolve(this.#entries.find(({ id }) => id === entryId) ?? null);
  }
}

interface Narrow {
  readonly entry: (entry: DisclosedEntry) => DisclosedEntry | null;
  /** What is attached to an entry hangs on what the hat sees of that. */
  readonly attachment: (one: DisclosedEntry, behind: DisclosedEntry | null) => DisclosedEntry | null;
}

/** Rows of an organisation, narrowed to a hat when they are read: what that leaves out takes no place on a page and makes no difference to it. */
class HattedReading implements CaseReading {
  readonly lastPosition: bigint;
  readonly validUntil: Instant | null;
  readonly #rows: CaseReading;
  readonly #narrow: Narrow;

  constructor(rows: CaseReading, narrow: Narrow, lastPosition: bigint) {
    this.#rows = rows;
    this.#narrow = narrow;
    this.validUntil = rows.validUntil;
    this.lastPosition = lastPosition;
  }

  async page(query: EntryQuery): Promise<EntryPage> {
    const entries: DisclosedEntry[] = [];
    for (let after = query.after; ;) {
      const page = await this.#rows.page({ ...query, ...(after === undefined ? {} : { after }) });
      // A filter on a person must not find an entry by somebody this hat does not see in it.
      entries.push(...(await this.#narrowed(page.entries)).filter((entry) => matches(entry, query)));
      const last = page.entries.at(-1);
      if (entries.length > query.limit || !page.hasMore || last === undefined) break;
      after = { position: last.position, occurredKey: occurredKey(last.occurredAt) };
    }
    return { entries: entries.slice(0, query.limit), hasMore: entries.length > query.limit };
  }

  async ofTypes(types: readonly string[]): Promise<readonly DisclosedEntry[]> {
    return this.#narrowed(await this.#rows.ofTypes(types));
  }

  async entry(entryId: string): Promise<DisclosedEntry | null> {
    const entry = await this.#rows.entry(entryId);
    return entry === null ? null : this.#narrowedOne(entry);
  }

  async #narrowed(entries: readonly DisclosedEntry[]): Promise<readonly DisclosedEntry[]> {
    const narrowed: DisclosedEntry[] = [];
    for (const entry of entries) {
      const shown = await this.#narrowedOne(entry);
      if (shown !== null) narrowed.push(shown);
    }
    return narrowed;
  }

  async #narrowedOne(entry: DisclosedEntry): Promise<DisclosedEntry | null> {
    if (descriptionOf(entry.type).attachedTo === undefined) return this.#narrow.entry(entry);
    const { entryId } = entry.data;
    const behind = typeof entryId === 'string' ? await this.#rows.entry(entryId) : null;
    return this.#narrow.attachment(entry, behind === null ? null : this.#narrow.entry(behind));
  }
}

/** Rows of now, limited to what had happened before an instant. */
class Narrowed implements CaseReading {
  readonly lastPosition: bigint;
  readonly validUntil: Instant | null;
  readonly #rows: CaseReading;
  readonly #before: Instant;

  constructor(rows: CaseReading, before: Instant) {
    this.#rows = rows;
    this.#before = before;
    this.validUntil = rows.validUntil;
    this.lastPosition = rows.lastPosition;
  }

  page(query: EntryQuery): Promise<EntryPage> {
    const until = query.until === undefined || query.until > this.#before ? this.#before : query.until;
    return this.#rows.page({ ...query, until });
  }

  async ofTypes(types: readonly string[]): Promise<readonly DisclosedEntry[]> {
    return (await this.#rows.ofTypes(types)).filter((entry) => occurredKey(entry.occurredAt) < this.#before);
  }

  async entry(entryId: string): Promise<DisclosedEntry | null> {
    const entry = await this.#rows.entry(entryId);
    return entry === null || occurredKey(entry.occurredAt) >= this.#before ? null : entry;
  }
}

function matches(entry: DisclosedEntry, query: EntryQuery): boolean {
  const key = occurredKey(entry.occurredAt);
  return (
    (query.types?.includes(entry.type) ?? true) &&
    (query.parties?.includes(entry.party) ?? true) &&
    (query.person === undefined || entry.about.some((person) => person === query.person)) &&
    (query.from === undefined || key >= query.from) &&
    (query.until === undefined || key < query.until)
  );
}

function compare(a: EntryCursor | DisclosedEntry, b: EntryCursor | DisclosedEntry, order: EntryOrder): number {
  if (order === 'HAPPENED') {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one !== other) return one < other ? -1 : 1;
  }
  return a.position < b.position ? -1 : a.position > b.position ? 1 : 0;
}

const keyOf = (item: EntryCursor | DisclosedEntry) => ('occurredKey' in item ? item.occurredKey : occurredKey(item.occurredAt));

const isBeyond = (entry: DisclosedEntry, after: EntryCursor, order: EntryOrder) => compare(entry, after, order) < 0;
