// SPDX-License-Identifier: EUPL-1.2
import process from 'node:process';
import { afterAll } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { eventStoreContract } from '../contract/event-store.contract.ts';
import { openKurrentEventStore } from './kurrent-event-store.ts';
import { startKurrentDouble, type KurrentDouble } from './testing/kurrentdb-double.ts';

/** One node or a cluster; must take appends of 1 MiB and a little more (MaxAppendSize). */
const server = process.env['KURRENTDB_URL'];

if (server !== undefined) {
  const open = () => openKurrentEventStore({ connectionString: server });
  eventStoreContract({ name: 'kurrentdb, a real server', open, reopen: open });
}

const doubles: KurrentDouble[] = [];
const behind = new WeakMap<EventStore, KurrentDouble>();

async function openAt(double: KurrentDouble): Promise<EventStore> {
  const store = await openKurrentEventStore({ connectionString: double.connectionString });
  behind.set(store, double);
  return store;
}

eventStoreContract({
  name: 'kurrentdb, over the wire to the double',
  exclusive: true,
  open: async () => {
    const double = await startKurrentDouble();
    doubles.push(double);
    return openAt(double);
  },
  reopen: async (first) => openAt(behind.get(first) ?? (await startKurrentDouble())),
});

afterAll(() => {
  for (const double of doubles) double.stop();
});
