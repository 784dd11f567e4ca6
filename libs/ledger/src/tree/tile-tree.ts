// SPDX-License-Identifier: EUPL-1.2
import { digestText, digestTexts, emptyRoot, nodeHash, rootOfDigests } from './hashing.ts';

export const TILE_WIDTH = 256;

/** Hashes of one level, 256 wide at most: level 0 holds leaf hashes, each higher level the roots of full tiles below it. Source: C2SP tlog-tiles. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
  readonly hashes: Buffer;
}

interface Level {
  /** Number of the tile that is being filled. */
  index: number;
  /** What is in it, as texts: 256 at most. */
  digests: string[];
}

/**
 * A Merkle tree that only grows, of which no more is kept than the last tile of each level: some 16 kB per 256-fold. Full tiles are given
 * away. A leaf costs one hash for itself and, spread over the tile, one for its node.
 */
export class TileTree {
  readonly #levels: Level[] = [];
  readonly #onFull: (tile: Tile) => void;
  #size = 0;

  constructor(onFull: (tile: Tile) => void = () => undefined) {
    this.#onFull = onFull;
  }

  /** The tree as it was at `size`, from its unfinished tiles. */
  static restore(size: number, partial: (level: number, index: number, width: number) => Buffer, onFull?: (tile: Tile) => void): TileTree {
    const tree = new TileTree(onFull);
    tree.#size = size;
    for (const { level, index, width } of partialTiles(size)) {
      tree.#levels.push({ index, digests: width === 0 ? [] : digestTexts(partial(level, index, width), 0, width) });
    }
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    this.#add(Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).toString('latin1'));
  }

  /** `prefixed` is 0x00 and the entry. */
  appendPrefixed(prefixed: Uint8Array): void {
    this.#add(digestText(prefixed));
  }

  /** What stands in tiles that are not full. */
  partial(): readonly Tile[] {
    return this.#levels.flatMap(({ index, digests }, level) => (digests.length === 0 ? [] : [tileOf(level, index, digests)]));
  }

  root(): Buffer {
    let root: Buffer | undefined;
    for (const { digests } of this.#levels)
      for (const [from, count] of powersFromTheRight(digests.length)) {
        const left = Buffer.from(rootOfDigests(digests.slice(from, from + count)), 'latin1');
        root = root === undefined ? left : nodeHash(left, root);
      }
    return root ?? emptyRoot();
  }

  #add(digest: string): void {
    this.#grow(0, digest);
    this.#size += 1;
  }

  #grow(number: number, digest: string): void {
    const level = (this.#levels[number] ??= { index: 0, digests: [] });
    level.digests.push(digest);
    if (level.digests.length < TILE_WIDTH) return;
    const { index, digests } = level;
    level.index += 1;
    level.digests = [];
    this.#onFull(tileOf(number, index, digests));
    this.#grow(number + 1, rootOfDigests(digests));
  }
}

function tileOf(level: number, index: number, digests: readonly string[]): Tile {
  return { level, index, width: digests.length, hashes: Buffer.from(digests.join(''), 'latin1') };
}

/** The last tile of every level of a tree of this size; width 0 where the level ends with a full tile. */
export function partialTiles(size: number): readonly { readonly level: number; readonly index: number; readonly width: number }[] {
  const tiles = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH))
    tiles.push({ level, index: Math.floor(count / TILE_WIDTH), width: count % TILE_WIDTH });
  return tiles;
}

/** A width as powers of two, the smallest and rightmost first: [first, how many]. */
function powersFromTheRight(width: number): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  for (let left = width, power = 1; left > 0; power *= 2) {
    if (left % (power * 2) === 0) continue;
    left -= power;
    parts.push([left, power]);
  }
  return parts;
}

/** Root over entries already in memory. */
export function rootOf(leafHashes: Iterable<Uint8Array>): Buffer {
  const tree = new TileTree();
  for (const leaf of leafHashes) tree.append(leaf);
  return tree.root();
}
