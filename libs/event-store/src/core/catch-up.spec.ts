// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import type { AllPage, StoredEvent } from '@gezinslijn/event-sourcing';
import { event } from '../contract/samples.ts';
import { catchUp } from './catch-up.ts';
import { WakeUps } from './wake-ups.ts';

const NEVER = 1_000_000;

function stored(position: bigint): StoredEvent {
  return { ...event(), stream: 's', revision: Number(position) - 1, position };
}

describe('catching up', () => {
  it('does not sleep through an event that came while it was looking', async () => {
    const wakeUps = new WakeUps();
    const events: StoredEvent[] = [];
    let looks = 0;
    const readPage = async (after: bigint | null): Promise<AllPage> => {
      looks += 1;
      const page = events.filter(({ position }) => position > (after ?? 0n));
      // Comes in after this page was taken and before the subscription waits.
      if (looks === 1) {
        events.push(stored(1n));
        wakeUps.wakeAll();
      }
      return { events: page, lastPosition: page.at(-1)?.position ?? after, atHead: true };
    };
    const subscription = catchUp({ readPage, wakeUps, lookEvery: NEVER }, null);
    for await (const item of subscription) if (!('caughtUp' in item)) break;
    expect(looks).toBe(2);
    await subscription.close();
  });

  it('looks again by itself, for what nobody here was told of', async () => {
    const events: StoredEvent[] = [];
    const readPage = async (after: bigint | null): Promise<AllPage> => {
      const page = events.filter(({ position }) => position > (after ?? 0n));
      return { events: page, lastPosition: page.at(-1)?.position ?? after, atHead: true };
    };
    const subscription = catchUp({ readPage, wakeUps: new WakeUps(), lookEvery: 10 }, null);
    for await (const item of subscription) {
      if (!('caughtUp' in item)) break;
      events.push(stored(1n));
    }
    await subscription.close();
  });

  it('delivers nothing more once it is closed, also of a page that was just being read', async () => {
    let answer: (page: AllPage) => void = () => undefined;
    const readPage = () => new Promise<AllPage>((resolve) => (answer = resolve));
    const subscription = catchUp({ readPage, wakeUps: new WakeUps(), lookEvery: NEVER }, null);
    const first = subscription[Symbol.asyncIterator]().next();
    const closing = subscription.close();
    answer({ events: [stored(1n)], lastPosition: 1n, atHead: true });
    expect(await first).toEqual({ done: true, value: undefined });
    await closing;
  });

  it('passes on that it cannot read: a follower stops loudly', async () => {
    const readPage = () => Promise.reject(new Error('no disk'));
    const subscription = catchUp({ readPage, wakeUps: new WakeUps(), lookEvery: 10 }, null);
    const following = (async () => {
      for await (const _ of subscription) return;
    })();
    await expect(following).rejects.toThrow('no disk');
  });

  it('goes on from where a page ended, also when nothing on it matched', async () => {
    const asked: (bigint | null)[] = [];
    const readPage = async (after: bigint | null): Promise<AllPage> => {
      asked.push(after);
      return { events: [], lastPosition: (after ?? 0n) + 10n, atHead: asked.length === 3 };
    };
    const subscription = catchUp({ readPage, wakeUps: new WakeUps(), lookEvery: NEVER }, null);
    for await (const item of subscription) {
      expect(item).toEqual({ caughtUp: true, position: 30n });
      break;
    }
    expect(asked).toEqual([null, 10n, 20n]);
    await subscription.close();
  });
});
