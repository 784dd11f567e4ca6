// SPDX-License-Identifier: EUPL-1.2
import { UntrustedCheckpoint, openCheckpoint } from '../notes/checkpoint.ts';
import type { TrustedCheckpoint } from '../notes/checkpoint.ts';
import type { VerifierKey } from '../notes/keys.ts';
import { MalformedNote, parseNote } from '../notes/signed-note.ts';
import type { SignedNote } from '../notes/signed-note.ts';
import { bytesOf, hashOf } from '../evidence/base64.ts';
import { hashOfEvent } from '../tree/entry.ts';
import { rootFromInclusion, same } from '../tree/proofs.ts';
import { CERTIFICATE_FORMAT, canonical, certificateKeyName } from './erasure-certificate.ts';
import type { CertifiedEntry, ErasureCertificate } from './erasure-certificate.ts';

export interface CertificateOptions {
  /** Public keys that are trusted, from elsewhere than the certificate: for certificates, of the ledger, and of witnesses. */
  readonly keys: readonly VerifierKey[];
  /** Witnesses that must have signed the checkpoint. */
  readonly quorum: number;
}

export interface CertificateReport {
  readonly ok: boolean;
  /** Absent when it cannot be read. */
  readonly certificate?: ErasureCertificate;
  /** The decision itself is in it, and stands in the ledger. */
  readonly proven: boolean;
  readonly treeSize: number;
  readonly failures: readonly string[];
}

/** Checks a certificate of erasure by its text and the keys alone: no network, no store, no clock. */
export function verifyErasureCertificate(text: string, { keys, quorum }: CertificateOptions): CertificateReport {
  const failures: string[] = [];
  try {
    const note = parseNote(text);
    const certificate = contentOf(note);
    const checkpoint = openCheckpoint(certificate.checkpoint, keys, quorum);
    const { entry } = certificate;
    // What nobody vouches for is not looked into.
    if (!signed(note, keys, checkpoint)) failures.push('it is not signed by a key for certificates of this ledger that is trusted');
    else if (entry !== undefined) failures.push(...notProven(entry, certificate, checkpoint));
    return {
      ok: failures.length === 0,
      certificate,
      proven: entry !== undefined && failures.length === 0,
      treeSize: checkpoint.size,
      failures,
    };
  } catch (failure) {
    if (!(failure instanceof MalformedNote || failure instanceof UntrustedCheckpoint || failure instanceof SyntaxError)) throw failure;
    return { ok: false, proven: false, treeSize: 0, failures: [failure.message] };
  }
}

/** @throws SyntaxError */
function contentOf({ text }: SignedNote): ErasureCertificate {
  const [format, line = '', ...rest] = text.split('\n');
  if (format !== CERTIFICATE_FORMAT || rest.length !== 1 || rest[0] !== '') throw new SyntaxError('it is no certificate of erasure');
  const content = JSON.parse(line) as Partial<ErasureCertificate> | null;
  if (canonical(content) !== line) throw new SyntaxError('it is not in its one canonical spelling');
  if (typeof content?.checkpoint !== 'string' || typeof content.decision?.entryId !== 'string')
    throw new SyntaxError('it is no certificate of erasure');
  return content as ErasureCertificate;
}

/** By one key that is known here, once: a certificate with two signatures says no more, and nothing may be added to it. */
function signed({ text, signatures }: SignedNote, keys: readonly VerifierKey[], { origin }: TrustedCheckpoint): boolean {
  const [signature] = signatures;
  if (signature === undefined || signatures.length !== 1) return false;
  const key = keys.find(({ kind, name, keyId }) => kind === 'certificate' && name === signature.name && keyId.equals(signature.keyId));
  return key?.name === certificateKeyName(origin) && key.verify(Buffer.from(text), signature.signature);
}

/** What of the decision in it does not lead to the root of the checkpoint, or says something else than the certificate. @throws SyntaxError */
function notProven(entry: CertifiedEntry, certificate: ErasureCertificate, { root, size }: TrustedCheckpoint): readonly string[] {
  const { index, stream, revision, id, type, proof } = entry;
  const [data, metadata] = [bytesOf(entry.data), bytesOf(entry.metadata)];
  const leaf = hashOfEvent({ stream, revision, id, type, data, metadata });
  const leads = rootFromInclusion(leaf, index, size, proof.map(hashOf));
  if (leads === undefined || !same(leads, root)) return ['the decision does not lead to the root of the checkpoint'];
  const { open } = (JSON.parse(data.toString('utf8')) as { data: { open: Readonly<Record<string, unknown>> } }).data;
  const { actingOrganisation, recordedAt } = JSON.parse(metadata.toString('utf8')) as Readonly<Record<string, unknown>>;
  const { caseId, controller, personId, part, decision } = certificate;
  const tells =
    type === 'RetentionDecided' &&
    stream === `familyCase-${caseId}` &&
    id === decision.entryId &&
    actingOrganisation === controller &&
    recordedAt === decision.recordedAt &&
    open['personId'] === personId &&
    open['part'] === part &&
    open['ground'] === decision.ground &&
    open['order'] === decision.order;
  return tells ? [] : ['the decision in the ledger says something else than the certificate'];
}
