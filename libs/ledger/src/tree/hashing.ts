// SPDX-License-Identifier: EUPL-1.2
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;
export const LEAF = 0x00;
const NODE = 0x01;

/**
 * SHA-256 of `bytes` as a text of 32 characters, one per byte. A Buffer per digest costs three times the hash itself on Node 24, and
 * digests that belong together are then written at once: a write costs as much for one of them as for 256.
 */
export function digestText(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'binary');
}

export function sha256(bytes: Uint8Array): Buffer {
  const digest = Buffer.allocUnsafe(HASH_BYTES);
  digest.write(digestText(bytes), 0, HASH_BYTES, 'latin1');
  return digest;
}

/** Root of a tree without leaves: the hash of nothing. Source: RFC 9162, 2.1.1. */
export function emptyRoot(): Buffer {
  return sha256(new Uint8Array(0));
}

/** Leaf hashes and node hashes start differently, so that no leaf can pass for a node. Source: RFC 9162, 2.1.1. */
export function leafHash(entry: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(entry.length + 1);
  bytes[0] = LEAF;
  bytes.set(entry, 1);
  return sha256(bytes);
}

const pair = Buffer.alloc(1 + 2 * HASH_BYTES, NODE);

/** @throws RangeError for what is no hash: a shorter one would be filled up with bytes of the pair before. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('A hash has 32 bytes');
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** Room for half a tile of pairs as they are hashed: the byte of a node, then two digests. */
const PAIR = 1 + 2 * HASH_BYTES;
const PAIR_START = String.fromCharCode(NODE);
const pairs = Buffer.alloc(128 * PAIR);
const views = Array.from({ length: 128 }, (_, index) => pairs.subarray(index * PAIR, (index + 1) * PAIR));

/** Root of a complete subtree over these digests, a power of two and 256 at most. */
export function rootOfDigests(digests: readonly string[]): string {
  let level = digests;
  while (level.length > 1) {
    let text = '';
    for (let index = 0; index < level.length; index += 2) text += PAIR_START + (level[index] as string) + (level[index + 1] as string);
    pairs.write(text, 0, 'latin1');
    const above: string[] = [];
    for (let index = 0; index < level.length / 2; index += 1) above.push(digestText(views[index] as Buffer));
    level = above;
  }
  return level[0] as string;
}

/** The same over `count` hashes that stand one after the other in `hashes`, from hash `from`. */
export function subtreeRoot(hashes: Buffer, from: number, count: number): Buffer {
  if (count === 1) return Buffer.from(hashes.subarray(from * HASH_BYTES, (from + 1) * HASH_BYTES));
  return Buffer.from(rootOfDigests(digestTexts(hashes, from, count)), 'latin1');
}

/** Hashes that stand one after the other, each as a text. */
export function digestTexts(hashes: Buffer, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    hashes.toString('latin1', (from + index) * HASH_BYTES, (from + index + 1) * HASH_BYTES),
  );
}
