// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable, type CaughtUp, type EventStore, type StoredEvent, type Subscription } from '@gezinslijn/event-sourcing';
import { event, events, ids, newStream, rejection, type StoreUnderTest } from './samples.ts';

/** Reads on until `enough` says so, then closes. What came after that is not waited for. */
async function follow(subscription: Subscription, enough: (got: readonly StoredEvent[], caughtUp: CaughtUp | undefined) => boolean) {
  const got: StoredEvent[] = [];
  let caughtUp: CaughtUp | undefined;
  let beforeCaughtUp = 0;
  for await (const item of subscription) {
    if (!('caughtUp' in item)) got.push(item);
    else if (caughtUp === undefined) [caughtUp, beforeCaughtUp] = [item, got.length];
    if (enough(got, caughtUp)) break;
  }
  await subscription.close();
  return { got, caughtUp, beforeCaughtUp };
}

export function followingContract(engine: StoreUnderTest): void {
  describe('a subscription', () => {
    let store: EventStore;
    beforeAll(async () => void (store = await engine.open()));
    afterAll(() => store.close());

    it('delivers what is there, says that it has caught up, then delivers what comes', async () => {
      const [after, prefix] = [await store.head(), newStream()];
      const old = events(3);
      await store.append(`${prefix}-a`, 'noStream', old);
      const subscription = store.subscribeAll({ after, filter: { streamPrefixes: [prefix] } });
      const fresh = events(2);
      const seen = follow(subscription, (got, caughtUp) => {
        if (caughtUp !== undefined && got.length === 3) void store.append(`${prefix}-b`, 'noStream', fresh);
        return got.length === 5;
      });
      const { got, caughtUp, beforeCaughtUp } = await seen;
      expect(ids(got)).toEqual(ids([...old, ...fresh]));
      expect(beforeCaughtUp).toBe(3);
      expect(caughtUp?.position ?? -1n).toBeGreaterThanOrEqual(got[2]?.position ?? 0n);
      expect(caughtUp?.position ?? -1n).toBeLessThan(got[3]?.position ?? 0n);
    });

    it('on nothing at all catches up at once', async () => {
      const after = await store.head();
      const { got, caughtUp } = await follow(
        store.subscribeAll({ after, filter: { streamPrefixes: [newStream()] } }),
        (_, sign) => sign !== undefined,
      );
      expect(got).toEqual([]);
      expect(caughtUp?.position ?? -1n).toBeGreaterThanOrEqual(after ?? -1n);
    });

    it('resumes from the position of any event it delivered, and from where it caught up', async () => {
      const [after, stream] = [await store.head(), newStream()];
      const filter = { streamPrefixes: [stream] };
      await store.append(stream, 'noStream', events(9));
      const whole = await follow(store.subscribeAll({ after, filter }), (_, sign) => sign !== undefined);
      for (const index of [0, 4, 8]) {
        const rest = await follow(
          store.subscribeAll({ after: whole.got[index]?.position ?? null, filter }),
          (_, sign) => sign !== undefined,
        );
        expect(ids(rest.got)).toEqual(ids(whole.got.slice(index + 1)));
      }
      const later = [event()];
      await store.append(stream, 8, later);
      const resumed = await follow(
        store.subscribeAll({ after: whole.caughtUp?.position ?? null, filter }),
        (_, sign) => sign !== undefined,
      );
      expect(ids(resumed.got)).toEqual(ids(later));
    });

    it('that starts while sixteen writers append turns live without loss or repeat', async () => {
      const [after, prefix, perWriter] = [await store.head(), newStream(), 40];
      let running = true;
      const acknowledged: string[] = [];
      const writers = Array.from({ length: 16 }, async (_, writer) => {
        for (let turn = 0; turn < perWriter; turn += 1) {
          const sent = events(1 + ((writer + turn) % 3));
          await store.append(`${prefix}-${String(writer)}`, 'any', sent);
          acknowledged.push(...ids(sent));
        }
      });
      await pause(5);
      const followers = Array.from({ length: 3 }, () =>
        follow(store.subscribeAll({ after, filter: { streamPrefixes: [prefix] } }), (got) => !running && got.length >= acknowledged.length),
      );
      await Promise.all(writers);
      running = false;
      // One more, so that a follower which already has all of it looks again.
      const last = event();
      acknowledged.push(last.id);
      await store.append(`${prefix}-last`, 'noStream', [last]);
      for (const { got } of await Promise.all(followers)) {
        expect(got.length).toBe(acknowledged.length);
        expect(new Set(ids(got))).toEqual(new Set(acknowledged));
        expect(got.every((one, index) => index === 0 || one.position > (got[index - 1]?.position ?? 0n))).toBe(true);
        expectRevisionsWithoutGap(got);
      }
    });

    it('that is closed ends, also while it waits, and twice is fine', async () => {
      const subscription = store.subscribeAll({ after: await store.head(), filter: { streamPrefixes: [newStream()] } });
      const waiting = (async () => {
        let signs = 0;
        for await (const item of subscription) if ('caughtUp' in item) signs += 1;
        return signs;
      })();
      await pause(30);
      await subscription.close();
      await subscription.close();
      expect(await waiting).toBe(1);
    });

    it('that is closed by who reads it delivers nothing more', async () => {
      const [after, stream] = [await store.head(), newStream()];
      await store.append(stream, 'noStream', events(5));
      const subscription = store.subscribeAll({ after, filter: { streamPrefixes: [stream] } });
      let count = 0;
      for await (const item of subscription) {
        if ('caughtUp' in item) continue;
        count += 1;
        if (count === 2) await subscription.close();
      }
      expect(count).toBe(2);
    });

    it('that nobody reads can be closed', async () => {
      await store.subscribeAll({ after: null }).close();
    });

    it('refuses an empty filter, which is a slip of the caller', () => {
      expect(() => store.subscribeAll({ after: null, filter: { types: [] } })).toThrow(RangeError);
    });
  });

  describe('a store that was closed', () => {
    it('answers everything with StoreUnavailable, and closing it again is fine', async () => {
      const store = await engine.open();
      const stream = newStream();
      await store.append(stream, 'noStream', events(1));
      await store.close();
      await store.close();
      const readOne = async () => {
        for await (const found of store.readStream(stream)) return found;
        return undefined;
      };
      const asks = [() => store.append(stream, 0, events(1)), readOne, () => store.readAll({ after: null, limit: 1 }), () => store.head()];
      for (const ask of asks) {
        const error = await rejection(ask());
        expect(error).toBeInstanceOf(StoreUnavailable);
        expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
      }
      expect(() => store.subscribeAll({ after: null })).toThrow(StoreUnavailable);
    });

    it('under a subscription ends that with StoreUnavailable: a follower must not take it for the end', async () => {
      const store = await engine.open();
      const subscription = store.subscribeAll({ after: await store.head(), filter: { streamPrefixes: [newStream()] } });
      const following = rejection(follow(subscription, () => false));
      await pause(20);
      await store.close();
      expect(await following).toBeInstanceOf(StoreUnavailable);
    });

    it('has answered every append that was under way', async () => {
      const store = await engine.open();
      const streams = Array.from({ length: 40 }, () => newStream());
      const under = streams.map((stream) => store.append(stream, 'noStream', events(1)));
      await store.close();
      const outcomes = await Promise.allSettled(under);
      // Accepted or not is the engine's choice; silence is not.
      outcomes.forEach((outcome) => {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StoreUnavailable);
      });
    });
  });
}

export function expectRevisionsWithoutGap(list: readonly StoredEvent[]): void {
  const next = new Map<string, number>();
  for (const { stream, revision } of list) {
    expect(revision).toBe(next.get(stream) ?? 0);
    next.set(stream, revision + 1);
  }
}
