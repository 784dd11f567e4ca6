// SPDX-License-Identifier: EUPL-1.2
/**
 * The one thread that writes. It runs as it stands, from source as well as built: only erasable TypeScript, and of the kernel only types.
 * A sync takes milliseconds on a slow disk; here it holds up nobody who reads.
 */
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { AppendGroup } from '../core/append-group.ts';
import { WrongStore } from '../core/store-info.ts';
import { EventTable } from './event-table.ts';
import { openForWriting, type SqliteFile } from './schema.ts';
import type { FromWriter, ToWriter } from './writer-messages.ts';

const port = parentPort;
if (port === null) throw new Error('Runs only as a worker thread of openSqliteEventStore');

const IDLE_MILLISECONDS = 500;
const IDLE_CHECKPOINT_BYTES = 1024 * 1024;
/**
 * IOERR, CORRUPT, NOTADB: after a failed sync nobody knows what the disk holds, and asking again may get a false yes from the cache.
 * So the writer stops for good; opening anew reads what is really there. A full or busy disk may be tried again.
 */
const FATAL_RESULTS = [10, 11, 26];

const answer = (message: FromWriter, transfer: ArrayBuffer[] = []) => {
  port.postMessage(message, transfer);
};

function run(db: DatabaseSync): void {
  const table = new EventTable(db);
  let stopped: string | undefined;
  let unchecked = 0;

  const failed = (error: unknown): void => {
    if (FATAL_RESULTS.includes(primaryResult(error))) stopped ??= messageOf(error);
  };
  const checkpoint = (): void => {
    try {
      // PASSIVE waits for nobody.
      db.exec('PRAGMA wal_checkpoint(PASSIVE)');
      unchecked = 0;
    } catch (error) {
      failed(error);
    }
  };
  // A process killed between writing and syncing leaves commits that only the cache holds; a repeat must not be acknowledged on
  // the strength of those. A checkpoint syncs them first.
  checkpoint();
  // In a quiet moment, so that a busy one seldom has to.
  const quiet = setTimeout(() => {
    if (stopped === undefined && unchecked > IDLE_CHECKPOINT_BYTES) checkpoint();
  }, IDLE_MILLISECONDS);

  const commit = (group: AppendGroup): void => {
    const { bytes } = group;
    try {
      if (stopped !== undefined) throw new Error(stopped);
      const started = performance.now();
      const outcomes = table.commit(group);
      const milliseconds = performance.now() - started;
      unchecked += group.sizes.reduce((sum, size) => sum + size, 0);
      quiet.refresh();
      answer({ kind: 'committed', outcomes, bytes, milliseconds }, [outcomes.buffer, bytes]);
    } catch (error) {
      failed(error);
      answer({ kind: 'failed', message: messageOf(error), fatal: stopped !== undefined, bytes }, [bytes]);
    }
  };

  port?.on('message', (message: ToWriter) => {
    if (message.kind === 'commit') {
      commit(message.group);
      return;
    }
    clearTimeout(quiet);
    db.close();
    port.close();
  });
}

/** The low byte of SQLite's extended result code; 0 when the error is not SQLite's. */
function primaryResult(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  run(openForWriting(workerData as SqliteFile));
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'refused', wrongStore: error instanceof WrongStore, message: messageOf(error) });
  port.close();
}
