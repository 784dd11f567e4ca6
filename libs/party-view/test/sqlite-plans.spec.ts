// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { SqliteViewEngine } from '../src/index.ts';
import { INDEXES, READER_EARLY, TABLES } from '../src/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'views-'));
const engines = [new SqliteViewEngine(join(folder, 'views.sqlite')), new SqliteViewEngine(olderFile(join(folder, 'older.sqlite')))];
afterAll(async () => {
  for (const engine of engines) await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As an earlier version left it: with its indexes, and a planner that was told nothing. */
function olderFile(path: string): string {
  const db = new DatabaseSync(path);
  for (const { name, columns, key } of TABLES)
    db.exec(`CREATE TABLE ${name} (${columns.map(([column]) => column).join(', ')}, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`);
  for (const { name, table, columns } of [...INDEXES.filter(({ name }) => name.startsWith('case_')), ...READER_EARLY])
    db.exec(`CREATE INDEX ${name} ON ${table} (${columns})`);
  db.close();
  return path;
}

const ofReader = 'FROM entry_row r WHERE r.case_id = ? AND r.reader = ?';

/** How each question that is asked all day finds its rows; none may go through all rows of a case or of a reader to find a few. */
it.each([
  ['one entry', `SELECT * ${ofReader} AND r.entry_id = ?`, 'entry_row_one (case_id=? AND entry_id=? AND reader=?)'],
  [
    'entries of some types',
    `SELECT * ${ofReader} AND r.type IN (?, ?) ORDER BY r.position`,
    'entry_row_of_type (case_id=? AND type=? AND reader=?)',
  ],
  ['a page as recorded', `SELECT * ${ofReader} ORDER BY r.position DESC LIMIT ?`, 'PRIMARY KEY (case_id=? AND reader=?)'],
  [
    'a page as it happened',
    `SELECT * ${ofReader} ORDER BY r.occurred_key DESC, r.position DESC LIMIT ?`,
    'entry_row_occurred (case_id=? AND reader=?)',
  ],
  ['cases of a reader', 'SELECT * FROM case_reader WHERE reader = ? ORDER BY last_position DESC LIMIT ?', 'case_reader_recent (reader=?)'],
  ['a grant', 'SELECT * FROM case_reader WHERE reader = ? AND case_id IN (?, ?)', 'PRIMARY KEY (case_id=? AND reader=?)'],
  ['grants that lapsed', 'SELECT * FROM case_reader WHERE valid_until IS NOT NULL AND valid_until <= ?', 'case_reader_due'],
  ['who is found', 'SELECT * FROM search_row WHERE reader = ? AND token IN (?, ?)', 'search_row_token (token=? AND reader=?)'],
  ['what to drop of a case', 'DELETE FROM search_row WHERE case_id = ? AND reader = ?', 'search_row_case (case_id=? AND reader=?)'],
  ['who can find somebody', 'SELECT * FROM search_row WHERE token = ?', 'search_row_token (token=?)'],
])('%s', async (_question, sql, way) => {
  const marks = sql.split('?').length - 1;
  for (const engine of engines) {
    const [plan] = await engine.all(`EXPLAIN QUERY PLAN ${sql}`, Array<string>(marks).fill('x'));
    expect(plan?.['detail']).toContain(way);
  }
});
