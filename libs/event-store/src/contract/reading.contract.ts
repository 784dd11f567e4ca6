// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textsOf } from '@gezinslijn/event-sourcing';
import type { AllFilter, EventStore, NewEvent, ReadStreamOptions } from '@gezinslijn/event-sourcing';
import { all, allAfter, event, events, ids, newStream, rejection, type StoreUnderTest } from './samples.ts';

export function readingContract(engine: StoreUnderTest): void {
  describe('reading a stream', () => {
    let store: EventStore;
    const stream = newStream();
    const sent = events(7);
    beforeAll(async () => {
      store = await engine.open();
      await store.append(stream, 'noStream', sent);
      await store.append(newStream(), 'noStream', events(3));
    });
    afterAll(() => store.close());

    const ways: [how: string, options: ReadStreamOptions | undefined, revisions: number[]][] = [
      ['without options gives all, in order', undefined, [0, 1, 2, 3, 4, 5, 6]],
      ['from a revision includes it', { from: 4 }, [4, 5, 6]],
      ['with a limit stops there', { from: 2, limit: 3 }, [2, 3, 4]],
      ['from beyond the end gives nothing', { from: 7 }, []],
      ['forwards from the end gives nothing', { from: 'end' }, []],
      ['from the start gives all', { from: 'start', direction: 'forwards' }, [0, 1, 2, 3, 4, 5, 6]],
      ['backwards starts at the last event', { direction: 'backwards' }, [6, 5, 4, 3, 2, 1, 0]],
      ['backwards from the end with a limit gives the newest', { from: 'end', direction: 'backwards', limit: 2 }, [6, 5]],
      ['backwards from a revision includes it', { from: 2, direction: 'backwards' }, [2, 1, 0]],
      ['backwards from the first gives the first', { from: 0, direction: 'backwards' }, [0]],
      ['backwards from beyond the end gives all', { from: 99, direction: 'backwards' }, [6, 5, 4, 3, 2, 1, 0]],
    ];
    it.each(ways)('%s', async (_how, options, revisions) => {
      const read = await all(store.readStream(stream, options));
      expect(read.map(({ revision }) => revision)).toEqual(revisions);
      expect(ids(read)).toEqual(revisions.map((revision) => sent[revision]?.id));
      expect(read.every((found) => found.stream === stream)).toBe(true);
    });

    it('that does not exist gives nothing', async () => {
      expect(await all(store.readStream(newStream()))).toEqual([]);
      expect(await all(store.readStream(newStream(), { direction: 'backwards' }))).toEqual([]);
    });

    it('gives what was appended: id, type, stream and bytes', async () => {
      const one = newStream();
      const given = event({ type: 'SafetyPlanAgreed', data: '{"plan":1}', metadata: '{"by":"gi"}' });
      await store.append(one, 'noStream', [given]);
      const [read] = await all(store.readStream(one));
      expect(read).toMatchObject({ id: given.id, type: 'SafetyPlanAgreed', stream: one, revision: 0 });
      expect(Buffer.from(read?.data ?? []).toString()).toBe('{"plan":1}');
      expect(Buffer.from(read?.metadata ?? []).toString()).toBe('{"by":"gi"}');
    });

    it('may be stopped half-way', async () => {
      for await (const { revision } of store.readStream(stream)) if (revision === 2) break;
      expect((await all(store.readStream(stream))).length).toBe(7);
    });

    it('of many events loses none between its pages, either way', async () => {
      const long = newStream();
      const many = events(1_200);
      for (let from = 0; from < many.length; from += 300)
        await store.append(long, from === 0 ? 'noStream' : from - 1, many.slice(from, from + 300));
      expect(ids(await all(store.readStream(long)))).toEqual(ids(many));
      expect(ids(await all(store.readStream(long, { direction: 'backwards' })))).toEqual(ids(many.toReversed()));
      expect(ids(await all(store.readStream(long, { from: 100, limit: 1_000 })))).toEqual(ids(many.slice(100, 1_100)));
    });

    it.each([{ limit: 0 }, { limit: -1 }, { from: -1 }, { from: 0.5 }])('refuses %j, which is a slip of the caller', async (options) => {
      expect(await rejection(all(store.readStream(stream, options)))).toBeInstanceOf(RangeError);
    });
  });

  it('gives a stream as text: what its bytes say, of more than a page, and nothing of one that does not exist', async () => {
    const store = await engine.open();
    const stream = newStream();
    const sent = Array.from({ length: 600 }, (_, index) => event({ data: `{"naam":"Zoë ${String(index)} 😀"}`, metadata: '{"door":"é"}' }));
    await store.append(stream, 'noStream', sent);
    const decoder = new TextDecoder();
    const expected = (await all(store.readStream(stream))).map((read) => ({
      ...read,
      data: decoder.decode(read.data),
      metadata: decoder.decode(read.metadata),
    }));
    expect(expected[7]?.data).toBe('{"naam":"Zoë 7 😀"}');
    expect(await all(textsOf(store, stream))).toEqual(expected);
    expect(await all(textsOf(store, newStream()))).toEqual([]);
    await store.close();
  });

  describe('naming streams', () => {
    it('gives each that begins so once, however many events it has, and none else', async () => {
      const store = await engine.open();
      const kind = newStream('named').replaceAll('-', '');
      // The last begins with another's whole name, and sorts between that and what begins with it and a hyphen.
      const streams = [`${kind}-1`, `${kind}-2`, `${kind}-1-more`, `${kind}-1+more`, kind];
      for (const stream of streams) await store.append(stream, 'noStream', events(3));
      await store.append(`x${kind}-1`, 'noStream', events(1));
      await store.append(`${kind}-2`, 2, events(2));
      expect((await all(store.streams(kind))).sort()).toEqual([...streams].sort());
      expect((await all(store.streams(`${kind}-1`))).sort()).toEqual([`${kind}-1`, `${kind}-1+more`, `${kind}-1-more`]);
      expect(await all(store.streams(`${kind}-3`))).toEqual([]);
      await store.close();
    });

    it('of more than a page misses none', async () => {
      const store = await engine.open();
      const kind = newStream('many').replaceAll('-', '');
      const streams = Array.from({ length: 600 }, (_, number) => `${kind}-${String(number)}`);
      await Promise.all(streams.map((stream) => store.append(stream, 'noStream', events(1))));
      expect((await all(store.streams(`${kind}-`))).sort()).toEqual([...streams].sort());
      await store.close();
    });
  });

  describe('reading all events', () => {
    let store: EventStore;
    let before: bigint | null;
    const [kindA, kindB] = [newStream('kindA').replaceAll('-', ''), newStream('kindB').replaceAll('-', '')];
    const sent: { stream: string; event: NewEvent }[] = [];
    beforeAll(async () => {
      store = await engine.open();
      before = await store.head();
      for (let index = 0; index < 60; index += 1) {
        const one = {
          stream: `${index % 3 === 0 ? kindA : kindB}-${String(index % 6)}`,
          event: event({ type: index % 2 === 0 ? 'Even' : 'Odd' }),
        };
        await store.append(one.stream, 'any', [one.event]);
        sent.push(one);
        // Holds the name, but does not begin with it.
        if (index === 30) await store.append(`x${kindA}-0`, 'any', [event({ type: 'Odd' })]);
      }
    });
    afterAll(() => store.close());

    const expected = (take: (stream: string, type: string) => boolean) =>
      sent.filter((one) => take(one.stream, one.event.type)).map((one) => one.event.id);

    it('gives them in the order in which they were acknowledged, at positions that only rise', async () => {
      const read = await allAfter(store, before, { filter: { streamPrefixes: [kindA, kindB] } });
      expect(ids(read)).toEqual(ids(sent.map((one) => one.event)));
      expect(read.every((one, index) => index === 0 || one.position > (read[index - 1]?.position ?? 0n))).toBe(true);
    });

    it('gives the same revisions and bytes as reading the stream', async () => {
      const stream = `${kindB}-1`;
      expect(await allAfter(store, before, { filter: { streamPrefixes: [stream] } })).toEqual(await all(store.readStream(stream)));
    });

    const filters: [by: string, filter: AllFilter, take: (stream: string, type: string) => boolean][] = [
      ['stream prefix', { streamPrefixes: [`${kindA}-`] }, (stream) => stream.startsWith(kindA)],
      [
        'several prefixes',
        { streamPrefixes: [`${kindA}-3`, `${kindB}-`] },
        (stream) => stream === `${kindA}-3` || stream.startsWith(kindB),
      ],
      ['type and prefix, both', { types: ['Odd'], streamPrefixes: [kindA] }, (stream, type) => stream.startsWith(kindA) && type === 'Odd'],
      ['several types', { types: ['Odd', 'Even'], streamPrefixes: [kindA, kindB] }, () => true],
      ['a whole type name, not its beginning', { types: ['Eve'], streamPrefixes: [kindA, kindB] }, () => false],
    ];
    it.each(filters)('filters by %s', async (_by, filter, take) => {
      expect(ids(await allAfter(store, before, { filter }))).toEqual(expected(take));
    });

    it.each([1, 2, 7, 1_000])('gives the same in pages of at most %i', async (limit) => {
      expect(ids(await allAfter(store, before, { limit, filter: { streamPrefixes: [kindA, kindB] } }))).toEqual(
        ids(sent.map((one) => one.event)),
      );
      expect(ids(await allAfter(store, before, { limit, filter: { types: ['Odd'], streamPrefixes: [kindA] } }))).toEqual(
        expected((stream, type) => stream.startsWith(kindA) && type === 'Odd'),
      );
      const page = await store.readAll({ after: before, limit });
      expect(page.events.length).toBeLessThanOrEqual(limit);
    });

    it('resumes after any event, exactly', async () => {
      const filter = { streamPrefixes: [kindA, kindB] };
      const read = await allAfter(store, before, { filter });
      for (const index of [0, 17, 58, 59]) {
        expect(ids(await allAfter(store, read[index]?.position ?? 0n, { filter }))).toEqual(ids(read.slice(index + 1)));
      }
    });

    it('at the head says so and does not go back', async () => {
      const head = await store.head();
      const page = await store.readAll({ after: head, limit: 10, filter: { streamPrefixes: [newStream()] } });
      expect(page).toMatchObject({ events: [], atHead: true });
      expect(page.lastPosition ?? -1n).toBeGreaterThanOrEqual(head ?? -1n);
    });

    it.each([{ limit: 0 }, { limit: 0.5 }, { limit: 1, filter: { types: [] } }, { limit: 1, filter: { streamPrefixes: [''] } }])(
      'refuses %j, which is a slip of the caller',
      async (options) => {
        expect(await rejection(store.readAll({ after: null, ...options }))).toBeInstanceOf(RangeError);
      },
    );

    it('knows its head: not behind an acknowledged append, and all that is read up to it is there', async () => {
      const { position } = await store.append(newStream(), 'any', events(2));
      const head = await store.head();
      expect(head ?? -1n).toBeGreaterThanOrEqual(position);
    });
  });

  if (engine.exclusive === true) {
    it('an empty store has no head, and reading it gives nothing', async () => {
      const store = await engine.open();
      expect(await store.head()).toBeNull();
      expect(await store.readAll({ after: null, limit: 5 })).toEqual({ events: [], lastPosition: null, atHead: true });
      const { position } = await store.append(newStream(), 'any', events(3));
      expect(await store.head()).toBe(position);
      expect(await store.readAll({ after: position, limit: 5 })).toEqual({ events: [], lastPosition: position, atHead: true });
      expect(await store.readAll({ after: null, limit: 5 })).toMatchObject({ lastPosition: position, atHead: true });
      await store.close();
    });
  }
}
