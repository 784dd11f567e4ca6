// SPDX-License-Identifier: EUPL-1.2
import {
  StoreUnavailable,
  WrongExpectedRevision,
  type AllFilter,
  type AllPage,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type Subscription,
} from '@gezinslijn/event-sourcing';
import { checkAppend } from '../core/append-rules.ts';
import { catchUp } from '../core/catch-up.ts';
import { checkFilter, checkReadAll, matches, streamRange } from '../core/filter.ts';
import { ANY, NO_STREAM, placeAppend } from '../core/place-append.ts';
import { WakeUps } from '../core/wake-ups.ts';

/** The fake for unit tests: keeps every promise of the port but durability. Positions have gaps, as on KurrentDB. */
export function memoryEventStore(): EventStore {
  return new MemoryEventStore();
}

interface MemoryStream {
  readonly events: StoredEvent[];
  /** Revision by event id, of appends with `any` only, as on the durable engines. */
  readonly appendedAnywhere: Map<string, number>;
}

const PAGE = 256;

class MemoryEventStore implements EventStore {
  readonly #all: StoredEvent[] = [];
  readonly #streams = new Map<string, MemoryStream>();
  readonly #wakeUps = new WakeUps();
  #closed = false;

  // Not one await: nothing of another append can come in between.
  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.#mustBeOpen();
    checkAppend(stream, expected, events);
    const current = this.#streams.get(stream) ?? { events: [], appendedAnywhere: new Map<string, number>() };
    const head = current.events.length - 1;
    const wanted = expected === 'any' ? ANY : expected === 'noStream' ? NO_STREAM : expected;
    const ids = events.map(({ id }) => id);
    const placement = placeAppend(wanted, ids, {
      head,
      idAt: (revision) => current.events[revision]?.id,
      revisionOfAny: (id) => current.appendedAnywhere.get(id),
    });
    if (placement.kind === 'conflict') throw new WrongExpectedRevision(stream, expected, head === NO_STREAM ? null : head);
    const last = placement.from + events.length - 1;
    if (placement.kind === 'write') this.#write(stream, current, events, wanted === ANY);
    return { revision: last, position: positionOf(current.events[last]), repeated: placement.kind === 'repeat' };
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent> {
    const { backwards, from, limit } = streamRange(options);
    this.#mustBeOpen();
    const events = this.#streams.get(stream)?.events ?? [];
    const step = backwards ? -1 : 1;
    // A forward read from the end gives nothing; a backward one from beyond the end starts at the last event.
    let revision = backwards ? Math.min(from, events.length - 1) : from;
    for (let given = 0; given < limit; given += 1, revision += step) {
      const event = events[revision];
      if (event === undefined) return;
      yield copyOf(event);
      this.#mustBeOpen();
    }
  }

  async *streams(prefix: string): AsyncIterable<string> {
    this.#mustBeOpen();
    for (const stream of this.#streams.keys()) {
      if (stream.startsWith(prefix)) yield stream;
      this.#mustBeOpen();
    }
  }

  async readAll(options: ReadAllOptions): Promise<AllPage> {
    checkReadAll(options);
    this.#mustBeOpen();
    const { after, limit, filter = {} } = options;
    const events: StoredEvent[] = [];
    let lastPosition = after;
    for (let index = this.#indexAfter(after); index < this.#all.length; index += 1) {
      const event = this.#all[index];
      if (event === undefined) break;
      if (events.length === limit) return { events, lastPosition, atHead: false };
      if (matches(filter, event)) events.push(copyOf(event));
      lastPosition = event.position;
    }
    return { events, lastPosition, atHead: true };
  }

  subscribeAll({ after, filter }: { readonly after: bigint | null; readonly filter?: AllFilter }): Subscription {
    checkFilter(filter);
    this.#mustBeOpen();
    const readPage = (from: bigint | null) => this.readAll({ after: from, limit: PAGE, ...(filter && { filter }) });
    return catchUp({ readPage, wakeUps: this.#wakeUps, lookEvery: 1_000 }, after);
  }

  async head(): Promise<bigint | null> {
    this.#mustBeOpen();
    return this.#all.at(-1)?.position ?? null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wakeUps.wakeAll();
  }

  #write(stream: string, current: MemoryStream, events: readonly NewEvent[], anywhere: boolean): void {
    this.#streams.set(stream, current);
    for (const event of events) {
      const revision = current.events.length;
      const { id, type, data, metadata } = copyOf(event);
      const stored = { id, type, data, metadata, stream, revision, position: this.#nextPosition() };
      if (anywhere) current.appendedAnywhere.set(event.id, revision);
      current.events.push(stored);
      this.#all.push(stored);
    }
    this.#wakeUps.wakeAll();
  }

  #nextPosition(): bigint {
    const count = this.#all.length;
    return (this.#all.at(-1)?.position ?? 0n) + 1n + BigInt((count * 7) % 11);
  }

  /** Binary search: the first event beyond `after`. */
  #indexAfter(after: bigint | null): number {
    if (after === null) return 0;
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (positionOf(this.#all[middle]) <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreUnavailable('The store is closed');
  }
}

function positionOf(event: StoredEvent | undefined): bigint {
  if (event === undefined) throw new StoreUnavailable('The store lost an event it had placed');
  return event.position;
}

/** Bytes are copied in and out, so that nobody can rewrite history through an array he kept. (`slice` of a Buffer would share them.) */
function copyOf<E extends NewEvent>(event: E): E {
  return { ...event, data: new Uint8Array(event.data), metadata: new Uint8Array(event.metadata) };
}
