// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../vocabulary/time.ts';
import {
  addWorkingDays,
  countedBack,
  dayOffName,
  easterSunday,
  holidaysOf,
  isLeftAlone,
  isWorkingDay,
  statutoryEnd,
  termInWords,
  weekdayOf,
  workingDayOnOrAfter,
  workingDaysBetween,
} from './calendar.ts';
import type { Term } from './calendar.ts';

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((offset) => addDays('1950-01-01', offset));
const days = (count: number): Term => ({ count, unit: 'days' });
const weeks = (count: number): Term => ({ count, unit: 'weeks' });
const months = (count: number): Term => ({ count, unit: 'months' });

/** Easter by Oudin (1940): another road to the same day. */
function easterByOudin(year: number): string {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const shift = Math.floor((century - 17) / 25);
  let moon = (century - Math.floor(century / 4) - Math.floor((century - shift) / 3) + 19 * golden + 15) % 30;
  moon -= Math.floor(moon / 28) * (1 - Math.floor(moon / 28) * Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  return addDays(`${String(year)}-03-28`, moon - weekday);
}

describe('Easter', () => {
  it('falls on the days the almanac gives', () => {
    const almanac = [
      '1818-03-22',
      '1943-04-25',
      '1961-04-02',
      '2000-04-23',
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2038-04-25',
      '2285-03-22',
    ];
    expect(almanac.map((day) => easterSunday(Number(day.slice(0, 4))))).toEqual(almanac);
  });
  it('agrees with another computation in every year', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1583, max: 4099 }),
        (year) => easterSunday(year) === easterByOudin(year) && weekdayOf(easterSunday(year)) === 0,
      ),
    );
  });
});

describe('public holidays', () => {
  it('are those of 2025, with the equated 30 May', () => {
    expect([...holidaysOf(2025)].sort()).toEqual([
      ['2025-01-01', 'Nieuwjaarsdag'],
      ['2025-04-18', 'Goede Vrijdag'],
      ['2025-04-21', 'tweede paasdag'],
      ['2025-04-26', 'Koningsdag'],
      ['2025-05-05', 'Bevrijdingsdag'],
      ['2025-05-29', 'Hemelvaartsdag'],
      ['2025-05-30', 'een dag gelijkgesteld met een feestdag'],
      ['2025-06-09', 'tweede pinksterdag'],
      ['2025-12-25', 'eerste kerstdag'],
      ['2025-12-26', 'tweede kerstdag'],
    ]);
  });
  it('avoid a Sunday for the birthday of King and Queen', () => {
    const birthdays = [...holidaysOf(2024), ...holidaysOf(2025), ...holidaysOf(2013), ...holidaysOf(2006), ...holidaysOf(1978)];
    const named = birthdays.filter(([, name]) => name.startsWith('Koning')).map(([day]) => day);
    expect(named).toEqual(['2024-04-27', '2025-04-26', '2013-04-30', '2006-04-29', '1978-05-01']);
  });
  it('hold every day that was equated by royal decree', () => {
    for (const day of ['2024-12-27', '2025-05-30', '2026-01-02', '2026-05-15', '2027-05-07', '2028-04-28', '2028-05-26'])
      expect(isWorkingDay(day)).toBe(false);
  });
  it('say why a day does not count', () => {
    expect(['2025-04-19', '2025-04-20', '2025-04-18', '2025-04-17'].map(dayOffName)).toEqual([
      'zaterdag',
      'zondag',
      'Goede Vrijdag',
      undefined,
    ]);
  });
});

describe('working days', () => {
  it('skip Easter and King’s Day: five after 17 April 2025 is 28 April, not the 24th', () => {
    expect(addWorkingDays('2025-04-17', 5)).toMatchObject({ dueOn: '2025-04-28' });
  });
  it('explain each day they count and each they skip', () => {
    const { steps } = addWorkingDays('2025-04-17', 1);
    expect(steps.map(({ day }) => day)).toEqual(['2025-04-17', '2025-04-18', '2025-04-19', '2025-04-20', '2025-04-21', '2025-04-22']);
    expect(steps.at(-1)?.text).toBe('Werkdag 1: laatste dag.');
  });
  it('count there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (day, count) => {
        const { dueOn } = addWorkingDays(day, count);
        return isWorkingDay(dueOn) && workingDaysBetween(day, dueOn) === count && workingDaysBetween(day, addDays(dueOn, -1)) === count - 1;
      }),
    );
  });
  it('begin with the day itself where it is one', () => {
    expect(workingDayOnOrAfter('2025-04-17')).toBe('2025-04-17');
    expect(workingDayOnOrAfter('2025-04-18')).toBe('2025-04-22');
  });
});

describe('the end of a statutory term', () => {
  it('moves from a weekend or holiday to the next working day', () => {
    expect(statutoryEnd('2025-04-17', weeks(6))).toMatchObject({ dueOn: '2025-06-02' });
    expect(statutoryEnd('2025-03-12', weeks(4))).toMatchObject({ dueOn: '2025-04-09' });
    expect(statutoryEnd('2025-01-18', months(3))).toMatchObject({ dueOn: '2025-04-22' });
  });
  it('holds two working days when it is three days or longer', () => {
    expect(statutoryEnd('2025-04-17', days(5))).toMatchObject({ dueOn: '2025-04-23' });
    expect(statutoryEnd('2025-04-17', days(3))).toMatchObject({ dueOn: '2025-04-23' });
    expect(statutoryEnd('2025-04-17', days(2))).toMatchObject({ dueOn: '2025-04-22' });
  });
  it('stays where it is for a long term: over 90 days, 12 weeks or 3 months, and in years', () => {
    expect([days(90), days(91), weeks(12), weeks(13), months(3), months(4), { count: 1, unit: 'years' } as Term].map(isLeftAlone)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
    expect(statutoryEnd('2025-01-18', { count: 1, unit: 'years' })).toMatchObject({ dueOn: '2026-01-18' });
    expect(weekdayOf('2026-01-18')).toBe(0);
  });
  it('is never before the counted day, never a day off, and never more than it needs', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 90 }), (start, count) => {
        const { dueOn, steps } = statutoryEnd(start, days(count));
        const counted = addDays(start, count);
        const moved = dueOn > counted;
        const needless =
          moved &&
          isWorkingDay(addDays(dueOn, -1)) &&
          (count < 3 || workingDaysBetween(start, addDays(dueOn, -1)) >= 2) &&
          addDays(dueOn, -1) >= counted;
        return (
          dueOn >= counted && isWorkingDay(dueOn) && (count < 3 || workingDaysBetween(start, dueOn) >= 2) && !needless && steps.length >= 2
        );
      }),
    );
  });
  it('counts backwards without moving', () => {
    expect(countedBack('2026-01-15', months(2))).toMatchObject({ dueOn: '2025-11-15' });
    expect(weekdayOf('2025-11-15')).toBe(6);
    expect(countedBack('2025-03-31', months(1))).toMatchObject({ dueOn: '2025-02-28' });
  });
  it('has Dutch words', () =>
    expect([days(1), weeks(2), months(1), { count: 5, unit: 'workingDays' } as Term].map(termInWords)).toEqual([
      '1 dag',
      '2 weken',
      '1 maand',
      '5 werkdagen',
    ]));
});
