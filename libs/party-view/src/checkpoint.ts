// SPDX-License-Identifier: EUPL-1.2
import { checkpoint } from './schema.ts';
import { MARK } from './serving-policy.ts';
import type { Fence, ViewEngine } from './view-engine.ts';

/** How far a follower came, kept beside the views and lost with them: its owner then looks at everything again. A rebuild takes it along. */
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

/** What others note beside the views goes along when views that were built anew take their place; what the builder noted itself stays. */
export async function carryOver(from: ViewEngine, to: ViewEngine): Promise<void> {
  const own = new Set((await to.all('SELECT name FROM checkpoint', [])).map((row) => row['name']));
  const others = await from.all(`SELECT name, position FROM checkpoint WHERE name NOT LIKE '${MARK}%'`, []);
  const rows = others.filter((row) => !own.has(row['name'] as string)).map((row) => [row['name'] as string, row['position'] as number]);
  await to.write([{ kind: 'put', table: checkpoint, rows }]);
}
