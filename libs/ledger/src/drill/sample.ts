// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { TILE_WIDTH } from '../tree/tile-tree.ts';

/** Entries at which a drill tampers. */
export interface Sample {
  readonly of: number;
  readonly seed: string;
  /** In ascending order. */
  readonly entries: readonly number[];
}

/**
 * So many entries: the first and the last, one on either side of an edge between tiles, and for the rest whatever a hash of the seed says, so
 * that the same seed takes the same and nobody chose them. All of them when there are no more than that.
 */
export function sampleOf(size: number, wanted: number, seed: string): Sample {
  const all = wanted >= size;
  const entries = new Set(all ? Array.from({ length: size }, (_, index) => index) : []);
  const edges = [0, size - 1, TILE_WIDTH, TILE_WIDTH * TILE_WIDTH - 1];
  if (!all) for (const index of edges.filter((edge) => edge < size).slice(0, wanted)) entries.add(index);
  for (let draw = 0; entries.size < Math.min(wanted, size); draw += 1) {
    const digest = createHash('sha256')
      .update(`${seed} ${String(draw)}`)
      .digest();
    entries.add(Number(digest.readBigUInt64BE(0) % BigInt(size)));
  }
  return { of: size, seed, entries: [...entries].sort((one, other) => one - other) };
}

/**
 * Attempts in rounds of at most `most`, no two of a round closer than `apart` entries, so that each is answered for by itself; those at one
 * entry come in different rounds.
 */
export function roundsOf<Attempt extends { readonly index: number }>(
  attempts: readonly Attempt[],
  most: number,
  apart: number,
): readonly (readonly Attempt[])[] {
  const rounds: (readonly Attempt[])[] = [];
  let waiting = [...attempts].sort((one, other) => one.index - other.index);
  while (waiting.length > 0) {
    const round: Attempt[] = [];
    const later: Attempt[] = [];
    for (const attempt of waiting) {
      const last = round.at(-1);
      const fits = round.length < most && (last === undefined || attempt.index - last.index >= apart);
      (fits ? round : later).push(attempt);
    }
    rounds.push(round);
    waiting = later;
  }
  return rounds;
}
