// SPDX-License-Identifier: EUPL-1.2
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

/** How much the disk still takes of the next write. */
let room = Infinity;
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  writeSync: (file: number, bytes: Buffer) => fs.writeSync(file, bytes, 0, Math.min(bytes.length, room)),
}));
// After the mock: it loads a file system that takes a part of what it is given, and throws nothing.
const { memoryEventStore, openKeyRing } = await import('@gezinslijn/event-store');
const { DestroyList, readCopiesLapse, readDestroyList } = await import('./destroy-list.ts');
const { Destruction } = await import('./destruction.ts');

const STREAM = 'familyCase-11111111-1111-4111-8111-111111111111';
const CHILD = '44444444-1111-4111-8111-111111111111';
const data = { version: 1, data: { open: { decisionId: 'd', personId: CHILD, ground: 'COURT_ORDER' }, sealed: [] } };
const metadata = { recordedAt: '2025-06-01T10:00:00.000Z', actingOrganisation: 'vt', workerRef: 'w', commandId: 'c' };
const decision = {
  id: '99999999-1111-4111-8111-111111111111',
  type: 'RetentionDecided',
  data: Buffer.from(JSON.stringify(data)),
  metadata: Buffer.from(JSON.stringify(metadata)),
};

const folder = fs.mkdtempSync(join(tmpdir(), 'full-disk-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});
let count = 0;
let file: string;
beforeEach(() => {
  file = join(folder, String((count += 1)), 'destroyed.jsonl');
  room = Infinity;
});

describe('a destroy list on a disk that takes a part of a line', () => {
  it.each([0, 1, 40, 200])('of %i bytes: the decision is not listed, and is once there is room', (taken) => {
    const list = new DestroyList(file);
    list.create();
    room = taken;
    expect(() => {
      list.note({ stream: STREAM, ...decision });
    }).toThrow('could not be written whole');
    expect(fs.statSync(file).size).toBe(taken);
    expect(readDestroyList(file)).toEqual([]);
    room = Infinity;
    list.note({ stream: STREAM, ...decision });
    expect(readDestroyList(file)).toEqual([{ stream: STREAM, ...decision }]);
  });

  it('does not say until when copies of keys may exist, and does once there is room', () => {
    const list = new DestroyList(file);
    room = 20;
    expect(() => {
      list.noteCopiesLapse('2026-05-15');
    }).toThrow('could not be written whole');
    expect([list.copiesLapseOn, readCopiesLapse(file)]).toEqual([undefined, undefined]);
    room = Infinity;
    list.noteCopiesLapse('2026-05-15');
    expect(readCopiesLapse(file)).toBe('2026-05-15');
  });

  it('keeps the keys until what takes them is listed', async () => {
    const store = memoryEventStore();
    const keys = await openKeyRing({ folder: join(folder, 'keys') });
    await keys.ensure(STREAM, [CHILD], ['vt', 'lt']);
    const destruction = new Destruction({ store, keys, list: new DestroyList(file) });
    await destruction.look();
    await store.append(STREAM, 'any', [decision]);
    room = 40;
    await expect(destruction.look()).rejects.toThrow('could not be written whole');
    expect(keys.controllersOf(STREAM, CHILD)).toEqual(['lt', 'vt']);
    room = Infinity;
    await destruction.look();
    expect(readDestroyList(file)).toHaveLength(1);
    expect(keys.controllersOf(STREAM, CHILD)).toEqual(['lt']);
    await keys.close();
    await store.close();
  });
});
