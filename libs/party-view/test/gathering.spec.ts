// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import { matrix2025 } from '@gezinslijn/family-case';
import { Projector, SqliteViewEngine } from '../src/index.ts';
import { index, opened, organisations, samples, write } from './case-kit.ts';

const STREAM = 'familyCase-44444444-4444-4444-8444-444444444444';
/** Longer than any test lasts: whoever is not let through fails. */
const FOREVER = 60_000;

let folder: string;
let engine: SqliteViewEngine;
let commits: bigint[];
let projector: Projector;
const crowd = [opened, ...samples.map(({ event }) => event)].map((event, at) => ({
  event,
  by: organisations.vt,
  occurredAt: '2025-03-10T10:00:00.000Z',
  recordedAt: `2025-03-10T11:${String(at).padStart(2, '0')}:00.000Z`,
}));
const [single] = crowd.slice(-1);

const setUp = () => {
  folder = mkdtempSync(join(tmpdir(), 'gezinslijn-gathering-'));
  engine = new SqliteViewEngine(join(folder, 'views.sqlite'));
  commits = [];
};

/** A store in which every event of a crowd is there before the projector is told of the first. */
async function afterCrowd() {
  const [store, keys] = [memoryEventStore(), memoryKeyRing()];
  const held = memoryEventStore();
  await write(held, keys, STREAM, crowd);
  const { events } = await held.readAll({ after: null, limit: 1_000 });
  projector = new Projector({
    store,
    engine,
    keys,
    matrix: matrix2025,
    index,
    now: () => '2026-01-01T12:00:00.000Z',
    gather: FOREVER,
    onCommit: (position) => commits.push(position),
  });
  await projector.start();
  await store.append(STREAM, 'noStream', events);
  const head = (await store.head()) ?? 0n;
  await until(() => projector.position === head);
  return { store, keys };
}

const until = async (holds: () => boolean) => {
  for (let turn = 0; turn < 2_000 && !holds(); turn += 1) await new Promise((done) => setTimeout(done, 1));
  expect(holds()).toBe(true);
};
const pause = () => new Promise((done) => setTimeout(done, 30));

beforeEach(setUp);
afterEach(async () => {
  await projector.stop();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a projector that gathers', () => {
  it('writes what comes after a crowd together, as soon as somebody waits for it', async () => {
    const { store, keys } = await afterCrowd();
    const before = commits.length;
    if (single === undefined) throw new Error('no sample');
    await write(store, keys, STREAM, [single], 100);
    await pause();
    await write(store, keys, STREAM, [single], 101);
    await pause();
    expect(commits.length).toBe(before);

    const head = (await store.head()) ?? 0n;
    expect(await projector.reached(head, 5_000)).toBe(true);
    expect(commits.slice(before)).toEqual([head]);
  });

  it('does not keep a single entry waiting', async () => {
    const { store, keys } = await afterCrowd();
    if (single === undefined) throw new Error('no sample');
    await write(store, keys, STREAM, [single], 100);
    await projector.reached((await store.head()) ?? 0n, 5_000);
    await write(store, keys, STREAM, [single], 101);
    const head = (await store.head()) ?? 0n;
    await until(() => projector.position === head);
  });

  it('stops at once', async () => {
    await afterCrowd();
    const started = performance.now();
    await projector.stop();
    expect(performance.now() - started).toBeLessThan(FOREVER / 10);
  });
});
