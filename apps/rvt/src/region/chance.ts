// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same seed, on every machine: mulberry32, which is enough for made-up data and for nothing else. */
export class Chance {
  #state: number;

  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  /** A whole number from 0 up to but not including `limit`. */
  under(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  oneOf<Item>(items: readonly Item[]): Item {
    return items[this.under(items.length)] as Item;
  }
}
