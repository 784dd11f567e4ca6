// SPDX-License-Identifier: EUPL-1.2
import { HASH_BYTES, LEAF, digestText, sha256 } from './hashing.ts';

/** An event as the ledger sees it: what was appended, byte for byte, and where in its stream it stands. No position in any store. */
export interface LedgerEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What a leaf is made of: for the two bodies their SHA-256, so that a leaf can be shown without showing what was recorded. */
export interface EntryHead {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly dataHash: Uint8Array;
  readonly metadataHash: Uint8Array;
}

const FORMAT = 0x01;

export function headOf({ stream, revision, id, type, data, metadata }: LedgerEvent): EntryHead {
  return { stream, revision, id, type, dataHash: sha256(data), metadataHash: sha256(metadata) };
}

/**
 * The bytes of a leaf. Every variable field has its length before it, so that no two different events give the same bytes.
 * Layout: docs/audit/specification.md, "Entry".
 */
export function entryBytes(head: EntryHead): Buffer {
  return prefixed(head).subarray(1);
}

/** The entry with the byte before it that its hash begins with; the two hashes at the end are left open unless given. @throws RangeError */
function prefixed({
  stream,
  revision,
  id,
  type,
  dataHash,
  metadataHash,
}: Omit<EntryHead, 'dataHash' | 'metadataHash'> & Partial<EntryHead>): Buffer {
  // A file says what it likes: what is no revision must not be hashed as if it were one.
  if (!Number.isSafeInteger(revision) || revision < 0) throw new RangeError('A revision is a whole number from 0');
  for (const hash of [dataHash, metadataHash])
    if (hash !== undefined && hash.length !== HASH_BYTES) throw new RangeError('A hash has 32 bytes');
  const texts = [Buffer.byteLength(stream), Buffer.byteLength(id), Buffer.byteLength(type)] as const;
  const bytes = Buffer.allocUnsafe(2 + 8 + 3 * 4 + texts[0] + texts[1] + texts[2] + 2 * HASH_BYTES);
  bytes.writeUInt8(LEAF, 0);
  let at = bytes.writeUInt8(FORMAT, 1);
  at = writeText(bytes, at, stream, texts[0]);
  // Its 64 bits in two halves: a bigint costs more than the two.
  at = bytes.writeUInt32BE(Math.floor(revision / 2 ** 32), at);
  at = bytes.writeUInt32BE(revision % 2 ** 32, at);
  at = writeText(bytes, at, id, texts[1]);
  at = writeText(bytes, at, type, texts[2]);
  if (dataHash !== undefined) bytes.set(dataHash, at);
  if (metadataHash !== undefined) bytes.set(metadataHash, at + HASH_BYTES);
  return bytes;
}

export function hashOfHead(head: EntryHead): Buffer {
  return sha256(prefixed(head));
}

/** The same in one buffer: for every event that is appended. */
export function hashOfEvent(event: LedgerEvent): Buffer {
  return sha256(prefixedEntry(event));
}

/** What the leaf of this event is the hash of: 0x00 and the entry. */
export function prefixedEntry({ stream, revision, id, type, data, metadata }: LedgerEvent): Buffer {
  const bytes = prefixed({ stream, revision, id, type });
  bytes.write(digestText(data) + digestText(metadata), bytes.length - 2 * HASH_BYTES, 2 * HASH_BYTES, 'latin1');
  return bytes;
}

function writeText(bytes: Buffer, at: number, text: string, length: number): number {
  const start = bytes.writeUInt32BE(length, at);
  bytes.write(text, start, length, 'utf8');
  return start + length;
}
