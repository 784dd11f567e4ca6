// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { SqliteViewEngine } from '../src/index.ts';
import { caseReader, checkpoint, entryRow } from '../src/schema.ts';
import type { Row, SqlValue, Table } from '../src/view-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'absorb-'));
const views = new SqliteViewEngine(join(folder, 'views.sqlite'), 'building');
afterAll(async () => {
  await views.close();
  rmSync(folder, { recursive: true, force: true });
});

const rowOf = (table: Table, values: Readonly<Record<string, SqlValue>>): SqlValue[] =>
  table.columns.map(([name, type]) => values[name] ?? (type === 'text' ? '' : 0));

/** A finished share of the rows: which cases, and up to which event. */
async function part(index: number, cases: readonly string[], position: number): Promise<string> {
  const file = views.partFile(index);
  rmSync(file, { force: true });
  const engine = new SqliteViewEngine(file, 'building');
  const readers = cases.map((id) => rowOf(caseReader, { case_id: id, reader: 'organisation:vt' }));
  const entries = cases.flatMap((id, at) =>
    ['organisation:lt', 'organisation:vt'].map((reader) =>
      rowOf(entryRow, { case_id: id, reader, position: position * 10 + at - index, entry_id: `entry-of-${id}` }),
    ),
  );
  await engine.write([
    { kind: 'put', table: caseReader, rows: readers },
    { kind: 'put', table: entryRow, rows: entries },
    { kind: 'put', table: checkpoint, rows: [rowOf(checkpoint, { name: 'party-view', position })] },
  ]);
  await engine.close();
  return file;
}

const taken = async (): Promise<readonly Row[]> => views.all('SELECT case_id FROM case_reader ORDER BY case_id', []);

it('takes in all parts or none: what fails half way leaves nothing, and the same file takes in the right ones afterwards', async () => {
  const [first, overlapping, behind, second] = [
    await part(0, ['a', 'b'], 7),
    await part(1, ['b', 'c'], 7),
    await part(2, ['c'], 6),
    await part(3, ['c'], 7),
  ];
  await expect(async () => views.absorb([first, overlapping])).rejects.toThrow();
  expect(await taken()).toEqual([]);
  await expect(async () => views.absorb([first, behind])).rejects.toThrow(TypeError);
  await expect(async () => views.absorb([first, join(folder, 'is', 'not', 'there')])).rejects.toThrow();
  await views.absorb([first, second]);
  expect((await taken()).map((row) => row['case_id'])).toEqual(['a', 'b', 'c']);
  // Each part numbered its readers from one.
  expect(await views.all('SELECT case_id, reader, entry_id FROM entry_row ORDER BY case_id, reader', [])).toEqual(
    ['a', 'b', 'c'].flatMap((id) =>
      ['organisation:lt', 'organisation:vt'].map((reader) => ({ case_id: id, reader, entry_id: `entry-of-${id}` })),
    ),
  );
});
