// SPDX-License-Identifier: EUPL-1.2
import type { PlacedEvent, SequencedStore } from '../src/index.ts';

/** A list as a store. */
export function listed(events: readonly PlacedEvent[]): SequencedStore {
  return {
    readAll: ({ after, limit }) => {
      const start = after === null ? 0 : firstAfter(events, after);
      const page = events.slice(start, start + limit);
      return Promise.resolve({ events: page, lastPosition: page.at(-1)?.position ?? after, atHead: start + page.length >= events.length });
    },
  };
}

function firstAfter(events: readonly PlacedEvent[], after: bigint): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((events[middle]?.position ?? 0n) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
