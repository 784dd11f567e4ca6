// SPDX-License-Identifier: EUPL-1.2
/** Tells those who wait at the head of the store that there may be more. A wake-up between looking and waiting is not lost. */
export class WakeUps {
  #count = 0;
  readonly #sleepers = new Set<() => void>();

  /** Take it before looking; hand it to `wait` after. */
  get count(): number {
    return this.#count;
  }

  wakeAll(): void {
    this.#count += 1;
    for (const wake of [...this.#sleepers]) wake();
  }

  /** Resolves at the first wake-up since `seen`, or after `milliseconds`. */
  wait(seen: number, milliseconds: number): Promise<void> {
    if (this.#count !== seen) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#sleepers.add(wake);
    });
  }
}
