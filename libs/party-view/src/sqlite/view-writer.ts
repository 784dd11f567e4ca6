// SPDX-License-Identifier: EUPL-1.2
import { Worker } from 'node:worker_threads';
import { Fenced } from '../view-engine.ts';
import type { Change } from '../view-engine.ts';
import { packed } from './view-writer-messages.ts';
import type { FromViewWriter, ToViewWriter } from './view-writer-messages.ts';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The asking side of the thread that writes a file of views. It starts with the first write: who only reads needs none. */
export class ViewWriter {
  readonly #path: string;
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * In the order they were asked for, each whole or not at all.
   * @throws Fenced; Error when the thread ended: what it had not committed is lost, and the next write starts another.
   */
  write(changes: readonly Change[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = (this.#worker ??= this.#start());
      // What cannot be sent throws here, before anybody waits for an answer to it.
      tell(worker, { kind: 'write', changes: packed(changes) });
      this.#waiting.push({ resolve, reject });
    });
  }

  /** Writes what was asked for, then lets go of the file. A write after this opens it anew. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    tell(worker, { kind: 'close' });
    await ended;
  }

  #start(): Worker {
    // The extension is this file's own: source under a test, JavaScript once built. The compiler does not rewrite it in a URL.
    const thread = new URL(import.meta.url.endsWith('.ts') ? './view-writer-thread.ts' : './view-writer-thread.js', import.meta.url);
    // It needs none of the options this process was started with, and dies of some of them (--input-type).
    const worker = new Worker(thread, { workerData: this.#path, execArgv: [] });
    worker.on('message', (message: FromViewWriter) => {
      if (this.#worker !== worker) return;
      const next = this.#waiting.shift();
      if (message.kind === 'written') next?.resolve();
      else next?.reject(message.fenced ? new Fenced() : new Error(`The views cannot be written: ${message.message}`));
    });
    worker.on('error', (error: Error) => {
      this.#ended(worker, error);
    });
    worker.on('exit', () => {
      this.#ended(worker, new Error('The thread that writes the views has ended'));
    });
    return worker;
  }

  #ended(worker: Worker, why: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.splice(0)) reject(why);
  }
}

function tell(worker: Worker, message: ToViewWriter): void {
  worker.postMessage(message);
}
