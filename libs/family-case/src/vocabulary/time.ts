// SPDX-License-Identifier: EUPL-1.2
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';

/** When it happened in the world: an instant, or only a day. A day is a day in Europe/Amsterdam. */
export type OccurredAt = Instant | LocalDate;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

export function isLocalDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export function isInstant(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text));
}

/** The local calendar day (Europe/Amsterdam) of an instant or day. */
export function localDateOf(moment: OccurredAt): LocalDate {
  if (moment.length === 10) return moment;
  if (moment === lastInstant) return lastDate;
  const utc = new Date(moment);
  const date = new Date(utc.getTime() + amsterdamOffsetMinutes(utc) * 60_000).toISOString().slice(0, 10);
  [lastInstant, lastDate] = [moment, date];
  return date;
}

/** Rules ask for the day of the same moment several times in a row. */
let lastInstant = '';
let lastDate = '';

/** Midnight at which a local day begins, as an instant. */
export function startOfLocalDay(day: LocalDate): Instant {
  const noon = new Date(`${day}T12:00:00.000Z`);
  for (const offset of [60, 120]) {
    const start = new Date(Date.parse(`${day}T00:00:00.000Z`) - offset * 60_000);
    if (amsterdamOffsetMinutes(start) === offset) return start.toISOString();
  }
  return new Date(noon.getTime() - 13 * 3_600_000).toISOString();
}

/**
 * Minutes Amsterdam is ahead of UTC: 120 from the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC, else 60
 * (Directive 2000/84/EC). Computed rather than asked of the platform: a fold must give the same answer on every machine.
 */
function amsterdamOffsetMinutes(instant: Date): 60 | 120 {
  const year = instant.getUTCFullYear();
  let summer = summerTimes.get(year);
  if (summer === undefined) {
    summer = { from: lastSunday(year, 2), to: lastSunday(year, 9) };
    summerTimes.set(year, summer);
  }
  const time = instant.getTime();
  return time >= summer.from && time < summer.to ? 120 : 60;
}

const summerTimes = new Map<number, { readonly from: number; readonly to: number }>();

function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * 86_400_000;
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Calendar months later; the last day of the month where that day does not exist (31 January + 1 month = 28 or 29 February). */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  if (from === to) return 0;
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / 86_400_000);
}

/** Age in whole years on a day. Born on 29 February counts from 1 March in other years. */
export function ageOn(birthDate: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The day somebody reaches an age; 1 March for who was born on 29 February when that year has none. */
export function birthdayAt(birthDate: LocalDate, age: number): LocalDate {
  const text = `${String(Number(birthDate.slice(0, 4)) + age).padStart(4, '0')}${birthDate.slice(4)}`;
  return isLocalDate(text) ? text : `${text.slice(0, 4)}-03-01`;
}
