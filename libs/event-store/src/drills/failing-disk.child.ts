// SPDX-License-Identifier: EUPL-1.2
/**
 * A process for the drills: `node failing-disk.child.ts FILE`, started under a soft limit on file size. Appends until the disk refuses a
 * write, lifts the limit, and prints what becomes of the next append by the same writer and by one that opens the file anew.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { openSqliteEventStore, type SqliteEventStore } from '../sqlite/sqlite-event-store.ts';

const [, , file = ''] = process.argv;
const PADDING = 'x'.repeat(50_000);

/** Whether it was acknowledged. */
async function append(store: SqliteEventStore): Promise<boolean> {
  const event = { id: randomUUID(), type: 'Drilled', data: Buffer.from(JSON.stringify({ PADDING })), metadata: Buffer.from('{}') };
  try {
    const { revision } = await store.append('drilled', 'any', [event]);
    process.stdout.write(`drilled ${String(revision)} ${event.id}\n`);
    return true;
  } catch (error) {
    if (error instanceof StoreUnavailable) return false;
    throw error;
  }
}

const store = await openSqliteEventStore({ file });
while (await append(store));
const lifted = spawnSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
if (lifted.status !== 0) throw new Error(`The limit was not lifted: ${String(lifted.stderr)}`);
process.stdout.write((await append(store)) ? 'went on\n' : 'stopped\n');
await store.close();
const anew = await openSqliteEventStore({ file });
process.stdout.write((await append(anew)) ? 'reopened\n' : 'stopped\n');
await anew.close();
