// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { eventStoreContract } from '../contract/event-store.contract.ts';
import { openPostgresEventStore } from './postgres-event-store.ts';
import { TestServer, type TestDatabase } from './testing/postgres-testing.ts';

let server: TestServer;
const databases = new WeakMap<EventStore, TestDatabase>();

beforeAll(async () => {
  server = await TestServer.open();
});
afterAll(() => server.close());

async function open(database: TestDatabase, account: 'gateway' | 'projector'): Promise<EventStore> {
  const store = await openPostgresEventStore({ url: database[account] });
  databases.set(store, database);
  return store;
}

eventStoreContract({
  name: 'postgres',
  exclusive: true,
  open: async () => open(await server.eventDatabase(), 'gateway'),
  reopen: async (first) => {
    const database = databases.get(first);
    if (database === undefined) throw new Error('This store was not opened here');
    return open(database, 'projector');
  },
});
