// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryEventStore } from '@gezinslijn/event-store';
import { matrix2025 } from '@gezinslijn/family-case';
import { BlindIndex, Fenced, Projector, SqliteViewEngine, digest } from '@gezinslijn/party-view';
import { Projection } from '../src/platform/projection.ts';
import { CHILD, destroyed, openFamily, seeChild, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest({}, undefined, { keeping: 'thread' });
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

const TIMELINE = 'query ($caseId: ID!, $atLeast: String) { timeline(caseId: $caseId, first: 50, atLeast: $atLeast) { nodes { id } } }';
async function shown(atLeast?: string): Promise<readonly string[]> {
  const { data, text } = await gateway.ask('lt', TIMELINE, { caseId, atLeast });
  const { timeline } = (data ?? {}) as { readonly timeline?: { readonly nodes: readonly { readonly id: string }[] } };
  if (timeline === undefined) throw new Error(text);
  return timeline.nodes.map(({ id }) => id);
}

const rowsOf = async (person: string): Promise<number> =>
  (await gateway.platform.engine.all('SELECT token FROM search_row WHERE reader = ? AND person_id = ?', ['o:vt-haaglanden', person]))
    .length;

/** What is found by whom. */
const FOUND = 'SELECT reader, person_id, token FROM search_row ORDER BY reader, person_id, token';

const failing = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('The store cannot be followed')) }),
  close: () => Promise.resolve(),
};

describe('views that another thread keeps', () => {
  it('hold what was written as soon as its writer asks for it', async () => {
    const { position, entryIds } = await seeChild(gateway, caseId);
    expect(await shown(position)).toContain(entryIds?.[0]);
  });

  it('hold all of a crowd, in the order it was recorded', async () => {
    const before = await shown();
    const written = await Promise.all(Array.from({ length: 24 }, () => seeChild(gateway, caseId)));
    const last = written.map(({ position }) => position).at(-1);
    const ids = new Set(written.map(({ entryIds }) => entryIds?.[0]));
    // The last event of a case: what the log records beside it has no place in the views.
    const page = await gateway.platform.store.readAll({ after: null, limit: 1_000, filter: { streamPrefixes: ['familyCase-'] } });
    const recorded = page.events.at(-1)?.position ?? 0n;
    expect(await gateway.platform.views.reached(recorded, 10_000)).toBe(true);
    const after = await shown(last);
    expect(after.filter((id) => ids.has(id))).toHaveLength(24);
    expect(after).toHaveLength(before.length + 24);
  });

  it('tell open screens what appeared to whom, once each', async () => {
    const told: object[] = [];
    const ended = new AbortController();
    const stream = `familyCase-${caseId}`;
    const following = (async () => {
      for await (const appeared of gateway.platform.live.follow(stream, 'o:lt-duinrade', ended.signal)) {
        if (appeared !== null) told.push(appeared);
      }
    })();
    const { entryIds } = await seeChild(gateway, caseId);
    await until(() => told.length > 0);
    ended.abort();
    await following;
    expect(told).toEqual([{ stream, reader: 'o:lt-duinrade', entryId: entryIds?.[0], position: expect.any(BigInt) }]);
  });

  it('answer each write with what became of that one', async () => {
    const { engine } = gateway.platform;
    const note = (name: string) =>
      ({ kind: 'run', sql: 'INSERT INTO checkpoint(name, position) VALUES (?, ?)', params: [name, 1] }) as const;
    const never = { kind: 'require', sql: 'SELECT 1 WHERE 1 = ?', params: [0] } as const;
    const cannotBeSent = { ...note('function'), params: [(() => 1) as unknown as string] };
    const outcomes = await Promise.allSettled([
      engine.write([note('proof-first')]),
      engine.write([never, note('proof-fenced')]),
      engine.write([cannotBeSent]),
      engine.write([note('proof-last')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(Fenced);
    const standing = await engine.all("SELECT name FROM checkpoint WHERE name >= 'proof' AND name < 'prooz' ORDER BY name", []);
    expect(standing).toEqual([{ name: 'proof-first' }, { name: 'proof-last' }]);
  });

  it('are built anew and swapped while people read, and nobody misses an entry', async () => {
    const expected = await shown();
    const state = { ended: false };
    const seen: (readonly string[])[] = [];
    const readers = [0, 1, 2].map(async () => {
      while (!state.ended) seen.push(await shown());
    });
    let swaps = 0;
    for (let round = 0; round < 3; round += 1)
      await gateway.platform.views.changeMatrix?.(matrix2025, () => {
        swaps += 1;
      });
    const { position, entryIds } = await seeChild(gateway, caseId);
    state.ended = true;
    await Promise.all(readers);
    expect(swaps).toBe(3);
    for (const page of seen) expect(page.filter((id) => id !== entryIds?.[0])).toEqual(expected);
    expect(await shown(position)).toEqual([entryIds?.[0], ...expected]);
  });

  it('cannot be built under a version the program does not have; those that stand go on', async () => {
    const unknown = { ...matrix2025, version: '2099-01' };
    await expect(gateway.platform.views.changeMatrix?.(unknown, () => undefined)).rejects.toThrow('2099-01');
    const { position, entryIds } = await seeChild(gateway, caseId);
    expect(await shown(position)).toContain(entryIds?.[0]);
  });

  it('forget whose name was erased, as soon as its key is gone', async () => {
    expect(await rowsOf(CHILD)).toBeGreaterThan(0);
    expect((await destroyed(gateway, caseId, CHILD)).__typename).toBe('CommandAccepted');
    for (let round = 0; round < 200 && (await rowsOf(CHILD)) > 0; round += 1) await wait(25);
    expect(await rowsOf(CHILD)).toBe(0);
  });

  it('stand as a rebuild would make them, once the last who held somebody destroyed too', async () => {
    const { engine, store, keys } = gateway.platform;
    const last = await destroyed(gateway, caseId, CHILD, { by: ['lt', 'ltColleague'], legalBasis: 'jeugdwet-2.3' });
    expect(last.__typename).toBe('CommandAccepted');
    const anew = new SqliteViewEngine(join(gateway.platform.ledgerFolder ?? '', 'rebuilt-views.sqlite'));
    const index = await BlindIndex.of(keys);
    await new Projector({ store, engine: anew, keys, matrix: matrix2025, index, now: gateway.platform.clock.now }).catchUp();
    const expected = [await digest(anew, keys), await anew.all(FOUND, [])];
    await anew.close();
    const now = async () => [await digest(engine, keys), await engine.all(FOUND, [])];
    for (let round = 0; round < 200 && JSON.stringify(await now()) !== JSON.stringify(expected); round += 1) await wait(25);
    expect(await now()).toEqual(expected);
  });

  it('that are told of nothing any more say so: a gateway that falls behind without knowing it is worse than one that stops', async () => {
    const data = join(gateway.platform.ledgerFolder ?? '', '..');
    const broken = { ...memoryEventStore(), head: () => Promise.resolve(null), subscribeAll: () => failing };
    const views = join(gateway.platform.ledgerFolder ?? '', 'untold-views.sqlite');
    const options = { views, events: join(data, 'events.sqlite'), keys: join(data, 'keys'), gather: 0, onCommit: () => undefined };
    const projection = new Projection({ ...options, store: broken });
    await projection.start();
    expect(projection.failure?.message).toBe('The store cannot be followed');
    // Nor do they follow by themselves once they are told to stop.
    await projection.stop();
    const stood = projection.position;
    await openFamily(gateway);
    await wait(500);
    expect(projection.position).toBe(stood);
    await projection.engine.close();
  });

  it('are closed at once, also while somebody waits for what they will not reach any more', async () => {
    const data = join(gateway.platform.ledgerFolder ?? '', '..');
    const views = join(gateway.platform.ledgerFolder ?? '', 'awaited-views.sqlite');
    const options = { views, events: join(data, 'events.sqlite'), keys: join(data, 'keys'), gather: 0, onCommit: () => undefined };
    const projection = new Projection({ ...options, store: gateway.platform.store });
    await projection.start();
    const waiting = projection.reached(BigInt(Number.MAX_SAFE_INTEGER), 3_000);
    await projection.stop();
    const closed = projection.engine.close().then(() => 'closed');
    expect(await Promise.race([closed, waiting])).toBe('closed');
    await waiting;
  });

  it('that cannot be kept stop the start, with the reason', async () => {
    const folder = join(gateway.platform.ledgerFolder ?? '', '..', 'elsewhere-there-is-nothing');
    expect(existsSync(folder)).toBe(false);
    const nowhere = join(folder, 'views.sqlite');
    expect(
      () =>
        new Projection({ store: memoryEventStore(), views: nowhere, events: nowhere, keys: folder, gather: 0, onCommit: () => undefined }),
    ).toThrow();
    const views = join(gateway.platform.ledgerFolder ?? '', 'other-views.sqlite');
    const projection = new Projection({
      store: memoryEventStore(),
      views,
      events: nowhere,
      keys: folder,
      gather: 0,
      onCommit: () => undefined,
    });
    await expect(projection.start()).rejects.toThrow('event file');
    expect(projection.failure?.message).toContain('event file');
    expect(await projection.reached(1n, 20)).toBe(false);
    // With the file goes the thread, and whoever follows the store for it: nothing keeps the process going.
    await projection.engine.close();
  });
});
