// SPDX-License-Identifier: EUPL-1.2
/** What a gateway asks of who keeps the views, in its own process (Projector) or in another (ViewFollower). */
export interface Views {
  /** Position of the last event that stands in the views; `null` before the first. */
  readonly position: bigint | null;
  /** Why they are not kept now, if so. */
  readonly failure: Error | undefined;
  /** Resolves when the views hold everything up to `position`, or `false` after `timeoutMs`. */
  reached(position: bigint, timeoutMs: number): Promise<boolean>;
}

/** Those who wait for the views to reach a position. */
export class Waiters {
  #waiting: { readonly position: bigint; readonly done: () => void }[] = [];

  /** `now` is where the views are. */
  reached(position: bigint, timeoutMs: number, now: bigint | null): Promise<boolean> {
    if (now !== null && now >= position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter = {
        position,
        done: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      // Waiting alone keeps nothing going: a thread or process that has closed all else ends.
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        resolve(false);
      }, timeoutMs).unref();
      this.#waiting.push(waiter);
    });
  }

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  reach(position: bigint): void {
    const reached = this.#waiting.filter((waiter) => waiter.position <= position);
    this.#waiting = this.#waiting.filter((waiter) => waiter.position > position);
    for (const { done } of reached) done();
  }
}
