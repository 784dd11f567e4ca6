// SPDX-License-Identifier: EUPL-1.2
import type { Appeared } from '@gezinslijn/party-view';

/** Tells open screens of entries that became visible to their reader. Nobody is woken by an entry he may not see. */
export class LiveEntries {
  readonly #listeners = new Map<string, Set<(appeared: Appeared) => void>>();
  /** Ends what is followed now: some of what appeared is not known any more, and an open screen must ask anew. */
  #epoch = new AbortController();

  /** Whether anybody would be told. */
  get followed(): boolean {
    return this.#listeners.size > 0;
  }

  publish(appeared: readonly Appeared[]): void {
    for (const item of appeared) {
      for (const listener of this.#listeners.get(`${item.stream}|${item.reader}`) ?? []) listener(item);
    }
  }

  endAll(): void {
    this.#epoch.abort();
    this.#epoch = new AbortController();
  }

  /**
   * Entries as they appear, until the signal ends it, and `null` at the instant `lookAgainAt` names: rights that end by lapse of time have no
   * entry that tells of it. At most `limit` wait to be fetched; beyond that it ends, and the screen must ask anew.
   */
  async *follow(
    stream: string,
    reader: string,
    until: AbortSignal,
    { lookAgainAt, limit = 1_000 }: { readonly lookAgainAt?: () => number | null; readonly limit?: number } = {},
  ): AsyncGenerator<Appeared | null> {
    const overflown = new AbortController();
    const signal = AbortSignal.any([until, this.#epoch.signal, overflown.signal]);
    const key = `${stream}|${reader}`;
    const waiting: Appeared[] = [];
    let wake: (() => void) | undefined;
    const listener = (appeared: Appeared) => {
      if (waiting.length < limit) waiting.push(appeared);
      else overflown.abort();
      wake?.();
    };
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    const stop = () => wake?.();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else if (await nothingUntil(lookAgainAt?.() ?? null, (resolve) => (wake = resolve))) yield null;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    }
  }
}

/** Waits to be woken, or until an instant in milliseconds; answers whether it was the latter. */
function nothingUntil(at: number | null, onWake: (wake: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = at === null ? undefined : setTimeout(resolve, Math.max(0, Math.min(at - Date.now(), 2 ** 31 - 1)), true).unref();
    onWake(() => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
