// SPDX-License-Identifier: EUPL-1.2
// Appends groups of 32 and prints how many groups the writer committed.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openSqliteEventStore } from '@gezinslijn/event-store';

const [, , data, wanted = '100'] = process.argv;
const store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
const bytes = new TextEncoder().encode(JSON.stringify({ text: 'x'.repeat(20) }));
const groups = Number(wanted);
for (let group = 0; group < groups; group += 1) {
  await Promise.all(
    Array.from({ length: 32 }, (_, index) =>
      store.append(`s-${index}`, 'any', [{ id: randomUUID(), type: 'T', data: bytes, metadata: bytes }]),
    ),
  );
}
process.stdout.write(`${store.groupCommits}\n`);
await store.close();
