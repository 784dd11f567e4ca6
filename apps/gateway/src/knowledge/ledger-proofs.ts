// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseStream } from '@gezinslijn/family-case';
import type { CaseId, EntryId } from '@gezinslijn/family-case';
import { LOG_KEY, LedgerReader, UntrustedCheckpoint, hashOfEvent, openCheckpoint, parseKeys, rootFromInclusion } from '@gezinslijn/ledger';
import type { CaseReading } from '@gezinslijn/party-view';
import type { Platform } from '../platform/platform.ts';
import type { EntryProof, LedgerProofs } from './knowledge.types.ts';

/** More entries than any case holds. */
const ALL = { order: 'RECORDED', limit: 1_000_000 } as const;

/**
 * The entries of a case that this reading holds against the last checkpoint of the ledger: within an inspection those of its period, and not
 * that there are more. Nothing is proven by a checkpoint that the ledger's own key did not sign. `null` where there is no ledger on this machine.
 */
export async function ledgerProofs(
  { store, ledgerFolder }: Pick<Platform, 'store' | 'ledgerFolder'>,
  caseId: string,
  reading: CaseReading,
): Promise<LedgerProofs | null> {
  const ledger = ledgerFolder === undefined ? undefined : LedgerReader.open(ledgerFolder);
  if (ledgerFolder === undefined || ledger === undefined) return null;
  try {
    const signed = isSigned(ledger.note, join(ledgerFolder, `${LOG_KEY}.pub`));
    const covered = ledger.place(ledger.size - 1)?.position ?? -1n;
    const shown = new Set((await reading.page(ALL)).entries.map(({ id }) => id));
    const entries: EntryProof[] = [];
    for await (const event of store.readStream(caseStream(caseId as CaseId))) {
      if (!shown.has(event.id as EntryId)) continue;
      const index = ledger.indexOf(event.position);
      if (index === undefined) entries.push({ entryId: event.id, status: event.position > covered ? 'notYet' : 'broken', index: null });
      else entries.push({ entryId: event.id, status: signed && stands(ledger, index, hashOfEvent(event)) ? 'proven' : 'broken', index });
    }
    const { origin, size } = ledger.checkpoint;
    return { origin, treeSize: size, checkpoint: ledger.note, entries };
  } finally {
    ledger.close();
  }
}

function isSigned(note: string, keyFile: string): boolean {
  if (!existsSync(keyFile)) return false;
  try {
    openCheckpoint(note, parseKeys(readFileSync(keyFile, 'utf8')), 0);
    return true;
  } catch (failure) {
    if (failure instanceof UntrustedCheckpoint) return false;
    throw failure;
  }
}

/** The entry as it stands in the store leads to the root that was signed. */
function stands(ledger: LedgerReader, index: number, leaf: Buffer): boolean {
  return rootFromInclusion(leaf, index, ledger.size, ledger.inclusion(index))?.equals(ledger.checkpoint.root) === true;
}
