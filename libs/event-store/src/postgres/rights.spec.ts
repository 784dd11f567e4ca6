// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { all, events, rejection } from '../contract/samples.ts';
import { WrongStore } from '../core/store-info.ts';
import { UnsafeAccount } from './accounts.ts';
import { migrateEvents } from './migrate-events.ts';
import { openPostgresEventStore } from './postgres-event-store.ts';
import { TestServer, type TestDatabase } from './testing/postgres-testing.ts';

let server: TestServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await TestServer.open();
});
afterAll(() => server.close());
beforeEach(async () => {
  database = await server.eventDatabase({ demonstration: 'true' });
  const store = await openPostgresEventStore({ url: database.gateway });
  await store.append('familyCase-1', 'any', events(3));
  await store.close();
});

async function as(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const migrateAgain = (more: object = {}) => migrateEvents({ url: database.owner, accounts: Object.values(database.accounts), ...more });

describe('what was recorded', () => {
  const changes: [what: string, sql: string][] = [
    ['an update', `UPDATE event_store.event SET data = '\\x00'`],
    ['a delete', 'DELETE FROM event_store.event'],
    ['a truncate', 'TRUNCATE event_store.event'],
    ['an update of ids', 'UPDATE event_store.appended_anywhere SET rev = rev + 1'],
    ['a delete of ids', 'DELETE FROM event_store.appended_anywhere'],
    ['a change of marks', `UPDATE event_store.store_info SET value = 'false'`],
    ['a delete of marks', 'DELETE FROM event_store.store_info'],
    ['a new mark', `INSERT INTO event_store.store_info VALUES ('more', 'x')`],
  ];
  it.each(changes)('stands against %s, whoever asks', async (_what, sql) => {
    for (const url of [database.gateway, database.projector, database.owner, database.admin]) {
      expect(await rejection(as(url, sql))).toMatchObject({ code: '42501' });
    }
    // Not in a session that switches triggers off either.
    expect(await rejection(as(database.admin, `SET session_replication_role = replica; ${sql}`))).toMatchObject({ code: '42501' });
    const { rows } = await as(database.owner, 'SELECT count(*)::int AS events FROM event_store.event');
    expect(rows).toEqual([{ events: 3 }]);
  });

  it.each(['gateway', 'projector'] as const)('takes rows from the %s through the append functions only', async (account) => {
    const values = `VALUES (99, 's', 0, gen_random_uuid(), 'T', '', '')`;
    expect(
      await rejection(as(database[account], `INSERT INTO event_store.event(pos, stream, rev, id, type, data, metadata) ${values}`)),
    ).toMatchObject({ code: '42501' });
    expect(await rejection(as(database[account], `CREATE TABLE event_store.mine(x int)`))).toMatchObject({ code: '42501' });
    expect(await rejection(as(database[account], `SELECT event_store.place_known('s', 0, 0, '{}')`))).toMatchObject({ code: '42501' });
    // What a caller puts in front of the functions' own names is not found by them.
    const fake = `CREATE TEMP TABLE event(pos bigint); SET search_path = pg_temp;
      SELECT * FROM event_store.append_event('s', -1, gen_random_uuid(), 'T', '', '')`;
    await as(database[account], fake);
    const { rows } = await as(database.owner, `SELECT pos::int FROM event_store.event WHERE stream = 's'`);
    expect(rows).toEqual([{ pos: 4 }]);
  });

  it('cannot be read or added to by an account that was given nothing', async () => {
    await as(database.admin, `CREATE ROLE stranger_${database.accounts.gateway.name} LOGIN PASSWORD 'x'`);
    const url = new URL(database.gateway);
    [url.username, url.password] = [`stranger_${database.accounts.gateway.name}`, 'x'];
    expect(await rejection(as(url.href, 'SELECT 1 FROM event_store.event'))).toMatchObject({ code: '42501' });
    expect(await rejection(openPostgresEventStore({ url: url.href }))).toBeInstanceOf(WrongStore);
    await as(database.admin, `DROP ROLE stranger_${database.accounts.gateway.name}`);
  });
});

describe('a store does not open', () => {
  const given: [power: string, sql: (account: string) => string][] = [
    ['may update event', (account) => `GRANT UPDATE ON event_store.event TO ${account}`],
    ['may update event', (account) => `GRANT UPDATE (data) ON event_store.event TO ${account}`],
    ['may delete appended_anywhere', (account) => `GRANT DELETE ON event_store.appended_anywhere TO ${account}`],
    ['may truncate event', (account) => `GRANT TRUNCATE ON event_store.event TO ${account}`],
    ['may insert event', (account) => `GRANT INSERT ON event_store.event TO ${account}`],
    ['may trigger event', (account) => `GRANT TRIGGER ON event_store.event TO ${account}`],
    ['may make things in the schema', (account) => `GRANT CREATE ON SCHEMA event_store TO ${account}`],
    ['is a superuser', (account) => `ALTER ROLE ${account} SUPERUSER`],
    ['may make accounts', (account) => `ALTER ROLE ${account} CREATEROLE`],
    [
      'owns event',
      (account) =>
        `CREATE ROLE ${account}_other; ALTER TABLE event_store.event OWNER TO ${account}_other; GRANT ${account}_other TO ${account}`,
    ],
  ];
  it.each(given)('for an account that %s', async (power, sql) => {
    await as(database.admin, sql(database.accounts.gateway.name));
    const error = await rejection(openPostgresEventStore({ url: database.gateway }));
    expect(error).toBeInstanceOf(UnsafeAccount);
    expect((error as Error).message).toContain(power);
  });

  it('for the owner and for an administrator of the server', async () => {
    for (const url of [database.owner, database.admin])
      expect(await rejection(openPostgresEventStore({ url }))).toBeInstanceOf(UnsafeAccount);
  });

  it('when the triggers that guard it were switched off', async () => {
    await as(database.owner, 'ALTER TABLE event_store.event DISABLE TRIGGER never_change');
    expect(await rejection(openPostgresEventStore({ url: database.gateway }))).toBeInstanceOf(WrongStore);
  });

  it('where there is none, or one of another shape', async () => {
    await as(database.owner, `INSERT INTO event_store.migration VALUES ('9999-later', '2030-01-01')`);
    expect(await rejection(openPostgresEventStore({ url: database.gateway }))).toBeInstanceOf(WrongStore);
    const bare = await server.database();
    await as(bare.owner, `CREATE ROLE ${bare.accounts.gateway.name} LOGIN PASSWORD '${bare.accounts.gateway.password}'`);
    const error = await rejection(openPostgresEventStore({ url: bare.gateway }));
    expect(error).toBeInstanceOf(WrongStore);
    expect((error as Error).message).toContain('run the migrations');
  });

  it('when nobody answers', async () => {
    expect(await rejection(openPostgresEventStore({ url: 'postgres://a:b@127.0.0.1:1/c' }))).toBeInstanceOf(StoreUnavailable);
  });
});

describe('the marks of a store', () => {
  it('are written when it is made, with an id of its own, and never change', async () => {
    const store = await openPostgresEventStore({ url: database.gateway, info: { demonstration: 'true' } });
    expect(store.info).toEqual({ demonstration: 'true', storeId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await store.close();
    expect(await rejection(openPostgresEventStore({ url: database.gateway, info: { demonstration: 'false' } }))).toBeInstanceOf(WrongStore);
    expect(await rejection(migrateAgain({ info: { demonstration: 'false' } }))).toBeInstanceOf(WrongStore);
    expect(await rejection(migrateAgain({ info: { other: 'mark' } }))).toBeInstanceOf(WrongStore);
  });
});

describe('migrations', () => {
  it('may run anew, at the same time, and set a new password', async () => {
    const { gateway } = database.accounts;
    await Promise.all(Array.from({ length: 4 }, () => migrateAgain()));
    await migrateAgain({ accounts: [{ name: gateway.name, password: 'another one' }] });
    expect(await rejection(as(database.gateway, 'SELECT 1'))).toMatchObject({ code: '28P01' });
    const url = new URL(database.gateway);
    url.password = 'another one';
    const store = await openPostgresEventStore({ url: url.href });
    expect((await all(store.readStream('familyCase-1'))).length).toBe(3);
    await store.close();
  });

  it('make a database from nothing when several start at once', async () => {
    const fresh = await server.database();
    await Promise.all(Array.from({ length: 4 }, () => migrateEvents({ url: fresh.owner, accounts: Object.values(fresh.accounts) })));
    const store = await openPostgresEventStore({ url: fresh.projector });
    expect(await store.head()).toBeNull();
    await store.close();
  });

  it('do not make an account that nobody could sign in with', async () => {
    expect(await rejection(migrateAgain({ accounts: [{ name: 'nobody-knows' }] }))).toMatchObject({
      message: expect.stringContaining('nobody-knows'),
    });
  });
});
