// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidAppend, WrongExpectedRevision, type EventStore, type ExpectedRevision, type NewEvent } from '@gezinslijn/event-sourcing';
import { MAX_EVENT_BYTES } from '../core/append-rules.ts';
import { all, allAfter, dataOf, event, events, ids, newStream, rejection, type StoreUnderTest } from './samples.ts';

export function appendingContract(engine: StoreUnderTest): void {
  describe('an append', () => {
    let store: EventStore;
    beforeAll(async () => void (store = await engine.open()));
    afterAll(() => store.close());

    const written = async (stream: string) => ids(await all(store.readStream(stream)));

    it('gives the events revisions from 0 and answers with the last one', async () => {
      const stream = newStream();
      const first = await store.append(stream, 'noStream', events(1));
      const next = await store.append(stream, 0, events(3));
      expect(first).toMatchObject({ revision: 0, repeated: false });
      expect(next).toMatchObject({ revision: 3, repeated: false });
      expect((await all(store.readStream(stream))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
    });

    it('answers with the position at which the last event is read', async () => {
      const stream = newStream();
      const { position } = await store.append(stream, 'noStream', events(2));
      const [, last] = await all(store.readStream(stream));
      expect(last?.position).toBe(position);
    });

    it('keeps several events together, in order', async () => {
      const stream = newStream();
      const five = events(5);
      await store.append(stream, 'noStream', five);
      expect(await written(stream)).toEqual(ids(five));
      const inAll = await allAfter(store, null, { filter: { streamPrefixes: [stream] } });
      expect(ids(inAll)).toEqual(ids(five));
    });

    it('goes through with any, on a new stream and on an old one', async () => {
      const stream = newStream();
      expect((await store.append(stream, 'any', events(1))).revision).toBe(0);
      expect((await store.append(stream, 'any', events(2))).revision).toBe(2);
    });

    const wrongs: [what: string, standing: number, expected: ExpectedRevision, actual: number | null][] = [
      ['noStream on a stream that exists', 2, 'noStream', 1],
      ['a revision the stream has passed', 3, 1, 2],
      ['a revision the stream has not reached', 1, 1, 0],
      ['a revision of a stream that does not exist', 0, 0, null],
    ];
    it.each(wrongs)('is refused for %s, with where the stream is, and writes nothing', async (_what, standing, expected, actual) => {
      const stream = newStream();
      const before = events(standing);
      if (standing > 0) await store.append(stream, 'noStream', before);
      const error = await rejection(store.append(stream, expected, events(2)));
      expect(error).toBeInstanceOf(WrongExpectedRevision);
      expect(error).toMatchObject({ code: 'WRONG_EXPECTED_REVISION', stream, expected, actual });
      expect(await written(stream)).toEqual(ids(before));
      expect(ids(await allAfter(store, null, { filter: { streamPrefixes: [stream] } }))).toEqual(ids(before));
    });

    it('that is refused does not take others down that are sent with it', async () => {
      const streams = Array.from({ length: 20 }, () => newStream());
      const outcomes = await Promise.allSettled(
        streams.map((stream, index) => store.append(stream, index % 2 === 0 ? 'noStream' : 7, events(2))),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(streams.map((_, index) => (index % 2 === 0 ? 'fulfilled' : 'rejected')));
      const counts = await Promise.all(streams.map(async (stream) => (await written(stream)).length));
      expect(counts).toEqual(streams.map((_, index) => (index % 2 === 0 ? 2 : 0)));
    });

    it('gives each event its own bytes when many are sent together, of any size, and some are refused or repeated', async () => {
      const known = [event({ data: `"known ${'k'.repeat(5_000)}"` })];
      const knownStream = newStream();
      await store.append(knownStream, 'noStream', known);
      const sent = Array.from({ length: 60 }, (_, index) => ({
        stream: newStream(),
        expected: index % 5 === 1 ? 3 : ('noStream' as const),
        list: [0, 1, 2].map((part) =>
          event({ data: `"${String(index)}.${String(part)} ${'x'.repeat((index * 997) % 20_000)}"`, metadata: `{"m":${String(index)}}` }),
        ),
      }));
      const appends = sent.flatMap(({ stream, expected, list }) => [
        store.append(stream, expected, list),
        store.append(knownStream, 'noStream', known),
      ]);
      await Promise.allSettled(appends);
      for (const { stream, expected, list } of sent) {
        const read = await all(store.readStream(stream));
        expect(read.map(dataOf)).toEqual(expected === 3 ? [] : list.map(({ data }) => Buffer.from(data).toString()));
        expect(read.map(({ metadata }) => Buffer.from(metadata).toString())).toEqual(
          expected === 3 ? [] : list.map((one) => Buffer.from(one.metadata).toString()),
        );
      }
      expect((await all(store.readStream(knownStream))).length).toBe(1);
    });

    const twice = event();
    const invalid: [what: string, stream: string, expected: ExpectedRevision, list: NewEvent[]][] = [
      ['without events', newStream(), 'any', []],
      ['with the same event id twice', newStream(), 'any', [twice, event(), twice]],
      ['with an id that is no UUID', newStream(), 'any', [event({ id: 'first' })]],
      ['with an id in upper case, which some engines give back changed', newStream(), 'any', [event({ id: event().id.toUpperCase() })]],
      ['with an event that is too large', newStream(), 'any', [event(), event({ data: `"${'x'.repeat(MAX_EVENT_BYTES)}"` })]],
      ['with an event without a type', newStream(), 'any', [event({ type: '' })]],
      ['to a stream without a name', '', 'any', [event()]],
      ['to a stream the engine keeps for itself', '$all', 'any', [event()]],
      ['to a stream whose name not every engine writes alike', 'gezin Müller', 'any', [event()]],
      ['at a revision below the first', newStream(), -1, [event()]],
      ['at half a revision', newStream(), 0.5, [event()]],
    ];
    it.each(invalid)('%s is no append: nothing of it is written', async (_what, stream, expected, list) => {
      const error = await rejection(store.append(stream, expected, list));
      expect(error).toBeInstanceOf(InvalidAppend);
      expect(error).toMatchObject({ code: 'INVALID_APPEND' });
      if (stream !== '$all') expect(await written(stream)).toEqual([]);
    });

    // In UTF-8 such a half of a character is written as U+FFFD: two names would be one, in an engine and in the leaves of a ledger.
    it.each<readonly [string, string, NewEvent, RegExp]>([
      ['stream', `${newStream()}\ud800`, event(), /^A stream name is .* ASCII/],
      ['stream, read as another', `${newStream()}\ufffd`, event(), /^A stream name is .* ASCII/],
      ['type', newStream(), event({ type: 'ChildSeen\udc00' }), /^An event type is .* ASCII/],
      ['id', newStream(), event({ id: `${event().id.slice(0, -1)}\ud800` }), /^Event id .* is not a UUID/],
    ])('refuses half a surrogate pair in its %s, and says of what it is no part', async (_what, stream, one, message) => {
      const error = await rejection(store.append(stream, 'any', [one]));
      expect(error).toBeInstanceOf(InvalidAppend);
      expect(error).toMatchObject({ code: 'INVALID_APPEND', message: expect.stringMatching(message) });
      expect(await allAfter(store, null, { filter: { streamPrefixes: [stream] } })).toEqual([]);
    });

    it.each([
      ['odd white space and order of keys', '{ "b" :1,\n\t"a":  [ 1.0, 1e2 ],"b":2 }\n'],
      ['letters and signs beyond ASCII', '{"naam":"Zoë Ňjegoš 👩‍👧 \\u00e9 é e\u0301","nul":"\\u0000"}'],
      ['an event as large as allowed', `"${'ë'.repeat(MAX_EVENT_BYTES / 2 - 2)}"`],
      ['nothing at all', ''],
    ])('keeps the bytes as they came: %s', async (_what, data) => {
      const stream = newStream();
      const metadata = data.length > 1_000 ? '' : data;
      const sent = event({ data, metadata });
      await store.append(stream, 'noStream', [sent]);
      const [read] = await all(store.readStream(stream));
      expect(Buffer.compare(read?.data ?? Buffer.from('none'), sent.data)).toBe(0);
      expect(Buffer.compare(read?.metadata ?? Buffer.from('none'), sent.metadata)).toBe(0);
      const [paged] = await allAfter(store, null, { filter: { streamPrefixes: [stream] } });
      expect(Buffer.compare(paged?.data ?? Buffer.from('none'), sent.data)).toBe(0);
    });

    it('keeps its bytes when the caller reuses his own, and history when a reader writes in what he got', async () => {
      const stream = newStream();
      const sent = { ...event(), data: Buffer.from('{"a":1}'), metadata: Buffer.from('{"m":1}') };
      const append = store.append(stream, 'noStream', [sent]);
      sent.data.fill(0);
      await append;
      sent.metadata.fill(0);
      const [read] = await all(store.readStream(stream));
      expect(dataOf(read ?? expectAnEvent())).toBe('{"a":1}');
      read?.data.fill(0);
      const [again] = await all(store.readStream(stream));
      expect(dataOf(again ?? expectAnEvent())).toBe('{"a":1}');
      expect(Buffer.from(again?.metadata ?? []).toString()).toBe('{"m":1}');
    });
  });
}

function expectAnEvent(): never {
  throw new Error('An event was expected here');
}
