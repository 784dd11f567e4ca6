// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerLog } from '../log/ledger-log.ts';
import { LedgerReader } from '../log/ledger-reader.ts';
import type { PlacedEvent } from '../log/places.ts';
import { Sequencer } from '../log/sequencer.ts';
import { hashOfEvent } from '../tree/entry.ts';
import type { Failure } from '../verify/report.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { attacksOnEvents } from './attacks.ts';
import type { Attack } from './attacks.ts';
import { attacksWithKeys } from './attacks-with-keys.ts';
import { listed } from './listed.ts';

export interface DrillReport {
  readonly attempts: number;
  readonly detected: number;
  /** What was not found, or found at another entry than where it was done. */
  readonly missed: readonly { readonly attack: string; readonly index: number; readonly found: readonly Failure[] }[];
}

export interface DrillOptions {
  /** All events of the store, in its order: the copy that is tampered with. */
  readonly events: readonly PlacedEvent[];
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Tampers with a copy of a store in every way that is known here and counts what verification finds. The ledger, its key and its witness
 * are made for the occasion, by the code that makes the real ones, and thrown away afterwards.
 */
export async function tamperDrill({ events, onProgress }: DrillOptions): Promise<DrillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tamper-drill-'));
  try {
    const log = await LedgerLog.open({ folder: join(folder, 'ledger'), origin: 'tamper-drill' });
    await new Sequencer({ store: listed(events), log }).catchUp();
    const ledger = LedgerReader.open(log.folder);
    if (ledger === undefined) return { attempts: 0, detected: 0, missed: [] };
    const missed: { attack: string; index: number; found: readonly Failure[] }[] = [];
    const known = new WeakMap<PlacedEvent, Buffer>();
    const attacks = [...attacksOnEvents(events)];
    const withKeys = attacksWithKeys(events, join(folder, 'attacks'), log.origin);
    const total = attacks.length + withKeys.length;
    let done = 0;
    const note = ({ attack, index, from, to }: Attempt, found: readonly Failure[]) => {
      if (!found.some((one) => names(one, { from: from ?? index, to: to ?? index + 1 }))) missed.push({ attack, index, found });
      done += 1;
      if (done % 50 === 0 || done === total) onProgress?.(done, total);
    };
    for (const one of attacks) {
      const { failures } = await verifyStore({ store: listed(one.events), ledger, hash: (event) => hashed(event, known) });
      note(one, failures);
    }
    for (const one of withKeys) note(one, await one.attempt());
    ledger.close();
    return { attempts: total, detected: total - missed.length, missed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Attempt = Pick<Attack, 'attack' | 'index'> & { readonly from?: number; readonly to?: number };

/** Whether a failure points at what was done: the very entry, one of the two that changed places, or a stretch that holds it. */
function names({ index, from, to }: Failure, { from: first, to: end }: { readonly from: number; readonly to: number }): boolean {
  if (index !== undefined) return index >= first && index < end;
  return from !== undefined && to !== undefined && from < end && to > first;
}

/** Events are not changed in place: what is the same object has the same hash. */
function hashed(event: PlacedEvent, known: WeakMap<PlacedEvent, Buffer>): Buffer {
  const found = known.get(event);
  if (found !== undefined) return found;
  const hash = hashOfEvent(event);
  known.set(event, hash);
  return hash;
}
