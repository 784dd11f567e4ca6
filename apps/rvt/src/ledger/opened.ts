// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openEventStore, openKurrentEventStore, topologyOf } from '@gezinslijn/event-store';
import type { OpenedStore } from '@gezinslijn/event-store';
import { Misuse } from '../misuse.ts';

export { Misuse };

export interface StoreOptions {
  /** Folder of an embedded store, and of the ledger unless that is told. */
  readonly data: string;
  readonly store: string;
  readonly ledger?: string;
}

export function ledgerFolder({ data, ledger }: StoreOptions): string {
  return resolve(ledger ?? join(data, 'ledger'));
}

/** Opens the events and nothing else: no keys, so nothing personal can be read. @throws Misuse */
export async function openEvents({ data, store }: StoreOptions): Promise<OpenedStore> {
  if (/^(kurrentdb|kdb|esdb)/.test(store)) return openKurrentEventStore({ connectionString: store });
  const topology = topologyOf(store);
  if (topology.kind === 'embedded' && !existsSync(join(data, 'events.sqlite'))) throw new Misuse(`Er is geen opslag in ${resolve(data)}.`);
  return openEventStore(topology, { folder: resolve(data) });
}
