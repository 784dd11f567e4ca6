// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { SqliteViewEngine } from '../src/index.ts';
import type { Change } from '../src/index.ts';
import { DROP_ORPHANS, INDEXES, READER_EARLY, TABLES, entryRow, rendering } from '../src/schema.ts';

const CASE = 'familyCase-1';
const MINE = [CASE, 'organisation:a', 2, 'e2', 'ChildSeen', 'VT', '2025-05-02', '|p|', 'y'] as const;
const folder = mkdtempSync(join(tmpdir(), 'views-'));
const engines = [new SqliteViewEngine(join(folder, 'views.sqlite')), new SqliteViewEngine(olderFile(join(folder, 'older.sqlite')))];
afterAll(async () => {
  for (const engine of engines) await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As an earlier version left it: with its indexes, and a planner that was told nothing. */
function olderFile(path: string): string {
  const db = new DatabaseSync(path);
  for (const { name, columns, key } of TABLES) {
    const fields = columns.map(([column, type]) => `${column} ${type === 'text' ? 'TEXT' : 'INTEGER'}`);
    db.exec(`CREATE TABLE ${name} (${fields.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`);
  }
  for (const { name, table, columns } of [...INDEXES.filter(({ name }) => name.startsWith('case_')), ...READER_EARLY])
    db.exec(`CREATE INDEX ${name} ON ${table} (${columns})`);
  const put = db.prepare('INSERT INTO entry_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const [reader, position] of [
    ['organisation:a', 1],
    ['organisation:b', 2],
  ] as const)
    put.run(CASE, reader, position, `e${String(position)}`, 'CaseOpened', 'LT', '2025-05-01', '', 'x');
  put.run(...MINE);
  db.close();
  return path;
}

const ofReader = 'FROM entry_row r WHERE r.case_id = ? AND r.reader = ?';
const OWNER = 'SEARCH o USING COVERING INDEX sqlite_autoindex_row_owner_1 (case_id=? AND reader=?)';
const NAME = 'SEARCH e USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN';

/** How each question that is asked all day finds its rows; none may go through all rows of a case or of a reader to find a few. */
it.each([
  [
    'one entry',
    `SELECT * ${ofReader} AND r.entry_id = ?`,
    [OWNER, 'SEARCH e USING COVERING INDEX entry_id_one (entry_id=?)', 'SEARCH r USING PRIMARY KEY (owner=? AND position=?)'],
  ],
  [
    'entries of some types',
    `SELECT * ${ofReader} AND r.type IN (?, ?) ORDER BY r.position`,
    [OWNER, 'SEARCH r USING INDEX owned_row_of_type (owner=? AND type=?)', NAME, 'USE TEMP B-TREE FOR ORDER BY'],
  ],
  ['a page as recorded', `SELECT * ${ofReader} ORDER BY r.position DESC LIMIT ?`, [OWNER, 'SEARCH r USING PRIMARY KEY (owner=?)', NAME]],
  [
    'which rows there are',
    `SELECT r.position, r.audience ${ofReader} ORDER BY r.position DESC LIMIT ?`,
    [OWNER, 'SEARCH r USING PRIMARY KEY (owner=?)'],
  ],
  [
    'a page as it happened',
    `SELECT * ${ofReader} ORDER BY r.occurred_key DESC, r.position DESC LIMIT ?`,
    [OWNER, 'SEARCH r USING INDEX owned_row_occurred (owner=?)', NAME],
  ],
  [
    'all rows, in order',
    `SELECT r.position, b.body FROM entry_row r JOIN rendering b ON b.case_id = r.case_id AND b.position = r.position AND b.audience = r.audience
     WHERE (r.case_id, r.reader, r.position) > (?, ?, ?) ORDER BY r.case_id, r.reader, r.position LIMIT 2000`,
    [
      'SEARCH o USING COVERING INDEX sqlite_autoindex_row_owner_1 ((case_id,reader)>(?,?))',
      'SEARCH r USING PRIMARY KEY (owner=?)',
      'SEARCH b USING PRIMARY KEY (case_id=? AND position=? AND audience=?)',
    ],
  ],
  [
    'renderings without a row',
    DROP_ORPHANS,
    ['SEARCH rendering USING PRIMARY KEY (case_id=?)', 'sqlite_autoindex_row_owner_1 (case_id=?)', 'SEARCH r USING PRIMARY KEY (owner=?)'],
  ],
  [
    'cases of a reader',
    'SELECT * FROM case_reader WHERE reader = ? ORDER BY last_position DESC LIMIT ?',
    ['case_reader_recent (reader=?)'],
  ],
  ['a grant', 'SELECT * FROM case_reader WHERE reader = ? AND case_id IN (?, ?)', ['PRIMARY KEY (case_id=? AND reader=?)']],
  ['grants that lapsed', 'SELECT * FROM case_reader WHERE valid_until IS NOT NULL AND valid_until <= ?', ['case_reader_due']],
  ['who is found', 'SELECT * FROM search_row WHERE reader = ? AND token IN (?, ?)', ['search_row_token (token=? AND reader=?)']],
  ['what to drop of a case', 'DELETE FROM search_row WHERE case_id = ? AND reader = ?', ['search_row_case (case_id=? AND reader=?)']],
  ['who can find somebody', 'SELECT * FROM search_row WHERE token = ?', ['search_row_token (token=?)']],
])('%s', async (_question, sql, ways) => {
  const marks = sql.split('?').length - 1;
  for (const engine of engines) {
    const plan = await engine.all(`EXPLAIN QUERY PLAN ${sql}`, Array<string>(marks).fill('x'));
    const steps = plan.map(({ detail }) => String(detail)).filter((step) => /SEARCH|SCAN|TEMP/.test(step));
    expect(steps.map((step, at) => (step.includes(ways[at] ?? '') ? ways[at] : step))).toEqual(ways);
  }
});

it('keeps no name of an entry, and nobody who saw it, once nothing of it is shown', async () => {
  const engine = new SqliteViewEngine(join(folder, 'gone.sqlite'));
  engines.push(engine);
  const row = (reader: string) => [CASE, reader, 2, 'e2', 'ChildSeen', 'VT', '2025-05-02', '', 'x'];
  const drop = (reader: string): Change[] => [
    { kind: 'delete', table: entryRow, where: ['case_id', 'reader'], rows: [[CASE, reader]] },
    { kind: 'run', sql: DROP_ORPHANS, params: [CASE, CASE] },
  ];
  const kept = () => engine.all('SELECT (SELECT count(*) FROM entry_id) AS names, (SELECT count(*) FROM row_owner) AS owners', []);
  await engine.write([
    { kind: 'put', table: entryRow, rows: [row('organisation:a'), row('organisation:b')] },
    { kind: 'put', table: rendering, rows: [[CASE, 2, 'x', 'body']] },
  ]);
  await engine.write(drop('organisation:a'));
  expect(await kept()).toEqual([{ names: 1, owners: 1 }]);
  expect(await engine.all('SELECT reader, entry_id FROM entry_row', [])).toEqual([{ reader: 'organisation:b', entry_id: 'e2' }]);
  await engine.write(drop('organisation:b'));
  expect(await kept()).toEqual([{ names: 0, owners: 0 }]);
});

it('finds the rows that an earlier version wrote', async () => {
  const [, older] = engines;
  expect(await older?.all(`SELECT * ${ofReader} AND r.entry_id = ?`, [...MINE.slice(0, 2), 'e2'])).toEqual([
    Object.fromEntries(entryRow.columns.map(([column], at) => [column, MINE[at]])),
  ]);
  expect(await older?.all('SELECT reader, position, entry_id FROM entry_row ORDER BY reader, position', [])).toEqual([
    { reader: 'organisation:a', position: 1, entry_id: 'e1' },
    { reader: 'organisation:a', position: 2, entry_id: 'e2' },
    { reader: 'organisation:b', position: 2, entry_id: 'e2' },
  ]);
});
