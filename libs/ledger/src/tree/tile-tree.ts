// SPDX-License-Identifier: EUPL-1.2
import { HASH_BYTES, emptyRoot, hashInto, nodeHash, subtreeRoot } from './hashing.ts';

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
  width: number;
  hashes: Buffer;
}

/**
 * A Merkle tree that only grows, of which no more is kept than the last tile of each level: 8 kB per 256-fold. Full tiles are given away.
 * A leaf costs one hash for itself and, spread over the tile, one for its node.
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
      const hashes = Buffer.alloc(TILE_WIDTH * HASH_BYTES);
      if (width > 0) hashes.set(partial(level, index, width).subarray(0, width * HASH_BYTES));
      tree.#levels.push({ index, width, hashes });
    }
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    const level = this.#level(0);
    level.hashes.set(leaf, level.width * HASH_BYTES);
    this.#grown(0, level);
    this.#size += 1;
  }

  /** `prefixed` is 0x00 and the entry: hashed straight into its place. For many leaves at once. */
  appendPrefixed(prefixed: Uint8Array): void {
    const level = this.#level(0);
    hashInto(level.hashes, level.width * HASH_BYTES, prefixed);
    this.#grown(0, level);
    this.#size += 1;
  }

  /** What stands in tiles that are not full. */
  partial(): readonly Tile[] {
    return this.#levels.flatMap(({ index, width, hashes }, level) =>
      width === 0 ? [] : [{ level, index, width, hashes: Buffer.from(hashes.subarray(0, width * HASH_BYTES)) }],
    );
  }

  root(): Buffer {
    let root: Buffer | undefined;
    for (const { width, hashes } of this.#levels)
      for (const [from, count] of powersFromTheRight(width)) {
        const left = subtreeRoot(hashes, from, count);
        root = root === undefined ? left : nodeHash(left, root);
      }
    return root ?? emptyRoot();
  }

  #level(number: number): Level {
    return (this.#levels[number] ??= { index: 0, width: 0, hashes: Buffer.alloc(TILE_WIDTH * HASH_BYTES) });
  }

  #grown(number: number, level: Level): void {
    level.width += 1;
    if (level.width < TILE_WIDTH) return;
    const { index, hashes } = level;
    this.#onFull({ level: number, index, width: TILE_WIDTH, hashes: Buffer.from(hashes) });
    const above = this.#level(number + 1);
    above.hashes.set(subtreeRoot(hashes, 0, TILE_WIDTH), above.width * HASH_BYTES);
    level.index += 1;
    level.width = 0;
    this.#grown(number + 1, above);
  }
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
