// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeyRing, openSqliteEventStore } from '@gezinslijn/event-store';
import type { KeyRing, SqliteEventStore } from '@gezinslijn/event-store';
import { matrix2025, openEvent, sealEvent, subjectsOf } from '@gezinslijn/family-case';
import { BlindIndex, Projector, SqliteViewEngine, isInShare, rebuild } from '@gezinslijn/party-view';
import { digestOfAll, foldCases } from '../src/replay/fold-cases.ts';
import { ShareThreads } from '../src/replay/share-threads.ts';
import { openWorld } from '../src/policy-walk/walk.ts';

const NOW = '2025-08-01T10:00:00.000Z';
const EVERYTHING = { after: null, until: null };
const whole = { index: 0, of: 1 };
const place = (folder: string) => ({ topology: { kind: 'embedded' as const }, folder });

let data: string;
let store: SqliteEventStore;
let keys: KeyRing;

/** The cases of the policy walk in a data folder of their own, sealed under its keys. */
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'rvt-replay-'));
  store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
  keys = await openKeyRing({ folder: join(data, 'keys') });
  const { record } = await openWorld();
  const text = new TextEncoder();
  const { events } = await record.store.readAll({ after: null, limit: 1_000, filter: { streamPrefixes: ['familyCase-', 'personMatch-'] } });
  for (const stored of events) {
    const { event, metadata } = openEvent(stored, record.keys);
    const { stream, id, type } = stored;
    await keys.ensure(stream, subjectsOf(event), ['vt-haaglanden']);
    const sealed = text.encode(sealEvent(event, keys, stream, id));
    await store.append(stream, 'any', [{ id, type, data: sealed, metadata: text.encode(JSON.stringify(metadata)) }]);
  }
});
afterAll(async () => {
  await store.close();
  await keys.close();
  rmSync(data, { recursive: true, force: true });
});

async function inThreads<T>(count: number, work: (threads: ShareThreads) => Promise<T>): Promise<T> {
  const threads = await ShareThreads.start(place(data), count);
  try {
    return await work(threads);
  } finally {
    await threads.close();
  }
}

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'apps/rvt/src/main.ts');

/** `rvt replay`, from source. */
function replay(folder: string, ...more: readonly string[]) {
  const args = ['--conditions=@gezinslijn/source', '--no-warnings', MAIN, 'replay', '--data', folder, ...more];
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', timeout: 60_000 });
}

describe('a replay of every case', () => {
  it('comes to the same digest in one thread and in several, and counts every event once', async () => {
    const alone = await foldCases({ store, keys, share: whole, range: EVERYTHING });
    expect(alone.events).toBeGreaterThan(100);
    for (const count of [2, 3]) {
      const parts = await inThreads(count, (threads) => threads.fold(EVERYTHING));
      expect(parts.filter(({ events }) => events > 0).length).toBeGreaterThan(1);
      expect(parts.reduce((sum, { events }) => sum + events, 0)).toBe(alone.events);
      expect(digestOfAll(parts)).toBe(digestOfAll([alone]));
    }
  });

  it('tells how many cases are done, those of all threads together, and ends with all', async () => {
    const seen: (readonly [done: number, of: number])[] = [];
    const parts = await inThreads(2, (threads) => threads.fold(EVERYTHING, (done, of) => seen.push([done, of])));
    const cases = parts.reduce((sum, { digests }) => sum + digests.length, 0);
    expect(cases).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual([cases, cases]);
  });

  it('of a range stops where it was told to, and comes to something else', async () => {
    const until = ((await store.head()) ?? 0n) - 5n;
    const part = await foldCases({ store, keys, share: whole, range: { after: null, until } });
    const all = await foldCases({ store, keys, share: whole, range: EVERYTHING });
    expect(part.events).toBe(all.events - 5);
    expect(digestOfAll([part])).not.toBe(digestOfAll([all]));
  });

  it('fails whole when one thread fails: an unknown event is not skipped', async () => {
    const other = mkdtempSync(join(tmpdir(), 'rvt-replay-'));
    try {
      const unread = await openSqliteEventStore({ file: join(other, 'events.sqlite') });
      const json = new TextEncoder().encode('{"version":1,"data":{"open":{},"sealed":[]}}');
      const id = '99999999-9999-4999-8999-999999999999';
      await unread.append('familyCase-11111111-1111-4111-8111-111111111111', 'any', [{ id, type: 'Unheard', data: json, metadata: json }]);
      await unread.close();
      const threads = await ShareThreads.start(place(other), 2);
      await expect(threads.fold(EVERYTHING).finally(() => threads.close())).rejects.toThrow('Unheard');
      const { status, stderr } = replay(other);
      expect({ status, said: stderr.includes('Unheard') }).toEqual({ status: 1, said: true });
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('is a command that prints the digest', async () => {
    const alone = digestOfAll([await foldCases({ store, keys, share: whole, range: EVERYTHING })]);
    const { status, stdout, stderr } = replay(data, '--json');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ digest: alone });
  });
});

describe('a rebuild in shares', () => {
  it('makes row for row the views that one thread makes, and leaves no file behind', async () => {
    const options = { store, keys, matrix: matrix2025, index: await BlindIndex.of(keys), now: () => NOW };
    const one = new SqliteViewEngine(join(data, 'one.sqlite'));
    const shared = new SqliteViewEngine(join(data, 'shared.sqlite'));
    for (const engine of [one, shared]) {
      const projector = new Projector({ ...options, engine });
      await projector.restore();
      await projector.catchUp();
    }
    await rebuild({ ...options, engine: one });
    const report = await inThreads(3, (threads) => rebuild({ ...options, engine: shared }, undefined, { build: threads.views(NOW) }));
    expect(report.digestAfter).toBe(report.digestBefore);
    for (const [table, columns] of Object.entries({
      entry_row: '*',
      rendering: 'case_id, position, audience',
      case_reader: '*',
      moment: '*',
      checkpoint: '*',
      search_row: 'reader, token, case_id, person_id',
      case_link: '*',
    })) {
      const rows = (engine: SqliteViewEngine) =>
        engine.all(
          `SELECT ${columns} FROM ${table} ORDER BY 1, 2, ${['entry_row', 'search_row'].includes(table) ? '3' : '1'}${table === 'search_row' ? ', 4' : ''}`,
          [],
        );
      expect(await rows(shared)).toEqual(await rows(one));
      expect((await rows(one)).length).toBeGreaterThan(0);
    }
    await one.close();
    await shared.close();
    expect(readdirSync(data).filter((name) => name.includes('part-') || name.includes('rebuild'))).toEqual([]);
  });
});

describe('the difference a changed projection would make', () => {
  const command = (...args: readonly string[]) => {
    const words = ['--conditions=@gezinslijn/source', '--no-warnings', MAIN, 'diff-projection', ...args, '--data', data, '--json'];
    return spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8', timeout: 60_000 });
  };

  it('is looked for in a copy: views of an earlier program, opened, could not be opened by that program again', async () => {
    const standing = join(data, 'views.sqlite');
    const engine = new SqliteViewEngine(standing);
    const projector = new Projector({ store, keys, engine, matrix: matrix2025, index: await BlindIndex.of(keys), now: () => NOW });
    await projector.restore();
    await projector.catchUp();
    await engine.close();
    // As an earlier program left them: rows of entries in a table of their own.
    const file = new DatabaseSync(standing);
    file.exec(`CREATE TABLE old AS SELECT * FROM entry_row; DROP TRIGGER entry_id_goes; DROP VIEW entry_row; DROP TABLE owned_row; DROP TABLE row_owner; DROP TABLE entry_id;
      CREATE TABLE entry_row(case_id TEXT, reader TEXT, position INTEGER, entry_id TEXT, type TEXT, party TEXT, occurred_key TEXT, about TEXT,
        audience TEXT, PRIMARY KEY (case_id, reader, position)) WITHOUT ROWID;
      INSERT INTO entry_row SELECT * FROM old; DROP TABLE old`);
    file.close();
    const kind = () => {
      const opened = new DatabaseSync(standing, { readOnly: true });
      const rows = opened
        .prepare(`SELECT type, (SELECT count(*) FROM entry_row) AS rows FROM sqlite_schema WHERE name = 'entry_row'`)
        .get();
      opened.close();
      return rows;
    };
    const before = kind();
    expect(before).toMatchObject({ type: 'table' });
    // Time went on since those were made, and with it what somebody may see.
    expect(JSON.parse(command('live', 'rebuilt').stdout)).toMatchObject({ old: 'live', next: 'rebuilt' });
    expect(kind()).toEqual(before);
    const { status, stdout, stderr } = command(standing, 'live');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ gained: 0, lost: 0, changed: 0, grants: 0 });
    expect(kind()).toEqual(before);
  });

  it('says in words what is wrong where there are no views', () => {
    const { status, stderr } = command('live', join(data, 'gone.sqlite'));
    expect({ status: status === 0, said: stderr.includes('Er zijn geen weergaven in') }).toEqual({ status: false, said: true });
  });
});

describe('a share', () => {
  it('has each stream in just one of the shares, and no share is empty', () => {
    const streams = Array.from({ length: 1_000 }, (_none, index) => `familyCase-${String(index)}`);
    const counts = [0, 1, 2].map((index) => streams.filter((stream) => isInShare(stream, { index, of: 3 })).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(1_000);
    expect(Math.min(...counts)).toBeGreaterThan(250);
  });
});
