// SPDX-License-Identifier: EUPL-1.2
import type { AllPage, CaughtUp, StoredEvent, Subscription } from '@gezinslijn/event-sourcing';
import type { WakeUps } from './wake-ups.ts';

export interface CatchUpSource {
  /** One page after a position; its promise of finality is all that "no loss, no repeat" rests on. */
  readonly readPage: (after: bigint | null) => Promise<AllPage>;
  readonly wakeUps: WakeUps;
  /** Milliseconds after which a quiet subscription looks again: for commits of other processes. */
  readonly lookEvery: number;
  readonly onClose?: () => void;
}

/**
 * A subscription that only ever reads pages, catching up and live alike, so that there is no hand-over in which an event can slip.
 * Pulled by its consumer: a slow one costs no memory. It can be iterated once.
 */
export function catchUp(source: CatchUpSource, start: bigint | null): Subscription {
  let closed = false;
  async function* flow(): AsyncGenerator<StoredEvent | CaughtUp, void, undefined> {
    let after = start;
    let live = false;
    while (!closed) {
      const seen = source.wakeUps.count;
      const page = await source.readPage(after);
      for (const event of page.events) {
        if (closed) return;
        yield event;
      }
      after = page.lastPosition;
      if (!page.atHead) continue;
      if (!live && !closed) {
        live = true;
        yield { caughtUp: true, position: after };
      }
      if (!closed) await source.wakeUps.wait(seen, source.lookEvery);
    }
  }
  const iterator = flow();
  return {
    [Symbol.asyncIterator]: () => iterator,
    close: async () => {
      closed = true;
      source.onClose?.();
      source.wakeUps.wakeAll();
      await iterator.return();
    },
  };
}
