// SPDX-License-Identifier: EUPL-1.2
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { all, allAfter, events, ids, newStream, rejection } from '../contract/samples.ts';
import { WrongStore } from '../core/store-info.ts';
import { openForWriting } from './schema.ts';
import { openSqliteEventStore, openSqliteEventsForReading } from './sqlite-event-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-file-'));
let file = '';
let count = 0;
beforeEach(() => {
  file = join(folder, `events-${String((count += 1))}.sqlite`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Another program with the right to write in the folder. */
function withFile<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

async function filled(): Promise<void> {
  const store = await openSqliteEventStore({ file, info: { demonstration: 'true' } });
  await store.append('familyCase-1', 'noStream', events(3));
  await store.append('policy', 'any', events(1));
  await store.close();
}

describe('the event file', () => {
  const changes: [what: string, sql: string][] = [
    ['an update of an event', `UPDATE events SET data = x'00' WHERE pos = 1`],
    ['a delete of an event', 'DELETE FROM events WHERE pos = 4'],
    ['a delete of everything', 'DELETE FROM events'],
    ['replacing an event by its position', `INSERT OR REPLACE INTO events VALUES (2, 'familyCase-1', 3, 'x', 'X', x'00', x'00')`],
    ['replacing an event by its revision', `INSERT OR REPLACE INTO events VALUES (5, 'familyCase-1', 1, 'x', 'X', x'00', x'00')`],
    ['a hole in the positions', `INSERT INTO events VALUES (9, 'familyCase-1', 3, 'x', 'X', x'00', x'00')`],
    ['a hole in the revisions', `INSERT INTO events VALUES (5, 'familyCase-1', 4, 'x', 'X', x'00', x'00')`],
    ['a stream that does not begin at 0', `INSERT INTO events VALUES (5, 'new', 1, 'x', 'X', x'00', x'00')`],
    ['forgetting an id', 'DELETE FROM appended_anywhere'],
    ['moving an id', 'UPDATE appended_anywhere SET rev = 7'],
    ['replacing an id', `INSERT OR REPLACE INTO appended_anywhere SELECT stream, id, 7 FROM appended_anywhere`],
    ['another mark', `UPDATE store_info SET value = 'false' WHERE key = 'demonstration'`],
    ['a mark less', `DELETE FROM store_info WHERE key = 'demonstration'`],
    ['a mark more', `INSERT INTO store_info VALUES ('more', '1')`],
    ['a mark replaced', `INSERT OR REPLACE INTO store_info VALUES ('demonstration', 'false')`],
  ];
  it.each(changes)('refuses %s, whoever asks', async (_what, sql) => {
    await filled();
    const dump = () =>
      withFile((db) => ['events', 'appended_anywhere', 'store_info'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()));
    const before = dump();
    expect(() => {
      withFile((db) => {
        db.exec(sql);
      });
    }).toThrow(/events|ids|store info/);
    expect(dump()).toEqual(before);
  });

  it('is written in WAL mode with a full sync, and is for its owner only', async () => {
    await filled();
    const writing = openForWriting({ file, info: {}, busyTimeout: 0 });
    expect(writing.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    writing.close();
    expect(withFile((db) => db.prepare('PRAGMA journal_mode').get())).toEqual({ journal_mode: 'wal' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps one row per event with contiguous positions, also when appends in between were refused', async () => {
    const store = await openSqliteEventStore({ file });
    const streams = Array.from({ length: 10 }, () => newStream());
    await Promise.allSettled(streams.map((stream, index) => store.append(stream, index % 3 === 0 ? 5 : 'any', events(2))));
    await store.append('policy', 'any', events(1));
    const read = await allAfter(store, null);
    expect(read.map(({ position }) => position)).toEqual(read.map((_, index) => BigInt(index + 1)));
    await store.close();
  });

  it('leaves no write-ahead file behind when it is closed', async () => {
    await filled();
    expect(() => statSync(`${file}-wal`)).toThrow(/ENOENT/);
  });

  it('can be opened for the first time by several at once', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openSqliteEventStore({ file })));
    expect(new Set(stores.map(({ info }) => info['storeId'])).size).toBe(1);
    await Promise.all(stores.map((store) => store.append('policy', 'any', events(1))));
    for (const store of stores) {
      expect((await all(store.readStream('policy'))).length).toBe(4);
      await store.close();
    }
  });
});

describe('opening an event file', () => {
  it('makes a store with an id of its own and the marks asked for', async () => {
    const store = await openSqliteEventStore({ file, info: { demonstration: 'true' } });
    expect(store.info).toEqual({ demonstration: 'true', storeId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await store.close();
    const again = await openSqliteEventStore({ file });
    expect(again.info).toEqual(store.info);
    await again.close();
  });

  it('never makes a demonstration store of a real one, nor the other way round', async () => {
    await (await openSqliteEventStore({ file })).close();
    expect(await rejection(openSqliteEventStore({ file, info: { demonstration: 'true' } }))).toBeInstanceOf(WrongStore);
    const other = `${file}-2`;
    await (await openSqliteEventStore({ file: other, info: { demonstration: 'true' } })).close();
    expect(await rejection(openSqliteEventStore({ file: other, info: { demonstration: 'false' } }))).toBeInstanceOf(WrongStore);
  });

  it('refuses a database that is something else, and leaves it as it was', async () => {
    withFile((db) => {
      db.exec('CREATE TABLE addresses(name TEXT)');
    });
    expect(await rejection(openSqliteEventStore({ file }))).toBeInstanceOf(WrongStore);
    expect(withFile((db) => db.prepare('SELECT name FROM sqlite_schema').all())).toEqual([{ name: 'addresses' }]);
  });

  it('refuses a store of a later version', async () => {
    await filled();
    withFile((db) => {
      db.exec('PRAGMA user_version = 2');
    });
    expect(await rejection(openSqliteEventStore({ file }))).toBeInstanceOf(WrongStore);
  });

  it('says so when the file cannot be opened or is no database', async () => {
    writeFileSync(file, 'this is a text of some length, and certainly no database at all'.repeat(20));
    expect(await rejection(openSqliteEventStore({ file }))).toBeInstanceOf(StoreUnavailable);
    expect(await rejection(openSqliteEventStore({ file: folder }))).toBeInstanceOf(StoreUnavailable);
    chmodSync(file, 0o600);
  });
});

describe('appending to a file that is in use', () => {
  it('waits for the other writer, then goes on', async () => {
    const store = await openSqliteEventStore({ file });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const append = store.append('policy', 'noStream', events(1));
    setTimeout(() => {
      other.exec('ROLLBACK');
    }, 150);
    expect(await append).toMatchObject({ revision: 0 });
    other.close();
    await store.close();
  });

  it('gives up after a while with StoreUnavailable, has written nothing, and works again when the other is done', async () => {
    const store = await openSqliteEventStore({ file, busyTimeout: 50 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const outcomes = await Promise.allSettled([1, 2, 3].map((number) => store.append(`policy${String(number)}`, 'noStream', events(1))));
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable)).toBe(true);
    other.exec('ROLLBACK');
    other.close();
    const sent = events(2);
    await store.append('policy1', 'noStream', sent);
    expect(ids(await allAfter(store, null))).toEqual(ids(sent));
    await store.close();
  });
});

describe('who is told of commits', () => {
  it('is told of those to streams that begin so, once they can be read, until he ends it', async () => {
    const store = await openSqliteEventStore({ file });
    const told: string[] = [];
    const end = store.onCommit(['familyCase-', 'elsewhere-'], () => {
      told.push(withFile((db) => String(db.prepare('SELECT stream FROM events ORDER BY pos DESC').get()?.['stream'])));
    });
    await store.append('familyCase-1', 'noStream', events(2));
    await store.append('access-2026-11', 'noStream', events(1));
    await store.append('elsewhere-1', 'noStream', events(1));
    expect(told).toEqual(['familyCase-1', 'elsewhere-1']);
    end();
    await store.append('familyCase-1', 'any', events(1));
    expect(told).toHaveLength(2);
    await store.close();
  });
});

describe('events opened for reading alone', () => {
  it('are read and followed as they are written, and take no append', async () => {
    await filled();
    const written = await openSqliteEventStore({ file });
    // Longer than any test lasts: nothing is found by looking now and then.
    const read = openSqliteEventsForReading({ file, lookEvery: 600_000 });
    expect(await all(read.readStream('familyCase-1'))).toHaveLength(3);
    const followed: string[] = [];
    const subscription = read.subscribeAll({ after: await read.head(), filter: { streamPrefixes: ['familyCase-'] } });
    const following = (async () => {
      for await (const item of subscription) if (!('caughtUp' in item)) followed.push(item.id);
    })();
    const sent = events(2);
    await written.append('familyCase-1', 2, sent);
    for (let turn = 0; turn < 500 && followed.length < 2; turn += 1) {
      read.wake();
      await new Promise((done) => setTimeout(done, 1));
    }
    expect(followed).toEqual(ids(sent));
    expect(await rejection(read.append('familyCase-1', 'any', events(1)))).toBeInstanceOf(StoreUnavailable);
    await subscription.close();
    await following;
    await read.close();
    await written.close();
  });

  it('are not made where there are none', () => {
    expect(() => openSqliteEventsForReading({ file })).toThrow(StoreUnavailable);
  });
});

it('a store closed with appends under way has answered them, and holds what it said yes to', async () => {
  const store = await openSqliteEventStore({ file });
  const appends = Array.from({ length: 1_500 }, (_, index) => store.append(`s-${String(index % 50)}`, 'any', events(1)));
  await store.close();
  const outcomes = await Promise.allSettled(appends);
  const acknowledged = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect(acknowledged).toBe(1_500);
  const again = await openSqliteEventStore({ file });
  expect((await allAfter(again, null)).length).toBe(acknowledged);
  await again.close();
});
