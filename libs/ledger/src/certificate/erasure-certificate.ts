// SPDX-License-Identifier: EUPL-1.2
import type { LedgerReader } from '../log/ledger-reader.ts';
import { signerKey } from '../notes/keys.ts';
import type { SignerKey } from '../notes/keys.ts';
import { formatNote } from '../notes/signed-note.ts';
import { hashOfEvent } from '../tree/entry.ts';
import type { LedgerEvent } from '../tree/entry.ts';
import { same } from '../tree/proofs.ts';
import { LedgerMismatch } from '../log/ledger-log.ts';

/** First line of a certificate: names its format and keeps it from being taken for anything else that is signed. */
export const CERTIFICATE_FORMAT = 'gezinslijn-erasure-certificate/1';

/**
 * That a controller destroyed what it held about a person in a case, or what one part of the file says about him. Ids only, no content.
 * The format is described in docs/audit/specification.md, "Certificate of erasure".
 */
export interface ErasureCertificate {
  readonly caseId: string;
  /** Id of the organisation. */
  readonly controller: string;
  readonly personId: string;
  readonly part?: string;
  readonly decision: {
    /** Id of the event. */
    readonly entryId: string;
    readonly recordedAt: string;
    readonly ground: string;
    readonly order?: string;
  };
  /** When its wraps of the keys went (UTC). */
  readonly destroyedAt: string;
  /** Last day on which a copy of the keys may exist that was made before; absent when none is known of. */
  readonly copiesLapseOn?: string;
  readonly issuedAt: string;
  /** A signed note: the ledger that the decision stands in. */
  readonly checkpoint: string;
  /** For an inspector: what tells of other people and of how much there is. */
  readonly keys?: {
    /** The how-manieth destruction in the key file it was. */
    readonly generation: number;
    /** Each key that went for this controller; `lost`: no controller holds it any more, so what it sealed is erased in every copy. */
    readonly names: readonly { readonly name: string; readonly lost: boolean }[];
  };
  /** For an inspector: the decision itself, and that it stands in the ledger. */
  readonly entry?: CertifiedEntry;
}

/** An entry of the ledger as it was appended, and its proof. Bytes in base64. */
export interface CertifiedEntry {
  readonly index: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly proof: readonly string[];
}

/** The key of the ledger that a checkpoint is of: certificates of another installation are not taken for its own. `seed`: 32 bytes. */
export function certificateKey(origin: string, seed: Buffer): SignerKey {
  return signerKey('certificate', certificateKeyName(origin), seed);
}

export const certificateKeyName = (origin: string): string => `${origin}/erasure`;

/** An event as it stands in a ledger. @throws LedgerMismatch when the ledger has something else in its place. */
export function coveringEntry(event: LedgerEvent, index: number, ledger: LedgerReader): CertifiedEntry {
  if (!same(hashOfEvent(event), ledger.leaf(index)))
    throw new LedgerMismatch(`Entry ${String(index)} is not what the ledger has of it. Look with: rvt verify --all`);
  const { stream, revision, id, type, data, metadata } = event;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    index,
    stream,
    revision,
    id,
    type,
    data: base64(data),
    metadata: base64(metadata),
    proof: ledger.inclusion(index).map(base64),
  };
}

/** A signed note: the format, the certificate as canonical JSON on one line, and the signature. */
export function signErasureCertificate(certificate: ErasureCertificate, key: SignerKey): string {
  const text = `${CERTIFICATE_FORMAT}\n${canonical(certificate)}\n`;
  return formatNote({ text, signatures: [{ name: key.name, keyId: key.keyId, signature: key.sign(Buffer.from(text)) }] });
}

/** JSON without spaces, the names of each object in order: the one spelling of this content (RFC 8785, for texts and whole numbers). */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
