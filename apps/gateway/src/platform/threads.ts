// SPDX-License-Identifier: EUPL-1.2
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';

const NICENESS = 15;

/** Starts the thread of that file beside this one, with what it opens for itself. */
export function startThread(name: 'ledger-thread' | 'projection-thread', place: object): Worker {
  const source = import.meta.url.endsWith('.ts');
  // The extension is this file's own: source under a test, JavaScript once built. The compiler does not rewrite it in a URL.
  const thread = new URL(`./${name}.${source ? 'ts' : 'js'}`, import.meta.url);
  // It needs none of the options this process was started with, and dies of some of them (--input-type).
  return new Worker(thread, { workerData: place, execArgv: source ? ['--conditions=@gezinslijn/source', '--no-warnings'] : [] });
}

/** On one core with those who ask, they go first. Linux has priorities of threads, under their number; elsewhere nothing changes. */
export function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), NICENESS);
  } catch {
    // It may be that no system lets a thread give way: it is no less right for that.
  }
}
