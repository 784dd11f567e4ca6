// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_KEY, LedgerMismatch, standingNote } from '../log/ledger-log.ts';
import { LedgerReader } from '../log/ledger-reader.ts';
import type { PlacedEvent } from '../log/places.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import { readKeyFile } from '../notes/key-files.ts';
import { hashOfEvent } from '../tree/entry.ts';
import { same } from '../tree/proofs.ts';

/** Entries at the end of the ledger, and entries drawn from all of it, that are looked at before a process serves. */
const HEAD = 256;
const SAMPLE = 64;

/**
 * Holds a store against its last checkpoint before anything is served: the end of it, and a sample. For all of it: `rvt verify --all`.
 * A ledger without a checkpoint is new; it has nothing to say, unless a copy of one shows that it had one.
 * @throws LedgerMismatch, with a sentence for an operator; UnsafeKeyFile
 */
export async function checkAtStart(store: SequencedStore, folder: string, draw: () => number = Math.random): Promise<void> {
  const key = join(folder, LOG_KEY);
  if (existsSync(key)) standingNote(folder, readKeyFile(key, 'log'));
  const ledger = LedgerReader.open(folder);
  if (ledger === undefined) return;
  try {
    const { size, root } = ledger.checkpoint;
    if (!same(ledger.rootAt(size), root)) throw new LedgerMismatch(`${BROKEN} Its tiles do not give the root of its last checkpoint.`);
    const first = Math.max(0, size - HEAD);
    await range(store, ledger, first, size);
    const sample = new Set(Array.from({ length: Math.min(SAMPLE, first) }, () => Math.floor(draw() * first)));
    for (const index of sample) await range(store, ledger, index, index + 1);
  } finally {
    ledger.close();
  }
}

const BROKEN = 'The events are not those of the ledger, so nothing is served.';

async function range(store: SequencedStore, ledger: LedgerReader, first: number, end: number): Promise<void> {
  const events: PlacedEvent[] = [];
  for (let after = first === 0 ? null : (ledger.place(first - 1)?.position ?? null); events.length < end - first;) {
    const page = await store.readAll({ after, limit: end - first - events.length });
    events.push(...page.events);
    after = page.lastPosition;
    if (page.atHead) break;
  }
  for (let index = first; index < end; index += 1) {
    const event = events[index - first];
    if (event !== undefined && same(hashOfEvent(event), ledger.leaf(index))) continue;
    const place = ledger.place(index);
    const where = place === undefined ? '' : ` (${place.stream}, revision ${String(place.revision)})`;
    const what = event === undefined ? 'is not in the store' : 'is not what was recorded';
    throw new LedgerMismatch(`${BROKEN} Entry ${String(index)}${where} ${what}. What else differs: rvt verify --all`);
  }
}
