// SPDX-License-Identifier: EUPL-1.2
import { HASH_BYTES } from '../tree/hashing.ts';
import type { TreeHead } from '../tree/proofs.ts';
import type { SignerKey, VerifierKey } from './keys.ts';
import { MalformedNote, formatNote, formatSignature, parseNote } from './signed-note.ts';
import type { NoteSignature, SignedNote } from './signed-note.ts';

/** What a log says it is at a moment. Source: C2SP tlog-checkpoint. */
export interface Checkpoint extends TreeHead {
  /** Names the log, for good. */
  readonly origin: string;
  readonly root: Buffer;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${String(size)}\n${root.toString('base64')}\n`;
}

/** @throws MalformedNote. Lines after the third are let through: they are signed, and mean nothing to us. */
export function parseCheckpoint({ text }: SignedNote): Checkpoint {
  const [origin = '', size = '', hash = ''] = text.split('\n');
  const root = Buffer.from(hash, 'base64');
  if (
    origin === '' ||
    !/^(0|[1-9]\d{0,15})$/.test(size) ||
    root.length !== HASH_BYTES ||
    root.toString('base64') !== hash ||
    !Number.isSafeInteger(Number(size))
  )
    throw new MalformedNote('The note is no checkpoint');
  return { origin, size: Number(size), root };
}

export function signCheckpoint(checkpoint: Checkpoint, key: SignerKey): string {
  const text = checkpointText(checkpoint);
  return formatNote({ text, signatures: [{ name: key.name, keyId: key.keyId, signature: key.sign(Buffer.from(text)) }] });
}

const HEADER = 'cosignature/v1';

/** A witness's line under a checkpoint: that at `seconds` (POSIX) this was the largest it had seen. Source: C2SP tlog-cosignature. */
export function cosign(text: string, seconds: number, key: SignerKey): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return formatSignature({ name: key.name, keyId: key.keyId, signature: Buffer.concat([time, key.sign(cosigned(text, seconds))]) });
}

function cosigned(text: string, seconds: number | bigint): Buffer {
  return Buffer.from(`${HEADER}\ntime ${String(seconds)}\n${text}`);
}

/** `undefined`: no line of this key. `false`: one that is not right. */
export function signedBy({ text, signatures }: SignedNote, key: VerifierKey): boolean | undefined {
  const mine = signatures.filter(({ name, keyId }) => name === key.name && keyId.equals(key.keyId));
  return mine.length === 0 ? undefined : mine.every(({ signature }) => isRight(text, signature, key));
}

function isRight(text: string, signature: Buffer, key: VerifierKey): boolean {
  if (key.kind === 'log') return signature.length === 64 && key.verify(Buffer.from(text), signature);
  // A key for certificates says nothing about a ledger.
  if (key.kind !== 'witness') return false;
  if (signature.length !== 72) return false;
  return key.verify(cosigned(text, signature.readBigUInt64BE(0)), signature.subarray(8));
}

/** Adds lines under a note; what stands there already is not added twice. */
export function withSignatures(note: string, added: readonly NoteSignature[]): string {
  const { text, signatures } = parseNote(note);
  const fresh = added.filter(({ name, keyId }) => !signatures.some((one) => one.name === name && one.keyId.equals(keyId)));
  return formatNote({ text, signatures: [...signatures, ...fresh] });
}

/** A checkpoint that the keys one trusts do not vouch for. */
export class UntrustedCheckpoint extends Error {
  readonly code = 'UNTRUSTED_CHECKPOINT';
  constructor(message: string) {
    super(message);
    this.name = 'UntrustedCheckpoint';
  }
}

export interface TrustedCheckpoint extends Checkpoint {
  /** Names of the witnesses that saw it. */
  readonly witnesses: readonly string[];
}

/**
 * Reads a checkpoint that a log among `keys` signed, and at least `quorum` witnesses among them.
 * @throws MalformedNote, UntrustedCheckpoint
 */
export function openCheckpoint(note: string, keys: readonly VerifierKey[], quorum: number): TrustedCheckpoint {
  const signed = parseNote(note);
  const checkpoint = parseCheckpoint(signed);
  const found = keys.map((key) => ({ key, right: signedBy(signed, key) }));
  const wrong = found.find(({ right }) => right === false);
  if (wrong !== undefined) throw new UntrustedCheckpoint(`The signature of ${wrong.key.name} is not right`);
  const right = found.filter((one) => one.right === true).map(({ key }) => key);
  if (!right.some(({ kind, name }) => kind === 'log' && name === checkpoint.origin))
    throw new UntrustedCheckpoint('The log that is named in the checkpoint did not sign it with a key that is known');
  const witnesses = [...new Set(right.filter(({ kind }) => kind === 'witness').map(({ name }) => name))];
  if (witnesses.length < quorum)
    throw new UntrustedCheckpoint(`${String(witnesses.length)} of the ${String(quorum)} witnesses asked for signed the checkpoint`);
  return { ...checkpoint, witnesses };
}
