// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { eventStoreContract } from '../contract/event-store.contract.ts';
import { openSqliteEventStore } from './sqlite-event-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-store-'));
const files = new WeakMap<EventStore, string>();
let count = 0;

async function openFile(file: string): Promise<EventStore> {
  const store = await openSqliteEventStore({ file });
  files.set(store, file);
  return store;
}

eventStoreContract({
  name: 'sqlite',
  exclusive: true,
  open: () => openFile(join(folder, `store-${String((count += 1))}.sqlite`)),
  reopen: (first) => openFile(files.get(first) ?? ''),
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
