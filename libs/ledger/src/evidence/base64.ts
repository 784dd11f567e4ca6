// SPDX-License-Identifier: EUPL-1.2
import { HASH_BYTES } from '../tree/hashing.ts';

/** Bytes of base64 in its one canonical spelling. @throws SyntaxError, also for what is no text: a file says what it likes */
export function bytesOf(text: unknown): Buffer {
  if (typeof text !== 'string') throw new SyntaxError('no base64');
  const decoded = Buffer.from(text, 'base64');
  if (decoded.toString('base64') !== text) throw new SyntaxError('no base64');
  return decoded;
}

/** A hash in base64: of another length it is none, and must not be hashed as if it were. @throws SyntaxError */
export function hashOf(text: unknown): Buffer {
  const decoded = bytesOf(text);
  if (decoded.length !== HASH_BYTES) throw new SyntaxError('no hash');
  return decoded;
}
