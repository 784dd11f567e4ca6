// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashOfHead } from '../src/tree/entry.ts';
import { leafHash, nodeHash } from '../src/tree/hashing.ts';
import { GrowingRoot, consistencyProof, edgeOf, inclusionProof, isConsistent, rangeRoot, rootFromInclusion } from '../src/tree/proofs.ts';
import type { NodeReader } from '../src/tree/proofs.ts';
import { TileTree, partialTiles, rootOf } from '../src/tree/tile-tree.ts';
import type { Tile } from '../src/tree/tile-tree.ts';

/** The definition of RFC 9162, 2.1.1, as it stands there. */
function mth(leaves: readonly Buffer[]): Buffer {
  const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return leaves[0] as Buffer;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha(Buffer.of(1), mth(leaves.slice(0, split)), mth(leaves.slice(split)));
}

const leaves = Array.from({ length: 70 }, (_, index) => leafHash(Buffer.from(`leaf ${String(index)}`)));
const nodes =
  (of: readonly Buffer[]): NodeReader =>
  (level, index) =>
    mth(of.slice(index * 2 ** level, (index + 1) * 2 ** level));
const flipped = (hash: Buffer) => Buffer.concat([Buffer.of((hash[0] as number) ^ 1), hash.subarray(1)]);

describe('the tree', () => {
  it('gives the roots that other implementations of RFC 6962 give for their reference leaves', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const hashes = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(rootOf(hashes).toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
    expect(rootOf([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(rootOf(hashes.slice(0, 1)).toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  it('gives the root of the definition at every size, also over several levels of tiles', () => {
    for (let size = 0; size <= leaves.length; size += 1) expect(rootOf(leaves.slice(0, size))).toEqual(mth(leaves.slice(0, size)));
    const many = Array.from({ length: 70_000 }, (_, index) => leaves[index % 69] as Buffer);
    for (const size of [255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000])
      expect(rootOf(many.slice(0, size))).toEqual(mth(many.slice(0, size)));
  });

  it('has the tiles that the C2SP text gives as its example', () => {
    const full: Tile[] = [];
    const tree = new TileTree((tile) => full.push(tile));
    for (let index = 0; index < 70_000; index += 1) tree.append(leaves[index % 70] as Buffer);
    expect(full.filter(({ level }) => level === 0)).toHaveLength(273);
    expect(full.filter(({ level }) => level === 1)).toHaveLength(1);
    expect(tree.partial().map(({ level, width }) => [level, width])).toEqual([
      [0, 112],
      [1, 17],
      [2, 1],
    ]);
    expect(partialTiles(256).map(({ width }) => width)).toEqual([0, 1]);
  });

  it('goes on from its unfinished tiles as if it had never stopped', () => {
    for (const at of [0, 1, 255, 256, 300, 513]) {
      const first = new TileTree();
      const all = Array.from({ length: 600 }, (_, index) => leaves[index % 67] as Buffer);
      for (const leaf of all.slice(0, at)) first.append(leaf);
      const partial = first.partial();
      const again = TileTree.restore(at, (level) => partial.find((tile) => tile.level === level)?.hashes as Buffer);
      for (const leaf of all.slice(at)) again.append(leaf);
      expect(again.root()).toEqual(mth(all));
    }
  });
});

describe('what is no hash', () => {
  const whole = { size: 70, root: mth(leaves) };

  it('is not hashed as if it were: not in a node, a proof, an edge or an entry', () => {
    const [leaf, proof] = [leaves[9] as Buffer, inclusionProof(nodes(leaves), 9, 70)];
    expect(rootFromInclusion(leaf, 9, 70, proof)).toEqual(whole.root);
    expect(rootFromInclusion(leaf, 9, 70, proof.with(1, Buffer.concat([proof[1] as Buffer, Buffer.alloc(2)])))).toBeUndefined();
    const consistency = consistencyProof(nodes(leaves), 33, 70);
    const earlier = { size: 33, root: mth(leaves.slice(0, 33)) };
    expect(isConsistent(earlier, whole, consistency)).toBe(true);
    const head = { stream: 's', revision: 0, id: 'i', type: 't', dataHash: leaf, metadataHash: leaf };
    for (const wrong of [leaf.subarray(1), Buffer.concat([leaf, Buffer.of(0)]), Buffer.alloc(0)]) {
      expect(() => nodeHash(wrong, leaf)).toThrow(RangeError);
      expect(() => nodeHash(leaf, wrong)).toThrow(RangeError);
      expect(() => hashOfHead({ ...head, dataHash: wrong })).toThrow(RangeError);
      expect(() => hashOfHead({ ...head, metadataHash: wrong })).toThrow(RangeError);
      expect(rootFromInclusion(leaf, 9, 70, proof.with(1, wrong))).toBeUndefined();
      expect(isConsistent(earlier, whole, consistency.with(1, wrong))).toBe(false);
      expect(GrowingRoot.from(edgeOf(nodes(leaves), 70).with(1, wrong), 70)).toBeUndefined();
    }
  });

  it('nor is what is no place, or no size', () => {
    const proof = inclusionProof(nodes(leaves), 9, 70);
    for (const index of [9.5, NaN, Infinity, -1, 70, 2 ** 53])
      expect(rootFromInclusion(leaves[9] as Buffer, index, 70, proof)).toBeUndefined();
    expect(rootFromInclusion(leaves[9] as Buffer, 9, 70.5, proof)).toBeUndefined();
    expect(isConsistent({ size: 0.5, root: whole.root }, whole, [])).toBe(false);
  });
});

describe('an inclusion proof', () => {
  it('leads every entry of every tree to its root, and nothing else', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      const root = mth(leaves.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(nodes(leaves), index, size);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        expect(rootFromInclusion(leaves[index] as Buffer, index, size, proof)).toEqual(root);
        expect(rootFromInclusion(flipped(leaves[index] as Buffer), index, size, proof)).not.toEqual(root);
        expect(rootFromInclusion(leaves[index] as Buffer, index, size, [...proof, root])).toBeUndefined();
        if (proof.length > 0) expect(rootFromInclusion(leaves[index] as Buffer, index, size, proof.slice(1))).not.toEqual(root);
        if (index + 1 < size) expect(rootFromInclusion(leaves[index] as Buffer, index + 1, size, proof)).not.toEqual(root);
        for (const [at, hash] of proof.entries())
          expect(rootFromInclusion(leaves[index] as Buffer, index, size, proof.with(at, flipped(hash)))).not.toEqual(root);
      }
    }
  });
});

describe('a consistency proof', () => {
  it('shows every tree to continue every earlier one, and no other', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      const later = { size, root: mth(leaves.slice(0, size)) };
      for (let from = 0; from <= size; from += 1) {
        const earlier = { size: from, root: mth(leaves.slice(0, from)) };
        const proof = consistencyProof(nodes(leaves), from, size);
        expect(isConsistent(earlier, later, proof)).toBe(true);
        expect(isConsistent({ ...earlier, root: flipped(earlier.root) }, later, proof)).toBe(false);
        if (from > 0) expect(isConsistent(earlier, { ...later, root: flipped(later.root) }, proof)).toBe(false);
        expect(isConsistent(earlier, later, [...proof, later.root])).toBe(false);
        for (const [at, hash] of proof.entries()) expect(isConsistent(earlier, later, proof.with(at, flipped(hash)))).toBe(false);
      }
    }
  });

  it('cannot be read backwards', () => {
    expect(isConsistent({ size: 2, root: mth(leaves.slice(0, 2)) }, { size: 1, root: mth(leaves.slice(0, 1)) }, [])).toBe(false);
  });
});

describe('an edge', () => {
  it('with the entries that follow gives the root, whatever its size', () => {
    for (let size = 0; size <= leaves.length; size += 1) {
      const growing = GrowingRoot.from(edgeOf(nodes(leaves), size), size);
      for (const leaf of leaves.slice(size)) growing?.push(leaf);
      expect(growing?.root()).toEqual(mth(leaves));
      expect(GrowingRoot.from([...edgeOf(nodes(leaves), size), leaves[0] as Buffer], size)).toBeUndefined();
      expect(rangeRoot(nodes(leaves), 0, size)).toEqual(mth(leaves.slice(0, size)));
    }
  });
});
