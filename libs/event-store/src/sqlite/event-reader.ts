// SPDX-License-Identifier: EUPL-1.2
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  StoreUnavailable,
  type AllFilter,
  type AllPage,
  type EventText,
  type ReadAllOptions,
  type StoredEvent,
} from '@gezinslijn/event-sourcing';
import type { StoreInfo } from '../core/store-info.ts';
import type { RecentEvents } from './recent-events.ts';
import { AT_MOST } from './at-most.ts';
import { openForReading, readInfo } from './schema.ts';

/** Positions looked at per filtered page: a rare match must not hold the thread for the length of the store. */
const SCAN = 4_096;
const MAX_STATEMENTS = 64;
/** As much as SQLite maps at most; beyond it is read as otherwise. */
const MAPPED_BYTES = 0x7fff0000;
const COLUMNS = 'pos, stream, rev, id, type, data, metadata';
const OF_STREAM = 'pos, rev, id, type, data, metadata';
const TEXTS_OF_STREAM = 'pos, rev, id, type, CAST(data AS TEXT), CAST(metadata AS TEXT)';

interface Row {
  readonly pos: number;
  readonly stream: string;
  readonly rev: number;
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

type TextsOfStream = readonly [pos: number, rev: number, id: string, type: string, data: string, metadata: string];
type RowOfStream = readonly [pos: number, rev: number, id: string, type: string, data: Uint8Array, metadata: Uint8Array];

/**
 * Reads on the calling thread, on a connection of its own that cannot write: reading through the writer's thread was slower, and
 * WAL readers hold up nobody. Each call takes what it needs at once, so that no open statement keeps a checkpoint waiting.
 */
export class EventReader {
  readonly #db: DatabaseSync;
  readonly #head: StatementSync;
  readonly #forwards: StatementSync;
  readonly #backwards: StatementSync;
  readonly #texts: StatementSync;
  readonly #nextStream: StatementSync;
  /** By shape of filter. */
  readonly #pages = new Map<string, StatementSync>();
  readonly #recent: RecentEvents;

  constructor(file: string, busyTimeout: number, mapped: boolean, recent: RecentEvents) {
    this.#recent = recent;
    this.#db = openForReading(file, busyTimeout);
    if (mapped) this.#db.exec(`PRAGMA mmap_size = ${String(MAPPED_BYTES)}`);
    this.#head = this.#db.prepare('SELECT max(pos) AS pos FROM events');
    this.#forwards = this.#db.prepare(`SELECT ${OF_STREAM} FROM events WHERE stream = ? AND rev >= ? ORDER BY rev ${AT_MOST}`);
    this.#backwards = this.#db.prepare(`SELECT ${OF_STREAM} FROM events WHERE stream = ? AND rev <= ? ORDER BY rev DESC ${AT_MOST}`);
    this.#texts = this.#db.prepare(`SELECT ${TEXTS_OF_STREAM} FROM events WHERE stream = ? AND rev >= ? ORDER BY rev ${AT_MOST}`);
    // A row as a list: an object with names is made three times as slowly, and a fold meets its events one stream at a time.
    for (const statement of [this.#forwards, this.#backwards, this.#texts]) statement.setReturnArrays(true);
    this.#nextStream = this.#db.prepare('SELECT min(stream) AS stream FROM events WHERE stream >= ?');
  }

  info(): StoreInfo {
    return reading(() => readInfo(this.#db));
  }

  head(): number {
    return reading(() => (this.#head.get()?.['pos'] as number | null) ?? 0);
  }

  stream(stream: string, from: number, backwards: boolean, limit: number): StoredEvent[] {
    const statement = backwards ? this.#backwards : this.#forwards;
    return reading(() => (statement.all(stream, from, limit) as unknown as RowOfStream[]).map((row) => eventOf(stream, row)));
  }

  /** The same forwards, as text: two arrays of bytes and their decoding cost a third of a fold. */
  texts(stream: string, from: number, limit: number): EventText[] {
    const rows = reading(() => this.#texts.all(stream, from, limit) as unknown as TextsOfStream[]);
    return rows.map(([pos, revision, id, type, data, metadata]) => ({ id, type, data, metadata, stream, revision, position: BigInt(pos) }));
  }

  /** The first name of a stream, byte by byte, that does not come before this text: one step down the index, however long streams are. */
  streamFrom(text: string): string | undefined {
    return reading(() => (this.#nextStream.get(text)?.['stream'] as string | null) ?? undefined);
  }

  /** What was committed just now comes from memory, all else from the file. */
  page({ after, limit, filter }: ReadAllOptions): AllPage {
    const recent = this.#recent.page(Number(after ?? 0n), limit, filter === undefined ? limit : Math.max(limit, SCAN), filter);
    if (recent !== undefined) {
      const { events, last, atEnd } = recent;
      const atHead = atEnd && last === this.head();
      // Where memory ends before the file does, another wrote on: then all of the page comes from the file.
      if (atHead || !atEnd) return { events, lastPosition: BigInt(last), atHead };
    }
    // Above the head there is nothing yet; below it everything is final, since positions are given and committed by one writer at a time.
    const head = this.head();
    const start = Number(after ?? 0n);
    if (start >= head) return { events: [], lastPosition: after, atHead: true };
    const end = Math.min(head, start + (filter === undefined ? limit : Math.max(limit, SCAN)));
    const events = reading(() => rows(this.#pageStatement(filter).all(start, end, ...values(filter), limit)));
    const lastPosition = events.length === limit ? (events.at(-1)?.position ?? BigInt(end)) : BigInt(end);
    return { events, lastPosition, atHead: lastPosition === BigInt(head) };
  }

  close(): void {
    this.#db.close();
  }

  #pageStatement({ types = [], streamPrefixes = [] }: AllFilter = {}): StatementSync {
    const shape = `${String(types.length)}/${String(streamPrefixes.length)}`;
    const known = this.#pages.get(shape);
    if (known !== undefined) return known;
    const conditions = [
      'pos > ? AND pos <= ?',
      ...(types.length > 0 ? [`type IN (${types.map(() => '?').join(', ')})`] : []),
      ...(streamPrefixes.length > 0 ? [`(${streamPrefixes.map(() => 'instr(stream, ?) = 1').join(' OR ')})`] : []),
    ];
    const statement = this.#db.prepare(`SELECT ${COLUMNS} FROM events WHERE ${conditions.join(' AND ')} ORDER BY pos ${AT_MOST}`);
    if (this.#pages.size >= MAX_STATEMENTS) this.#pages.clear();
    this.#pages.set(shape, statement);
    return statement;
  }
}

function values({ types = [], streamPrefixes = [] }: AllFilter = {}): string[] {
  return [...types, ...streamPrefixes];
}

function rows(list: readonly unknown[]): StoredEvent[] {
  return (list as readonly Row[]).map(({ pos, stream, rev, id, type, data, metadata }) => ({
    id,
    type,
    data,
    metadata,
    stream,
    revision: rev,
    position: BigInt(pos),
  }));
}

function eventOf(stream: string, [pos, revision, id, type, data, metadata]: RowOfStream): StoredEvent {
  return { id, type, data, metadata, stream, revision, position: BigInt(pos) };
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StoreUnavailable('The event file cannot be read', { cause: error });
  }
}
