// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, constants } from 'node:sqlite';
import { expect, it, jest } from '@jest/globals';
import { memoryKeyRing, openSqliteEventStore } from '@gezinslijn/event-store';
import { matrix2025 } from '@gezinslijn/family-case';
import type { Reader } from '@gezinslijn/family-case';
import { CaseReads, CaseSearch, Projector, SqliteViewEngine } from '../src/index.ts';
import { index, opened, organisations, people, samples, write } from './case-kit.ts';

const STREAM = 'familyCase-55555555-5555-4555-8555-555555555555';
const NOW = '2026-01-01T12:00:00.000Z';
const reader: Reader = { kind: 'organisation', organisation: organisations.vt };

it('what is asked all day is planned once: asked again, neither the views nor the events plan anything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gezinslijn-planned-'));
  const prepare = jest.spyOn(DatabaseSync.prototype, 'prepare');
  const [store, keys] = [await openSqliteEventStore({ file: join(folder, 'events.sqlite') }), memoryKeyRing()];
  const engine = new SqliteViewEngine(join(folder, 'views.sqlite'));
  const recorded = (at: number) => `2025-03-10T11:${String(at).padStart(2, '0')}:00.000Z`;
  const entries = [opened, ...samples.map(({ event }) => event)].map((event, at) => ({
    event,
    by: organisations.vt,
    occurredAt: '2025-03-10T10:00:00.000Z',
    recordedAt: recorded(at),
  }));
  await write(store, keys, STREAM, entries);
  await new Projector({ store, engine, keys, matrix: matrix2025, index, now: () => NOW }).catchUp();
  const reads = new CaseReads({ store, engine, keys, matrix: matrix2025, now: () => NOW });
  const search = new CaseSearch({ engine, reads, index, now: () => NOW });

  const ask = async (limit: number) => {
    const reading = await reads.open(STREAM, reader);
    const page = await reading?.page({ order: 'RECORDED', limit });
    const after = page?.entries.at(-1);
    await reading?.page({ order: 'HAPPENED', limit, types: ['ChildSeen'], person: people.child, from: '2025-01-01' });
    if (after !== undefined) await reading?.page({ order: 'RECORDED', limit, after: { position: after.position, occurredKey: '' } });
    const cases = await reads.casesOf(reader, limit);
    const found = await search.find(reader, { people: [{ name: 'Sem' }] });
    const events: string[] = [];
    for await (const { id } of store.readStream(STREAM, { limit })) events.push(id);
    for await (const { id } of store.readStream(STREAM, { limit, direction: 'backwards' })) events.push(id);
    const all = await store.readAll({ after: null, limit, filter: { streamPrefixes: ['familyCase-'] } });
    return [page?.entries.length, cases.length, found.cases.length, events.length, all.events.length];
  };

  try {
    await ask(3);
    let planned = 0;
    const noted = () => {
      planned += 1;
      return constants.SQLITE_OK;
    };
    for (const db of new Set(prepare.mock.contexts as DatabaseSync[])) db.setAuthorizer(noted);
    // Whoever is to be asked at each planning makes all that was planned before count no more.
    const first = await ask(3);
    expect(planned).toBeGreaterThan(0);
    planned = 0;
    expect([first, await ask(2)]).toEqual([
      [3, 1, expect.any(Number), 6, 3],
      [2, 1, expect.any(Number), 4, 2],
    ]);
    expect(planned).toBe(0);
  } finally {
    prepare.mockRestore();
    await engine.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
