// SPDX-License-Identifier: EUPL-1.2
import { Worker } from 'node:worker_threads';
import {
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
} from '@gezinslijn/event-sourcing';
import { ANY, NO_STREAM } from '../core/place-append.ts';
import { WrongStore } from '../core/store-info.ts';
import { CONFLICT, GroupBuilder, REPEATED } from '../core/append-group.ts';
import type { CommittedGroup } from './recent-events.ts';
import type { FromWriter, Outcomes, ToWriter } from './writer-messages.ts';
import type { SqliteFile } from './schema.ts';

/** More would make the last caller wait without sharing the sync any better. */
const GROUP_APPENDS = 512;
const GROUP_BYTES = 8 * 1024 * 1024;

/**
 * On a fast disk a group this large leaves at once, so that it commits while the calling thread prepares the rest; the two then take
 * turns instead of waiting for one another. On a slow disk one sync for all is worth more.
 */
const EARLY_APPENDS = 16;
const FAST_COMMIT_MS = 3;
/**
 * When a commit comes back on a fast disk and this many wait already, they leave before the callers just answered go on: those prepare
 * their next appends in step with one another, so that waiting for the first of them is waiting for all.
 */
const AT_ONCE_APPENDS = 8;

interface Caller {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

interface Batch {
  readonly group: GroupBuilder;
  readonly callers: Caller[];
}

/**
 * The calling side of the writer. One group is under way at a time; whoever comes meanwhile rides with the next. So the slower
 * the disk, the larger the groups.
 */
export class GroupCommit {
  readonly #worker: Worker;
  readonly #onCommit: (streams: ReadonlySet<string>, group: CommittedGroup) => void;
  readonly #waiting: Batch[] = [];
  #underWay: Batch | undefined;
  #spare: ArrayBuffer | undefined;
  #failure: StoreUnavailable | undefined;
  #scheduled = false;
  #groups = 0;
  #lastCommitMs = 0;
  #whenIdle: (() => void) | undefined;

  private constructor(worker: Worker, onCommit: (streams: ReadonlySet<string>, group: CommittedGroup) => void) {
    this.#worker = worker;
    this.#onCommit = onCommit;
    worker.on('message', (message: FromWriter) => {
      this.#hear(message);
    });
    worker.on('error', (error: Error) => {
      this.#fail(new StoreUnavailable(`The writer stopped: ${error.message}`, { cause: error }));
    });
    worker.on('exit', () => {
      this.#fail(new StoreUnavailable('The writer has ended'));
    });
  }

  /**
   * `onCommit` runs after each commit, before the callers go on, with the streams that were written to and the group.
   * @throws WrongStore, StoreUnavailable
   */
  static async start(file: SqliteFile, onCommit: (streams: ReadonlySet<string>, group: CommittedGroup) => void): Promise<GroupCommit> {
    // The extension is this file's own: source under a test, JavaScript once built. The compiler does not rewrite it in a URL.
    const thread = new URL(import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js', import.meta.url);
    // It needs none of the options this process was started with, and dies of some of them (--input-type).
    const worker = new Worker(thread, { workerData: file, execArgv: [] });
    const first = await new Promise<FromWriter>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: Error) => {
        reject(new StoreUnavailable(`The writer did not start: ${error.message}`, { cause: error }));
      });
      worker.once('exit', () => {
        reject(new StoreUnavailable('The writer ended before it was ready'));
      });
    });
    if (first.kind === 'ready') return new GroupCommit(worker, onCommit);
    const message = first.kind === 'refused' ? first.message : 'unexpected answer';
    throw first.kind === 'refused' && first.wrongStore
      ? new WrongStore(message)
      : new StoreUnavailable(`The event file cannot be opened: ${message}`);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const batch = this.#openBatch();
      batch.group.add(stream, expected === 'any' ? ANY : expected === 'noStream' ? NO_STREAM : expected, events);
      batch.callers.push({ stream, expected, resolve, reject });
      if (this.#underWay === undefined && batch.callers.length >= EARLY_APPENDS && this.#isFast) this.#send();
      else this.#schedule();
    });
  }

  /** How many groups were sent to be committed. */
  get groups(): number {
    return this.#groups;
  }

  /** Commits what is waiting, then closes the file. */
  async close(): Promise<void> {
    if (this.#underWay !== undefined || this.#waiting.length > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    if (this.#failure !== undefined) {
      await this.#worker.terminate();
      return;
    }
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#tell({ kind: 'close' });
    await ended;
  }

  get #isFast(): boolean {
    return this.#lastCommitMs < FAST_COMMIT_MS;
  }

  #openBatch(): Batch {
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.callers.length < GROUP_APPENDS && last.group.byteLength < GROUP_BYTES) return last;
    const batch: Batch = { group: new GroupBuilder(this.#spare), callers: [] };
    this.#spare = undefined;
    this.#waiting.push(batch);
    return batch;
  }

  /** Sent at the end of this turn of the event loop, when all who were answered together have had their chance to ask again. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#underWay === undefined) this.#send();
    });
  }

  #send(): void {
    this.#underWay = this.#waiting.shift();
    if (this.#underWay === undefined) return;
    const group = this.#underWay.group.build();
    this.#groups += 1;
    this.#tell({ kind: 'commit', group }, [group.bytes]);
  }

  #tell(message: ToWriter, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #hear(message: FromWriter): void {
    const batch = this.#underWay;
    if (batch === undefined || message.kind === 'ready' || message.kind === 'refused') return;
    this.#underWay = undefined;
    if (message.bytes.byteLength <= GROUP_BYTES) this.#spare ??= message.bytes;
    if (message.kind === 'committed') {
      // Its own measure: seen from here a commit also takes what this thread was doing meanwhile.
      this.#lastCommitMs = message.milliseconds;
      const { appends, byteLength } = batch.group;
      const { outcomes, bytes } = message;
      this.#onCommit(new Set(batch.callers.map(({ stream }) => stream)), { appends, byteLength, outcomes, bytes });
      const next = this.#waiting[0]?.callers.length ?? 0;
      if (next >= AT_ONCE_APPENDS && this.#isFast) this.#send();
      settle(batch.callers, message.outcomes);
    } else {
      const failure = new StoreUnavailable(`The event file cannot be written: ${message.message}`);
      batch.callers.forEach(({ reject }) => {
        reject(failure);
      });
      if (message.fatal) this.#fail(failure);
    }
    this.#next();
  }

  #next(): void {
    if (this.#waiting.length > 0) this.#schedule();
    else if (this.#underWay === undefined) this.#whenIdle?.();
  }

  /** For good: nothing that is under way was acknowledged, nothing more will be. */
  #fail(failure: StoreUnavailable): void {
    this.#failure ??= failure;
    for (const { callers } of [...(this.#underWay === undefined ? [] : [this.#underWay]), ...this.#waiting]) {
      callers.forEach(({ reject }) => {
        reject(failure);
      });
    }
    this.#underWay = undefined;
    this.#waiting.length = 0;
    this.#whenIdle?.();
  }
}

function settle(callers: readonly Caller[], outcomes: Outcomes): void {
  callers.forEach(({ stream, expected, resolve, reject }, index) => {
    const [kind, revision = 0, position = 0] = outcomes.subarray(index * 3, index * 3 + 3);
    if (kind === CONFLICT) reject(new WrongExpectedRevision(stream, expected, revision === NO_STREAM ? null : revision));
    else resolve({ revision, position: BigInt(position), repeated: kind === REPEATED });
  });
}
