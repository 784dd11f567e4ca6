// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  LOG_KEY,
  LedgerReader,
  MalformedNote,
  UntrustedCheckpoint,
  cosignedNote,
  openCheckpoint,
  parseKeys,
  verifyStore,
} from '@gezinslijn/ledger';
import type { Checkpoint, Failure, VerificationReport, VerifierKey } from '@gezinslijn/ledger';
import { Misuse } from '../misuse.ts';
import { ledgerFolder, openEvents } from './opened.ts';
import type { StoreOptions } from './opened.ts';
import { printReport } from './verify-file.ts';

export interface VerifyAllOptions extends StoreOptions {
  /** Keys from elsewhere; without them the ledger's own are believed, which a thief of its folder can replace. */
  readonly keys?: string;
  readonly witnesses?: string;
  readonly against?: readonly string[];
  readonly json?: boolean;
}

/** All events of a store against its ledger. Answers 0 when they are what was signed for, 1 when not. @throws Misuse */
export async function verifyAllCommand(options: VerifyAllOptions, onProgress: (done: number, of: number) => void): Promise<number> {
  return printReport(await verifyAll(options, onProgress), options);
}

export async function verifyAll(options: VerifyAllOptions, onProgress?: (done: number, of: number) => void): Promise<VerificationReport> {
  const folder = ledgerFolder(options);
  // Before the ledger itself: of one that grows meanwhile these would otherwise be the later ones.
  const notes = { cosigned: cosignedNote(folder), against: (options.against ?? []).map((file) => readFileSync(file, 'utf8')) };
  const { ledger, unreadable } = openLedger(folder);
  if (ledger === undefined && unreadable.length === 0 && notes.cosigned === undefined && notes.against.length === 0)
    throw new Misuse(`Er is nog geen grootboek in ${folder}.`);
  const store = await openEvents(options);
  try {
    const keys = parseKeys(readFileSync(options.keys ?? join(folder, `${LOG_KEY}.pub`), 'utf8'));
    const { kept, failures } = trusted(ledger?.note, notes, keys, options);
    if (ledger === undefined) return withoutLedger(kept, [...unreadable, ...failures]);
    const report = await verifyStore({ store, ledger, kept, ...(onProgress === undefined ? {} : { onProgress }) });
    const all = [...failures, ...report.failures];
    return { ...report, ok: all.length === 0, failures: all };
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
function withoutLedger(kept: readonly Checkpoint[], failures: readonly Failure[]): VerificationReport {
  const furthest = Math.max(0, ...kept.map(({ size }) => size));
  const why = 'the ledger has no checkpoint any more';
  const gone: Failure = furthest > 0 ? { what: 'rolled-back', from: 0, to: furthest, why } : { what: 'checkpoint', why };
  return { events: 0, ok: false, treeSize: 0, failures: failures.length > 0 ? failures : [gone] };
}

interface Notes {
  readonly cosigned: string | undefined;
  readonly against: readonly string[];
}

/** What is believed of the checkpoints: that of the ledger by its key, that of the witnesses by theirs, and those that were kept. */
function trusted(own: string | undefined, { cosigned, against }: Notes, keys: readonly VerifierKey[], { witnesses }: VerifyAllOptions) {
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
  const quorum = Number(witnesses ?? (keys.some(({ kind }) => kind === 'witness') ? 1 : 0));
  if (quorum > 0) {
    if (cosigned === undefined) failures.push({ what: 'checkpoint', why: 'no witness signed a checkpoint of this ledger' });
    else kept.push(...open(cosigned, quorum));
  }
  for (const note of against) kept.push(...open(note, 0));
  return { kept, failures };
}
