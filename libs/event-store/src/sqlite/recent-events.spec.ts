// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '@gezinslijn/event-sourcing';
import { event, events, newStream, rejection } from '../contract/samples.ts';
import { CONFLICT, GroupBuilder, REPEATED, WRITTEN } from '../core/append-group.ts';
import { RecentEvents } from './recent-events.ts';
import { openSqliteEventStore } from './sqlite-event-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'recent-events-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A group of appends as it comes back from the writer: per append its stream, how many events, and what became of it. */
function group(appends: readonly (readonly [stream: string, count: number, outcome: readonly number[]])[], size = 2) {
  const builder = new GroupBuilder();
  for (const [stream, count] of appends)
    builder.add(
      stream,
      -1,
      Array.from({ length: count }, () => event({ data: 'x'.repeat(size), metadata: stream })),
    );
  const { bytes } = builder.build();
  const outcomes = Float64Array.from(appends.flatMap(([, , outcome]) => outcome));
  return { appends: builder.appends, outcomes, bytes, byteLength: builder.byteLength };
}

const places = (found: readonly StoredEvent[] = []) => found.map(({ position, stream, revision }) => [Number(position), stream, revision]);
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('what was committed last', () => {
  it('leaves out what was not written, and gives each event its place', () => {
    const recent = new RecentEvents();
    recent.committed(
      group([
        ['a', 2, [WRITTEN, 1, 6]],
        ['b', 3, [CONFLICT, 4, 0]],
        ['c', 1, [REPEATED, 0, 2]],
        ['d', 1, [WRITTEN, 9, 7]],
      ]),
    );
    const page = recent.page(4, 10, 10);
    expect(places(page?.events)).toEqual([
      [5, 'a', 0],
      [6, 'a', 1],
      [7, 'd', 9],
    ]);
    expect(page?.events.map(({ metadata }) => text(metadata))).toEqual(['a', 'a', 'd']);
    expect(page).toMatchObject({ last: 7, atEnd: true });
    expect(recent.page(3, 10, 10)).toBeUndefined();
    expect(recent.page(7, 10, 10)).toBeUndefined();
  });

  it('gives pages from any place in it, over groups, and looks no further than it was told', () => {
    const recent = new RecentEvents();
    for (let last = 3; last <= 30; last += 3) recent.committed(group([[last % 2 === 0 ? 'even' : 'odd', 3, [WRITTEN, last - 1, last]]]));
    for (let after = 0; after < 30; after += 1)
      for (const limit of [1, 2, 3, 7, 40]) {
        const page = recent.page(after, limit, limit);
        const last = Math.min(30, after + limit);
        expect(page?.events.map(({ position }) => Number(position))).toEqual(
          Array.from({ length: last - after }, (_, index) => after + 1 + index),
        );
        expect(page).toMatchObject({ last, atEnd: last === 30 });
      }
    const even = recent.page(1, 4, 20, { streamPrefixes: ['ev'] });
    expect(places(even?.events).map(([position]) => position)).toEqual([4, 5, 6, 10]);
    expect(even).toMatchObject({ last: 10, atEnd: false });
    expect(recent.page(6, 4, 3, { streamPrefixes: ['ev'] })).toEqual({ events: [], last: 9, atEnd: false });
  });

  it('begins anew where another process wrote in between', () => {
    const recent = new RecentEvents();
    recent.committed(group([['a', 2, [WRITTEN, 1, 2]]]));
    recent.committed(group([['a', 1, [WRITTEN, 4, 5]]]));
    expect(recent.page(0, 10, 10)).toBeUndefined();
    expect(recent.page(3, 10, 10)).toBeUndefined();
    expect(places(recent.page(4, 10, 10)?.events)).toEqual([[5, 'a', 4]]);
  });

  it('keeps no more than it may, and uses its memory again without changing what it gave', () => {
    const recent = new RecentEvents({ bytes: 10_000 });
    let given: StoredEvent | undefined;
    for (let last = 1; last <= 500; last += 1) {
      recent.committed(group([[`stream-${String(last)}`, 1, [WRITTEN, 0, last]]], 1_000));
      const newest = recent.page(last - 1, 1, 1)?.events[0];
      expect(text(newest?.metadata)).toBe(`stream-${String(last)}`);
      if (last === 1) given = newest;
    }
    expect(text(given?.metadata)).toBe('stream-1');
    expect(recent.page(480, 1, 1)).toBeUndefined();
    const held = recent.page(499 - 4, 10, 10);
    expect(held?.events.map(({ metadata }) => text(metadata))).toEqual([496, 497, 498, 499, 500].map((last) => `stream-${String(last)}`));
    // One that is more than all of it leaves a gap, not a hole.
    recent.committed(group([['large', 1, [WRITTEN, 0, 501]]], 20_000));
    expect(recent.page(499, 10, 10)).toBeUndefined();
    recent.committed(group([['small', 1, [WRITTEN, 0, 502]]]));
    expect(recent.page(500, 10, 10)).toBeUndefined();
    expect(places(recent.page(501, 10, 10)?.events)).toEqual([[502, 'small', 0]]);
  });

  it('keeps no more events than it may, however small', () => {
    const recent = new RecentEvents({ events: 100 });
    for (let last = 1; last <= 1_000; last += 1) recent.committed(group([['a', 1, [WRITTEN, last - 1, last]]]));
    expect(recent.page(899, 1, 1)).toBeUndefined();
    expect(recent.page(900, 1_000, 1_000)?.events).toHaveLength(100);
  });
});

describe('a store that has them', () => {
  it('gives the same pages as one that reads them from the file, with another process writing in between', async () => {
    const file = join(folder, 'two.sqlite');
    const one = await openSqliteEventStore({ file });
    const other = await openSqliteEventStore({ file });
    const reader = await openSqliteEventStore({ file });
    try {
      for (let round = 0; round < 12; round += 1) {
        const writer = round % 4 === 3 ? other : one;
        const [stream, repeated] = [newStream(), [event({ data: `{"round":${String(round)}}` })]];
        const all = [writer.append(stream, 'noStream', repeated), writer.append(stream, 'noStream', repeated)];
        all.push(...Array.from({ length: 5 }, () => writer.append(newStream(), 'noStream', events(3))));
        const refused = rejection(writer.append(stream, 7, events(1)));
        await Promise.all([...all, refused]);
        const head = Number((await reader.head()) ?? 0n);
        for (let after = 0; after <= head; after += 3)
          for (const limit of [2, 40]) {
            const options = { after: after === 0 ? null : BigInt(after), limit };
            const expected = await reader.readAll(options);
            expect(await one.readAll(options)).toEqual(expected);
            expect(await other.readAll(options)).toEqual(expected);
          }
      }
    } finally {
      await Promise.all([one.close(), other.close(), reader.close()]);
    }
  });

  it('gives bytes that belong to who asked: changing them changes nothing for the next', async () => {
    const store = await openSqliteEventStore({ file: join(folder, 'own.sqlite') });
    await store.append('a', 'noStream', [event({ data: '{"one":1}' })]);
    const [first] = (await store.readAll({ after: null, limit: 10 })).events;
    first?.data.fill(0);
    const [second] = (await store.readAll({ after: null, limit: 10 })).events;
    expect(text(second?.data)).toBe('{"one":1}');
    await store.close();
  });
});
