// SPDX-License-Identifier: EUPL-1.2
import { afterAll, expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import { matrix2025 } from '@gezinslijn/family-case';
import { Projector, digest } from '../src/index.ts';
import { index, opened, organisations, samples, write } from './case-kit.ts';
import { postgresEngines, sqliteEngines } from './engines.ts';

const engines = [sqliteEngines(), postgresEngines()];
afterAll(() => Promise.all(engines.map(({ close }) => close())));

it('every engine holds the same rows for the same history', async () => {
  const [store, keys] = [memoryEventStore(), memoryKeyRing()];
  const instant = (day: number) => new Date(Date.UTC(2025, 2, 1 + day, 10)).toISOString();
  const entries = [{ event: opened, by: organisations.vt }, ...samples].map((entry, day) => ({
    ...entry,
    occurredAt: instant(day),
    recordedAt: instant(day),
  }));
  for (const stream of ['familyCase-b', 'familyCase-A', 'familyCase-a']) await write(store, keys, stream, entries);
  const digests = [];
  for (const { open } of engines) {
    const { engine, close } = await open();
    await new Projector({ store, engine, keys, matrix: matrix2025, index, now: () => '2026-01-01T12:00:00.000Z' }).catchUp();
    const [counted] = await engine.all('SELECT count(*) AS n FROM entry_row', []);
    expect(counted?.['n']).toBeGreaterThan(100);
    digests.push(await digest(engine, keys));
    await close();
  }
  expect(new Set(digests).size).toBe(1);
});
