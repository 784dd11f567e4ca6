// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
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
import { checkAppend, textAfter } from '../core/append-rules.ts';
import { catchUp } from '../core/catch-up.ts';
import { checkFilter, checkReadAll, streamRange } from '../core/filter.ts';
import { WrongStore, type StoreInfo } from '../core/store-info.ts';
import { WakeUpBoard } from '../core/wake-ups.ts';
import { UnsafeAccount } from './accounts.ts';
import { connectionConfig } from './connection.ts';
import { EventReader } from './event-reader.ts';
import { GroupWriter } from './group-writer.ts';
import { NoticeListener } from './notice-listener.ts';
import { checkAtStart } from './start-up-check.ts';

export interface PostgresEventStoreOptions {
  /** Address of the database, for an account that may read and append only; `migrateEvents` makes it. */
  readonly url: string;
  /** Marks the store must have been made with, such as `demonstration`. */
  readonly info?: StoreInfo;
  /** Connections for reading, beside one that writes and one that listens; 8 unless told. */
  readonly readers?: number;
  /** Milliseconds an append or a read may take, waiting for others included; 10,000 unless told. */
  readonly deadline?: number;
  /** Milliseconds after which a quiet subscription looks anyway, should a notice have been lost; 1,000 unless told. */
  readonly lookEvery?: number;
  /** Milliseconds for which a subscription waits for a server that went away, before it throws; 30,000 unless told. */
  readonly patience?: number;
}

export interface PostgresEventStore extends EventStore {
  /** What the store was made with: `storeId` and its marks. */
  readonly info: StoreInfo;
  /** How many groups of appends were committed since it was opened: what sync calls are counted against. */
  readonly groupCommits: number;
}

/**
 * Events on a PostgreSQL server, for several processes on several machines.
 * @throws UnsafeAccount when the account could change what was recorded.
 * @throws WrongStore when there is no event store, it has another shape or was made with other marks.
 * @throws StoreUnavailable when the server cannot be reached.
 */
export async function openPostgresEventStore(options: PostgresEventStoreOptions): Promise<PostgresEventStore> {
  const info = await start(options);
  return new ServerEventStore(options, info);
}

const DEADLINE = 10_000;
const STREAM_PAGE = 256;
/** Names of streams asked for at once. */
const STREAM_NAMES = 500;
const LIVE_PAGE = 256;
/** How soon to look while no notices come in. */
const LOOK_WHILE_DEAF = 200;
const RETRY = 250;

async function start({ url, info = {}, deadline = DEADLINE }: PostgresEventStoreOptions): Promise<StoreInfo> {
  const client = new pg.Client(connectionConfig({ url, name: 'gezinslijn-start', deadline }));
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await checkAtStart(client, info);
  } catch (error) {
    if (error instanceof WrongStore || error instanceof UnsafeAccount) throw error;
    throw new StoreUnavailable('The event store cannot be reached', { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

class ServerEventStore implements PostgresEventStore {
  readonly info: StoreInfo;
  readonly #writer: GroupWriter;
  readonly #reader: EventReader;
  readonly #listener: NoticeListener;
  readonly #wakeUps = new WakeUpBoard();
  readonly #lookEvery: number;
  readonly #patience: number;
  #closing: Promise<void> | undefined;

  constructor({ url, readers = 8, deadline = DEADLINE, lookEvery = 1_000, patience = 30_000 }: PostgresEventStoreOptions, info: StoreInfo) {
    this.info = info;
    this.#lookEvery = lookEvery;
    this.#patience = patience;
    // Empty: some notices may have been missed.
    const onNotice = (kinds: string) => {
      if (kinds === '') this.#wakeUps.wakeAll();
      else this.#wakeUps.wroteSome(kinds.split(','));
    };
    // The server tells of every commit, also of ours: looking twice for each is needed only while it cannot be heard.
    const onCommit = (streams: ReadonlySet<string>) => {
      if (!this.#listener.listening) this.#wakeUps.wrote(streams);
    };
    // `on` and nothing less, whatever the server or the account is set to: an append is acknowledged when it is synced.
    const writing = connectionConfig({ url, name: 'gezinslijn-append', deadline, settings: { synchronous_commit: 'on' } });
    this.#writer = new GroupWriter({ connection: writing, onCommit });
    this.#reader = new EventReader(connectionConfig({ url, name: 'gezinslijn-read', deadline }), readers);
    this.#listener = new NoticeListener({ url, name: 'gezinslijn-listen', deadline, channel: 'event_store', onNotice });
  }

  get groupCommits(): number {
    return this.#writer.groups;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.#mustBeOpen();
    checkAppend(stream, expected, events);
    return this.#writer.append(stream, expected, events);
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent> {
    const { backwards, from, limit } = streamRange(options);
    // Beyond any revision there can be; there is no infinite whole number.
    let next = Math.min(from, Number.MAX_SAFE_INTEGER);
    for (let left = limit; left > 0 && next >= 0;) {
      this.#mustBeOpen();
      const { events, atEnd } = await this.#reader.stream(stream, next, backwards, Math.min(left, STREAM_PAGE));
      for (const event of events) yield event;
      const last = events.at(-1);
      if (last === undefined || atEnd) return;
      left -= events.length;
      next = last.revision + (backwards ? -1 : 1);
    }
  }

  async *streams(prefix: string): AsyncIterable<string> {
    for (let from = prefix; ;) {
      this.#mustBeOpen();
      const names = await this.#reader.streamsFrom(from, STREAM_NAMES);
      for (const stream of names) {
        if (!stream.startsWith(prefix)) return;
        yield stream;
      }
      const last = names.at(-1);
      if (last === undefined || names.length < STREAM_NAMES) return;
      from = textAfter(last);
    }
  }

  async readAll(options: ReadAllOptions): Promise<AllPage> {
    checkReadAll(options);
    this.#mustBeOpen();
    return this.#reader.page(options);
  }

  subscribeAll({ after, filter }: { readonly after: bigint | null; readonly filter?: AllFilter }): Subscription {
    checkFilter(filter);
    this.#mustBeOpen();
    const lookEvery = () => (this.#listener.listening ? this.#lookEvery : Math.min(this.#lookEvery, LOOK_WHILE_DEAF));
    const wakeUps = this.#wakeUps.open(filter?.streamPrefixes);
    return catchUp(
      {
        readPage: (from) => this.#patiently(() => this.readAll({ after: from, limit: LIVE_PAGE, ...(filter && { filter }) })),
        wakeUps,
        onClose: () => {
          this.#wakeUps.close(wakeUps);
        },
        get lookEvery() {
          return lookEvery();
        },
      },
      after,
    );
  }

  async head(): Promise<bigint | null> {
    this.#mustBeOpen();
    return this.#reader.head();
  }

  /** Waits for the appends under way. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      this.#wakeUps.wakeAll();
      await this.#writer.close();
      await Promise.all([this.#listener.close(), this.#reader.close()]);
    })();
    return this.#closing;
  }

  /** A server that restarts must not end those who follow. */
  async #patiently<T>(read: () => Promise<T>): Promise<T> {
    const until = performance.now() + this.#patience;
    for (;;) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || this.#closing !== undefined || performance.now() > until) throw error;
        await pause(RETRY);
      }
    }
  }

  #mustBeOpen(): void {
    if (this.#closing !== undefined) throw new StoreUnavailable('The store is closed');
  }
}
