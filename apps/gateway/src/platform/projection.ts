// SPDX-License-Identifier: EUPL-1.2
import type { Worker } from 'node:worker_threads';
import type { OpenedStore } from '@gezinslijn/event-store';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { Fenced, PROJECTED_STREAMS, SqliteViewEngine, Waiters, packed } from '@gezinslijn/party-view';
import type { Appeared, Change, ViewFileWriter, Views } from '@gezinslijn/party-view';
import { unpackAppeared } from './projection-messages.ts';
import type { FromProjection, ProjectionPlace, Question, ToProjection } from './projection-messages.ts';
import { startThread } from './threads.ts';

export interface ProjectionOptions extends Omit<ProjectionPlace, 'told'> {
  /** Tells of its commits, where it can; else the thread looks for them by itself. */
  readonly store: Pick<OpenedStore, 'onCommit'>;
  /** Called after each commit; `appeared` is made out only for who asks for it. */
  readonly onCommit: (position: bigint, appeared: () => readonly Appeared[]) => void;
}

/** The asking side of the thread that keeps the views. Their file is read here, and written there only. */
export class Projection implements Views, ViewFileWriter {
  readonly engine: SqliteViewEngine;
  readonly #options: ProjectionOptions;
  readonly #worker: Worker;
  readonly #exit: Promise<void>;
  readonly #waiters = new Waiters();
  readonly #asked = new Map<number, { readonly resolve: () => void; readonly reject: (error: Error) => void }>();
  #questions = 0;
  #position: bigint | null = null;
  #failure: Error | undefined;
  #closing = false;
  readonly #told = new Int32Array(new SharedArrayBuffer(4));
  #untell: (() => void) | undefined;
  /** Of the change of matrix under way. */
  #swapped: (() => void) | undefined;

  constructor(options: ProjectionOptions) {
    this.#options = options;
    this.engine = new SqliteViewEngine(options.views, 'serving', { writer: this });
    const { views, events, keys, gather } = options;
    const place: ProjectionPlace = { views, events, keys, gather, told: this.#told.buffer };
    this.#worker = startThread('projection-thread', place);
    this.#worker.on('message', (message: FromProjection) => {
      this.#hear(message);
    });
    this.#worker.on('error', (error: Error) => {
      this.#ended(error);
    });
    this.#exit = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#ended(new Error('The thread that keeps the views has ended'));
        resolve();
      });
    });
  }

  get position(): bigint | null {
    return this.#position;
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Has the views caught up, and follow from there. @throws when they cannot be kept. */
  async start(): Promise<void> {
    this.#untell ??= this.#options.store.onCommit?.(PROJECTED_STREAMS, () => {
      // Once until it looked: under a crowd it looks now and then, and a message costs as much as a small query.
      if (Atomics.exchange(this.#told, 0, 1) === 0) this.#tell({ kind: 'wrote' });
    });
    await this.#ask({ kind: 'start' });
  }

  reached(position: bigint, timeoutMs: number): Promise<boolean> {
    if (this.#position === null || this.#position < position) this.#tell({ kind: 'awaited', position, timeoutMs });
    return this.#waiters.reached(position, timeoutMs, this.#position);
  }

  /** As the projector has it; `swapped` is called in the turn in which reading goes on in the new file. */
  async changeMatrix({ version }: DisclosureMatrix, swapped: () => void): Promise<void> {
    this.#swapped = swapped;
    try {
      await this.#ask({ kind: 'change', version });
    } finally {
      this.#swapped = undefined;
      // Where it failed halfway, there is what there was.
      this.engine.takeUp();
    }
  }

  write(changes: readonly Change[]): Promise<void> {
    return this.#ask({ kind: 'write', changes: packed(changes) });
  }

  /** Follows no further; can still be written. */
  async stop(): Promise<void> {
    this.#untell?.();
    // Also after a failure: the thread may be going on, and then looks for events by itself. One that has ended follows nothing.
    await this.#ask({ kind: 'stop' }).catch((failure: unknown) => {
      if (this.#failure === undefined) throw failure;
    });
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#untell?.();
    await this.#ask({ kind: 'close' }).catch(() => this.#worker.terminate());
    await this.#exit;
  }

  #ask(question: Question): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#worker.threadId === -1) {
        reject(this.#failure ?? new Error('The views are closed'));
        return;
      }
      this.#questions += 1;
      // What cannot be sent throws here, before anybody waits for an answer to it.
      this.#tell({ kind: 'asked', number: this.#questions, question });
      this.#asked.set(this.#questions, { resolve, reject });
    });
  }

  #tell(message: ToProjection): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromProjection): void {
    switch (message.kind) {
      case 'committed':
        this.#position = message.position;
        this.#options.onCommit(message.position, () => unpackAppeared(message.appeared));
        this.#waiters.reach(message.position);
        return;
      case 'stopped':
        this.#failure = Object.assign(new Error(message.message), { name: message.name });
        return;
      case 'letGo':
        this.engine.letGo();
        this.#tell({ kind: 'gone' });
        return;
      case 'swapped':
        this.engine.takeUp();
        this.#swapped?.();
        return;
      case 'answered':
        this.#position = message.position;
        this.#settle(message.number)?.resolve();
        return;
      case 'refused':
        this.#settle(message.number)?.reject(message.fenced ? new Fenced() : new Error(`The views cannot be kept: ${message.message}`));
    }
  }

  #settle(number: number) {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    return asked;
  }

  #ended(why: Error): void {
    if (!this.#closing) this.#failure ??= why;
    for (const { reject } of this.#asked.values()) reject(why);
    this.#asked.clear();
  }
}
