// SPDX-License-Identifier: EUPL-1.2
import { same } from '../tree/proofs.ts';
import type { HeldLedger } from './held-ledger.ts';

/**
 * Entries of a ledger by their hash, less those that were found. Numbers only, in a table with open places: some 16 bytes per entry, where
 * a map of texts takes ten times as much. What the numbers cannot tell apart is held against the ledger itself.
 */
export class MissingLeaves {
  readonly #ledger: HeldLedger;
  readonly #mask: number;
  /** Per place the number of an entry plus one; 0 where there is none. */
  readonly #entries: Uint32Array;
  /** Per place four other bytes of its hash. */
  readonly #marks: Uint32Array;
  readonly #found: Uint8Array;

  constructor(ledger: HeldLedger) {
    const { size } = ledger.checkpoint;
    let places = 16;
    while (places < 2 * size) places *= 2;
    this.#ledger = ledger;
    this.#mask = places - 1;
    this.#entries = new Uint32Array(places);
    this.#marks = new Uint32Array(places);
    this.#found = new Uint8Array(size);
    for (let index = 0; index < size; index += 1) {
      const leaf = ledger.leaf(index);
      let place = leaf.readUInt32BE(0) & this.#mask;
      while (this.#entries[place] !== 0) place = (place + 1) & this.#mask;
      this.#entries[place] = index + 1;
      this.#marks[place] = leaf.readUInt32BE(4);
    }
  }

  /** The entry with this hash, which is then no longer missing; `undefined` when there is none, or none any more. */
  take(hash: Buffer): number | undefined {
    const mark = hash.readUInt32BE(4);
    for (let place = hash.readUInt32BE(0) & this.#mask; this.#entries[place] !== 0; place = (place + 1) & this.#mask) {
      if (this.#marks[place] !== mark) continue;
      const index = (this.#entries[place] ?? 0) - 1;
      if (this.#found[index] !== 0 || !same(this.#ledger.leaf(index), hash)) continue;
      this.#found[index] = 1;
      return index;
    }
    return undefined;
  }

  /** Those that were not found, in order. */
  *left(): Generator<number> {
    for (const [index, found] of this.#found.entries()) if (found === 0) yield index;
  }
}
