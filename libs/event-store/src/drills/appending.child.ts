// SPDX-License-Identifier: EUPL-1.2
/**
 * A process for the drills, to be killed or starved: `node appending.child.ts STORE [WRITERS]` appends to a file or a postgres:// address
 * with many writers until it is stopped, and prints a line `stream revision id` for each event once it is acknowledged. The first refusal
 * by the engine ends it with a line `refused`.
 */
import { randomUUID } from 'node:crypto';
import { StoreUnavailable, WrongExpectedRevision, type ExpectedRevision } from '@gezinslijn/event-sourcing';
import { openPostgresEventStore } from '../postgres/postgres-event-store.ts';
import { openSqliteEventStore } from '../sqlite/sqlite-event-store.ts';

const [, , address = '', writers = '24'] = process.argv;
const SHARED_STREAMS = 4;
const PADDING = 'x'.repeat(300);

const store = address.startsWith('postgres://')
  ? await openPostgresEventStore({ url: address })
  : await openSqliteEventStore({ file: address });
let refused = false;

async function append(stream: string, expected: ExpectedRevision, count: number): Promise<number> {
  const events = Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'Drilled',
    data: Buffer.from(JSON.stringify({ PADDING })),
    metadata: Buffer.from('{}'),
  }));
  const { revision } = await store.append(stream, expected, events);
  // Written to a pipe at once, in one piece: what the parent reads was acknowledged before the kill.
  process.stdout.write(events.map(({ id }, index) => `${stream} ${String(revision - count + 1 + index)} ${id}\n`).join(''));
  return revision;
}

/** Even writers fill streams of their own at exact revisions; odd ones share streams, half of the time at a revision that may be taken. */
async function write(writer: number): Promise<void> {
  const own = writer % 2 === 0;
  const stream = own ? `own-${randomUUID()}` : `shared-${String(writer % SHARED_STREAMS)}`;
  let revision = -1;
  for (let round = 0; !refused; round += 1) {
    const expected = revision < 0 ? (own ? 'noStream' : 'any') : own || round % 2 === 0 ? revision : 'any';
    try {
      revision = await append(stream, expected, 1 + (round % 3));
    } catch (error) {
      if (error instanceof WrongExpectedRevision) revision = -1;
      else if (error instanceof StoreUnavailable) refused = true;
      else throw error;
    }
  }
}

process.stdout.write('started\n');
await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
process.stdout.write('refused\n');
await store.close();
