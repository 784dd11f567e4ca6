// SPDX-License-Identifier: EUPL-1.2
import type { AllFilter, StoredEvent } from '@gezinslijn/event-sourcing';
import { WRITTEN, type AppendGroup } from '../core/append-group.ts';
import { matches } from '../core/filter.ts';
import type { Outcomes } from './writer-messages.ts';

/** A group that stands in the file. `bytes` serves another group afterwards. */
export interface CommittedGroup {
  readonly appends: Omit<AppendGroup, 'bytes'>;
  readonly outcomes: Outcomes;
  readonly bytes: ArrayBuffer;
  /** How much of `bytes` is the group's. */
  readonly byteLength: number;
}

export interface RecentPage {
  readonly events: StoredEvent[];
  readonly last: number;
  /** Whether nothing after it is here. */
  readonly atEnd: boolean;
}

/** At 4,000 events a second some seconds: a follower that looks once a second finds here what came since. */
const KEPT_BYTES = 16 * 1024 * 1024;
const KEPT_EVENTS = 16_384;
/** Memory is taken by so much, and used again: an own buffer per group cost four times the copy. */
const CHUNK_BYTES = 1024 * 1024;

interface Kept {
  readonly appends: Omit<AppendGroup, 'bytes'>;
  readonly outcomes: Outcomes;
  readonly first: number;
  readonly last: number;
  readonly chunk: Uint8Array<ArrayBuffer>;
  /** Where in the chunk its bytes begin. */
  readonly from: number;
  /** Made when it is first read. */
  rows?: readonly Row[];
}

/** An event and where its bytes lie. */
interface Row {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly start: number;
  readonly middle: number;
  readonly end: number;
}

/**
 * The last events that this process committed, so that those who follow the store need not read them back from the file. An unbroken row
 * of positions: where another process wrote in between, it begins anew. Bounded; what it no longer has is read from the file.
 */
export class RecentEvents {
  readonly #mostBytes: number;
  readonly #mostEvents: number;
  #groups: Kept[] = [];
  /** That of the newest group, and how much of it is used. */
  #chunk: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #used = 0;
  /** Bytes of all chunks that a group lies in. */
  #held = 0;
  #spare: Uint8Array<ArrayBuffer> | undefined;

  constructor({ bytes = KEPT_BYTES, events = KEPT_EVENTS } = {}) {
    this.#mostBytes = bytes;
    this.#mostEvents = events;
  }

  /** Called in the order of the commits. */
  committed({ appends, outcomes, bytes, byteLength }: CommittedGroup): void {
    const range = positionsOf(appends, outcomes);
    if (range === undefined) return;
    const fits = byteLength <= this.#mostBytes;
    if (range.first !== this.#newest + 1 || !fits) this.#groups = [];
    if (!fits) return;
    if (this.#groups.length === 0 || this.#used + byteLength > this.#chunk.length) this.#nextChunk(byteLength);
    const [chunk, from] = [this.#chunk, this.#used];
    chunk.set(new Uint8Array(bytes, 0, byteLength), from);
    this.#used += byteLength;
    this.#groups.push({ appends, outcomes, ...range, chunk, from });
    this.#dropOldest();
  }

  /**
   * The first `limit` events after a position that match, of the `span` positions that follow it; `undefined` when the next is not here.
   * `last` is how far was looked. Its bytes are a copy nobody else has; the events of one group may share it, so an array is not to be sent
   * to another thread by its buffer.
   */
  page(after: number, limit: number, span: number, filter: AllFilter = {}): RecentPage | undefined {
    const [oldest, newest] = [this.#groups[0]?.first ?? Infinity, this.#newest];
    if (after + 1 < oldest || after >= newest) return undefined;
    const end = Math.min(newest, after + span);
    const events: StoredEvent[] = [];
    for (let at = this.#holding(after + 1), position = after + 1; position <= end; at += 1) {
      const group = this.#groups[at] as Kept;
      const rows = (group.rows ??= rowsOf(group));
      const wanted: [Row, number][] = [];
      for (; position <= Math.min(group.last, end) && events.length + wanted.length < limit; position += 1) {
        const row = rows[position - group.first] as Row;
        if (matches(filter, row)) wanted.push([row, position]);
      }
      take(group, wanted, events);
      if (events.length === limit) return { events, last: position - 1, atEnd: position - 1 === newest };
    }
    return { events, last: end, atEnd: end === newest };
  }

  /** Position of the last event that is here; 0 when none is. */
  get #newest(): number {
    return this.#groups.at(-1)?.last ?? 0;
  }

  #holding(position: number): number {
    let [low, high] = [0, this.#groups.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#groups[middle] as Kept).last < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #nextChunk(atLeast: number): void {
    if (this.#groups.length === 0) this.#held = 0;
    const spare = this.#spare;
    this.#spare = undefined;
    this.#chunk =
      spare !== undefined && spare.length >= atLeast ? spare : new Uint8Array(Math.max(Math.min(CHUNK_BYTES, this.#mostBytes), atLeast));
    this.#held += this.#chunk.length;
    this.#used = 0;
  }

  /** Never the newest group. */
  #dropOldest(): void {
    for (let [oldest, next] = this.#groups; oldest !== undefined && next !== undefined; [oldest, next] = this.#groups) {
      if (this.#held <= this.#mostBytes && this.#newest - oldest.first < this.#mostEvents) return;
      this.#groups.shift();
      if (next.chunk === oldest.chunk) continue;
      this.#held -= oldest.chunk.length;
      this.#spare = oldest.chunk;
    }
  }
}

/** Positions of the events that were written; `undefined` for a group of which none was. */
function positionsOf(appends: Kept['appends'], outcomes: Outcomes): { readonly first: number; readonly last: number } | undefined {
  let [first, last] = [0, 0];
  for (const [append, count] of appends.counts.entries()) {
    if (outcomes[3 * append] !== WRITTEN) continue;
    last = outcomes[3 * append + 2] ?? 0;
    if (first === 0) first = last - count + 1;
  }
  return first === 0 ? undefined : { first, last };
}

function rowsOf({ appends, outcomes, from }: Kept): Row[] {
  const { streams, counts, ids, types, sizes } = appends;
  const rows: Row[] = [];
  let [event, start] = [0, from];
  for (const [append, stream] of streams.entries()) {
    const count = counts[append] ?? 0;
    const revision = (outcomes[3 * append + 1] ?? 0) - count + 1;
    for (let index = 0; index < count; index += 1, event += 1) {
      const middle = start + (sizes[2 * event] ?? 0);
      const end = middle + (sizes[2 * event + 1] ?? 0);
      if (outcomes[3 * append] === WRITTEN)
        rows.push({ id: ids[event] ?? '', type: types[event] ?? '', stream, revision: revision + index, start, middle, end });
      start = end;
    }
  }
  return rows;
}

/** Their bytes are copied, once for all of a group: the chunk will hold others. */
function take({ chunk }: Kept, wanted: readonly (readonly [Row, number])[], into: StoredEvent[]): void {
  const from = wanted[0]?.[0].start ?? 0;
  const bytes = chunk.slice(from, wanted.at(-1)?.[0].end ?? 0).buffer;
  for (const [{ id, type, stream, revision, start, middle, end }, position] of wanted) {
    const data = new Uint8Array(bytes, start - from, middle - start);
    const metadata = new Uint8Array(bytes, middle - from, end - middle);
    into.push({ id, type, data, metadata, stream, revision, position: BigInt(position) });
  }
}
