// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerLog, LedgerReader, Sequencer } from '../src/index.ts';
import type { PlacedEvent, SequencedStore } from '../src/index.ts';
import { listed } from './listed.ts';

/** Events that are the same in every run. Positions have gaps, as on some engines; `streams` take turns. */
export function madeEvents(count: number, streams = 7): PlacedEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const digest = createHash('sha256').update(String(index)).digest('hex');
    return {
      stream: `familyCase-${String(index % streams).padStart(8, '0')}-0000-4000-8000-000000000000`,
      revision: Math.floor(index / streams),
      id: `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`,
      type: index % 3 === 0 ? 'ChildSeen' : 'FactRecorded',
      data: Buffer.from(JSON.stringify({ index, sealed: digest })),
      metadata: Buffer.from(JSON.stringify({ recordedAt: '2025-06-01T10:00:00.000Z' })),
      position: BigInt(index * 3 + (index % 2)),
    };
  });
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ledger-'));
}

export function store(events: readonly PlacedEvent[]): SequencedStore & { readStream(stream: string): AsyncIterable<PlacedEvent> } {
  return {
    ...listed(events),
    readStream: async function* (stream) {
      yield* events.filter((event) => event.stream === stream);
    },
  };
}

/** A ledger over these events, and its reader at the last checkpoint. */
export async function ledgerOf(
  events: readonly PlacedEvent[],
  folder = newFolder(),
): Promise<{ folder: string; log: LedgerLog; reader: LedgerReader }> {
  const log = await LedgerLog.open({ folder, origin: 'gezinslijn/test' });
  await new Sequencer({ store: store(events), log }).catchUp();
  return { folder, log, reader: LedgerReader.open(folder) as LedgerReader };
}
