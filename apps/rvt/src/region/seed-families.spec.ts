// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { openEventStore, openKeyRing } from '@gezinslijn/event-store';
import { WHOLE } from '@gezinslijn/party-view';
import { digestOfAll, foldCases } from '../replay/fold-cases.ts';
import { Chance } from './chance.ts';
import { seedFamiliesCommand } from './seed-families.ts';
import { syntheticFamily } from './storyline.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function seeded(seed: string, families = '12') {
  const folder = mkdtempSync(join(tmpdir(), 'gezinslijn-region-'));
  folders.push(folder);
  const told = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await seedFamiliesCommand({ families, data: folder, store: 'sqlite', seed, json: true }, () => undefined);
  const report = JSON.parse(String(told.mock.calls.at(-1)?.[0])) as { entries: number };
  told.mockRestore();
  const store = await openEventStore({ kind: 'embedded' }, { folder });
  const keys = await openKeyRing({ folder: join(folder, 'keys') });
  const folded = await foldCases({ store, keys, share: WHOLE, range: { after: null, until: null } });
  const ids = (await store.readAll({ after: null, limit: 5_000 })).events.map(({ id }) => id).sort();
  await store.close();
  await keys.close();
  return { folder, entries: report.entries, events: folded.events, digest: digestOfAll([folded]), ids };
}

describe('a made-up region', () => {
  it('is the same for the same seed, down to the ids of its entries, and another for another', async () => {
    const [one, again, other] = [await seeded('1'), await seeded('1'), await seeded('2')];
    expect(again).toMatchObject({ digest: one.digest, ids: one.ids });
    expect(other.digest).not.toBe(one.digest);
    expect(one.events).toBe(one.entries);
    expect(one.events).toBeGreaterThan(12 * 12);
  });

  it('is not entered twice', async () => {
    const { folder, digest, events } = await seeded('3');
    const told = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await seedFamiliesCommand({ families: '12', data: folder, store: 'sqlite', seed: '3', json: true }, () => undefined);
    told.mockRestore();
    const store = await openEventStore({ kind: 'embedded' }, { folder });
    const keys = await openKeyRing({ folder: join(folder, 'keys') });
    const folded = await foldCases({ store, keys, share: WHOLE, range: { after: null, until: null } });
    expect({ digest: digestOfAll([folded]), events: folded.events }).toEqual({ digest, events });
    await store.close();
    await keys.close();
  });

  it('has gaps and late entries in it, and never goes back in time', () => {
    const all = Array.from({ length: 200 }, (_, index) => [...stepsOf('plausible', index)]);
    const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
    const recorded = all.map((steps) => steps.map(({ recordedAt }) => recordedAt));
    for (const one of recorded) expect(one).toEqual([...one].sort());
    const late = all.flat().filter(({ occurredAt, recordedAt }) => days(occurredAt, recordedAt) >= 1);
    expect(late.length / all.flat().length).toBeGreaterThan(0.05);
    expect(late.length / all.flat().length).toBeLessThan(0.25);
    const quiet = recorded.filter((one) => one.some((at, index) => index > 0 && days(one[index - 1] ?? at, at) > 60));
    expect(quiet.length).toBeGreaterThan(50);
  });

  it('refuses a number of families that is none', async () => {
    for (const families of ['0', '-1', 'veel', '1.5', '50001'])
      await expect(seedFamiliesCommand({ families, data: 'nowhere', store: 'sqlite', seed: '1' }, () => undefined)).rejects.toThrow(
        '--families',
      );
  });
});

function* stepsOf(seed: string, index: number) {
  const { steps } = syntheticFamily(seed, index);
  for (let step = steps.next(); step.done !== true; step = steps.next()) yield step.value;
}

describe('chance', () => {
  it('is even enough', () => {
    const [chance, counts] = [new Chance('even'), new Array<number>(10).fill(0)];
    for (let draw = 0; draw < 10_000; draw += 1) counts[chance.under(10)] = (counts[chance.under(10)] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });
});
