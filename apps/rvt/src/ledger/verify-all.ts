// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path';
import {
  LOG_KEY,
  LedgerReader,
  MalformedNote,
  UntrustedCheckpoint,
  cosignedNote,
  latestNote,
  openCheckpoint,
  verifyStore,
} from '@gezinslijn/ledger';
import type { Checkpoint, Failure, VerifierKey } from '@gezinslijn/ledger';
import { Misuse } from '../misuse.ts';
import { ledgerFolder, openEvents } from './opened.ts';
import type { StoreOptions } from './opened.ts';
import { textOf, trustedKeys } from './trusted-keys.ts';
import { printReport } from './verify-file.ts';
import type { WitnessedReport } from './verify-file.ts';
import { unseenAllowed, witnessesAsked } from './witnesses-asked.ts';

export interface VerifyAllOptions extends StoreOptions {
  /** Keys from elsewhere; without them the ledger's own are believed, which a thief of its folder can replace. */
  readonly keys?: string;
  readonly witnesses?: string;
  /** How many entries at the end no witness needs to have seen; none unless told. */
  readonly unseen?: string;
  readonly against?: readonly string[];
  readonly json?: boolean;
}

/** All events of a store against its ledger. Answers 0 when they are what was signed for, 1 when not. @throws Misuse */
export async function verifyAllCommand(options: VerifyAllOptions, onProgress: (done: number, of: number) => void): Promise<number> {
  return printReport(await verifyAll(options, onProgress), options);
}

export async function verifyAll(options: VerifyAllOptions, onProgress?: (done: number, of: number) => void): Promise<WitnessedReport> {
  const folder = ledgerFolder(options);
  // Before the ledger itself: of one that grows meanwhile these would otherwise be the later ones.
  const notes: Notes = {
    latest: latestNote(folder),
    cosigned: cosignedNote(folder),
    against: (options.against ?? []).map(textOf),
  };
  const { ledger, unreadable } = openLedger(folder);
  const copies = [notes.latest, notes.cosigned].filter((note) => note !== undefined);
  if (ledger === undefined && unreadable.length === 0 && copies.length === 0 && notes.against.length === 0)
    throw new Misuse(`Er is nog geen grootboek in ${folder}.`);
  const store = await openEvents(options);
  try {
    const keys = trustedKeys(options.keys ?? join(folder, `${LOG_KEY}.pub`));
    const quorum = witnessesAsked(options.witnesses, keys);
    const unseen = unseenAllowed(options.unseen);
    const { kept, seen, failures } = trusted(ledger?.note, notes, keys, quorum);
    if (ledger === undefined) return withoutLedger(kept, [...unreadable, ...failures]);
    const report = await verifyStore({ store, ledger, kept, ...(onProgress === undefined ? {} : { onProgress }) });
    const { origin, size } = ledger.checkpoint;
    const witnessed = seen?.origin === origin ? seen.size : 0;
    const all = [...failures, ...report.failures];
    if (seen !== undefined && size - witnessed > unseen)
      all.push({ what: 'checkpoint', from: witnessed, to: size, why: 'no witness saw these entries' });
    return { ...report, ok: all.length === 0, failures: all, ...(quorum > 0 ? { witnessed } : {}) };
  } finally {
    ledger?.close();
    await store.close();
  }
}

/** A note that cannot be read is a finding like any other: somebody wrote it there. */
function openLedger(folder: string): { readonly ledger?: LedgerReader | undefined; readonly unreadable: readonly Failure[] } {
  try {
    return { ledger: LedgerReader.open(folder), unreadable: [] };
  } catch (failure) {
    if (!(failure instanceof MalformedNote)) throw failure;
    return { unreadable: [{ what: 'checkpoint', why: failure.message }] };
  }
}

/** Of a ledger whose checkpoint is gone or cannot be read, there is only what others kept of it. */
function withoutLedger(kept: readonly Checkpoint[], failures: readonly Failure[]): WitnessedReport {
  const furthest = Math.max(0, ...kept.map(({ size }) => size));
  const why = 'the ledger has no checkpoint any more';
  const gone: Failure = furthest > 0 ? { what: 'rolled-back', from: 0, to: furthest, why } : { what: 'checkpoint', why };
  return { events: 0, ok: false, treeSize: 0, failures: failures.length > 0 ? failures : [gone] };
}

interface Notes {
  readonly latest: string | undefined;
  readonly cosigned: string | undefined;
  readonly against: readonly string[];
}

/**
 * What is believed of the checkpoints: that of the ledger by its key, that of the witnesses by theirs, and those that were kept. The ledger's
 * own copies are among these: who takes back its checkpoints must not have forgotten one. `seen`: the one that as many witnesses signed as
 * were asked for.
 */
function trusted(own: string | undefined, { latest, cosigned, against }: Notes, keys: readonly VerifierKey[], quorum: number) {
  const kept: Checkpoint[] = [];
  const failures: Failure[] = [];
  const open = (note: string, quorum: number): Checkpoint[] => {
    try {
      return [openCheckpoint(note, keys, quorum)];
    } catch (failure) {
      if (!(failure instanceof MalformedNote || failure instanceof UntrustedCheckpoint)) throw failure;
      failures.push({ what: 'checkpoint', why: failure.message });
      return [];
    }
  };
  if (own !== undefined) open(own, 0);
  let seen: Checkpoint | undefined;
  if (latest !== undefined && latest !== own) kept.push(...open(latest, 0));
  if (cosigned !== undefined) {
    const copy = open(cosigned, 0);
    kept.push(...copy);
    if (quorum > 0 && copy.length > 0) [seen] = open(cosigned, quorum);
  } else if (quorum > 0) failures.push({ what: 'checkpoint', why: 'no witness signed a checkpoint of this ledger' });
  for (const note of against) kept.push(...open(note, 0));
  return { kept, seen, failures };
}
