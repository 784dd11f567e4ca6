// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { addDays, ageOn, dayOf, daysBetween, fullDay, instantAt, longDay, timeOf } from './moments.ts';

describe('moments', () => {
  it('are days in the Netherlands', () => {
    expect(dayOf('2025-04-11T22:30:00.000Z')).toBe('2025-04-12');
    expect(dayOf('2025-01-11T23:30:00.000Z')).toBe('2025-01-12');
    expect(dayOf('2025-04-11')).toBe('2025-04-11');
  });

  it('are told in Dutch and in English', () => {
    expect(longDay('2025-04-12', 'nl')).toBe('12 april 2025');
    expect(fullDay('2025-04-12T19:15:00.000Z', 'nl')).toBe('zaterdag 12 april 2025');
    expect(longDay('2025-04-12', 'en')).toBe('12 April 2025');
    expect(timeOf('2025-04-12T19:15:00.000Z', 'nl')).toBe('21:15');
    expect(timeOf('2025-04-12', 'nl')).toBeUndefined();
  });

  it.each([
    ['2025-07-01', '21:15', '2025-07-01T19:15:00.000Z'],
    ['2025-01-01', '21:15', '2025-01-01T20:15:00.000Z'],
    ['2025-03-30', '03:00', '2025-03-30T01:00:00.000Z'],
    ['2025-10-26', '02:30', '2025-10-26T00:30:00.000Z'],
    ['2025-04-10', '00:00', '2025-04-09T22:00:00.000Z'],
  ])('%s at %s is the instant %s', (day, time, instant) => {
    expect(instantAt(day, time)).toBe(instant);
  });

  it('give ages and distances in whole days and years', () => {
    expect(ageOn('2015-09-14', '2025-09-13')).toBe(9);
    expect(ageOn('2015-09-14', '2025-09-14')).toBe(10);
    expect(daysBetween('2025-03-27', '2025-03-30')).toBe(3);
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01');
  });
});
