// SPDX-License-Identifier: EUPL-1.2
import { LedgerMismatch } from '../log/ledger-log.ts';
import type { LedgerReader } from '../log/ledger-reader.ts';
import type { PlacedEvent } from '../log/places.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import { parseCheckpoint } from '../notes/checkpoint.ts';
import { parseNote } from '../notes/signed-note.ts';
import { headOf, hashOfHead } from '../tree/entry.ts';
import type { LedgerEvent } from '../tree/entry.ts';
import { same } from '../tree/proofs.ts';
import { FORMAT } from './evidence-file.ts';
import type { EvidenceEntry, EvidenceHeader, EvidenceTail } from './evidence-file.ts';

export interface ExportedStore extends SequencedStore {
  readStream(stream: string): AsyncIterable<PlacedEvent>;
}

export interface ExportOptions {
  readonly store: ExportedStore;
  readonly ledger: LedgerReader;
  readonly stream: string;
  /** Whether to show as well that the stream has no other entries. Names every later entry of other streams, without what it says. */
  readonly complete?: boolean;
  /** A checkpoint that the receiver kept: the file then shows that history went on from there. */
  readonly since?: string;
}

/**
 * The lines of an evidence file. Entries that no checkpoint covers yet are left out.
 * @throws LedgerMismatch when an event is not what the ledger has of it: what does not verify is not handed out.
 */
export async function* exportEvidence({ store, ledger, stream, complete = false, since }: ExportOptions): AsyncGenerator<string> {
  const entries: { readonly index: number; readonly event: PlacedEvent }[] = [];
  for await (const event of store.readStream(stream)) {
    const index = ledger.indexOf(event.position);
    if (index === undefined) break;
    mustBeInLedger(event, index, ledger);
    if (event.revision !== entries.length)
      throw new LedgerMismatch(`Revision ${String(entries.length)} of ${stream} is not in the store. Look with: rvt verify --all`);
    entries.push({ index, event });
  }
  const before = (entries.at(-1)?.index ?? -1) + 1;
  const tail = complete ? ledger.size - before : 0;
  const header: EvidenceHeader = {
    format: FORMAT,
    kind: complete ? 'complete' : 'inclusion',
    stream,
    entries: entries.length,
    checkpoint: ledger.note,
    ...(complete ? { edge: ledger.edge(before).map(base64), tail } : {}),
    ...(since === undefined
      ? {}
      : { since: { checkpoint: since, proof: ledger.consistency(parseCheckpoint(parseNote(since)).size).map(base64) } }),
  };
  yield JSON.stringify(header);
  for (const { index, event } of entries) yield JSON.stringify(entryLine(index, event, ledger.inclusion(index)));
  if (!complete) return;
  let next = before;
  for await (const event of eventsFrom(store, ledger, before)) {
    mustBeInLedger(event, next, ledger);
    next += 1;
    yield JSON.stringify(tailLine(event));
  }
  if (next < ledger.size) throw new LedgerMismatch(`Entry ${String(next)} is not in the store. Look with: rvt verify --all`);
}

async function* eventsFrom(store: SequencedStore, ledger: LedgerReader, first: number): AsyncGenerator<PlacedEvent> {
  let index = first;
  for (let after = first === 0 ? null : (ledger.place(first - 1)?.position ?? null); index < ledger.size;) {
    const page = await store.readAll({ after, limit: 500 });
    const covered = page.events.slice(0, ledger.size - index);
    yield* covered;
    index += covered.length;
    after = page.lastPosition;
    if (page.atHead) return;
  }
}

function mustBeInLedger(event: LedgerEvent, index: number, ledger: LedgerReader): void {
  if (same(hashOfHead(headOf(event)), ledger.leaf(index))) return;
  throw new LedgerMismatch(
    `Entry ${String(index)} (${event.stream}, revision ${String(event.revision)}) is not what the ledger has of it. Look with: rvt verify --all`,
  );
}

function entryLine(index: number, { stream, revision, id, type, data, metadata }: LedgerEvent, proof: readonly Buffer[]): EvidenceEntry {
  return { index, stream, revision, id, type, data: base64(data), metadata: base64(metadata), proof: proof.map(base64) };
}

function tailLine(event: LedgerEvent): EvidenceTail {
  const { stream, revision, id, type, dataHash, metadataHash } = headOf(event);
  return { stream, revision, id, type, dataHash: base64(dataHash), metadataHash: base64(metadataHash) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
