// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { idOf, instantAt, namesFrom, withIds } from './step.ts';

describe('local times of a demonstration', () => {
  it('are instants, also on the two days that the clock changes', () => {
    expect(instantAt('2025-03-12', '10:45')).toBe('2025-03-12T09:45:00.000Z');
    expect(instantAt('2025-07-16', '16:20')).toBe('2025-07-16T14:20:00.000Z');
    expect(['00:30', '01:30', '03:30', '23:59'].map((time) => instantAt('2025-03-30', time).slice(0, 16))).toEqual([
      '2025-03-29T23:30',
      '2025-03-30T00:30',
      '2025-03-30T01:30',
      '2025-03-30T21:59',
    ]);
    expect(['01:30', '03:30', '10:00'].map((time) => instantAt('2025-10-26', time).slice(0, 16))).toEqual([
      '2025-10-25T23:30',
      '2025-10-26T02:30',
      '2025-10-26T09:00',
    ]);
  });
});

describe('names for what does not exist yet', () => {
  const names = new Map(namesFrom('version1', 'entry-1', { type: 'RouteMapPublished', data: { version: 1, contentHash: 'abc' } }));

  it('stand for entries, things and hashes once they do', () => {
    expect([...names]).toEqual([
      ['@version1/entry', 'entry-1'],
      ['@version1/hash', 'abc'],
    ]);
    expect(namesFrom('report', 'entry-2', { type: 'ReportReceived', data: { reportId: 'r1' } })).toContainEqual(['@report', 'r1']);
  });
  it('are replaced wherever they stand, and nothing else is', () => {
    const command = { type: 'X', list: ['@version1/hash', 'mail'], deep: { entry: '@version1/entry', none: null, count: 3 } };
    expect(withIds(command, names)).toEqual({ type: 'X', list: ['abc', 'mail'], deep: { entry: 'entry-1', none: null, count: 3 } });
  });
  it('that nothing was given to are a mistake', () => expect(() => withIds({ id: idOf('unknown') }, names)).toThrow(RangeError));
});
