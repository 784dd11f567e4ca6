// SPDX-License-Identifier: EUPL-1.2
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { all, allAfter, events, ids, rejection } from '../contract/samples.ts';
import { openPostgresEventStore, type PostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store.ts';
import { TestServer, type TestDatabase } from './testing/postgres-testing.ts';

let server: TestServer;
let database: TestDatabase;
let admin: pg.Client;
const opened: PostgresEventStore[] = [];

beforeAll(async () => {
  server = await TestServer.open();
});
afterAll(() => server.close());
beforeEach(async () => {
  database = await server.eventDatabase();
  admin = new pg.Client({ connectionString: database.admin });
  await admin.connect();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await admin.end();
});

async function open(options: Partial<PostgresEventStoreOptions> = {}): Promise<PostgresEventStore> {
  const store = await openPostgresEventStore({ url: database.gateway, ...options });
  opened.push(store);
  return store;
}

/** Does something in a transaction that stays open until it is released. */
async function hold(sql: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: database.admin });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query(sql);
  return () => holder.end();
}

/** Holds the lock that orders all events, as another writer in the middle of a commit does. */
const holdOrder = () => hold('SELECT pg_advisory_xact_lock(1734700622, 7701)');

const sessions = `SELECT pid, state, wait_event FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`;

async function until(application: string, condition: (row: { state: string; wait_event: string | null }) => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { rows } = await admin.query<{ state: string; wait_event: string | null }>(sessions, [application]);
    if (rows.some(condition)) return;
    await pause(20);
  }
  throw new Error(`No session ${application} came to that point`);
}

const cutOff = (application: string) => admin.query(`SELECT pg_terminate_backend(pid) FROM (${sessions}) s`, [application]);

/** A line to the server that can be made to swallow what the server answers, and then to break. */
async function openLine(url: string) {
  const target = new URL(url);
  const { hostname, port } = target;
  let losing = false;
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.on('data', (data) => far.write(data)).on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    far.on('data', (data) => {
      if (!losing) near.write(data);
      // The answer is here, so what was asked is done.
      else near.destroy();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  target.host = `127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
  return {
    url: target.href,
    loseAnswers: () => (losing = true),
    mend: () => (losing = false),
    close: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

describe('a connection that is lost', () => {
  it('in the middle of an append refuses what was under way; what waited goes on, and a repeat is harmless', async () => {
    const store = await open();
    const release = await holdOrder();
    const sent = [events(2), events(1), events(3)];
    const underWay = sent.slice(0, 2).map((batch, index) => rejection(store.append(`s-${String(index)}`, 'noStream', batch)));
    await until('gezinslijn-append', ({ wait_event }) => wait_event === 'advisory');
    const waiting = store.append('s-2', 'noStream', sent[2] ?? []);
    await cutOff('gezinslijn-append');
    for (const error of await Promise.all(underWay)) expect(error).toBeInstanceOf(StoreUnavailable);
    await release();
    expect(await waiting).toMatchObject({ revision: 2 });
    for (const [index, batch] of sent.entries()) {
      expect(await store.append(`s-${String(index)}`, 'noStream', batch)).toMatchObject({
        revision: batch.length - 1,
        repeated: index === 2,
      });
    }
    expect((await allAfter(store, null)).length).toBe(6);
  });

  it('after the commit but before its answer leaves the append written; a repeat says so', async () => {
    const line = await openLine(database.gateway);
    const store = await open({ url: line.url });
    await store.append('s', 'noStream', events(1));
    const sent = events(2);
    line.loseAnswers();
    expect(await rejection(store.append('s', 0, sent))).toBeInstanceOf(StoreUnavailable);
    line.mend();
    expect(await store.append('s', 0, sent)).toMatchObject({ revision: 2, repeated: true });
    await store.close();
    line.close();
  });

  it('while nobody uses it is replaced, for writing, reading and listening alike', async () => {
    const store = await open({ lookEvery: 60_000 });
    await store.append('s', 'noStream', events(1));
    const subscription = store.subscribeAll({ after: null });
    const seen: string[] = [];
    const followed = (async () => {
      for await (const item of subscription) {
        if (!('caughtUp' in item)) seen.push(item.id);
        if (seen.length === 3) return;
      }
    })();
    await until('gezinslijn-listen', ({ state }) => state === 'idle');
    for (const application of ['gezinslijn-append', 'gezinslijn-read', 'gezinslijn-listen']) await cutOff(application);
    await pause(50);
    // Written through another store: only a notice, or looking again, tells the first one.
    const other = await open();
    await other.append('s', 0, events(1));
    await until('gezinslijn-listen', ({ state }) => state === 'idle');
    await other.append('s', 1, events(1));
    await followed;
    await subscription.close();
    expect(seen).toEqual(ids(await all(store.readStream('s'))));
    expect(await store.append('s', 2, events(1))).toMatchObject({ revision: 3 });
  });

  it('is no end for a subscription as long as its patience lasts', async () => {
    const store = await open({ patience: 200, lookEvery: 50 });
    const subscription = store.subscribeAll({ after: null });
    const end = rejection(all(subscription));
    await until('gezinslijn-read', ({ state }) => state === 'idle');
    await admin.query(`ALTER ROLE ${database.accounts.gateway.name} NOLOGIN`);
    await cutOff('gezinslijn-read');
    expect(await end).toBeInstanceOf(StoreUnavailable);
  });
});

describe('a deadline', () => {
  it('ends an append that waits for others too long, and the store works on', async () => {
    const store = await open({ deadline: 300 });
    const release = await holdOrder();
    const sent = events(1);
    const started = performance.now();
    expect(await rejection(store.append('s', 'noStream', sent))).toBeInstanceOf(StoreUnavailable);
    expect(performance.now() - started).toBeLessThan(5_000);
    await release();
    expect(await store.append('s', 'noStream', sent)).toMatchObject({ revision: 0, repeated: false });
  });

  it('ends a read, and more readers than connections wait for one another', async () => {
    const store = await open({ deadline: 300, readers: 2 });
    await store.append('s', 'noStream', events(4));
    const read = await Promise.all(Array.from({ length: 30 }, () => all(store.readStream('s'))));
    expect(read.every((list) => list.length === 4)).toBe(true);
    const { rows } = await admin.query(sessions, ['gezinslijn-read']);
    expect(rows.length).toBeLessThanOrEqual(2);
    const release = await hold('LOCK TABLE event_store.event IN ACCESS EXCLUSIVE MODE');
    expect(await rejection(store.head())).toBeInstanceOf(StoreUnavailable);
    expect(await rejection(all(store.readStream('s')))).toBeInstanceOf(StoreUnavailable);
    await release();
    expect(await store.head()).toBe(4n);
  });
});

describe('pages', () => {
  it('of large events are short, and none is lost between them', async () => {
    const store = await open();
    const large = Array.from({ length: 24 }, () => ({ ...events(1)[0]!, data: Buffer.alloc(600_000, 'x') }));
    for (const [index, one] of large.entries()) await store.append('large', index === 0 ? 'noStream' : index - 1, [one]);
    const page = await store.readAll({ after: null, limit: 100 });
    expect(page.events.length).toBeGreaterThan(1);
    expect(page.events.length).toBeLessThan(10);
    expect(page.atHead).toBe(false);
    expect(ids(await allAfter(store, null))).toEqual(ids(large));
    expect(ids(await all(store.readStream('large')))).toEqual(ids(large));
    expect(ids(await all(store.readStream('large', { direction: 'backwards' })))).toEqual(ids(large.toReversed()));
    expect(ids(await all(store.readStream('large', { limit: 20 })))).toEqual(ids(large.slice(0, 20)));
  });

  it('with a filter that seldom matches look at a bounded part of the store', async () => {
    const store = await open();
    for (let round = 0; round < 10; round += 1) await store.append('many', 'any', events(500));
    await store.append('rare', 'noStream', events(1));
    const first = await store.readAll({ after: null, limit: 10, filter: { streamPrefixes: ['rare'] } });
    expect(first).toEqual({ events: [], lastPosition: 4_096n, atHead: false });
    expect((await allAfter(store, null, { filter: { streamPrefixes: ['rare'] } })).map(({ position }) => position)).toEqual([5_001n]);
  });
});
