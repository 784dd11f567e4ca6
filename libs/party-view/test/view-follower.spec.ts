// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestServer, type TestDatabase } from '@gezinslijn/event-store/postgres-testing';
import { Lease, PostgresViewEngine, ViewFollower } from '../src/index.ts';
import type { Appeared, ViewFollowerOptions, ViewNotice } from '../src/index.ts';
import { checkpoint } from '../src/schema.ts';
import { asAccount, emptyViews, viewDatabase } from './engines.ts';

let server: TestServer;
let database: TestDatabase;
let engine: PostgresViewEngine;
const following: ViewFollower[] = [];

beforeAll(async () => {
  server = await TestServer.open();
  database = await viewDatabase(server);
  engine = await PostgresViewEngine.open({ url: database.projector, access: 'write' });
});
afterAll(async () => {
  await engine.close();
  await server.close();
});
beforeEach(() => emptyViews(database));
afterEach(async () => {
  for (const follower of following.splice(0)) await follower.stop();
});

const appeared = (position: number, reader = 'organisation:a'): Appeared => ({
  stream: 'familyCase-1',
  reader,
  position: BigInt(position),
  entryId: `e${String(position)}`,
});

/** What the projector commits. */
const commit = (upTo: number, ...list: Appeared[]) =>
  engine.write([
    { kind: 'put', table: checkpoint, rows: [['party-view', upTo]] },
    { kind: 'notice', appeared: list },
  ]);

async function follow(
  options: Partial<ViewFollowerOptions> = {},
): Promise<{ follower: ViewFollower; notices: ViewNotice[]; told: () => bigint[] }> {
  const notices: ViewNotice[] = [];
  const follower = new ViewFollower({ url: database.gateway, onNotice: (notice) => notices.push(notice), ...options });
  await follower.start();
  following.push(follower);
  return { follower, notices, told: () => notices.flatMap((notice) => notice.appeared.map(({ position }) => position)) };
}

const cutOff = () =>
  asAccount(database.admin, (client) =>
    client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gezinslijn-follow' AND datname = current_database()`,
    ),
  );

describe('a follower', () => {
  it('begins where the views are, and tells what appears to whom from there, within the blink of an eye', async () => {
    await commit(3, appeared(2));
    const { follower, notices } = await follow({ lookEvery: 60_000 });
    expect(follower.position).toBe(3n);
    await pause(100);
    const reached = follower.reached(5n, 5_000);
    await commit(5, appeared(4), appeared(5, 'person:b'), appeared(5));
    expect(await reached).toBe(true);
    expect(notices).toEqual([{ position: 5n, appeared: [appeared(4), appeared(5), appeared(5, 'person:b')], missed: false }]);
    expect(await follower.reached(4n, 0)).toBe(true);
    expect(await follower.reached(6n, 20)).toBe(false);
  });

  it('tells of progress in which nothing appeared', async () => {
    const { follower, notices } = await follow();
    expect(follower.position).toBeNull();
    await commit(9);
    expect(await follower.reached(9n, 5_000)).toBe(true);
    expect(notices).toEqual([{ position: 9n, appeared: [], missed: false }]);
  });

  it('loses nothing and tells nothing twice while its connections are cut again and again', async () => {
    const { follower, told } = await follow({ lookEvery: 100 });
    for (let position = 1; position <= 300; position += 1) {
      await commit(position, appeared(position));
      if (position % 40 === 0) await cutOff();
    }
    expect(await follower.reached(300n, 10_000)).toBe(true);
    expect(told()).toEqual(Array.from({ length: 300 }, (_, index) => BigInt(index + 1)));
    expect(follower.failure).toBeUndefined();
  });

  it('tells nothing twice when the server lost the last commits and they are made again', async () => {
    const { follower, told } = await follow();
    await commit(4, appeared(3), appeared(4));
    expect(await follower.reached(4n, 5_000)).toBe(true);
    await asAccount(database.admin, (client) =>
      client.query(`DELETE FROM view_control.view_change WHERE position > 2; UPDATE party_view.checkpoint SET position = 2`),
    );
    await pause(1_200);
    expect(follower.position).toBe(2n);
    await commit(6, appeared(3), appeared(4), appeared(6));
    expect(await follower.reached(6n, 5_000)).toBe(true);
    expect(told()).toEqual([3n, 4n, 6n]);
  });

  it('reads a long backlog in pages, without cutting what one event brought', async () => {
    const { follower, notices, told } = await follow({ lookEvery: 60_000 });
    await pause(100);
    const many = Array.from({ length: 8_000 }, (_, index) =>
      [1, 2, 3].map((reader) => appeared(index + 1, `person:${String(reader)}`)),
    ).flat();
    await commit(8_000, ...many);
    expect(await follower.reached(8_000n, 10_000)).toBe(true);
    expect(told().length).toBe(24_000);
    expect(notices.length).toBeGreaterThan(2);
    for (const notice of notices) expect(notice.appeared.length % 3).toBe(0);
  });

  it('says that it missed some when what it did not hear was thrown away, and when the views were rebuilt past it', async () => {
    await commit(1);
    const { follower, notices } = await follow({ lookEvery: 50 });
    await asAccount(database.admin, async (client) => {
      await client.query('BEGIN');
      await client.query(`UPDATE party_view.checkpoint SET position = 8; UPDATE view_control.notice_floor SET position = 7`);
      await client.query('COMMIT');
    });
    expect(await follower.reached(8n, 5_000)).toBe(true);
    expect(notices).toEqual([{ position: 8n, appeared: [], missed: true }]);
    const shadow = await engine.shadow();
    await shadow.write([{ kind: 'put', table: checkpoint, rows: [['party-view', 12]] }]);
    await engine.swap(shadow);
    expect(await follower.reached(12n, 5_000)).toBe(true);
    await commit(13, appeared(13));
    expect(await follower.reached(13n, 5_000)).toBe(true);
    expect(notices.slice(1)).toEqual([
      { position: 12n, appeared: [], missed: true },
      { position: 13n, appeared: [appeared(13)], missed: false },
    ]);
  });

  it('knows whether somebody keeps the views, and whether it can look', async () => {
    await commit(1);
    const { follower } = await follow({ lookEvery: 50, deadline: 500 });
    expect(follower.lagging).toBe(true);
    const lease = new Lease({ url: database.projector, name: 'projector', holder: 'test', lasts: 60_000 });
    await lease.acquire();
    await pause(200);
    expect(follower.lagging).toBe(false);
    await lease.release();
    await pause(200);
    expect(follower.lagging).toBe(true);
    await lease.acquire();
    await asAccount(database.admin, (client) => client.query(`ALTER ROLE ${database.accounts.gateway.name} NOLOGIN`));
    await cutOff();
    await pause(500);
    expect(follower.failure).toBeInstanceOf(Error);
    expect(follower.lagging).toBe(true);
    await asAccount(database.admin, (client) => client.query(`ALTER ROLE ${database.accounts.gateway.name} LOGIN`));
    await pause(500);
    expect([follower.failure, follower.lagging]).toEqual([undefined, false]);
    await lease.close();
  });
});

describe('notices', () => {
  it('are thrown away after some minutes, and up to where is noted', async () => {
    await commit(2, appeared(1), appeared(2));
    await asAccount(database.admin, (client) => client.query(`UPDATE view_control.view_change SET at = now() - interval '11 minutes'`));
    await commit(3, appeared(3));
    // At most once a minute: the engine that wrote until now has not done so yet.
    const later = await PostgresViewEngine.open({ url: database.projector, access: 'write', pruneEvery: 0 });
    await later.write([{ kind: 'notice', appeared: [] }]);
    await later.close();
    const rows = await asAccount(
      database.admin,
      async (client) =>
        (
          await client.query(
            'SELECT array(SELECT position::int FROM view_control.view_change) AS left, position::int AS floor FROM view_control.notice_floor',
          )
        ).rows as unknown[],
    );
    expect(rows).toEqual([{ left: [3], floor: 2 }]);
  });
});

describe('a swap', () => {
  it('is not noticed by those who read meanwhile, on prepared statements, but for what they read', async () => {
    await engine.write([{ kind: 'put', table: checkpoint, rows: [['party-view', 0]] }]);
    const reading = await PostgresViewEngine.open({ url: database.gateway, access: 'read', connections: 4 });
    let running = true;
    const readers = Array.from({ length: 6 }, async () => {
      const seen: number[] = [];
      while (running) {
        const [row] = await reading.all(`SELECT position FROM checkpoint WHERE name = 'party-view'`, [], 'organisation:a');
        seen.push(row?.['position'] as number);
      }
      return seen;
    });
    for (let round = 1; round <= 12; round += 1) {
      const shadow = await engine.shadow();
      await shadow.write([{ kind: 'put', table: checkpoint, rows: [['party-view', round]] }]);
      await engine.swap(shadow);
    }
    await pause(50);
    running = false;
    for (const seen of await Promise.all(readers)) {
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(seen.at(-1)).toBe(12);
      expect(new Set(seen).size).toBeGreaterThan(2);
    }
    await reading.close();
  });
});
