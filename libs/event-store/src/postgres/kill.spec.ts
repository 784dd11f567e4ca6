// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { events } from '../contract/samples.ts';
import { acknowledgements, appendingChild, expectKept, run } from '../drills/kept-events.ts';
import { openPostgresEventStore } from './postgres-event-store.ts';
import { PostgresServer, TestServer, type TestDatabase } from './testing/postgres-testing.ts';

const CLIENT_ROUNDS = 20;
const SERVER_ROUNDS = 5;

// A server of its own, that syncs: it is killed here.
let server: PostgresServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await PostgresServer.start({ fsync: true });
});
afterAll(() => server.stop());

it(`an acknowledged append survives ${String(CLIENT_ROUNDS)} kills of the process that appends, once and in its place`, async () => {
  database = await TestServer.on(server).eventDatabase();
  const acknowledged: string[] = [];
  for (let round = 0; round < CLIENT_ROUNDS; round += 1) {
    const { lines, stderr } = await run(process.execPath, appendingChild(database.gateway), (kill) =>
      setTimeout(kill, Math.random() * 120),
    );
    expect(stderr).toBe('');
    expect(lines).not.toContain('refused');
    acknowledged.push(...acknowledgements(lines));
    const store = await openPostgresEventStore({ url: database.gateway });
    await expectKept(store, acknowledged);
    await store.append('after-the-kill', 'any', events(1));
    await store.close();
  }
  expect(acknowledged.length).toBeGreaterThan(CLIENT_ROUNDS * 10);
}, 300_000);

it(`and ${String(SERVER_ROUNDS)} kills of the server, which starts again on what its disk holds`, async () => {
  database = await TestServer.on(server).eventDatabase();
  const acknowledged: string[] = [];
  for (let round = 0; round < SERVER_ROUNDS; round += 1) {
    let killed: Promise<void> | undefined;
    const { lines, stderr } = await run(process.execPath, appendingChild(database.gateway), () => {
      killed = pause(100 + Math.random() * 300).then(() => server.kill());
    });
    await killed;
    expect(stderr).toBe('');
    expect(lines.at(-1)).toBe('refused');
    acknowledged.push(...acknowledgements(lines));
    await server.start();
    const store = await openPostgresEventStore({ url: database.gateway });
    await expectKept(store, acknowledged);
    await store.append('after-the-kill', 'any', events(1));
    await store.close();
  }
  expect(acknowledged.length).toBeGreaterThan(SERVER_ROUNDS * 10);
}, 300_000);

it('a store that stays open goes on after its server came back, and so does who follows it', async () => {
  database = await TestServer.on(server).eventDatabase();
  const store = await openPostgresEventStore({ url: database.gateway });
  const subscription = store.subscribeAll({ after: null });
  const followed: bigint[] = [];
  const following = (async () => {
    for await (const item of subscription) {
      if (!('caughtUp' in item)) followed.push(item.position);
      if (followed.length === 4) return;
    }
  })();
  await store.append('s', 'noStream', events(2));
  await server.kill();
  const sent = events(2);
  await expect(store.append('s', 1, sent)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await server.start();
  expect(await store.append('s', 1, sent)).toMatchObject({ revision: 3, repeated: false });
  await following;
  expect(followed).toEqual([1n, 2n, 3n, 4n]);
  await subscription.close();
  await store.close();
});
