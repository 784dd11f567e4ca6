// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { rejection } from '../contract/samples.ts';
import { TamperedEnvelope } from './envelope.ts';
import { KeyDestroyed, UnknownKey, type KeyRing } from './key-ring.ts';
import { memoryKeyRing, openKeyRing } from './open-key-ring.ts';

const root = mkdtempSync(join(tmpdir(), 'key-ring-'));
let count = 0;
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const kinds: [kind: string, open: (cachedKeys: number) => Promise<KeyRing>][] = [
  ['in a folder', (cachedKeys) => openKeyRing({ folder: join(root, `ring-${String((count += 1))}`), cachedKeys })],
  ['in memory', (cachedKeys) => Promise.resolve(memoryKeyRing({ cachedKeys }))],
];

describe.each(kinds)('a key ring %s', (_kind, open) => {
  let keys: KeyRing;
  beforeEach(async () => void (keys = await open(100)));
  afterEach(() => keys.close());

  it('opens what it sealed', async () => {
    await keys.ensure('case', ['mother', 'child'], ['vt', 'gi']);
    const envelope = keys.seal('case', 'mother', 'event-1', 'Zij zoekt hulp');
    expect(envelope).not.toContain('hulp');
    expect(keys.open('case', 'mother', 'event-1', envelope)).toBe('Zij zoekt hulp');
  });

  it('opens an envelope only for its subject, its scope and its place', async () => {
    await keys.ensure('case', ['mother', 'child'], ['vt']);
    await keys.ensure('other', ['mother'], ['vt']);
    const envelope = keys.seal('case', 'mother', 'event-1', 'secret');
    expect(() => keys.open('case', 'child', 'event-1', envelope)).toThrow(TamperedEnvelope);
    expect(() => keys.open('other', 'mother', 'event-1', envelope)).toThrow(TamperedEnvelope);
    expect(() => keys.open('case', 'mother', 'event-2', envelope)).toThrow(TamperedEnvelope);
    expect(() => keys.open('case', 'mother', 'event-1', `${envelope.slice(0, -6)}AAAAAA`)).toThrow(TamperedEnvelope);
  });

  it('seals nothing, and takes nothing for erased, before a key was made', () => {
    expect(() => keys.seal('case', 'mother', 'a', 'x')).toThrow(UnknownKey);
    expect(() => keys.open('case', 'mother', 'a', 'x')).toThrow(UnknownKey);
  });

  it('makes one key however many ask for it at once', async () => {
    const asks = Array.from({ length: 50 }, (_, index) =>
      keys.ensure('case', ['mother', `child-${String(index % 3)}`], ['vt', `gi-${String(index % 2)}`]),
    );
    await Promise.all(asks);
    const envelope = keys.seal('case', 'mother', 'a', 'x');
    await keys.ensure('case', ['mother'], ['vt', 'rvdk']);
    expect(keys.open('case', 'mother', 'a', envelope)).toBe('x');
    expect(keys.controllersOf('case', 'mother')).toEqual(['gi-0', 'gi-1', 'rvdk', 'vt']);
    expect(keys.controllersOf('case', 'child-0')).toEqual(['gi-0', 'gi-1', 'vt']);
  });

  it('wants a controller for every key, and names without NUL', async () => {
    expect(await rejection(keys.ensure('case', ['mother'], []))).toBeInstanceOf(RangeError);
    expect(await rejection(keys.ensure('case', ['mo\0ther'], ['vt']))).toBeInstanceOf(RangeError);
    expect(await rejection(keys.ensure('', ['mother'], ['vt']))).toBeInstanceOf(RangeError);
  });

  it('lets the others read on when one controller’s wrap is destroyed', async () => {
    await keys.ensure('case', ['mother'], ['vt', 'gi']);
    const envelope = keys.seal('case', 'mother', 'a', 'x');
    await keys.destroyWrap('case', 'mother', 'vt');
    expect(keys.controllersOf('case', 'mother')).toEqual(['gi']);
    expect(keys.open('case', 'mother', 'a', envelope)).toBe('x');
  });

  it('does not wrap again for a controller whose wrap was destroyed', async () => {
    await keys.ensure('case', ['mother'], ['vt', 'gi']);
    await keys.destroyWrap('case', 'mother', 'vt');
    await keys.ensure('case', ['mother'], ['vt', 'gi']);
    await keys.addController('case', 'vt');
    expect(keys.controllersOf('case', 'mother')).toEqual(['gi']);
  });

  it('gives a controller no wrap of a key that is made after it closed itself off, whatever the caller knew', async () => {
    const covers = (closed: ReadonlySet<string>, subject: string) => closed.has(subject.split('#')[0] ?? '');
    await keys.ensure('case', ['mother'], ['vt', 'gi'], covers);
    await keys.destroyWraps('case', ['mother'], 'vt', { decision: 'decision-1', name: 'mother' });
    await keys.ensure('case', ['mother#report', 'child'], ['vt', 'gi'], covers);
    await keys.addController('case', 'vt', undefined, covers);
    expect(keys.controllersOf('case', 'mother#report')).toEqual(['gi']);
    expect(keys.controllersOf('case', 'child')).toEqual(['gi', 'vt']);
    expect(await rejection(keys.ensure('case', ['mother#letter'], ['vt'], covers))).toBeInstanceOf(KeyDestroyed);
  });

  it('knows of each decision when it was carried out, and which keys that took; the first time counts', async () => {
    await keys.ensure('case', ['mother', 'child'], ['vt', 'gi']);
    expect(keys.closed('case', 'vt', 'decision-1')).toBeUndefined();
    const before = new Date().toISOString();
    await keys.destroyWraps('case', ['mother'], 'vt', { decision: 'decision-1', name: 'mother' });
    const first = keys.closed('case', 'vt', 'decision-1');
    expect(first).toMatchObject({ name: 'mother', generation: keys.generation, subjects: ['mother'] });
    expect((first?.at ?? '') >= before).toBe(true);
    await keys.destroyWraps('case', ['mother'], 'vt', { decision: 'decision-1', name: 'mother' });
    expect(keys.closed('case', 'vt', 'decision-1')).toEqual(first);
    await keys.destroyWraps('case', ['mother', 'child'], 'vt', { decision: 'decision-1', name: 'mother' });
    expect(keys.closed('case', 'vt', 'decision-1')).toEqual(first);
    expect(keys.isErased('case', 'mother')).toBe(false);
    await keys.destroyWraps('case', ['mother'], 'gi', { decision: 'decision-2', name: 'mother' });
    expect(keys.isErased('case', 'mother')).toBe(true);
  });

  it('has erased what was sealed once the last wrap is destroyed', async () => {
    await keys.ensure('case', ['mother'], ['vt', 'gi']);
    const envelope = keys.seal('case', 'mother', 'a', 'x');
    await keys.destroyWrap('case', 'mother', 'vt');
    await keys.destroyWrap('case', 'mother', 'gi');
    expect(keys.open('case', 'mother', 'a', envelope)).toBeUndefined();
    expect(keys.controllersOf('case', 'mother')).toEqual([]);
  });

  it('has erased what was sealed at once when the key is destroyed, also from its cache', async () => {
    await keys.ensure('case', ['mother', 'child'], ['vt']);
    const envelope = keys.seal('case', 'mother', 'a', 'x');
    const other = keys.seal('case', 'child', 'a', 'y');
    await keys.destroy('case', 'mother');
    await keys.destroy('case', 'mother');
    expect(keys.open('case', 'mother', 'a', envelope)).toBeUndefined();
    expect(keys.open('case', 'mother', 'a', 'anything')).toBeUndefined();
    expect(keys.open('case', 'child', 'a', other)).toBe('y');
  });

  it('never makes a destroyed key again, and says so', async () => {
    await keys.ensure('case', ['mother'], ['vt']);
    await keys.destroy('case', 'mother');
    const together = await Promise.allSettled([keys.ensure('case', ['mother', 'aunt'], ['vt']), keys.ensure('case', ['child'], ['vt'])]);
    expect(together[0]).toMatchObject({ status: 'rejected', reason: expect.any(KeyDestroyed) });
    expect(together[1]?.status).toBe('fulfilled');
    expect(() => keys.seal('case', 'mother', 'a', 'x')).toThrow(KeyDestroyed);
    expect(() => keys.seal('case', 'aunt', 'a', 'x')).toThrow(UnknownKey);
    await keys.addController('case', 'gi');
    expect(keys.controllersOf('case', 'mother')).toEqual([]);
  });

  it('can be told of an erasure it had not seen: a restored key file learns what was erased since', async () => {
    await keys.destroy('case', 'mother');
    await keys.destroyWrap('case', 'child', 'vt');
    expect(keys.open('case', 'mother', 'a', 'x')).toBeUndefined();
    expect(await rejection(keys.ensure('case', ['mother'], ['gi']))).toBeInstanceOf(KeyDestroyed);
    expect(await rejection(keys.ensure('case', ['child'], ['vt']))).toBeInstanceOf(KeyDestroyed);
    // A wrap that ended is not the erasure of a key that is merely missing here.
    expect(() => keys.open('case', 'child', 'a', 'x')).toThrow(UnknownKey);
    await keys.ensure('case', ['child'], ['vt', 'gi']);
    expect(keys.controllersOf('case', 'child')).toEqual(['gi']);
  });

  it('wraps all keys of a scope, and of no other, for a controller who joins', async () => {
    await keys.ensure('case', ['mother', 'child'], ['vt']);
    await keys.ensure('other', ['mother'], ['vt']);
    const envelope = keys.seal('case', 'child', 'a', 'x');
    await keys.addController('case', 'gi');
    await keys.destroyWrap('case', 'child', 'vt');
    expect(keys.open('case', 'child', 'a', envelope)).toBe('x');
    expect(keys.controllersOf('case', 'mother')).toEqual(['gi', 'vt']);
    expect(keys.controllersOf('other', 'mother')).toEqual(['vt']);
  });

  it('holds a secret by name: the same one for all who ask, another for another name', async () => {
    const [first, second, other] = await Promise.all([keys.secret('tokens'), keys.secret('tokens'), keys.secret('hashes')]);
    expect(first.equals(second)).toBe(true);
    expect(first.equals(other)).toBe(false);
    expect(first.symmetricKeySize).toBe(32);
    expect(keys.existingSecret('tokens')?.equals(first)).toBe(true);
    expect(() => keys.existingSecret('never asked for')).toThrow(UnknownKey);
  });

  it('does not make a destroyed secret again', async () => {
    await keys.secret('access-2025-01');
    await keys.destroySecret('access-2025-01');
    expect(keys.existingSecret('access-2025-01')).toBeUndefined();
    expect(await rejection(keys.secret('access-2025-01'))).toBeInstanceOf(KeyDestroyed);
  });

  it('keeps only so many keys at hand, and finds the others again', async () => {
    const subjects = Array.from({ length: 300 }, (_, index) => `person-${String(index)}`);
    await keys.ensure('case', subjects, ['vt']);
    const envelopes = subjects.map((subject) => keys.seal('case', subject, 'a', subject));
    expect(subjects.map((subject, index) => keys.open('case', subject, 'a', envelopes[index] ?? ''))).toEqual(subjects);
  });

  it('answers nothing once it is closed, and has finished what was asked before', async () => {
    const asked = keys.ensure('case', ['mother'], ['vt']);
    await keys.close();
    await asked;
    expect(() => keys.seal('case', 'mother', 'a', 'x')).toThrow(StoreUnavailable);
    expect(() => keys.open('case', 'mother', 'a', 'x')).toThrow(StoreUnavailable);
    expect(await rejection(keys.ensure('case', ['mother'], ['vt']))).toBeInstanceOf(StoreUnavailable);
  });
});
