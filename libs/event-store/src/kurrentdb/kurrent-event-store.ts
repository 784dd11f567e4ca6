// SPDX-License-Identifier: EUPL-1.2
import {
  StoreUnavailable,
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
import { checkAppend, isStreamName } from '../core/append-rules.ts';
import { checkFilter, checkReadAll, matches, streamRange } from '../core/filter.ts';
import type { StoreInfo } from '../core/store-info.ts';
import { follow } from './following.ts';
import { KurrentAppends } from './kurrent-appends.ts';
import { connectKurrent, type KurrentClient } from './kurrent-client.ts';
import { retrying } from './retrying.ts';
import { markStore } from './store-marks.ts';

export interface KurrentEventStoreOptions {
  /** `kurrentdb://user:password@host:port?option=value` or `kurrentdb+discover://…`; credentials nowhere else. */
  readonly connectionString: string;
  /** Marks for the store, such as `demonstration`. Written when it is made; of an older store they must be the same. */
  readonly info?: StoreInfo;
  /** Milliseconds after which an append or a read that finds no server is given up; 10,000 unless told. */
  readonly deadline?: number;
  /** Milliseconds to wait for one answer before asking again; 3,000 unless told. */
  readonly answerWithin?: number;
  /** Milliseconds a subscription waits for a server to come back; 60,000 unless told. */
  readonly reconnectFor?: number;
}

export interface KurrentEventStore extends EventStore {
  /** What the store was made with: `storeId` and its marks. */
  readonly info: StoreInfo;
}

/**
 * A KurrentDB or EventStoreDB cluster or node, 22.10 or newer. The server belongs to this product alone.
 * @throws InvalidConnectionString
 * @throws WrongStore when the server holds something else or was made with other marks.
 * @throws StoreUnavailable when it cannot be reached.
 */
export async function openKurrentEventStore(options: KurrentEventStoreOptions): Promise<KurrentEventStore> {
  const { connectionString, info = {}, deadline = 10_000, answerWithin = 3_000, reconnectFor = 60_000 } = options;
  const store = new ServerEventStore(connectKurrent(connectionString), { deadline, answerWithin, reconnectFor });
  try {
    await store.open(info);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

export interface Patience {
  readonly deadline: number;
  readonly answerWithin: number;
  readonly reconnectFor: number;
}

const LIVE_PAGE = 500;
const EVERYTHING = Number.MAX_SAFE_INTEGER;

class ServerEventStore implements KurrentEventStore {
  info: StoreInfo = {};
  readonly #client: KurrentClient;
  readonly #patience: Patience;
  readonly #appends: KurrentAppends;
  readonly #closed = new AbortController();
  #closing: Promise<void> | undefined;

  constructor(client: KurrentClient, patience: Patience) {
    this.#client = client;
    this.#patience = patience;
    const readStream = (stream: string, options: ReadStreamOptions) => this.readStream(stream, options);
    this.#appends = new KurrentAppends(client, readStream, patience, this.#closed.signal);
  }

  async open(wanted: StoreInfo): Promise<void> {
    const { deadline, answerWithin } = this.#patience;
    this.info = await markStore(
      {
        append: (stream, expected, events) =>
          retrying(deadline, this.#closed.signal, (left) => this.#client.append(stream, expected, events, Math.min(left, answerWithin))),
        first: (stream) =>
          this.#first(() => this.#client.readStream(stream, { from: 'end', backwards: true, count: 1, timeout: answerWithin })),
        isEmpty: async () => (await this.head()) === null,
      },
      wanted,
    );
    await this.head();
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.#mustBeOpen();
    checkAppend(stream, expected, events);
    return this.#appends.append(stream, expected, events);
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncGenerator<StoredEvent> {
    const { backwards, from, limit } = streamRange(options);
    this.#mustBeOpen();
    // The server's own streams are nobody's to read here, and it fails on a name that no stream can have.
    if (!isStreamName(stream) || (!backwards && from === Infinity)) return;
    // A backward read from far beyond the end would look through all the revisions that are not there.
    const last = backwards && from !== Infinity ? await this.#last(stream) : undefined;
    let next: number | 'end' = backwards && from >= (last ?? 0) ? 'end' : from;
    for (let left = limit; left > 0;) {
      const batch = await this.#streamBatch(stream, next, backwards, Math.min(left, LIVE_PAGE));
      for (const event of batch) {
        yield event;
        this.#mustBeOpen();
      }
      const end = batch.at(-1);
      if (end === undefined || batch.length < Math.min(left, LIVE_PAGE)) return;
      left -= batch.length;
      next = end.revision + (backwards ? -1 : 1);
      if (next < 0) return;
    }
  }

  /** The server keeps no list of names that is final: every stream begins with its first event, and those are looked for. */
  async *streams(prefix: string): AsyncGenerator<string> {
    for (let after: bigint | null = null; ;) {
      const page: AllPage = await this.readAll({ after, limit: LIVE_PAGE, filter: { streamPrefixes: [prefix] } });
      for (const { stream, revision } of page.events) if (revision === 0) yield stream;
      after = page.lastPosition;
      if (page.atHead) return;
    }
  }

  async readAll(options: ReadAllOptions): Promise<AllPage> {
    checkReadAll(options);
    this.#mustBeOpen();
    return this.#page(options, this.#patience.deadline);
  }

  subscribeAll({ after, filter = {} }: { readonly after: bigint | null; readonly filter?: AllFilter }): Subscription {
    checkFilter(filter);
    this.#mustBeOpen();
    const readPage = (from: bigint | null) => this.#page({ after: from, limit: LIVE_PAGE, filter }, this.#patience.reconnectFor);
    const live = (from: bigint | null, signal: AbortSignal) => this.#live(from, filter, signal);
    return follow({ readPage, live, closed: this.#closed.signal }, after);
  }

  async head(): Promise<bigint | null> {
    this.#mustBeOpen();
    return this.#head(this.#patience.deadline);
  }

  /** Waits for the appends under way, no longer than their deadline. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#appends.settled();
      this.#closed.abort();
      await this.#client.close();
    })();
    return this.#closing;
  }

  /**
   * The head is asked for first: a read that ran to the end then looked at everything up to it, whatever came later. What the
   * leader gives out is final: it indexes an event when a majority has it.
   */
  async #page({ after, limit, filter = {} }: ReadAllOptions, patience: number): Promise<AllPage> {
    const head = await this.#head(patience);
    if (head === null || (after !== null && head <= after)) return { events: [], lastPosition: after, atHead: true };
    return this.#retry(patience, async (timeout) => {
      const events: StoredEvent[] = [];
      let lastPosition = after;
      let looked = 0;
      // One more than wanted: the server gives the event at `after` too.
      const range = { from: after ?? ('start' as const), backwards: false, count: limit + 1, filter, timeout };
      for await (const event of this.#client.readAll(range)) {
        if (after !== null && event.position <= after) continue;
        if (looked === limit) return { events, lastPosition, atHead: false };
        looked += 1;
        lastPosition = this.#appends.saw(event.position);
        if (matches(filter, event) && isOurs(event)) events.push(event);
      }
      if (looked === limit) return { events, lastPosition, atHead: false };
      return { events, lastPosition: lastPosition === null || head > lastPosition ? head : lastPosition, atHead: true };
    });
  }

  async *#live(after: bigint | null, filter: AllFilter, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    for await (const event of this.#client.subscribeAll(after, filter, signal)) {
      this.#appends.saw(event.position);
      if (matches(filter, event) && isOurs(event)) yield event;
    }
  }

  async #head(patience: number): Promise<bigint | null> {
    const last = await this.#retry(patience, async (timeout) => {
      // One is enough but for a link that somebody made in a stream of ours.
      for (const count of [1, EVERYTHING]) {
        let none = true;
        for await (const event of this.#client.readAll({ from: 'end', backwards: true, count, filter: {}, timeout })) {
          if (isOurs(event)) return event.position;
          none = false;
        }
        if (none) return null;
      }
      return null;
    });
    return last === null ? null : this.#appends.saw(last);
  }

  #streamBatch(stream: string, from: number | 'end', backwards: boolean, count: number): Promise<StoredEvent[]> {
    return this.#retry(this.#patience.deadline, async (timeout) => {
      const batch: StoredEvent[] = [];
      for await (const event of this.#client.readStream(stream, { from, backwards, count, timeout })) batch.push(event);
      const last = batch.at(-1);
      if (last !== undefined) this.#appends.saw(last.position);
      return batch;
    });
  }

  async #last(stream: string): Promise<number | undefined> {
    const [last] = await this.#streamBatch(stream, 'end', true, 1);
    return last?.revision;
  }

  #first(read: () => AsyncIterable<StoredEvent>): Promise<StoredEvent | undefined> {
    return this.#retry(this.#patience.deadline, async () => {
      for await (const event of read()) return event;
      return undefined;
    });
  }

  #retry<T>(patience: number, attempt: (timeout: number) => Promise<T>): Promise<T> {
    return retrying(patience, this.#closed.signal, (left) => attempt(Math.min(left, this.#patience.answerWithin)));
  }

  #mustBeOpen(): void {
    if (this.#closing !== undefined) throw new StoreUnavailable('The store is closed');
  }
}

/** What begins with a $ is the server's own: statistics, settings, links. */
function isOurs({ stream, type }: StoredEvent): boolean {
  return !stream.startsWith('$') && !type.startsWith('$');
}
