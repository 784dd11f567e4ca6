// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openKeyRing } from '@gezinslijn/event-store';
import { keyCeremony } from './admin-keys.ts';

let data: string;
let envelope: string;
const now = () => new Date('2025-04-02T12:00:00.000Z');

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'gezinslijn-ceremony-'));
  const ring = await openKeyRing({ folder: join(data, 'keys') });
  await ring.ensure('case', ['mother'], ['vt-haaglanden', 'jb-west']);
  envelope = ring.seal('case', 'mother', 'a', 'tekst');
  await ring.close();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(data, { recursive: true, force: true });
});

async function ceremony(rotate: string | undefined, attended: readonly string[] = [], json = false) {
  const written: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const code = await keyCeremony({ data, attended, json, ...(rotate === undefined ? {} : { rotate }) }, now);
  jest.restoreAllMocks();
  return { code, text: written.join('') };
}

describe('a key ceremony', () => {
  it('shows which keys hold, and changes nothing unless asked', async () => {
    const [one, two] = [await ceremony(undefined), await ceremony(undefined)];
    expect([one.code, one.text]).toEqual([0, two.text]);
    for (const name of ['installation', 'vt-haaglanden', 'jb-west']) expect(one.text).toMatch(new RegExp(`${name} +[0-9a-f]{32}`));
  });

  it('replaces the keys asked for; what was sealed opens as before', async () => {
    const { code, text } = await ceremony('all', [], true);
    const record = JSON.parse(text) as { rotations: { controller: string | null; rewrapped: number }[] };
    expect([code, record.rotations.map(({ controller, rewrapped }) => [controller, rewrapped])]).toEqual([
      0,
      [
        [null, 0],
        ['jb-west', 1],
        ['vt-haaglanden', 1],
      ],
    ]);
    const ring = await openKeyRing({ folder: join(data, 'keys') });
    expect(ring.open('case', 'mother', 'a', envelope)).toBe('tekst');
    await ring.close();
  });

  it('prints who was there, and keeps it nowhere', async () => {
    const { text } = await ceremony('jb-west', ['Aaltje de Getuige']);
    expect(text).toMatch(/^Sleutelceremonie 2025-04-02T12:00:00.000Z/);
    expect(text).toContain('Aaltje de Getuige');
    expect(text).toContain('1 vervangen, 3 sleutels');
    for (const file of readdirSync(join(data, 'keys'))) expect(readFileSync(join(data, 'keys', file)).includes('Aaltje')).toBe(false);
  });

  it('is misuse for a controller that is not there', async () => {
    expect((await ceremony('gi-elders')).code).toBe(2);
    rmSync(join(data, 'keys'), { recursive: true });
    expect((await ceremony('all')).code).toBe(2);
  });
});
