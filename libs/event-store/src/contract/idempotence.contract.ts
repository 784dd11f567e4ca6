// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WrongExpectedRevision, type EventStore, type ExpectedRevision } from '@gezinslijn/event-sourcing';
import { all, event, events, ids, newStream, rejection, type StoreUnderTest } from './samples.ts';

/**
 * A repeat is the same append sent again: same stream, same expectation, same event ids in the same order. Content is not
 * compared. What an engine does with a known id under ANOTHER expectation is its own affair: no caller may rest on it.
 */
export function idempotenceContract(engine: StoreUnderTest): void {
  describe('an append sent again', () => {
    let store: EventStore;
    beforeAll(async () => void (store = await engine.open()));
    afterAll(() => store.close());

    const places: [where: string, standing: number, expected: ExpectedRevision][] = [
      ['at noStream', 0, 'noStream'],
      ['at an exact revision', 3, 2],
      ['at any on a new stream', 0, 'any'],
      ['at any on an old stream', 3, 'any'],
    ];

    it.each(places)('%s answers as before, says so, and writes nothing', async (_where, standing, expected) => {
      const stream = newStream();
      if (standing > 0) await store.append(stream, 'noStream', events(standing));
      const sent = events(2);
      const first = await store.append(stream, expected, sent);
      const second = await store.append(stream, expected, sent);
      expect(first.repeated).toBe(false);
      expect(second).toEqual({ ...first, repeated: true });
      expect((await all(store.readStream(stream))).length).toBe(standing + 2);
    });

    it.each(places)('%s is recognised after others wrote on', async (_where, standing, expected) => {
      const stream = newStream();
      if (standing > 0) await store.append(stream, 'noStream', events(standing));
      const sent = events(3);
      const first = await store.append(stream, expected, sent);
      for (let index = 0; index < 5; index += 1) await store.append(stream, 'any', events(2));
      expect(await store.append(stream, expected, sent)).toEqual({ ...first, repeated: true });
      expect((await all(store.readStream(stream))).length).toBe(standing + 3 + 10);
    });

    it.each(places)('%s while the first is still under way is written once', async (_where, standing, expected) => {
      const stream = newStream();
      if (standing > 0) await store.append(stream, 'noStream', events(standing));
      const sent = events(2);
      const answers = await Promise.all(Array.from({ length: 8 }, () => store.append(stream, expected, sent)));
      expect(answers.filter(({ repeated }) => !repeated).length).toBe(1);
      expect(new Set(answers.map(({ revision }) => revision))).toEqual(new Set([standing + 1]));
      expect((await all(store.readStream(stream))).length).toBe(standing + 2);
    });

    it.each(places)('%s with only its first events the same is a conflict', async (_where, standing, expected) => {
      const stream = newStream();
      if (standing > 0) await store.append(stream, 'noStream', events(standing));
      const sent = events(2);
      await store.append(stream, expected, sent);
      const [first] = sent;
      const longer = [...sent, event()];
      const other = [first ?? event(), event()];
      for (const list of [longer, other]) {
        const error = await rejection(store.append(stream, expected, list));
        expect(error).toBeInstanceOf(WrongExpectedRevision);
        expect(error).toMatchObject({ actual: standing + 1 });
      }
      expect((await all(store.readStream(stream))).length).toBe(standing + 2);
    });

    it('at an exact revision with the events in another order is a conflict', async () => {
      const stream = newStream();
      const sent = events(2);
      await store.append(stream, 'noStream', sent);
      expect(await rejection(store.append(stream, 'noStream', sent.toReversed()))).toBeInstanceOf(WrongExpectedRevision);
    });

    it.each(['noStream', 'any'] as const)(
      'to another stream at %s is another append: ids are compared within a stream',
      async (expected) => {
        const [here, there] = [newStream(), newStream()];
        const sent = events(2);
        await store.append(here, expected, sent);
        expect(await store.append(there, expected, sent)).toMatchObject({ revision: 1, repeated: false });
        expect(ids(await all(store.readStream(there)))).toEqual(ids(sent));
        expect(ids(await all(store.readStream(here)))).toEqual(ids(sent));
      },
    );
  });
}
