// SPDX-License-Identifier: EUPL-1.2

/** A moment is a day in the Netherlands (`YYYY-MM-DD`) or an instant in UTC. Days are days in Europe/Amsterdam, whatever the laptop says. */
const ZONE = 'Europe/Amsterdam';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${name}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'nl-NL', { timeZone: ZONE, ...options });
  formats.set(key, made);
  return made;
}

export const isDay = (moment: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(moment);

/** The local calendar day of a moment. */
export function dayOf(moment: string): string {
  if (isDay(moment)) return moment;
  const parts = Object.fromEntries(
    format('en', 'parts', { year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}`;
}

export const today = (): string => dayOf(new Date().toISOString());

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const LONG = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** 12 april 2025 */
export const longDay = (moment: string, language: string): string => format(language, 'long', LONG).format(noon(dayOf(moment)));
/** 12 apr. 2025 */
export const shortDay = (moment: string, language: string): string =>
  format(language, 'short', { day: 'numeric', month: 'short', year: 'numeric' }).format(noon(dayOf(moment)));
/** april 2025 */
export const monthName = (moment: string, language: string): string =>
  format(language, 'month', { month: 'long', year: 'numeric' }).format(noon(dayOf(moment)));
/** za */
export const weekday = (moment: string, language: string): string =>
  format(language, 'weekday', { weekday: 'short' }).format(noon(dayOf(moment)));
/** zaterdag 12 april 2025 */
export const fullDay = (moment: string, language: string): string =>
  format(language, 'full', { weekday: 'long', ...LONG }).format(noon(dayOf(moment)));
/** 12 apr. */
export const dayAndMonth = (moment: string, language: string): string =>
  format(language, 'daymonth', { day: 'numeric', month: 'short' }).format(noon(dayOf(moment)));

/** 23:15, or nothing for a moment that is only a day. */
export function timeOf(moment: string, language: string): string | undefined {
  return isDay(moment) ? undefined : format(language, 'time', { hour: '2-digit', minute: '2-digit' }).format(new Date(moment));
}

/** The last instant of a day in the Netherlands. */
export const endOf = (day: string): string => new Date(Date.parse(instantAt(addDays(day, 1), '00:00')) - 1).toISOString();

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Age in whole years on a day. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The instant at which clocks in the Netherlands show this time on this day; in the doubled hour of October the first. */
export function instantAt(day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  for (const hours of [2, 1]) {
    const instant = new Date(asUtc - hours * 3_600_000).toISOString();
    if (dayOf(instant) === day && timeOf(instant, 'en') === time) return instant;
  }
  return new Date(asUtc - 3_600_000).toISOString();
}
