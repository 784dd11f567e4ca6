// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventStore, ExpectedRevision } from '@gezinslijn/event-sourcing';
import { all, allAfter, events, ids, newStream, type StoreUnderTest } from './samples.ts';

interface Step {
  readonly stream: number;
  readonly count: number;
  readonly expected: 'noStream' | 'any' | 'head' | 'stale';
  /** Sent again right after, as by a client that lost the answer. */
  readonly again: boolean;
  /** Awaited before the next step starts. */
  readonly wait: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.nat(3),
  count: fc.integer({ min: 1, max: 4 }),
  expected: fc.constantFrom('noStream', 'any', 'head', 'stale'),
  again: fc.boolean(),
  wait: fc.boolean(),
});

/** The law: whatever was appended, in whatever mix, a stream read by itself and the same stream picked out of all events are equal. */
export function foldContract(engine: StoreUnderTest): void {
  describe('any mix of appends', () => {
    let store: EventStore;
    beforeAll(async () => void (store = await engine.open()));
    afterAll(() => store.close());

    it('folds to the same streams, read one by one or all together, and holds exactly what was acknowledged', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          const [prefix, before] = [newStream('law'), await store.head()];
          const acknowledged = await play(store, prefix, steps);
          const together = await allAfter(store, before, { limit: 7, filter: { streamPrefixes: [prefix] } });
          for (let stream = 0; stream < 4; stream += 1) {
            const name = `${prefix}-${String(stream)}`;
            const alone = await all(store.readStream(name));
            expect(together.filter((one) => one.stream === name)).toEqual(alone);
            expect(alone.map(({ revision }) => revision)).toEqual(alone.map((_, index) => index));
            expect(ids(await all(store.readStream(name, { direction: 'backwards' })))).toEqual(ids(alone.toReversed()));
          }
          expect(ids(together).toSorted()).toEqual(acknowledged.toSorted());
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** Ids of all events that were acknowledged. */
async function play(store: EventStore, prefix: string, steps: readonly Step[]): Promise<string[]> {
  const acknowledged = new Set<string>();
  const heads = new Map<string, number>();
  const under: Promise<void>[] = [];
  for (const { stream, count, expected, again, wait } of steps) {
    const name = `${prefix}-${String(stream)}`;
    const head = heads.get(name) ?? -1;
    const sent = events(count);
    const at: ExpectedRevision =
      expected === 'head' ? (head < 0 ? 'noStream' : head) : expected === 'stale' ? Math.max(0, head - 1) : expected;
    for (let times = again ? 2 : 1; times > 0; times -= 1) {
      const done = store.append(name, at, sent).then(
        ({ revision }) => {
          ids(sent).forEach((id) => acknowledged.add(id));
          heads.set(name, Math.max(revision, heads.get(name) ?? -1));
        },
        () => undefined,
      );
      under.push(done);
      if (wait) await done;
    }
  }
  await Promise.all(under);
  return [...acknowledged];
}
