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

/**
 * Wakes only who waits for a stream that was written to. Most commits are about cases, and most followers wait for something rarer: woken by
 * every commit they would look over every event at once, instead of many of them together now and then.
 */
export class WakeUpBoard {
  readonly #followers = new Map<Pick<WakeUps, 'wakeAll'>, readonly string[] | undefined>();

  /** `prefixes` of the streams this follower waits for; without them, for all. */
  open(prefixes: readonly string[] | undefined): WakeUps {
    const wakeUps = new WakeUps();
    this.#followers.set(wakeUps, prefixes);
    return wakeUps;
  }

  close(wakeUps: WakeUps): void {
    this.#followers.delete(wakeUps);
  }

  /** Calls somebody instead, who reads nothing himself. Answers how to end it. */
  call(prefixes: readonly string[], wakeAll: () => void): () => void {
    const called = { wakeAll };
    this.#followers.set(called, prefixes);
    return () => this.#followers.delete(called);
  }

  wrote(streams: ReadonlySet<string>): void {
    for (const [wakeUps, prefixes] of this.#followers) {
      if (prefixes === undefined || startsWithAny(streams, prefixes)) wakeUps.wakeAll();
    }
  }

  /** The same from how those streams begin, as far as it was told: who waits for something longer or shorter looks too. */
  wroteSome(beginnings: readonly string[]): void {
    for (const [wakeUps, prefixes] of this.#followers) {
      const may = (prefix: string) => beginnings.some((beginning) => beginning.startsWith(prefix) || prefix.startsWith(beginning));
      if (prefixes === undefined || prefixes.some(may)) wakeUps.wakeAll();
    }
  }

  wakeAll(): void {
    for (const wakeUps of this.#followers.keys()) wakeUps.wakeAll();
  }
}

function startsWithAny(streams: ReadonlySet<string>, prefixes: readonly string[]): boolean {
  for (const stream of streams) if (prefixes.some((prefix) => stream.startsWith(prefix))) return true;
  return false;
}
