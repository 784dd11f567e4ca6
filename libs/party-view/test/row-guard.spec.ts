// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing, UnsafeAccount } from '@gezinslijn/event-store';
import { TestServer, type TestDatabase } from '@gezinslijn/event-store/postgres-testing';
import { matrix2025, readerKey } from '@gezinslijn/family-case';
import { PostgresViewEngine, Projector, migrateViews } from '../src/index.ts';
import { asAccount, viewDatabase } from './engines.ts';
import { index, opened, organisations, samples, write } from './case-kit.ts';

const STREAM = 'familyCase-11111111-1111-4111-8111-111111111111';
const vt = readerKey({ kind: 'organisation', organisation: organisations.vt });
const lt = readerKey({ kind: 'organisation', organisation: organisations.lt });

let server: TestServer;
let database: TestDatabase;
let keeping: PostgresViewEngine;
let serving: PostgresViewEngine;

beforeAll(async () => {
  server = await TestServer.open();
  database = await viewDatabase(server);
  keeping = await PostgresViewEngine.open({ url: database.projector, access: 'write' });
  serving = await PostgresViewEngine.open({ url: database.gateway, access: 'read' });
  const [store, keys] = [memoryEventStore(), memoryKeyRing()];
  const entries = [opened, ...samples.slice(0, 10).map(({ event }) => event)].map((event, index) => ({
    event,
    by: organisations.vt,
    occurredAt: `2025-03-${String(index + 10)}T10:00:00.000Z`,
    recordedAt: `2025-03-${String(index + 10)}T10:00:00.000Z`,
  }));
  await write(store, keys, STREAM, entries);
  const projector = new Projector({ store, engine: keeping, keys, matrix: matrix2025, index, now: () => '2026-01-01T12:00:00.000Z' });
  await projector.catchUp();
});
afterAll(async () => {
  await Promise.all([keeping.close(), serving.close()]);
  await server.close();
});

const tables = ['entry_row', 'case_reader', 'rendering', 'search_row'] as const;
const countOf = async (table: string, reader?: string) => (await serving.all(`SELECT count(*) AS n FROM ${table}`, [], reader))[0]?.['n'];
const all = async (table: string) => (await keeping.all(`SELECT count(*) AS n FROM ${table}`, []))[0]?.['n'] as number;

describe('the account of a gateway', () => {
  it.each(tables)('sees no row of %s without a reader, and none for a reader nobody is', async (table) => {
    expect(await all(table)).toBeGreaterThan(1);
    expect(await countOf(table)).toBe(0);
    expect(await countOf(table, '')).toBe(0);
    expect(await countOf(table, 'organisation:nobody')).toBe(0);
    expect(await countOf(table, '%')).toBe(0);
  });

  it('sees the rows of its reader alone when a query forgets its WHERE', async () => {
    for (const [reader, other] of [
      [vt, lt],
      [lt, vt],
    ] as const) {
      const rows = await serving.all('SELECT DISTINCT reader FROM entry_row', [], reader);
      expect(rows).toEqual([{ reader }]);
      expect(await serving.all('SELECT reader FROM case_reader', [], reader)).toEqual([{ reader }]);
      expect(await serving.all('SELECT 1 AS one FROM entry_row WHERE reader = ?', [other], reader)).toEqual([]);
    }
  });

  it('sees of the renderings what rows of its reader point at', async () => {
    const own = await keeping.all('SELECT DISTINCT position, audience FROM entry_row WHERE reader = ? ORDER BY position', [lt]);
    const seen = await serving.all('SELECT position, audience FROM rendering ORDER BY position', [], lt);
    expect(seen).toEqual(own);
    expect(seen.length).toBeLessThan(await all('rendering'));
  });

  it('does not carry a reader over to the next query on the same connection, nor after a failed one', async () => {
    const one = await PostgresViewEngine.open({ url: database.gateway, access: 'read', connections: 1 });
    expect((await one.all('SELECT reader FROM case_reader', [], vt)).length).toBe(1);
    expect(await one.all('SELECT reader FROM case_reader', [])).toEqual([]);
    await expect(one.all('SELECT no_such FROM case_reader', [], vt)).rejects.toThrow('no_such');
    await expect(one.all('SELECT position / 0 FROM entry_row', [], vt)).rejects.toThrow('zero');
    expect(await one.all('SELECT reader FROM case_reader', [])).toEqual([]);
    expect(await one.all('SELECT reader FROM case_reader', [], lt)).toEqual([{ reader: lt }]);
    await one.close();
  });

  it('gives each of many readers at once his own', async () => {
    const readers = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? vt : lt));
    const answers = await Promise.all(readers.map((reader) => serving.all('SELECT DISTINCT reader FROM entry_row', [], reader)));
    expect(answers.map(([row]) => row?.['reader'])).toEqual(readers);
  });

  it('asks in one statement what readers ask in the same words, and gives each the rows of its own parameters in their order', async () => {
    const sql = `SELECT r.reader, r.position, statement_timestamp()::text AS at FROM entry_row r
      WHERE r.case_id = ? AND r.reader = ? AND r.position >= ? ORDER BY r.position DESC LIMIT ?`;
    const questions = Array.from({ length: 60 }, (_, index) => ({
      reader: index % 2 === 0 ? vt : lt,
      // Also of another reader, of a case that is not there, and of nothing.
      params: [index % 7 === 3 ? 'c' : STREAM, index % 5 === 4 ? lt : vt, index % 9, index % 3 === 0 ? 2 : 4],
    }));
    const expected = await Promise.all(
      questions.map(async ({ reader, params: [stream, named, from, limit] }) =>
        (
          await keeping.all(
            'SELECT reader, position FROM entry_row WHERE case_id = ? AND reader = ? AND position >= ? ORDER BY position DESC',
            [stream ?? null, reader === named ? reader : 'organisation:nobody', from ?? null],
          )
        ).slice(0, limit as number),
      ),
    );
    const one = await PostgresViewEngine.open({ url: database.gateway, access: 'read', connections: 1 });
    const answers = await Promise.all(questions.map(({ reader, params }) => one.all(sql, params, reader)));
    expect(answers.map((rows) => rows.map(({ at: _at, ...row }) => row))).toEqual(expected);
    expect(expected.filter((rows) => rows.length > 1).length).toBeGreaterThan(10);
    expect(expected.filter((rows) => rows.length === 0).length).toBeGreaterThan(10);
    // Of two readers, each with two lengths of page: by so many statements they were answered.
    expect(new Set(answers.flat().map(({ at }) => at)).size).toBe(4);
    await one.close();
  });

  it('gives back text, numbers and nothing as they were asked, alone or with others', async () => {
    const values = ['person:"{é,\\} \'', '', null, 'NULL', '{}'];
    const ask = (value: string | null, number: number) =>
      serving.all('SELECT ?::text AS text, ? + 0::bigint AS number, reader FROM case_reader', [value, number], vt);
    const together = await Promise.all(values.map((value, index) => ask(value, 9_007_199_254_740_990 + (index % 2))));
    expect(together).toEqual(values.map((value, index) => [{ text: value, number: 9_007_199_254_740_990 + (index % 2), reader: vt }]));
    expect(await ask('alone', 1)).toEqual([{ text: 'alone', number: 1, reader: vt }]);
  });

  it('answers more forms of questions than it remembers, alone and together', async () => {
    const one = await PostgresViewEngine.open({ url: database.gateway, access: 'read', connections: 1 });
    const ask = (form: number, number: number) => one.all(`SELECT ? + ${String(form)}::bigint AS number`, [number], vt);
    for (let form = 0; form < 520; form += 1) expect(await ask(form, 1)).toEqual([{ number: form + 1 }]);
    expect(await Promise.all([ask(600, 1), ask(600, 2), ask(3, 5)])).toEqual([[{ number: 601 }], [{ number: 602 }], [{ number: 8 }]]);
    const [named] = await one.all('SELECT count(*) AS count FROM pg_prepared_statements', [], vt);
    expect(named?.['count']).toBeLessThan(510);
    await one.close();
  });

  it('refuses one question without holding up those asked at the same moment', async () => {
    const questions = [vt, lt, vt, lt].map((reader) => serving.all('SELECT DISTINCT reader FROM entry_row', [], reader));
    const refused = serving.all('SELECT position / 0 FROM entry_row', [], lt);
    await expect(refused).rejects.toThrow('zero');
    expect(await Promise.all(questions)).toEqual([vt, lt, vt, lt].map((reader) => [{ reader }]));
  });

  it.each([
    ['change a row', `UPDATE entry_row SET reader = 'organisation:nobody'`],
    ['delete rows', 'DELETE FROM entry_row'],
    ['give itself a row', `INSERT INTO case_reader(case_id, reader) VALUES ('c', 'organisation:nobody')`],
    ['lift the guard', 'ALTER TABLE entry_row DISABLE ROW LEVEL SECURITY'],
    ['take the right to project', `INSERT INTO view_control.lease VALUES ('projector', 'me', 1, now())`],
    ['make notices', `INSERT INTO view_control.view_change(position, reader, stream, entry_id) VALUES (1, 'r', 's', 'e')`],
    ['rebuild', 'SELECT view_control.begin_rebuild()'],
    ['swap', 'SELECT view_control.swap_rebuild()'],
    ['say who is who', 'SELECT * FROM view_control.account'],
  ])('may not %s', async (_what, sql) => {
    await expect(asAccount(database.gateway, (client) => client.query(`SET search_path = party_view; ${sql}`))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is held to the same in a set of views that was rebuilt', async () => {
    const shadow = await keeping.shadow();
    await shadow.write([
      {
        kind: 'put',
        table: (await import('../src/schema.ts')).caseReader,
        rows: [
          ['c', vt, null, null, 1, 'k'],
          ['c', lt, null, null, 1, 'k'],
        ],
      },
    ]);
    // Nor may it look into one that is being made.
    await expect(
      asAccount(database.gateway, (client) => client.query('SELECT * FROM party_view_rebuild.case_reader')),
    ).resolves.toMatchObject({ rows: [] });
    await shadow.close();
  });
});

it('has the indexes of now, also when it was made with those of before', async () => {
  const columns = async () =>
    asAccount(database.admin, async (client) => {
      const { rows } = await client.query<{ indexdef: string }>(
        `SELECT indexdef FROM pg_indexes WHERE schemaname = 'party_view' AND tablename = 'entry_row'`,
      );
      return rows.map(({ indexdef }) => indexdef.slice(indexdef.indexOf('(')).replaceAll('"', '')).sort();
    });
  expect(await columns()).toEqual([
    '(case_id, entry_id, reader)',
    '(case_id, reader, occurred_key, position)',
    '(case_id, reader, position)',
    '(case_id, type, reader, position)',
  ]);
});

describe('an engine that serves readers does not open', () => {
  const given: [power: string, grant: (account: string) => string][] = [
    ['bypasses row-level security', (account) => `ALTER ROLE ${account} BYPASSRLS`],
    ['is a superuser', (account) => `ALTER ROLE ${account} SUPERUSER`],
    ['may update entry_row', (account) => `GRANT UPDATE ON party_view.entry_row TO ${account}`],
    [
      'is not bound to a reader in entry_row',
      (account) => `CREATE POLICY more ON party_view.entry_row FOR SELECT TO ${account} USING (true)`,
    ],
    ['is not bound to a reader in rendering', () => 'ALTER TABLE party_view.rendering NO FORCE ROW LEVEL SECURITY'],
    ['is not bound to a reader in case_reader', (account) => `GRANT ${account.replace('_gateway', '_projector')} TO ${account}`],
  ];
  let fresh: TestDatabase;
  beforeEach(async () => {
    fresh = await viewDatabase(server);
  });

  it.each(given)('for an account that %s', async (power, grant) => {
    await asAccount(fresh.admin, (client) => client.query(grant(fresh.accounts.gateway.name)));
    const opening = PostgresViewEngine.open({ url: fresh.gateway, access: 'read' });
    await expect(opening).rejects.toBeInstanceOf(UnsafeAccount);
    await expect(opening).rejects.toThrow(power);
  });

  it('under the projector, nor does one that writes under the gateway, nor any where there are no views', async () => {
    await expect(PostgresViewEngine.open({ url: fresh.projector, access: 'read' })).rejects.toBeInstanceOf(UnsafeAccount);
    await expect(PostgresViewEngine.open({ url: fresh.gateway, access: 'write' })).rejects.toThrow('run the migrations');
    const bare = await server.database();
    await expect(PostgresViewEngine.open({ url: bare.owner, access: 'write' })).rejects.toThrow('run the migrations');
  });

  it('migrations may run anew, and keep gateway and projector apart', async () => {
    await Promise.all([1, 2, 3].map(() => migrateViews({ url: fresh.owner, ...fresh.accounts })));
    await (await PostgresViewEngine.open({ url: fresh.gateway, access: 'read' })).close();
    expect(() => migrateViews({ url: fresh.owner, gateway: fresh.accounts.gateway, projector: fresh.accounts.gateway })).toThrow(
      'an account each',
    );
  });
});
