// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ControllerKeyFile } from './controller-keys.ts';
import type { KeyRing } from './key-ring.ts';
import { KeyTable } from './key-table.ts';
import { CONTROLLER_KEY_FILE, KEY_TABLE_FILE, memoryKeyRing, openKeyRing } from './open-key-ring.ts';
import { WrappedKeyRing } from './wrapped-key-ring.ts';

const root = mkdtempSync(join(tmpdir(), 'rotation-'));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, `keys-${String((count += 1))}`);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const SUBJECTS = ['mother', 'child', 'father'];
const keyFile = () => readFileSync(join(folder, CONTROLLER_KEY_FILE), 'utf8');

async function filled(ring: KeyRing): Promise<readonly string[]> {
  await ring.ensure('case', SUBJECTS, ['vt', 'gi']);
  await ring.secret('tokens');
  return SUBJECTS.map((subject) => ring.seal('case', subject, 'a', `about ${subject}`));
}

const opened = (ring: KeyRing, envelopes: readonly string[]) =>
  SUBJECTS.map((subject, index) => ring.open('case', subject, 'a', envelopes[index] ?? ''));
const all = SUBJECTS.map((subject) => `about ${subject}`);

/** Only what the given controller's wraps open: those of the others are taken away. */
async function opensFor(controller: string, envelopes: readonly string[]): Promise<readonly (string | undefined)[]> {
  const ring = await openKeyRing({ folder });
  for (const subject of SUBJECTS)
    for (const other of ring.controllersOf('case', subject)) if (other !== controller) await ring.destroyWrap('case', subject, other);
  await ring.close();
  const again = await openKeyRing({ folder });
  const texts = opened(again, envelopes);
  await again.close();
  return texts;
}

describe('rotating a key', () => {
  it('wraps all that a controller holds anew, and nothing of anybody else', async () => {
    const ring = await openKeyRing({ folder });
    const envelopes = await filled(ring);
    const before = ring.fingerprints();
    const rotation = await ring.rotate('vt');
    const after = ring.fingerprints();
    expect(rotation).toEqual({
      controller: 'vt',
      before: before.find(({ controller }) => controller === 'vt')?.fingerprint,
      after: after.find(({ controller }) => controller === 'vt')?.fingerprint,
      rewrapped: 3,
    });
    expect(rotation.before).not.toBe(rotation.after);
    expect(after.filter(({ controller }) => controller !== 'vt')).toEqual(before.filter(({ controller }) => controller !== 'vt'));
    expect(opened(ring, envelopes)).toEqual(all);
    await ring.close();
    expect(await opensFor('vt', envelopes)).toEqual(all);
  });

  it('leaves nothing of the old key, in the file or in the wraps', async () => {
    const ring = await openKeyRing({ folder });
    await filled(ring);
    const old = (JSON.parse(keyFile()) as { controllers: Record<string, string> }).controllers['vt'] ?? 'nothing';
    await ring.rotate('vt');
    await ring.close();
    expect(keyFile()).not.toContain(old);
    expect(keyFile()).not.toContain('next');
    // The old key, put back, opens none of the wraps any more.
    const now = JSON.parse(keyFile()) as { controllers: Record<string, string> };
    writeFileSync(join(folder, CONTROLLER_KEY_FILE), JSON.stringify({ ...now, controllers: { vt: old } }), { mode: 0o600 });
    const table = new KeyTable(join(folder, KEY_TABLE_FILE));
    const forged = new WrappedKeyRing(table, new ControllerKeyFile(join(folder, CONTROLLER_KEY_FILE)), 10);
    for (const subject of SUBJECTS) await forged.destroyWrap('case', subject, 'gi');
    expect(() => forged.open('case', 'mother', 'a', 'x')).toThrow('does not open');
    await forged.close();
  });

  it('of the installation itself keeps every secret', async () => {
    const ring = await openKeyRing({ folder });
    await filled(ring);
    const secret = await ring.secret('tokens');
    expect(await ring.rotate(null)).toMatchObject({ controller: null, rewrapped: 1 });
    await ring.close();
    const again = await openKeyRing({ folder });
    expect((await again.secret('tokens')).equals(secret)).toBe(true);
    await again.close();
  });

  it('does not bring back what was destroyed', async () => {
    const ring = await openKeyRing({ folder });
    const envelopes = await filled(ring);
    await ring.destroy('case', 'child');
    await ring.destroyWrap('case', 'father', 'vt');
    expect((await ring.rotate('vt')).rewrapped).toBe(1);
    expect(ring.open('case', 'child', 'a', envelopes[1] ?? '')).toBeUndefined();
    expect(ring.controllersOf('case', 'father')).toEqual(['gi']);
    await ring.close();
  });

  it('is not for who is no controller', async () => {
    const ring = await openKeyRing({ folder });
    await filled(ring);
    await expect(ring.rotate('nobody')).rejects.toThrow('no key of controller nobody');
    expect(keyFile()).not.toContain('next');
    await ring.close();
  });

  it('works in memory as it does on disk', async () => {
    const ring = memoryKeyRing();
    const envelopes = await filled(ring);
    await ring.rotate('vt');
    await ring.rotate(null);
    expect(opened(ring, envelopes)).toEqual(all);
  });

  it('is seen by another process that has the folder open: it reads on, and wraps with the new key', async () => {
    const running = await openKeyRing({ folder });
    const envelopes = await filled(running);
    const other = await openKeyRing({ folder });
    await other.rotate('vt');
    await other.rotate(null);
    await other.close();
    await pause(300);
    expect(opened(running, envelopes)).toEqual(all);
    await running.ensure('case', ['aunt'], ['vt']);
    const later = running.seal('case', 'aunt', 'a', 'about aunt');
    const secret = await running.secret('made later');
    await running.close();
    const again = await openKeyRing({ folder });
    expect(again.open('case', 'aunt', 'a', later)).toBe('about aunt');
    expect((await again.secret('made later')).equals(secret)).toBe(true);
    await again.close();
  });
});

describe('a crash in the middle of a rotation', () => {
  /** A ring whose key file breaks off at one step, as a crash would. */
  class BreaksOff extends ControllerKeyFile {
    at: 'begin' | 'begun' | 'finish' | undefined;
    override begin(controller: string): void {
      if (this.at === 'begin') throw new Error('crash');
      super.begin(controller);
      if (this.at === 'begun') throw new Error('crash');
    }
    override finish(controller: string): void {
      if (this.at === 'finish') throw new Error('crash');
      super.finish(controller);
    }
  }

  it.each(['begin', 'begun', 'finish'] as const)(
    'at "%s" leaves every envelope openable, and is finished at the next start',
    async (at) => {
      const ring = await openKeyRing({ folder });
      const envelopes = await filled(ring);
      const fingerprint = ring.fingerprints().find(({ controller }) => controller === 'vt')?.fingerprint;
      await ring.close();
      const keys = new BreaksOff(join(folder, CONTROLLER_KEY_FILE));
      keys.at = at;
      const table = new KeyTable(join(folder, KEY_TABLE_FILE));
      const broken = new WrappedKeyRing(table, keys, 1);
      await expect(broken.rotate('vt')).rejects.toThrow('crash');
      expect(opened(broken, envelopes)).toEqual(all);
      await broken.ensure('case', ['aunt'], ['vt']);
      const between = broken.seal('case', 'aunt', 'a', 'about aunt');
      await broken.close();

      const again = await openKeyRing({ folder });
      expect(keyFile()).not.toContain('next');
      expect(again.open('case', 'aunt', 'a', between)).toBe('about aunt');
      const now = again.fingerprints().find(({ controller }) => controller === 'vt')?.fingerprint;
      expect(now === fingerprint).toBe(at === 'begin');
      await again.close();
      expect(await opensFor('vt', envelopes)).toEqual(all);
    },
  );

  it('by kill -9 at any moment leaves every envelope openable', async () => {
    const ring = await openKeyRing({ folder });
    const envelopes = await filled(ring);
    await ring.ensure(
      'large',
      Array.from({ length: 400 }, (_, index) => `p${String(index)}`),
      ['vt', 'gi'],
    );
    await ring.close();
    const child = join(import.meta.dirname, '../drills/rotating.child.ts');
    for (let round = 0; round < 6; round += 1) {
      const rotating = spawn(process.execPath, ['--no-warnings', '--conditions=@gezinslijn/source', child, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(rotating.stdout, 'data');
      await pause(3 + round * 7);
      rotating.kill('SIGKILL');
      await once(rotating, 'exit');
      const again = await openKeyRing({ folder });
      expect(opened(again, envelopes)).toEqual(all);
      expect(keyFile()).not.toContain('next');
      await again.close();
    }
    expect(await opensFor('vt', envelopes)).toEqual(all);
  }, 60_000);
});
