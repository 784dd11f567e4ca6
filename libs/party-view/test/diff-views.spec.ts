// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import { matrix2025, readerKey } from '@gezinslijn/family-case';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { Projector, SqliteViewEngine, diffGrants, diffViews } from '../src/index.ts';
import type { ViewDifference } from '../src/index.ts';
import { entryRow } from '../src/schema.ts';
import { index, opened, organisations, samples, write } from './case-kit.ts';

const STREAM = 'familyCase-33333333-3333-4333-8333-333333333333';
const folder = mkdtempSync(join(tmpdir(), 'gezinslijn-diff-views-'));
const [store, keys] = [memoryEventStore(), memoryKeyRing()];
const engines: SqliteViewEngine[] = [];
const lt = readerKey({ kind: 'organisation', organisation: organisations.lt });

async function built(matrix: DisclosureMatrix): Promise<SqliteViewEngine> {
  const engine = new SqliteViewEngine(join(folder, `${String(engines.length)}.sqlite`));
  engines.push(engine);
  await new Projector({ store, engine, keys, matrix, index, now: () => '2026-01-01T12:00:00.000Z' }).catchUp();
  return engine;
}

beforeAll(async () => {
  const entries = [opened, ...samples.map(({ event }) => event)].map((event, at) => ({
    event,
    by: organisations.vt,
    occurredAt: `2025-03-10T10:${String(at).padStart(2, '0')}:00.000Z`,
    recordedAt: `2025-03-10T11:${String(at).padStart(2, '0')}:00.000Z`,
  }));
  await write(store, keys, STREAM, entries);
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const all = async (one: SqliteViewEngine, other: SqliteViewEngine) => {
  const found: ViewDifference[] = [];
  for await (const difference of diffViews(one, other, keys)) found.push(difference);
  return found;
};

describe('the difference between two sets of views', () => {
  it('is none between two that were built alike, though every rendering is sealed anew', async () => {
    const [one, other] = [await built(matrix2025), await built(matrix2025)];
    expect(await all(one, other)).toEqual([]);
    for await (const grant of diffGrants(one, other)) throw new Error(`differs: ${JSON.stringify(grant)}`);
  });

  it('names who loses which kind of entry under a stricter matrix, and the other way round who gains it', async () => {
    const without: DisclosureMatrix = { ...matrix2025, cells: { ...matrix2025.cells, C6: { ...matrix2025.cells.C6, LT: 'none' } } };
    const [before, after] = [await built(matrix2025), await built(without)];
    const lost = await all(before, after);
    const seen = (await before.all('SELECT type FROM entry_row WHERE reader = ?', [lt])).map((row) => row['type']);
    expect(seen).toContain('AgreementMade');
    expect(lost.length).toBeGreaterThan(0);
    for (const { reader, kind } of lost) expect({ reader, lost: kind !== 'gained' }).toEqual({ reader: lt, lost: true });
    expect(lost.map(({ type }) => type)).toContain('AgreementMade');
    const gained = await all(after, before);
    expect(gained.map(({ position, type }) => [position, type])).toEqual(lost.map(({ position, type }) => [position, type]));
    expect(gained.map(({ kind }) => kind)).toEqual(lost.map(({ kind }) => (kind === 'lost' ? 'gained' : 'changed')));
  });

  it('names the fields of what is shown otherwise, and nothing that stands in them', async () => {
    const [one, other] = [await built(matrix2025), await built(matrix2025)];
    const [row] = await other.all(`SELECT * FROM entry_row WHERE reader = ? ORDER BY position LIMIT 1`, [lt]);
    const changed = entryRow.columns.map(([column]) => (column === 'about' ? '|somebody|' : (row?.[column] ?? null)));
    await other.write([{ kind: 'put', table: entryRow, rows: [changed] }]);
    const found = await all(one, other);
    expect(found).toEqual([
      {
        stream: STREAM,
        reader: lt,
        position: BigInt(row?.['position'] as number),
        type: 'CaseOpened',
        kind: 'changed',
        fields: ['@about'],
      },
    ]);
  });

  it('counts each entry of a case somebody loses whole, and his right to it', async () => {
    const [one, other] = [await built(matrix2025), await built(matrix2025)];
    const rows = (await one.all('SELECT position FROM entry_row WHERE reader = ?', [lt])).length;
    await other.write([
      { kind: 'delete', table: entryRow, where: ['case_id', 'reader'], rows: [[STREAM, lt]] },
      { kind: 'run', sql: 'DELETE FROM case_reader WHERE reader = ?', params: [lt] },
    ]);
    expect((await all(one, other)).map(({ kind, reader }) => [kind, reader])).toEqual(Array.from({ length: rows }, () => ['lost', lt]));
    const grants = [];
    for await (const grant of diffGrants(one, other)) grants.push(grant);
    expect(grants).toEqual([{ stream: STREAM, reader: lt, kind: 'lost', fields: [] }]);
  });
});
