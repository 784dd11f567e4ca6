// SPDX-License-Identifier: EUPL-1.2
// So many writers for so many milliseconds, each on a stream of its own; prints appends per second.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openSqliteEventStore } from '@gezinslijn/event-store';

const [, , data, writers, milliseconds] = process.argv;
const store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
const bytes = new TextEncoder().encode(JSON.stringify({ text: 'x'.repeat(450) }));
let appended = 0;
const started = performance.now();
const until = started + Number(milliseconds);
await Promise.all(
  Array.from({ length: Number(writers) }, async (_, writer) => {
    for (let revision = -1; performance.now() < until; revision += 1) {
      const event = { id: randomUUID(), type: 'T', data: bytes, metadata: bytes };
      await store.append(`s-${writer}`, revision < 0 ? 'noStream' : revision, [event]);
      appended += 1;
    }
  }),
);
process.stdout.write(`${appended / ((performance.now() - started) / 1000)}\n`);
await store.close();
