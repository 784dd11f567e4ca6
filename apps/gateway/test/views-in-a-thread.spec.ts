// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { matrix2025 } from '@gezinslijn/family-case';
import { BlindIndex, Fenced, Projector, SqliteViewEngine, digest } from '@gezinslijn/party-view';
import { Projection } from '../src/platform/projection.ts';
import type { ProjectionOptions } from '../src/platform/projection.ts';
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

/** The last event of a case: what the log records beside it has no place in the views. */
async function lastOfCases(): Promise<bigint> {
  const page = await gateway.platform.store.readAll({ after: null, limit: 1_000, filter: { streamPrefixes: ['familyCase-'] } });
  return page.events.at(-1)?.position ?? 0n;
}

/** What is found by whom. */
const FOUND = 'SELECT reader, person_id, token FROM search_row ORDER BY reader, person_id, token';

/** Views of the same events in a file of their own. */
function projectionOf(file: string, store: ProjectionOptions['store']): Projection {
  const folder = gateway.platform.ledgerFolder ?? '';
  const [events, keys] = [join(folder, '..', 'events.sqlite'), join(folder, '..', 'keys')];
  return new Projection({ views: join(folder, file), events, keys, gather: 0, onCommit: () => undefined, store });
}

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
    expect(await gateway.platform.views.reached(await lastOfCases(), 10_000)).toBe(true);
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

  it('that nobody tells of what was written find it by themselves, until they are told to stop', async () => {
    const projection = projectionOf('untold-views.sqlite', {});
    await projection.start();
    await openFamily(gateway);
    const recorded = await lastOfCases();
    await until(() => (projection.position ?? 0n) >= recorded);
    await projection.stop();
    const stood = projection.position;
    await openFamily(gateway);
    await wait(500);
    expect(projection.position).toBe(stood);
    await projection.engine.close();
  });

  it('are told once of what was written until they looked, and of nothing once they are closed', async () => {
    let told = (): void => undefined;
    let ended = 0;
    const onCommit = (_prefixes: readonly string[], call: () => void) => {
      told = call;
      return () => (ended += 1);
    };
    const projection = projectionOf('told-views.sqlite', { onCommit });
    const sent = jest.spyOn(Worker.prototype, 'postMessage');
    const messages = () => sent.mock.calls.filter(([message]) => (message as { kind: string }).kind === 'wrote').length;
    await projection.start();
    told();
    told();
    told();
    expect(messages()).toBe(1);
    await until(() => {
      told();
      return messages() > 1;
    });
    await projection.engine.close();
    expect(ended).toBeGreaterThan(0);
    sent.mockRestore();
  });

  it('are closed at once, also while somebody waits for what they will not reach any more', async () => {
    const projection = projectionOf('awaited-views.sqlite', {});
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
      () => new Projection({ store: {}, views: nowhere, events: nowhere, keys: folder, gather: 0, onCommit: () => undefined }),
    ).toThrow();
    const views = join(gateway.platform.ledgerFolder ?? '', 'other-views.sqlite');
    const projection = new Projection({
      store: {},
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
