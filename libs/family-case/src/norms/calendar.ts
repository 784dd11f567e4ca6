// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import { addDays, addMonths } from '../vocabulary/time.ts';

/** One step in how a due date came about, in Dutch, for people. */
export interface Step {
  readonly day: LocalDate;
  readonly text: string;
}

export interface DueDate {
  readonly dueOn: LocalDate;
  readonly steps: readonly Step[];
}

export interface Term {
  readonly count: number;
  readonly unit: 'workingDays' | 'days' | 'weeks' | 'months' | 'years';
}

/**
 * Days that a royal decree equated with a public holiday (Algemene termijnenwet 3 lid 3). A table: each is decided anew.
 * Source: the royal decrees on equated days for 2023–2025 and 2026–2028.
 */
const EQUATED: ReadonlySet<LocalDate> = new Set([
  '2024-12-27',
  '2025-05-30',
  '2026-01-02',
  '2026-05-15',
  '2027-05-07',
  '2028-04-28',
  '2028-05-26',
]);

const pad = (number: number) => String(number).padStart(2, '0');
const dayIn = (year: number, month: number, day: number): LocalDate => `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, also known as Meeus/Jones/Butcher). */
export function easterSunday(year: number): LocalDate {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const leapCorrection = Math.floor(century / 4);
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCorrection - moonCorrection + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - ((year % 100) % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return dayIn(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** 0 is Sunday. */
export function weekdayOf(day: LocalDate): number {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay();
}

/** The day the birthday of the King or Queen is celebrated; a Sunday is avoided (the day after until 1979, the day before since 1980). */
function kingsDay(year: number): LocalDate {
  const birthday = year >= 2014 ? dayIn(year, 4, 27) : dayIn(year, 4, 30);
  if (weekdayOf(birthday) !== 0) return birthday;
  return addDays(birthday, year >= 1980 ? -1 : 1);
}

/**
 * Public holidays of a year and their Dutch names: those of Algemene termijnenwet 3 lid 1, with Good Friday (lid 2) and equated days (lid 3).
 * Easter and Whit Sunday need no mention: they are Sundays.
 */
export function holidaysOf(year: number): ReadonlyMap<LocalDate, string> {
  const easter = easterSunday(year);
  return new Map([
    [dayIn(year, 1, 1), 'Nieuwjaarsdag'],
    [addDays(easter, -2), 'Goede Vrijdag'],
    [addDays(easter, 1), 'tweede paasdag'],
    [kingsDay(year), year >= 2014 ? 'Koningsdag' : 'Koninginnedag'],
    [dayIn(year, 5, 5), 'Bevrijdingsdag'],
    [addDays(easter, 39), 'Hemelvaartsdag'],
    [addDays(easter, 50), 'tweede pinksterdag'],
    [dayIn(year, 12, 25), 'eerste kerstdag'],
    [dayIn(year, 12, 26), 'tweede kerstdag'],
    ...[...EQUATED]
      .filter((day) => Number(day.slice(0, 4)) === year)
      .map((day): [LocalDate, string] => [day, 'een dag gelijkgesteld met een feestdag']),
  ]);
}

/** Computed once a year: the same answer every time. */
const computed = new Map<number, ReadonlyMap<LocalDate, string>>();

function holidaysAround(day: LocalDate): ReadonlyMap<LocalDate, string> {
  const year = Number(day.slice(0, 4));
  const holidays = computed.get(year) ?? holidaysOf(year);
  computed.set(year, holidays);
  return holidays;
}

const WEEKEND: Readonly<Record<number, string>> = { 0: 'zondag', 6: 'zaterdag' };

/** Why a day is no working day, in Dutch; `undefined` for a working day. */
export function dayOffName(day: LocalDate): string | undefined {
  return holidaysAround(day).get(day) ?? WEEKEND[weekdayOf(day)];
}

export function isWorkingDay(day: LocalDate): boolean {
  return dayOffName(day) === undefined;
}

/** The day itself when it is a working day, else the first one after it. */
export function workingDayOnOrAfter(day: LocalDate): LocalDate {
  let found = day;
  while (!isWorkingDay(found)) found = addDays(found, 1);
  return found;
}

/** The n-th working day after a day. */
export function addWorkingDays(day: LocalDate, count: number): DueDate {
  const steps: Step[] = [{ day, text: 'De termijn begint; de dag zelf telt niet mee.' }];
  let found = day;
  for (let nth = 1; nth <= count; nth += 1) {
    found = addDays(found, 1);
    for (let off = dayOffName(found); off !== undefined; off = dayOffName(found)) {
      steps.push({ day: found, text: `Telt niet mee: ${off}.` });
      found = addDays(found, 1);
    }
    steps.push({ day: found, text: nth === count ? `Werkdag ${String(nth)}: laatste dag.` : `Werkdag ${String(nth)}.` });
  }
  return { dueOn: found, steps };
}

/** How many working days lie after `from`, up to and including `to`. */
export function workingDaysBetween(from: LocalDate, to: LocalDate): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
  return count;
}

/** A number of units later (or earlier, when negative), by the calendar and nothing else. */
export function addTerm(day: LocalDate, { count, unit }: Term): LocalDate {
  switch (unit) {
    case 'workingDays':
      return addWorkingDays(day, count).dueOn;
    case 'days':
      return addDays(day, count);
    case 'weeks':
      return addDays(day, 7 * count);
    case 'months':
      return addMonths(day, count);
    case 'years':
      return addMonths(day, 12 * count);
  }
}

/** Terms the Algemene termijnenwet leaves alone: in years, or longer than 90 days, 12 weeks or 3 months (art. 4). */
export function isLeftAlone({ count, unit }: Term): boolean {
  const longest: Readonly<Record<Term['unit'], number>> = { workingDays: 0, days: 90, weeks: 12, months: 3, years: 0 };
  return unit !== 'workingDays' && count > longest[unit];
}

const WORDS: Readonly<Record<Term['unit'], readonly [one: string, more: string]>> = {
  workingDays: ['werkdag', 'werkdagen'],
  days: ['dag', 'dagen'],
  weeks: ['week', 'weken'],
  months: ['maand', 'maanden'],
  years: ['jaar', 'jaar'],
};

/** A term in Dutch: `vijf werkdagen` reads as `5 werkdagen`. */
export function termInWords({ count, unit }: Term): string {
  return `${String(count)} ${WORDS[unit][count === 1 ? 0 : 1]}`;
}

/**
 * The last day of a term set by statute or decree: an end on a Saturday, Sunday or holiday moves to the next working day (Algemene termijnenwet 1),
 * and a term of three days or more holds at least two working days (art. 2). Terms that the act leaves alone are not moved.
 */
export function statutoryEnd(start: LocalDate, term: Term): DueDate {
  if (term.unit === 'workingDays') return addWorkingDays(start, term.count);
  const counted = addTerm(start, term);
  const steps: Step[] = [
    { day: start, text: 'De termijn begint; de dag zelf telt niet mee.' },
    { day: counted, text: `${termInWords(term)} later.` },
  ];
  if (isLeftAlone(term))
    return { dueOn: counted, steps: [...steps, { day: counted, text: 'Een termijn van deze lengte schuift niet op.' }] };
  let dueOn = counted;
  const move = (text: string) => {
    steps.push({ day: dueOn, text });
    dueOn = addDays(dueOn, 1);
  };
  for (let off = dayOffName(dueOn); off !== undefined; off = dayOffName(dueOn)) move(`Schuift op: ${off}.`);
  const needsTwo = term.unit !== 'days' || term.count >= 3;
  while (needsTwo && workingDaysBetween(start, dueOn) < 2) move('Wordt verlengd: in de termijn vallen nog geen twee werkdagen.');
  while (!isWorkingDay(dueOn)) move(`Schuift op: ${dayOffName(dueOn) ?? ''}.`);
  if (dueOn !== counted) steps.push({ day: dueOn, text: 'Laatste dag.' });
  return { dueOn, steps };
}

/** The last day on which something must be done a term before a day: counted backwards, and so never moved (Algemene termijnenwet 1 lid 2). */
export function countedBack(end: LocalDate, term: Term): DueDate {
  const dueOn = addTerm(end, { ...term, count: -term.count });
  return {
    dueOn,
    steps: [
      { day: end, text: 'Van deze dag wordt teruggerekend.' },
      { day: dueOn, text: `${termInWords(term)} eerder: laatste dag. Terugrekenen schuift niet op.` },
    ],
  };
}
