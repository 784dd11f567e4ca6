// SPDX-License-Identifier: EUPL-1.2
import { resolve } from 'node:path';
import {
  StoreUnavailable,
  type AllFilter,
  type AllPage,
  type AppendResult,
  type EventStore,
  type EventText,
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
import type { StoreInfo } from '../core/store-info.ts';
import { WakeUpBoard } from '../core/wake-ups.ts';
import { EventReader } from './event-reader.ts';
import { GroupCommit } from './group-commit.ts';
import { RecentEvents } from './recent-events.ts';

export interface SqliteEventStoreOptions {
  /** Path of the event file; made when it is not there, readable by its owner only. */
  readonly file: string;
  /** Marks for the store, such as `demonstration`. Written when it is made; of an older store they must be the same. */
  readonly info?: StoreInfo;
  /** Milliseconds to wait for another process that is writing; 5,000 unless told. */
  readonly busyTimeout?: number;
  /**
   * Reads through the file as memory, up to 2 GB of it: no copy of a page per event. For a program that goes through all of it and may end when
   * the disk fails: the system then stops it, where otherwise StoreUnavailable is thrown. False unless told.
   */
  readonly mapped?: boolean;
  /** Milliseconds after which a quiet subscription looks for what other processes wrote; 200 unless told. */
  readonly lookEvery?: number;
}

export interface SqliteEventStore extends EventStore {
  /** What the store was made with: `storeId` and its marks. */
  readonly info: StoreInfo;
  /** How many groups of appends were committed since it was opened: what sync calls are counted against. */
  readonly groupCommits: number;
  /**
   * Calls after each commit by this process to a stream that begins so, for who tells another thread of it; what other processes write is not
   * told. Answers how to end it.
   */
  onCommit(streamPrefixes: readonly string[], told: () => void): () => void;
}

/**
 * The embedded default: one file, one writing thread, one sync per group of appends.
 * @throws WrongStore when the file is something else or was made with other marks.
 * @throws StoreUnavailable when it cannot be opened.
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<SqliteEventStore> {
  const { info = {}, busyTimeout = 5_000, lookEvery = 200, mapped = false } = options;
  const file = resolve(options.file);
  const wakeUps = new WakeUpBoard();
  const recent = new RecentEvents();
  const writer = await GroupCommit.start({ file, info, busyTimeout }, (streams, group) => {
    recent.committed(group);
    wakeUps.wrote(streams);
  });
  try {
    return new FileEventStore(writer, new EventReader(file, busyTimeout, mapped, recent), wakeUps, lookEvery);
  } catch (error) {
    await writer.close();
    throw new StoreUnavailable('The event file cannot be read', { cause: error });
  }
}

/** What stands in an event file, for a thread that only reads and follows it. */
export interface SqliteEventsForReading extends EventStore {
  /** Tells those who follow that something was written: it need not be looked for then. */
  wake(): void;
}

/**
 * The events of a file that another thread of this process writes. An append is refused.
 * @throws StoreUnavailable when there is no such file, or it cannot be opened.
 */
export function openSqliteEventsForReading({
  file,
  busyTimeout = 5_000,
  lookEvery = 200,
  mapped = false,
}: Omit<SqliteEventStoreOptions, 'info'>): SqliteEventsForReading {
  const wakeUps = new WakeUpBoard();
  try {
    const reader = new EventReader(resolve(file), busyTimeout, mapped, new RecentEvents());
    const store = new FileEventStore(NOBODY_WRITES, reader, wakeUps, lookEvery);
    return Object.assign(store, {
      wake: () => {
        wakeUps.wakeAll();
      },
    });
  } catch (error) {
    throw new StoreUnavailable('The event file cannot be read', { cause: error });
  }
}

type Writer = Pick<GroupCommit, 'append' | 'close' | 'groups'>;

const NOBODY_WRITES: Writer = {
  groups: 0,
  append: () => Promise.reject(new StoreUnavailable('These events were opened for reading alone')),
  close: () => Promise.resolve(),
};

const STREAM_PAGE = 256;
const LIVE_PAGE = 256;

class FileEventStore implements SqliteEventStore {
  readonly info: StoreInfo;
  readonly #writer: Writer;
  readonly #reader: EventReader;
  readonly #wakeUps: WakeUpBoard;
  readonly #lookEvery: number;
  #closing: Promise<void> | undefined;

  constructor(writer: Writer, reader: EventReader, wakeUps: WakeUpBoard, lookEvery: number) {
    this.#writer = writer;
    this.#reader = reader;
    this.#wakeUps = wakeUps;
    this.#lookEvery = lookEvery;
    this.info = reader.info();
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
    // Beyond any revision there can be; SQLite takes no Infinity for a whole number.
    let next = Math.min(from, Number.MAX_SAFE_INTEGER);
    for (let left = limit; left > 0 && next >= 0;) {
      this.#mustBeOpen();
      const wanted = Math.min(left, STREAM_PAGE);
      const page = this.#reader.stream(stream, next, backwards, wanted);
      for (const event of page) yield event;
      const last = page.at(-1);
      if (last === undefined || page.length < wanted) return;
      left -= page.length;
      next = last.revision + (backwards ? -1 : 1);
    }
  }

  async *readTexts(stream: string): AsyncIterable<EventText> {
    for (let next = 0; ;) {
      this.#mustBeOpen();
      const page = this.#reader.texts(stream, next, STREAM_PAGE);
      for (const event of page) yield event;
      if (page.length < STREAM_PAGE) return;
      next += page.length;
    }
  }

  async *streams(prefix: string): AsyncIterable<string> {
    this.#mustBeOpen();
    let stream = this.#reader.streamFrom(prefix);
    while (stream?.startsWith(prefix) === true) {
      yield stream;
      this.#mustBeOpen();
      stream = this.#reader.streamFrom(textAfter(stream));
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
    const readPage = (from: bigint | null) => this.readAll({ after: from, limit: LIVE_PAGE, ...(filter && { filter }) });
    const wakeUps = this.#wakeUps.open(filter?.streamPrefixes);
    const onClose = () => {
      this.#wakeUps.close(wakeUps);
    };
    return catchUp({ readPage, wakeUps, lookEvery: this.#lookEvery, onClose }, after);
  }

  onCommit(streamPrefixes: readonly string[], told: () => void): () => void {
    return this.#wakeUps.call(streamPrefixes, told);
  }

  async head(): Promise<bigint | null> {
    this.#mustBeOpen();
    const head = this.#reader.head();
    return head === 0 ? null : BigInt(head);
  }

  /** Waits for the appends under way. The reading connection goes first: the last one out folds the WAL back into the file. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      this.#wakeUps.wakeAll();
      this.#reader.close();
      await this.#writer.close();
    })();
    return this.#closing;
  }

  #mustBeOpen(): void {
    if (this.#closing !== undefined) throw new StoreUnavailable('The store is closed');
  }
}
