// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, SubjectKeys } from '@gezinslijn/event-sourcing';
import { evolveClocks, initialClocks, openEvent } from '@gezinslijn/family-case';
import type { ClocksState } from '@gezinslijn/family-case';
import { BoundedCache } from '@gezinslijn/event-store';

/** Clocks of cases as they stand now, folded once and kept by revision: a look reads only what was added since. */
export class CaseClocks {
  readonly #store: EventStore;
  readonly #keys: SubjectKeys;
  readonly #folds = new BoundedCache<string, { revision: number; state: ClocksState }>(2_000);

  #generation: number;

  constructor(store: EventStore, keys: SubjectKeys) {
    this.#store = store;
    this.#keys = keys;
    this.#generation = keys.generation;
  }

  async current(stream: string): Promise<ClocksState> {
    this.#forgetDestroyed();
    const fold = this.#folds.get(stream) ?? { revision: -1, state: initialClocks() };
    this.#folds.set(stream, fold);
    for await (const stored of this.#store.readStream(stream, { from: fold.revision + 1 })) {
      if (stored.revision !== fold.revision + 1) continue;
      fold.state = evolveClocks(fold.state, openEvent(stored, this.#keys));
      fold.revision = stored.revision;
    }
    return fold.state;
  }

  /** A fold holds birth dates: what was destroyed must not linger in it. */
  #forgetDestroyed(): void {
    const { generation } = this.#keys;
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#folds.clear();
  }
}
