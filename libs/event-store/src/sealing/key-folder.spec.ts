// SPDX-License-Identifier: EUPL-1.2
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rejection } from '../contract/samples.ts';
import { TamperedEnvelope } from './envelope.ts';
import { UnknownKey, UnsafeKeyFolder } from './key-ring.ts';
import { CONTROLLER_KEY_FILE, KEY_TABLE_FILE, openKeyRing } from './open-key-ring.ts';

const root = mkdtempSync(join(tmpdir(), 'key-folder-'));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, `keys-${String((count += 1))}`);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const keyFile = () => join(folder, CONTROLLER_KEY_FILE);
const modeOf = (file: string) => statSync(join(folder, file)).mode & 0o777;

function wrappedKeys(): Buffer[] {
  const db = new DatabaseSync(join(folder, KEY_TABLE_FILE));
  try {
    const rows = db
      .prepare('SELECT wrapped FROM wraps WHERE wrapped IS NOT NULL UNION ALL SELECT wrapped FROM secrets WHERE wrapped IS NOT NULL')
      .all();
    return rows.map(({ wrapped }) => Buffer.from(wrapped as Uint8Array));
  } finally {
    db.close();
  }
}

function holds(needle: Buffer): string[] {
  return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(needle));
}

describe('a folder of keys', () => {
  it('lets several destroy at the same time: each is done, and the bytes are gone', async () => {
    const subjects = Array.from({ length: 40 }, (_, number) => `person-${String(number)}`);
    const ring = await openKeyRing({ folder });
    await ring.ensure('case', subjects, ['vt']);
    const stop = new Int32Array(new SharedArrayBuffer(4));
    // Another that removes old bytes all the while, as who destroyed the same keys does.
    const code = `const { workerData, parentPort } = require('node:worker_threads');
      const db = new (require('node:sqlite').DatabaseSync)(workerData.file);
      const scrub = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
      parentPort.postMessage('begun');
      while (Atomics.load(workerData.stop, 0) === 0) scrub.get();
      db.close();`;
    const other = new Worker(code, { eval: true, workerData: { file: join(folder, KEY_TABLE_FILE), stop } });
    await once(other, 'message');
    for (const subject of subjects) await ring.destroyWrap('case', subject, 'vt');
    Atomics.store(stop, 0, 1);
    await once(other, 'exit');
    expect(subjects.every((subject) => ring.isErased('case', subject))).toBe(true);
    await ring.close();
  });

  it('gives every key of a scope when one is asked for, and holds none responsible for another that was tampered with', async () => {
    const many = Array.from({ length: 150 }, (_, number) => `person-${String(number)}`);
    const first = await openKeyRing({ folder });
    await first.ensure('case', ['mother', 'child', 'father', 'aunt'], ['vt', 'gi']);
    await first.ensure('crowd', many, ['vt', 'gi']);
    const envelopeOf = (scope: string, subject: string) => first.seal(scope, subject, 'a', subject);
    const envelopes = new Map(['mother', 'child', 'father', 'aunt'].map((subject) => [subject, envelopeOf('case', subject)]));
    const ofMany = many.map((subject) => envelopeOf('crowd', subject));
    await first.destroy('case', 'child');
    await first.destroyWrap('case', 'aunt', 'gi');
    await first.close();
    const db = new DatabaseSync(join(folder, KEY_TABLE_FILE));
    db.exec(`UPDATE wraps SET wrapped = zeroblob(61) WHERE subject = 'father'`);
    db.close();
    const again = await openKeyRing({ folder });
    const open = (subject: string) => again.open('case', subject, 'a', envelopes.get(subject) ?? '');
    expect(open('mother')).toBe('mother');
    expect(open('aunt')).toBe('aunt');
    expect(open('child')).toBeUndefined();
    expect(() => open('father')).toThrow(TamperedEnvelope);
    expect(() => again.open('case', 'nobody', 'a', 'x')).toThrow(UnknownKey);
    // A scope with more wraps than are fetched together.
    expect(many.map((subject, index) => again.open('crowd', subject, 'a', ofMany[index] ?? ''))).toEqual(many);
    await again.close();
  });

  it('gives the same keys and secrets when it is opened again', async () => {
    const first = await openKeyRing({ folder });
    await first.ensure('case', ['mother', 'child'], ['vt', 'gi']);
    await first.destroy('case', 'child');
    await first.destroyWrap('case', 'mother', 'gi');
    const envelope = first.seal('case', 'mother', 'a', 'x');
    const secret = await first.secret('tokens');
    await first.destroySecret('hashes');
    await first.close();
    const again = await openKeyRing({ folder });
    expect(again.open('case', 'mother', 'a', envelope)).toBe('x');
    expect(again.open('case', 'child', 'a', 'x')).toBeUndefined();
    expect(again.controllersOf('case', 'mother')).toEqual(['vt']);
    expect((await again.secret('tokens')).equals(secret)).toBe(true);
    expect(again.existingSecret('hashes')).toBeUndefined();
    await again.close();
  });

  it('is for its owner only', async () => {
    const keys = await openKeyRing({ folder });
    await keys.ensure('case', ['mother'], ['vt']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect([CONTROLLER_KEY_FILE, KEY_TABLE_FILE, `${KEY_TABLE_FILE}-wal`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
    await keys.close();
  });

  it.each([0o640, 0o604, 0o620, 0o660, 0o644])('whose controllers’ keys others may use (mode %i) stops the start', async (mode) => {
    await (await openKeyRing({ folder })).close();
    chmodSync(keyFile(), mode);
    expect(await rejection(openKeyRing({ folder }))).toBeInstanceOf(UnsafeKeyFolder);
    chmodSync(keyFile(), 0o600);
    await (await openKeyRing({ folder })).close();
  });

  it('without its controllers’ keys stops the start instead of making new ones', async () => {
    const keys = await openKeyRing({ folder });
    await keys.ensure('case', ['mother'], ['vt']);
    await keys.close();
    rmSync(keyFile());
    expect(await rejection(openKeyRing({ folder }))).toBeInstanceOf(UnsafeKeyFolder);
    expect(readdirSync(folder)).not.toContain(CONTROLLER_KEY_FILE);
  });

  it('with a key file that is something else stops the start', async () => {
    await (await openKeyRing({ folder })).close();
    for (const content of ['no json', '{}', '{"format":2,"root":"","controllers":{}}', '{"format":1,"root":"c2hvcnQ=","controllers":{}}']) {
      writeFileSync(keyFile(), content);
      expect(await rejection(openKeyRing({ folder }))).toBeInstanceOf(UnsafeKeyFolder);
    }
  });

  it('notices a wrapped key that was changed or put in another’s place', async () => {
    const keys = await openKeyRing({ folder });
    await keys.ensure('case', ['mother', 'child'], ['vt']);
    const envelope = keys.seal('case', 'mother', 'a', 'x');
    await keys.close();
    const db = new DatabaseSync(join(folder, KEY_TABLE_FILE));
    db.exec(`UPDATE wraps SET wrapped = (SELECT wrapped FROM wraps WHERE subject = 'child') WHERE subject = 'mother'`);
    db.close();
    const again = await openKeyRing({ folder });
    expect(() => again.open('case', 'mother', 'a', envelope)).toThrow(TamperedEnvelope);
    await again.close();
  });

  it('of an earlier shape learns what was closed, and looks at every decision once more', async () => {
    const keys = await openKeyRing({ folder });
    await keys.ensure('case', ['mother'], ['vt', 'gi']);
    const envelope = keys.seal('case', 'mother', 'a', 'x');
    await keys.destroyWrap('case', 'mother', 'vt');
    keys.note('destruction', '17');
    const { generation } = keys;
    await keys.close();
    const db = new DatabaseSync(join(folder, KEY_TABLE_FILE));
    db.exec('DROP TABLE closed; DROP TABLE closed_keys; PRAGMA user_version = 2;');
    db.close();
    const again = await openKeyRing({ folder });
    expect(again.noted('destruction')).toBeUndefined();
    expect(again.generation).toBe(generation);
    expect(again.open('case', 'mother', 'a', envelope)).toBe('x');
    expect(again.closed('case', 'vt', 'decision-1')).toBeUndefined();
    await again.close();
  });

  it('never holds a key in plain', async () => {
    const keys = await openKeyRing({ folder });
    const secret = await keys.secret('tokens');
    expect(holds(secret.export())).toEqual([]);
    await keys.close();
    expect(holds(secret.export())).toEqual([]);
  });

  it('holds no byte of a destroyed key any more, in any file, while it is open', async () => {
    const keys = await openKeyRing({ folder });
    const subjects = Array.from({ length: 200 }, (_, index) => `person-${String(index)}`);
    await keys.ensure('case', subjects, ['vt', 'gi']);
    await keys.secret('access-2025-01');
    const needles = wrappedKeys();
    expect(needles.length).toBe(401);
    // The control: the scan finds what is there.
    expect(needles.every((needle) => holds(needle.subarray(13)).length > 0)).toBe(true);
    for (const subject of subjects.slice(0, 100)) await keys.destroyWrap('case', subject, 'vt');
    for (const subject of subjects) await keys.destroy('case', subject);
    // Looked at before the secret goes, which would clean up for the others.
    expect(needles.filter((needle) => holds(needle.subarray(13)).length > 0).length).toBe(1);
    await keys.destroySecret('access-2025-01');
    expect(wrappedKeys()).toEqual([]);
    expect(needles.filter((needle) => holds(needle.subarray(13)).length > 0)).toEqual([]);
    await keys.close();
  });

  it('opened by two makes one key per controller, so that neither’s wraps are lost', async () => {
    const [one, two] = await Promise.all([openKeyRing({ folder }), openKeyRing({ folder })]);
    await Promise.all([one.ensure('case', ['mother'], ['vt']), two.ensure('case', ['child'], ['vt'])]);
    const envelopes = [one.seal('case', 'mother', 'a', 'x'), two.seal('case', 'child', 'a', 'y')] as const;
    await one.close();
    await two.close();
    const again = await openKeyRing({ folder });
    expect([again.open('case', 'mother', 'a', envelopes[0]), again.open('case', 'child', 'a', envelopes[1])]).toEqual(['x', 'y']);
    await again.close();
  });

  it('opened by two shares its keys, and what one destroys the other stops reading within a second', async () => {
    const [one, two] = await Promise.all([openKeyRing({ folder }), openKeyRing({ folder })]);
    await Promise.all([one.ensure('case', ['mother'], ['vt']), two.ensure('case', ['mother'], ['gi'])]);
    const envelope = one.seal('case', 'mother', 'a', 'x');
    expect(two.open('case', 'mother', 'a', envelope)).toBe('x');
    await one.ensure('case', ['aunt'], ['rvdk']);
    expect(two.open('case', 'aunt', 'a', one.seal('case', 'aunt', 'a', 'y'))).toBe('y');
    await one.destroy('case', 'mother');
    await pause(300);
    expect(two.open('case', 'mother', 'a', envelope)).toBeUndefined();
    await one.close();
    await two.close();
  });
});
