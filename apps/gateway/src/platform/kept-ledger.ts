// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { EMBEDDED_EVENTS } from '@gezinslijn/event-store';
import type { OpenedStore } from '@gezinslijn/event-store';
import { LedgerMismatch, checkAtStart, openSequencer } from '@gezinslijn/ledger';
import type { LedgerSettings } from '@gezinslijn/ledger';
import type { Keeping } from './kept-views.ts';
import { logger } from './logger.ts';
import { startThread } from './threads.ts';

/** The ledger of an embedded store, and who keeps it: this thread, or one that does nothing else. */
export interface KeptLedger {
  /** Why it stopped, or what a witness refused. */
  readonly failure: Error | undefined;
  /** Resolves when all there is was taken in and signed for. */
  catchUp(): Promise<unknown>;
  /** Signs for what there is and ends. */
  stop(): Promise<void>;
}

/** What the thread that keeps a ledger opens for itself. */
export interface LedgerPlace {
  /** File of the events. */
  readonly events: string;
  /** Names a ledger that is made now. */
  readonly storeId: string;
  readonly settings: LedgerSettings;
}

export type ToLedger = { readonly kind: 'catchUp'; readonly number: number } | { readonly kind: 'stop' };

interface Told {
  readonly name: string;
  readonly message: string;
}

export type FromLedger =
  | { readonly kind: 'ready' }
  | { readonly kind: 'caughtUp'; readonly number: number }
  | ({ readonly kind: 'behind'; readonly number: number } & Told)
  /** It stopped, or a witness refused what it was shown. */
  | ({ readonly kind: 'failed' } & Told)
  /** It could not be opened. */
  | ({ readonly kind: 'refused' } & Told);

interface Hosting {
  readonly store: OpenedStore;
  /** Folder of the embedded store. */
  readonly data: string;
  readonly settings: LedgerSettings;
  readonly keeping: Keeping;
}

/** Starts keeping it. What the ledger has signed for must stand in the store, or nothing is served. @throws LedgerMismatch, UnsafeKeyFile */
export async function hostLedger({ store, data, settings, keeping }: Hosting): Promise<KeptLedger> {
  try {
    await checkAtStart(store, settings.folder);
    const storeId = store.info['storeId'] ?? 'store';
    if (keeping === 'thread') return await LedgerThread.start({ events: join(data, EMBEDDED_EVENTS), storeId, settings });
    const sequencer = await openSequencer(settings, storeId, { store, onFault: logger.fault });
    sequencer.start();
    return sequencer;
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

/** The asking side of the thread that keeps the ledger. */
class LedgerThread implements KeptLedger {
  readonly #worker: Worker;
  readonly #exit: Promise<void>;
  readonly #asked = new Map<number, { readonly resolve: () => void; readonly reject: (error: Error) => void }>();
  #questions = 0;
  #failure: Error | undefined;
  #stopping = false;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromLedger) => {
      this.#hear(message);
    });
    worker.on('error', (error: Error) => {
      this.#ended(error);
    });
    this.#exit = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#ended(new Error('The thread that keeps the ledger has ended'));
        resolve();
      });
    });
  }

  static async start(place: LedgerPlace): Promise<LedgerThread> {
    const worker = startThread('ledger-thread', place);
    const first = await new Promise<FromLedger>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(new Error('The thread that keeps the ledger ended before it was ready'));
      });
    });
    if (first.kind === 'refused') throw failureOf(first);
    return new LedgerThread(worker);
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  catchUp(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#worker.threadId === -1) {
        reject(this.#failure ?? new Error('The ledger is not kept any more'));
        return;
      }
      this.#questions += 1;
      this.#asked.set(this.#questions, { resolve, reject });
      this.#tell({ kind: 'catchUp', number: this.#questions });
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#tell({ kind: 'stop' });
    await this.#exit;
  }

  #tell(message: ToLedger): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromLedger): void {
    switch (message.kind) {
      case 'caughtUp':
        this.#settle(message.number)?.resolve();
        return;
      case 'behind':
        this.#settle(message.number)?.reject(failureOf(message));
        return;
      case 'failed':
        this.#failure = failureOf(message);
        return;
      case 'ready':
      case 'refused':
    }
  }

  #settle(number: number) {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    return asked;
  }

  #ended(why: Error): void {
    if (!this.#stopping) this.#failure ??= why;
    for (const { reject } of this.#asked.values()) reject(why);
    this.#asked.clear();
  }
}

/** As it was there: what a gateway says of it goes by its name. */
function failureOf({ name, message }: Told): Error {
  return name === 'LedgerMismatch' ? new LedgerMismatch(message) : Object.assign(new Error(message), { name });
}
