// SPDX-License-Identifier: EUPL-1.2
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WrongExpectedRevision, type EventStore, type StoredEvent } from '@gezinslijn/event-sourcing';
import { expectRevisionsWithoutGap } from './following.contract.ts';
import { all, allAfter, events, ids, newStream, type StoreUnderTest } from './samples.ts';

export function concurrencyContract(engine: StoreUnderTest): void {
  describe('many at once', () => {
    const opened: EventStore[] = [];
    let store: EventStore;
    /** A second handle on the same data where the engine has one, as another process would: else the same handle. */
    let other: EventStore;
    beforeAll(async () => {
      store = await engine.open();
      other = engine.reopen === undefined ? store : await engine.reopen(store);
      opened.push(...new Set([store, other]));
    });
    afterAll(async () => {
      for (const handle of opened) await handle.close();
    });

    it('of 32 appends at the same revision exactly one wins, again and again', async () => {
      const stream = newStream();
      await store.append(stream, 'noStream', events(1));
      for (let revision = 0; revision < 5; revision += 1) {
        const tries = Array.from({ length: 32 }, (_, index) => (index % 2 === 0 ? store : other).append(stream, revision, events(1)));
        const outcomes = await Promise.allSettled(tries);
        const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
        expect(lost.length).toBe(31);
        lost.forEach(({ reason }) => {
          expect(reason).toBeInstanceOf(WrongExpectedRevision);
          expect(reason).toMatchObject({ stream, expected: revision, actual: revision + 1 });
        });
      }
      expect((await all(store.readStream(stream))).length).toBe(6);
    });

    it('of 32 appends of several events with any, each stands together', async () => {
      const stream = newStream();
      const batches = Array.from({ length: 32 }, () => events(4));
      const answers = await Promise.all(batches.map((batch, index) => (index % 2 === 0 ? store : other).append(stream, 'any', batch)));
      const read = ids(await all(store.readStream(stream)));
      expect(read.length).toBe(128);
      batches.forEach((batch, index) => {
        const end = (answers[index]?.revision ?? -1) + 1;
        expect(read.slice(end - 4, end)).toEqual(ids(batch));
      });
    });

    it('a reader at the head never passes an event that is not final yet', async () => {
      const [before, prefix] = [await store.head(), newStream()];
      const filter = { streamPrefixes: [prefix] };
      let running = true;
      const tail = async (handle: EventStore) => {
        const seen: StoredEvent[] = [];
        let after = before;
        for (let last = false; ;) {
          const page = await handle.readAll({ after, limit: 50, filter });
          seen.push(...page.events);
          after = page.lastPosition;
          if (page.atHead && last) return seen;
          last = !running;
          await turn();
        }
      };
      const tails = [tail(store), tail(other)];
      const acknowledged = new Set<string>();
      await Promise.all(
        Array.from({ length: 16 }, async (_, writer) => {
          const handle = writer % 2 === 0 ? store : other;
          for (let round = 0; round < 60; round += 1) {
            // One in fifty asks for a revision that cannot be: a conflict must leave no hole for readers to trip over.
            const expected = round % 50 === 25 ? 100_000 : 'any';
            const sent = events(1 + (round % 2));
            const done = handle.append(`${prefix}-${String((writer + round) % 9)}`, expected, sent);
            if (expected === 'any') await done.then(() => ids(sent).forEach((id) => acknowledged.add(id)));
            else await done.catch(() => undefined);
          }
        }),
      );
      running = false;
      const truth = await allAfter(store, before, { filter });
      for (const seen of await Promise.all(tails)) expect(seen).toEqual(truth);
      expect(new Set(ids(truth))).toEqual(acknowledged);
      expectRevisionsWithoutGap(truth);
    });

    it('what one has acknowledged, the next read sees', async () => {
      const stream = newStream();
      for (let revision = 0; revision < 20; revision += 1) {
        const { position } = await other.append(stream, revision === 0 ? 'noStream' : revision - 1, events(1));
        expect((await all(store.readStream(stream, { from: revision }))).length).toBe(1);
        expect((await store.head()) ?? -1n).toBeGreaterThanOrEqual(position);
      }
    });

    if (engine.reopen !== undefined) {
      it('a subscription hears of what another process appends', async () => {
        const stream = newStream();
        const subscription = store.subscribeAll({ after: await store.head(), filter: { streamPrefixes: [stream] } });
        const sent = events(2);
        const got: string[] = [];
        for await (const item of subscription) {
          if ('caughtUp' in item) await other.append(stream, 'noStream', sent);
          else got.push(item.id);
          if (got.length === 2) break;
        }
        await subscription.close();
        expect(got).toEqual(ids(sent));
      });
    }
  });

  if (engine.reopen !== undefined) {
    it('what was acknowledged is there when the store is opened again', async () => {
      const store = await engine.open();
      const [stream, sent] = [newStream(), events(10)];
      await store.append(stream, 'noStream', sent);
      const before = await all(store.readStream(stream));
      await store.close();
      const again = (await engine.reopen?.(store)) ?? store;
      expect(await all(again.readStream(stream))).toEqual(before);
      expect(await again.append(stream, 'noStream', sent)).toMatchObject({ revision: 9, repeated: true });
      expect(await again.append(stream, 9, events(1))).toMatchObject({ revision: 10, repeated: false });
      await again.close();
    });
  }
}
