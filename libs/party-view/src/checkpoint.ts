// SPDX-License-Identifier: EUPL-1.2
import { checkpoint } from './schema.ts';
import type { Fence, ViewEngine } from './view-engine.ts';

/** How far a follower came, kept beside the views. A rebuild forgets it: its owner then looks at everything again. */
export class Checkpoint {
  readonly #engine: ViewEngine;
  readonly #name: string;
  readonly #fence: readonly Fence[];

  /** `fence`: where several processes might follow, only who holds the lease moves it. */
  constructor(engine: ViewEngine, name: string, fence?: Fence) {
    this.#engine = engine;
    this.#name = name;
    this.#fence = fence === undefined ? [] : [fence];
  }

  async load(): Promise<bigint | null> {
    const [row] = await this.#engine.all('SELECT position FROM checkpoint WHERE name = ?', [this.#name]);
    return row === undefined ? null : BigInt(row['position'] as number);
  }

  save(position: bigint): Promise<void> {
    return this.#engine.write([...this.#fence, { kind: 'put', table: checkpoint, rows: [[this.#name, Number(position)]] }]);
  }
}
