// SPDX-License-Identifier: EUPL-1.2
import type { PlacedEvent } from '../log/places.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import { eventsOf } from '../verify/verify-store.ts';

export type Edit = (events: AsyncIterable<PlacedEvent>) => AsyncIterable<PlacedEvent>;

/**
 * A store as it would be after somebody changed it, made while it is read: no more of it is in memory than a page. Read it from the
 * beginning on, page after page, as often as one likes.
 */
export function editedStore(store: SequencedStore, edit: Edit): SequencedStore {
  let reading: AsyncIterator<PlacedEvent> | undefined;
  let last: bigint | null = null;
  return {
    readAll: async ({ after, limit }) => {
      if (reading === undefined || after === null) {
        reading = edit(eventsOf(store))[Symbol.asyncIterator]();
        last = null;
      }
      if (after !== last) throw new RangeError('A store that is edited while it is read is read from its beginning on');
      const events: PlacedEvent[] = [];
      while (events.length < limit) {
        const next = await reading.next();
        if (next.done === true) return page(events, true);
        events.push(next.value);
      }
      return page(events, false);
    },
  };

  function page(events: readonly PlacedEvent[], atHead: boolean) {
    last = events.at(-1)?.position ?? last;
    return { events, lastPosition: last, atHead };
  }
}

/** A store as it was when this was its last position: what is written meanwhile is not in it. */
export function upTo(store: SequencedStore, position: bigint): SequencedStore {
  return {
    readAll: async (options) => {
      const page = await store.readAll(options);
      const beyond = page.events.findIndex((event) => event.position > position);
      if (beyond === -1) return { ...page, atHead: page.atHead || (page.lastPosition ?? -1n) >= position };
      const events = page.events.slice(0, beyond);
      return { events, lastPosition: events.at(-1)?.position ?? options.after, atHead: true };
    },
  };
}
