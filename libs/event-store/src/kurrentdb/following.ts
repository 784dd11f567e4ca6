// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable, type AllPage, type CaughtUp, type StoredEvent, type Subscription } from '@gezinslijn/event-sourcing';
import { KurrentFailure } from './kurrent-failure.ts';

export interface FollowSource {
  /** One page after a position. It waits out failures that pass, and throws StoreUnavailable when they do not. */
  readonly readPage: (after: bigint | null) => Promise<AllPage>;
  /** What comes after a position, as it comes; ends by throwing, or quietly when the signal says so. */
  readonly live: (after: bigint | null, signal: AbortSignal) => AsyncIterable<StoredEvent>;
  /** Of the store. */
  readonly closed: AbortSignal;
}

const LONGEST_PAUSE = 1_000;

/**
 * Pages up to the head, then the server's own subscription from exactly there: it reads what came in between itself, so there is no
 * hand-over in which an event can slip. When it drops (a restart, another leader, a reader too slow) it is pages again, from the last
 * event that was delivered. The server's checkpoints are not used: they would only spare it looking again at what did not match.
 */
export function follow(source: FollowSource, start: bigint | null): Subscription {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, source.closed]);
  async function* flow(): AsyncGenerator<StoredEvent | CaughtUp, void, undefined> {
    let after = start;
    let live = false;
    let drops = 0;
    const isOver = () => {
      if (stop.signal.aborted) return true;
      if (source.closed.aborted) throw new StoreUnavailable('The store was closed');
      return false;
    };
    while (!isOver()) {
      const page = await source.readPage(after);
      for (const event of page.events) {
        if (isOver()) return;
        yield event;
      }
      after = page.lastPosition;
      if (isOver()) return;
      if (!page.atHead) continue;
      if (!live) {
        live = true;
        yield { caughtUp: true, position: after };
      }
      try {
        for await (const event of source.live(after, signal)) {
          if (isOver()) return;
          if (after !== null && event.position <= after) continue;
          yield event;
          after = event.position;
          drops = 0;
        }
      } catch (error) {
        if (!(error instanceof KurrentFailure)) throw error;
        if (!error.passing && !isOver()) throw new StoreUnavailable(error.message, { cause: error });
      }
      // A server that gives pages but no subscription is not asked without a pause.
      drops += 1;
      if (drops > 1) await pause(Math.min(drops * 50, LONGEST_PAUSE), undefined, { signal }).catch(() => undefined);
    }
  }
  const iterator = flow();
  return {
    [Symbol.asyncIterator]: () => iterator,
    close: async () => {
      stop.abort();
      await iterator.return();
    },
  };
}
