// SPDX-License-Identifier: EUPL-1.2
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;
// The tag length is fixed: left open, a forger could offer a short one.
const WHOLE_TAG = { authTagLength: TAG_BYTES };
export const KEY_BYTES = 32;

/** The envelope was changed, belongs to another place or was sealed with another key. Names no content. */
export class TamperedEnvelope extends Error {
  readonly code = 'TAMPERED_ENVELOPE';
  constructor(options?: { cause?: unknown }) {
    super('The envelope does not open: it was changed, moved, or sealed with another key', options);
    this.name = 'TamperedEnvelope';
  }
}

/** A key as AES takes it fastest: raw bytes cost four times as much per call. */
export function newKey(): KeyObject {
  return createSecretKey(randomBytes(KEY_BYTES));
}

/**
 * Version byte, 12 random bytes, ciphertext, 16 bytes tag. `aad` is what the envelope is bound to.
 * A random nonce is safe for 2^32 envelopes under one key; ours cover one person in one file.
 */
export function sealBytes(key: KeyObject, aad: string, content: Uint8Array): Buffer {
  const nonce = newNonce();
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(bound(aad));
  const envelope = Buffer.allocUnsafe(HEAD_BYTES + content.byteLength + TAG_BYTES);
  envelope[0] = VERSION;
  envelope.set(nonce, 1);
  // In this mode the ciphertext is as long as the content, and all of it is there before the end.
  envelope.set(cipher.update(content), HEAD_BYTES);
  cipher.final();
  envelope.set(cipher.getAuthTag(), HEAD_BYTES + content.byteLength);
  return envelope;
}

/** `place` is what `aad` begins with, apart: many envelopes of one place cost its bytes once. @throws TamperedEnvelope */
export function openBytes(key: KeyObject, aad: string, envelope: Buffer, place = ''): Buffer {
  if (envelope.length < HEAD_BYTES + TAG_BYTES || envelope[0] !== VERSION) throw new TamperedEnvelope();
  const end = envelope.length - TAG_BYTES;
  const nonce = envelope.buffer === desk.buffer ? nonceOnDesk : envelope.subarray(1, HEAD_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, WHOLE_TAG).setAAD(bound(aad, place));
  decipher.setAuthTag(envelope.subarray(end));
  const content = decipher.update(envelope.subarray(HEAD_BYTES, end));
  try {
    decipher.final();
  } catch (cause) {
    throw new TamperedEnvelope({ cause });
  }
  return content;
}

/** The same as text: base64url without padding, which needs no escape in JSON, in a URL or in a file name. */
export function sealText(key: KeyObject, aad: string, plaintext: string): string {
  // UTF-8 cannot carry half a surrogate pair: it would come back as something else than was recorded.
  if (!isWellFormed(plaintext)) throw new RangeError('Text with half a surrogate pair cannot be kept as it is');
  return sealBytes(key, aad, Buffer.from(plaintext, 'utf8')).toString('base64url');
}

/** @throws TamperedEnvelope, also for text that decodes to the same bytes but is written otherwise. */
export function openText(key: KeyObject, aad: string, envelope: string, place = ''): string {
  const bytes = decoded(envelope);
  if (!isCanonical(envelope, bytes.length)) throw new TamperedEnvelope();
  return openBytes(key, aad, bytes, place).toString('utf8');
}

/**
 * Where envelopes and what binds them are laid out while one is opened: a buffer made for each was a tenth of the cost of opening it.
 * Sealed bytes only, never content; and nothing that is called in between opens another.
 */
const desk = Buffer.allocUnsafeSlow(16 * 1024);
const nonceOnDesk = desk.subarray(1, HEAD_BYTES);
const bindingDesk = Buffer.allocUnsafeSlow(1024);

function decoded(envelope: string): Buffer {
  if (envelope.length > desk.length) return Buffer.from(envelope, 'base64url');
  return desk.subarray(0, desk.write(envelope, 'base64url'));
}

/** Signs whose last bits, 4 or 2 of them, are zero: the only ones that may end a text of two or three signs more than a whole group. */
const LAST_OF_TWO = 'AQgw';
const LAST_OF_THREE = 'AEIMQUYcgkosw048';

/** Is this the one spelling of so many bytes? Decoding skips what is no sign, so a text with anything else in it is too long for its bytes. */
function isCanonical(text: string, bytes: number): boolean {
  const rest = text.length % 4;
  if (rest === 1 || Math.floor((text.length * 3) / 4) !== bytes || text.includes('+') || text.includes('/')) return false;
  return rest === 0 || (rest === 2 ? LAST_OF_TWO : LAST_OF_THREE).includes(text.charAt(text.length - 1));
}

/** `String.prototype.isWellFormed`, which the engine has and the language level of this workspace does not know yet. */
const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();

let nonces = Buffer.alloc(0);

/** Random bytes fetched a thousand nonces at a time: one by one they were a fifth of the cost. None is given out twice. */
function newNonce(): Buffer {
  if (nonces.length < NONCE_BYTES) nonces = randomBytes(1_000 * NONCE_BYTES);
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

const BINDING = `${String(VERSION)}\0`;
bindingDesk.write(BINDING);
/** The place that is laid out on the desk, and where it ends. */
let laidOut = '';
let endOfPlace = BINDING.length;

function bound(aad: string, place = ''): Buffer {
  // A sign takes at most three bytes.
  if (BINDING.length + (place.length + aad.length) * 3 > bindingDesk.length) return Buffer.from(BINDING + place + aad, 'utf8');
  if (place !== laidOut) {
    endOfPlace = BINDING.length + bindingDesk.write(place, BINDING.length);
    laidOut = place;
  }
  return bindingDesk.subarray(0, endOfPlace + bindingDesk.write(aad, endOfPlace));
}
