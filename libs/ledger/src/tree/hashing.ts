// SPDX-License-Identifier: EUPL-1.2
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;
export const LEAF = 0x00;
const NODE = 0x01;

/**
 * SHA-256 of `bytes`, written at `at` of `target`. The digest comes as a string of 32 characters and is written from there: a Buffer per
 * digest costs three times the hash itself on Node 24.
 */
export function hashInto(target: Buffer, at: number, bytes: Uint8Array): void {
  target.write(hash('sha256', bytes, 'binary'), at, HASH_BYTES, 'latin1');
}

export function sha256(bytes: Uint8Array): Buffer {
  const digest = Buffer.allocUnsafe(HASH_BYTES);
  hashInto(digest, 0, bytes);
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

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** Pairs of hashes as they are hashed, the byte of a node before each: half of a tile. What a pair comes to is written into the pair above. */
const PAIR = 1 + 2 * HASH_BYTES;
const pairs = Buffer.alloc(128 * PAIR, NODE);
const views = Array.from({ length: 128 }, (_, index) => pairs.subarray(index * PAIR, (index + 1) * PAIR));

/** Root of a complete subtree whose `count` leaf or node hashes, a power of two and 256 at most, stand in `hashes` from hash `from`. */
export function subtreeRoot(hashes: Buffer, from: number, count: number): Buffer {
  if (count === 1) return Buffer.from(hashes.subarray(from * HASH_BYTES, (from + 1) * HASH_BYTES));
  for (let index = 0; index < count / 2; index += 1)
    hashes.copy(pairs, index * PAIR + 1, (from + 2 * index) * HASH_BYTES, (from + 2 * index + 2) * HASH_BYTES);
  for (let left = count / 2; left > 1; left /= 2)
    for (let index = 0; index < left; index += 1)
      hashInto(pairs, (index >> 1) * PAIR + 1 + (index & 1) * HASH_BYTES, views[index] as Buffer);
  return sha256(views[0] as Buffer);
}
