// SPDX-License-Identifier: EUPL-1.2
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Instant } from '@gezinslijn/event-sourcing';
import type { Topology } from '@gezinslijn/event-store';
import { SqliteViewEngine } from '@gezinslijn/party-view';
import type { Build, Share } from '@gezinslijn/party-view';
import type { Folded, Range } from './fold-cases.ts';

/** Where a thread finds events and keys. */
export interface Place {
  readonly topology: Topology;
  /** Of the keys, and of the embedded store. */
  readonly folder: string;
}

/** What a thread is asked; all of it can be copied to one. */
export interface ShareTask {
  readonly share: Share;
  readonly work:
    { readonly kind: 'fold'; readonly range: Range } | { readonly kind: 'views'; readonly file: string; readonly now: Instant };
}

export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'position'; readonly position: bigint }
  | { readonly kind: 'cases'; readonly done: number; readonly of: number }
  | { readonly kind: 'folded'; readonly result: Folded }
  | { readonly kind: 'built' }
  | { readonly kind: 'failed'; readonly failure: unknown };

type OnPosition = (position: bigint) => void;
type Progress = Extract<FromThread, { readonly kind: 'position' | 'cases' }>;
/** Told how far each thread is, once all have begun, whenever one has come further. */
type OnProgress = (threads: readonly Progress[]) => void;

/** More would read the same pages more often than they gain. */
export const MOST_THREADS = 8;
/** As the product's own process is started with: replay makes much that is soon gone. */
const YOUNG_MB = 64;

export const threadsAtHand = () => Math.min(MOST_THREADS, availableParallelism());

/**
 * Threads that divide the streams among them, so that a replay takes as many cores as there are. For a fold each reads its own cases; for
 * views, which follow the order of the store, each reads every page and opens its own share. One task at a time.
 */
export class ShareThreads {
  readonly #workers: readonly Worker[];
  readonly #gone: Promise<unknown>;

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
    this.#gone = Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))));
  }

  /** Resolves when all have events and keys open. */
  static async start(place: Place, threads: number = threadsAtHand()): Promise<ShareThreads> {
    const started = new ShareThreads(Array.from({ length: threads }, () => new Worker(...threadOf(place))));
    try {
      await started.#answers();
      return started;
    } catch (failure) {
      await started.#end();
      throw failure;
    }
  }

  get count(): number {
    return this.#workers.length;
  }

  /** Folds every case of a range. `onCases` is told how many of them are done. */
  async fold(range: Range, onCases?: (done: number, of: number) => void): Promise<readonly Folded[]> {
    const answers = await this.#run(
      () => ({ kind: 'fold', range }),
      (threads) => {
        let [done, of] = [0, 0];
        for (const one of threads) if (one.kind === 'cases') [done, of] = [done + one.done, of + one.of];
        onCases?.(done, of);
      },
    );
    return answers.flatMap((answer) => (answer.kind === 'folded' ? [answer.result] : []));
  }

  /** Builds views in a file per share and brings them together. `now` is one moment for all: what a reader may see hangs on it. */
  views(now: Instant): Build {
    return async (shadow, onPosition: OnPosition) => {
      if (!(shadow instanceof SqliteViewEngine)) throw new TypeError('Shares are built in files');
      const files = this.#workers.map((_worker, index) => shadow.partFile(index));
      const removeAll = () => {
        for (const file of files) for (const suffix of ['', '-journal']) rmSync(`${file}${suffix}`, { force: true });
      };
      // Of a rebuild that was broken off.
      removeAll();
      try {
        await this.#run(
          (index) => ({ kind: 'views', file: files[index] as string, now }),
          (threads) => {
            onPosition(
              threads.flatMap((one) => (one.kind === 'position' ? [one.position] : [])).reduce((least, at) => (at < least ? at : least)),
            );
          },
        );
        await shadow.absorb(files);
      } finally {
        removeAll();
      }
    };
  }

  async close(): Promise<void> {
    for (const worker of this.#workers) worker.postMessage('close');
    await this.#gone;
  }

  async #run(workOf: (index: number) => ShareTask['work'], onProgress: OnProgress): Promise<readonly FromThread[]> {
    const answers = this.#answers(onProgress);
    for (const [index, worker] of this.#workers.entries()) {
      worker.postMessage({ share: { index, of: this.#workers.length }, work: workOf(index) } satisfies ShareTask);
    }
    try {
      return await answers;
    } catch (failure) {
      await this.#end();
      throw failure;
    }
  }

  /** One answer of each. The first failure is the failure of all. */
  #answers(onProgress?: OnProgress): Promise<readonly FromThread[]> {
    const reached = new Map<Worker, Progress>();
    const answerOf = (worker: Worker) =>
      new Promise<FromThread>((resolve, reject) => {
        const settle = (then: () => void) => {
          worker.off('message', onMessage);
          worker.off('error', onError);
          worker.off('exit', onExit);
          then();
        };
        const onError = (failure: Error) => {
          settle(() => {
            reject(failure);
          });
        };
        const onExit = () => {
          onError(new Error('A thread stopped before it was done'));
        };
        const onMessage = (message: FromThread) => {
          if (message.kind === 'failed') onError(message.failure instanceof Error ? message.failure : new Error(String(message.failure)));
          else if (message.kind !== 'position' && message.kind !== 'cases')
            settle(() => {
              resolve(message);
            });
          else {
            reached.set(worker, message);
            if (reached.size === this.#workers.length) onProgress?.([...reached.values()]);
          }
        };
        worker.on('message', onMessage);
        worker.on('error', onError);
        worker.on('exit', onExit);
      });
    return Promise.all(this.#workers.map(answerOf));
  }

  async #end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** From source as well as built. */
function threadOf(workerData: Place): ConstructorParameters<typeof Worker> {
  const built = import.meta.url.endsWith('.js');
  return [
    new URL(built ? './share-thread.js' : './share-thread.ts', import.meta.url),
    {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      execArgv: built ? [] : ['--conditions=@gezinslijn/source', '--no-warnings'],
    },
  ];
}
