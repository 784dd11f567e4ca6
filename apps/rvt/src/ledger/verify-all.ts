// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_KEY, LedgerReader, MalformedNote, UntrustedCheckpoint, openCheckpoint, parseKeys, verifyStore } from '@gezinslijn/ledger';
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
  // Before the ledger itself: of one that grows meanwhile this would otherwise be the later of the two.
  const witnessed = LedgerReader.open(folder, 'cosigned');
  const cosigned = witnessed?.note;
  witnessed?.close();
  const ledger = LedgerReader.open(folder);
  if (ledger === undefined) throw new Misuse(`Er is nog geen grootboek in ${folder}.`);
  const store = await openEvents(options);
  try {
    const keys = parseKeys(readFileSync(options.keys ?? join(folder, `${LOG_KEY}.pub`), 'utf8'));
    const { kept, failures } = trusted(ledger, cosigned, keys, options);
    const report = await verifyStore({ store, ledger, kept, ...(onProgress === undefined ? {} : { onProgress }) });
    const all = [...failures, ...report.failures];
    return { ...report, ok: all.length === 0, failures: all };
  } finally {
    ledger.close();
    await store.close();
  }
}

/** What is believed of the checkpoints: that of the ledger by its key, that of the witnesses by theirs, and those that were kept. */
function trusted(
  ledger: LedgerReader,
  cosigned: string | undefined,
  keys: readonly VerifierKey[],
  { witnesses, against = [] }: VerifyAllOptions,
) {
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
  open(ledger.note, 0);
  const quorum = Number(witnesses ?? (keys.some(({ kind }) => kind === 'witness') ? 1 : 0));
  if (quorum > 0) {
    if (cosigned === undefined) failures.push({ what: 'checkpoint', why: 'no witness signed a checkpoint of this ledger' });
    else kept.push(...open(cosigned, quorum));
  }
  for (const file of against) kept.push(...open(readFileSync(file, 'utf8'), 0));
  return { kept, failures };
}
