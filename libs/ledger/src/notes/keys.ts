// SPDX-License-Identifier: EUPL-1.2
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sha256 } from '../tree/hashing.ts';
import { MalformedNote } from './signed-note.ts';

/**
 * What a key signs: the checkpoints of a log itself, what a witness saw of another's, or certificates of erasure; the bytes before its public
 * key say which, so that a key of one kind can never pass for another. Source: C2SP signed-note, "Signature types"; what has no number there
 * is 0xff and a name of its own.
 */
const SIGNATURE_TYPES = {
  log: Buffer.from([0x01]),
  witness: Buffer.from([0x04]),
  certificate: Buffer.concat([Buffer.from([0xff]), Buffer.from('gezinslijn-erasure/1:')]),
} as const;
export type SignerKind = keyof typeof SIGNATURE_TYPES;

/** A public key with its name: what others are given to check with. */
export interface VerifierKey {
  readonly kind: SignerKind;
  readonly name: string;
  readonly keyId: Buffer;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Buffer;
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

export interface SignerKey extends VerifierKey {
  sign(message: Uint8Array): Buffer;
}

// What stands before the 32 bytes of an Ed25519 key in its DER form. Source: RFC 8410.
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function verifierKey(kind: SignerKind, name: string, publicKey: Buffer): VerifierKey {
  if (!/^[^\s+]+$/u.test(name)) throw new MalformedNote('A key name may hold no spaces and no plus');
  if (publicKey.length !== 32) throw new MalformedNote('An Ed25519 public key has 32 bytes');
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  const type = SIGNATURE_TYPES[kind];
  const keyId = sha256(Buffer.concat([Buffer.from(`${name}\n`), type, publicKey])).subarray(0, 4);
  return { kind, name, keyId, publicKey, verify: (message, signature) => verify(null, message, key, signature) };
}

/** `seed`: 32 bytes. */
export function signerKey(kind: SignerKind, name: string, seed: Buffer): SignerKey {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return { ...verifierKey(kind, name, publicBytes(createPublicKey(key))), sign: (message) => sign(null, message, key) };
}

export function newSeed(): Buffer {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
}

function publicBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}

/** `name+id+key`, the id in hexadecimal, the key in base64 with its type before it. Source: C2SP signed-note, "Verifier keys". */
export function formatVerifierKey({ kind, name, keyId, publicKey }: VerifierKey): string {
  return `${name}+${keyId.toString('hex')}+${Buffer.concat([SIGNATURE_TYPES[kind], publicKey]).toString('base64')}`;
}

/** @throws MalformedNote */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text.trim()) ?? [];
  if (name === undefined || encoded === undefined) throw new MalformedNote('This is no public key of the form name+id+key');
  const bytes = Buffer.from(encoded, 'base64');
  const { kind, rest } = kindOf(bytes);
  const key = verifierKey(kind, name, rest);
  if (key.keyId.toString('hex') !== id) throw new MalformedNote(`The id of the key ${name} is not that of its bytes`);
  return key;
}

export function formatSignerKey({ kind, name, keyId }: VerifierKey, seed: Buffer): string {
  return `PRIVATE+KEY+${name}+${keyId.toString('hex')}+${Buffer.concat([SIGNATURE_TYPES[kind], seed]).toString('base64')}`;
}

/** @throws MalformedNote; its message holds nothing of the key. */
export function parseSignerKey(text: string): SignerKey {
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text.trim()) ?? [];
  if (name === undefined || encoded === undefined) throw new MalformedNote('This is no private key of the form PRIVATE+KEY+name+id+key');
  const bytes = Buffer.from(encoded, 'base64');
  const { kind, rest } = kindOf(bytes);
  if (rest.length !== 32) throw new MalformedNote('The private key is cut off');
  const key = signerKey(kind, name, rest);
  if (key.keyId.toString('hex') !== id) throw new MalformedNote(`The id of the key ${name} is not that of its bytes`);
  return key;
}

function kindOf(bytes: Buffer): { readonly kind: SignerKind; readonly rest: Buffer } {
  for (const [kind, type] of Object.entries(SIGNATURE_TYPES))
    if (bytes.subarray(0, type.length).equals(type)) return { kind: kind as SignerKind, rest: bytes.subarray(type.length) };
  throw new MalformedNote('A key of a kind that is not known here');
}
