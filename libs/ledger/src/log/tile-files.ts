// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HASH_BYTES, subtreeRoot } from '../tree/hashing.ts';
import { TILE_WIDTH, partialTiles } from '../tree/tile-tree.ts';
import type { Tile } from '../tree/tile-tree.ts';
import { ProofError } from '../tree/proofs.ts';
import type { NodeReader } from '../tree/proofs.ts';
import { replaceFiles } from './durable-files.ts';

/** `tile/<level>/<index>`, the index in groups of three digits: `x001/x234/067`. Source: C2SP tlog-tiles. */
export function tilePath(level: number, index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return join('tile', String(level), ...groups.slice(0, -1).map((group) => `x${group}`), groups.at(-1) ?? '000');
}

function partialPath(level: number, index: number, width: number): string {
  return join(`${tilePath(level, index)}.p`, String(width));
}

/** File with the hash of an entry of a ledger of this size, or at a higher level that of the full tiles below it. */
export function tileFileOf(folder: string, level: number, entry: number, size: number): string {
  const [index, whole] = [Math.floor(entry / TILE_WIDTH ** (level + 1)), Math.floor(size / TILE_WIDTH ** level)];
  const width = Math.min(TILE_WIDTH, whole - index * TILE_WIDTH);
  return join(folder, width === TILE_WIDTH ? tilePath(level, index) : partialPath(level, index, width));
}

/** Full tiles never change. Of the others only the widest is kept: a narrower one is how it begins. */
export async function writeTiles(folder: string, tiles: readonly Tile[]): Promise<void> {
  await replaceFiles(tiles.map((tile) => ({ path: join(folder, pathOf(tile)), bytes: tile.hashes })));
}

function pathOf({ level, index, width }: Tile): string {
  return width === TILE_WIDTH ? tilePath(level, index) : partialPath(level, index, width);
}

/** Drops what a wider tile has made superfluous. */
export async function dropNarrower(folder: string, { level, index, width }: Tile): Promise<void> {
  const partials = join(folder, `${tilePath(level, index)}.p`);
  if (width === TILE_WIDTH) await rm(partials, { recursive: true, force: true });
  else for (const other of widthsIn(partials)) if (other < width) await rm(join(partials, String(other)), { force: true });
}

function widthsIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The first `width` hashes of a tile, from the full one or from the widest there is. @throws ProofError when they are not there. */
export function readTile(folder: string, level: number, index: number, width: number): Buffer {
  // Twice: a writer may put a wider tile in the place of the one that was seen.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const partials = join(folder, `${tilePath(level, index)}.p`);
    const wide = [
      join(folder, tilePath(level, index)),
      ...widthsIn(partials)
        .filter((other) => other >= width)
        .map((other) => join(partials, String(other))),
    ];
    for (const path of wide) {
      const hashes = readIfThere(path);
      if (hashes !== undefined && hashes.length >= width * HASH_BYTES) return hashes.subarray(0, width * HASH_BYTES);
    }
  }
  throw new ProofError(`The ledger misses the first ${String(width)} hashes of tile ${String(index)} at level ${String(level)}`);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw failure;
  }
}

const KEPT_TILES = 512;

/** Reads nodes of a tree of `size` from its tiles: one file for eight levels of the tree. */
export function tileReader(folder: string, size: number): NodeReader {
  const kept = new Map<string, Buffer>();
  const widths = new Map(partialTiles(size).map(({ level, index, width }) => [`${String(level)}/${String(index)}`, width]));
  const tile = (level: number, index: number): Buffer => {
    const name = `${String(level)}/${String(index)}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const hashes = readTile(folder, level, index, widths.get(name) ?? TILE_WIDTH);
    if (kept.size >= KEPT_TILES) kept.clear();
    kept.set(name, hashes);
    return hashes;
  };
  return (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    const hashes = tile(tileLevel, Math.floor(first / TILE_WIDTH));
    const from = first % TILE_WIDTH;
    if (hashes.length < (from + count) * HASH_BYTES) throw new ProofError(`A tree of ${String(size)} has no such node`);
    return subtreeRoot(hashes, from, count);
  };
}
