// SPDX-License-Identifier: EUPL-1.2
import { HASH_BYTES, emptyRoot, nodeHash } from './hashing.ts';

/** Root of the complete subtree of 2^level leaves that starts at leaf index × 2^level. */
export type NodeReader = (level: number, index: number) => Buffer;

/** A proof cannot be made or does not have the right shape. */
export class ProofError extends Error {
  readonly code = 'PROOF';
  constructor(message: string) {
    super(message);
    this.name = 'ProofError';
  }
}

/** Root of the leaves from `start` to just before `end`, in O(log n) nodes where the range is a subtree of a tree. */
export function rangeRoot(node: NodeReader, start: number, end: number): Buffer {
  if (end <= start) return emptyRoot();
  const count = end - start;
  const level = Math.log2(count);
  if (Number.isInteger(level) && start % count === 0) return node(level, start / count);
  const split = start + largestPowerBelow(count);
  return nodeHash(rangeRoot(node, start, split), rangeRoot(node, split, end));
}

/** Hashes that lead from leaf `index` to the root of a tree of `size`, lowest first. Source: RFC 9162, 2.1.3.1. */
export function inclusionProof(node: NodeReader, index: number, size: number): Buffer[] {
  if (index < 0 || index >= size) throw new ProofError(`A tree of ${String(size)} has no entry ${String(index)}`);
  return path(node, index, 0, size);
}

/** Hashes that show the first `from` leaves of a tree of `size` to be the whole of an earlier one. Source: RFC 9162, 2.1.4.1. */
export function consistencyProof(node: NodeReader, from: number, size: number): Buffer[] {
  if (from < 0 || from > size) throw new ProofError(`A tree of ${String(size)} has never been one of ${String(from)} before`);
  return from === 0 || from === size ? [] : subproof(node, from, 0, size, true);
}

function path(node: NodeReader, index: number, start: number, end: number): Buffer[] {
  if (end - start === 1) return [];
  const split = start + largestPowerBelow(end - start);
  return index < split
    ? [...path(node, index, start, split), rangeRoot(node, split, end)]
    : [...path(node, index, split, end), rangeRoot(node, start, split)];
}

function subproof(node: NodeReader, from: number, start: number, end: number, whole: boolean): Buffer[] {
  if (from === end) return whole ? [] : [rangeRoot(node, start, end)];
  const split = start + largestPowerBelow(end - start);
  return from <= split
    ? [...subproof(node, from, start, split, whole), rangeRoot(node, split, end)]
    : [...subproof(node, from, split, end, false), rangeRoot(node, start, split)];
}

/** The root that a proof leads to, `undefined` when its length or that of a hash in it cannot be right, or its place is none. Source: RFC 9162, 2.1.3.2. */
export function rootFromInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[]): Buffer | undefined {
  // Of a place between two entries the halves below would end at one of them all the same.
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  if (!proof.every(isHash)) return undefined;
  let [at, last] = [index, size - 1];
  let hash: Buffer = Buffer.from(leaf);
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether `later` holds all of `earlier`, unchanged and in the same place. Source: RFC 9162, 2.1.4.2. */
export function isConsistent(earlier: TreeHead, later: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (![earlier.size, later.size].every((size) => Number.isSafeInteger(size) && size >= 0) || !proof.every(isHash)) return false;
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && same(earlier.root, later.root);
  if (earlier.size === 0) return proof.length === 0 && same(earlier.root, emptyRoot());
  const hashes = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  const [first, ...rest] = hashes;
  if (first === undefined) return false;
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [old, whole]: [Buffer, Buffer] = [Buffer.from(first), Buffer.from(first)];
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, whole] = [nodeHash(hash, old), nodeHash(hash, whole)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      whole = nodeHash(whole, hash);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(old, earlier.root) && same(whole, later.root);
}

/** Roots of the complete subtrees that together make the first `size` leaves, largest and leftmost first. */
export function edgeOf(node: NodeReader, size: number): Buffer[] {
  return edgeRanges(size).map(([start, count]) => node(Math.log2(count), start / count));
}

/** A tree whose first leaves are given by their edge and whose others come one by one; keeps no more than an edge. */
export class GrowingRoot {
  readonly #stack: { readonly count: number; readonly hash: Buffer }[];

  private constructor(stack: { readonly count: number; readonly hash: Buffer }[]) {
    this.#stack = stack;
  }

  /** `undefined` for an edge that is not of so many leaves. */
  static from(edge: readonly Uint8Array[], size: number): GrowingRoot | undefined {
    const ranges = edgeRanges(size);
    if (edge.length !== ranges.length || !edge.every(isHash)) return undefined;
    return new GrowingRoot(ranges.map(([, count], index) => ({ count, hash: Buffer.from(edge[index] ?? []) })));
  }

  push(leaf: Uint8Array): void {
    let right: { readonly count: number; readonly hash: Buffer } = { count: 1, hash: Buffer.from(leaf) };
    for (let left = this.#stack.at(-1); left?.count === right.count; left = this.#stack.at(-1)) {
      this.#stack.pop();
      right = { count: 2 * right.count, hash: nodeHash(left.hash, right.hash) };
    }
    this.#stack.push(right);
  }

  root(): Buffer {
    const root = this.#stack.reduceRight<Buffer | undefined>(
      (right, { hash }) => (right === undefined ? hash : nodeHash(hash, right)),
      undefined,
    );
    return root ?? emptyRoot();
  }
}

function edgeRanges(size: number): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (let start = 0, left = size; left > 0;) {
    const count = isPowerOfTwo(left) ? left : largestPowerBelow(left);
    ranges.push([start, count]);
    start += count;
    left -= count;
  }
  return ranges;
}

/** The largest power of two smaller than `count`, which is 2 or more. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function isHash({ length }: Uint8Array): boolean {
  return length === HASH_BYTES;
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
