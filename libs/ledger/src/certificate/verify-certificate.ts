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
    if (failure instanceof MalformedNote || failure instanceof UntrustedCheckpoint)
      return { ok: false, proven: false, treeSize: 0, failures: [failure.message] };
    if (isMisshapen(failure)) return { ok: false, proven: false, treeSize: 0, failures: [NOT_OF_THE_FORM] };
    throw failure;
  }
}

const NOT_OF_THE_FORM = 'it is not of the form described';

/** What stands in a certificate may be anything at all: that it cannot be read is a finding, also when it was signed. */
function isMisshapen(failure: unknown): boolean {
  return failure instanceof SyntaxError || failure instanceof TypeError || failure instanceof RangeError;
}

/** @throws MalformedNote; SyntaxError, and RangeError for what is too deep to be read */
function contentOf({ text }: SignedNote): ErasureCertificate {
  const [format, line = '', ...rest] = text.split('\n');
  if (format !== CERTIFICATE_FORMAT || rest.length !== 1 || rest[0] !== '') throw new MalformedNote('it is no certificate of erasure');
  const content = JSON.parse(line) as unknown;
  if (canonical(content) !== line) throw new MalformedNote('it is not in its one canonical spelling');
  if (!isCertificate(content)) throw new MalformedNote(NOT_OF_THE_FORM);
  return content;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

function isEntry(entry: unknown): entry is CertifiedEntry {
  if (!isObject(entry) || !Array.isArray(entry['proof'])) return false;
  const { index, stream, revision, id, type, data, metadata, proof } = entry;
  return (
    [stream, id, type, data, metadata, ...(proof as readonly unknown[])].every(isText) && [index, revision].every(Number.isSafeInteger)
  );
}

/** All but the entry, which is looked at where it is proven. */
function isCertificate(content: unknown): content is ErasureCertificate {
  if (!isObject(content) || !isObject(content['decision'])) return false;
  const { caseId, controller, personId, destroyedAt, issuedAt, checkpoint, part, copiesLapseOn, decision, keys } = content;
  const { entryId, recordedAt, ground, order } = decision as Readonly<Record<string, unknown>>;
  return (
    [caseId, controller, personId, destroyedAt, issuedAt, checkpoint, entryId, recordedAt, ground].every(isText) &&
    [part, copiesLapseOn, order].every((value) => value === undefined || isText(value)) &&
    (keys === undefined || isKeys(keys))
  );
}

function isKeys(keys: unknown): boolean {
  if (!isObject(keys) || !Array.isArray(keys['names'])) return false;
  const names = keys['names'] as readonly unknown[];
  return (
    Number.isSafeInteger(keys['generation']) &&
    Number(keys['generation']) >= 0 &&
    names.every((one) => isObject(one) && isText(one['name']) && typeof one['lost'] === 'boolean')
  );
}

/** By one key that is known here, once: a certificate with two signatures says no more, and nothing may be added to it. */
function signed({ text, signatures }: SignedNote, keys: readonly VerifierKey[], { origin }: TrustedCheckpoint): boolean {
  const [signature] = signatures;
  if (signature === undefined || signatures.length !== 1) return false;
  const key = keys.find(({ kind, name, keyId }) => kind === 'certificate' && name === signature.name && keyId.equals(signature.keyId));
  return key?.name === certificateKeyName(origin) && key.verify(Buffer.from(text), signature.signature);
}

/** What of the decision in it does not lead to the root of the checkpoint, or says something else than the certificate. */
function notProven(entry: CertifiedEntry, certificate: ErasureCertificate, checkpoint: TrustedCheckpoint): readonly string[] {
  try {
    return leadsElsewhere(entry, certificate, checkpoint);
  } catch (failure) {
    if (!isMisshapen(failure)) throw failure;
    return ['the decision in it is not of the form described'];
  }
}

/** @throws SyntaxError, TypeError, RangeError for an entry that is not of the form described */
function leadsElsewhere(entry: CertifiedEntry, certificate: ErasureCertificate, { root, size }: TrustedCheckpoint): readonly string[] {
  if (!isEntry(entry)) throw new SyntaxError(NOT_OF_THE_FORM);
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
