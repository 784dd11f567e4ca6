// SPDX-License-Identifier: EUPL-1.2
import { instantAt } from '../language/moments.ts';

/** What a control holds: text, a choice, a list of choices, or yes and no. */
export type FormValue = string | readonly string[] | boolean;
export type FormValues = Readonly<Record<string, FormValue>>;

export function textOf(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

export function listOf(values: FormValues, name: string): string[] {
  const value = values[name];
  return typeof value === 'object' ? [...value] : [];
}

export const isYes = (values: FormValues, name: string): boolean => values[name] === true || values[name] === 'yes';

/** One of these codes. @throws when it is none: a form that let that through is broken. */
export function codeOf<Code extends string>(values: FormValues, name: string, codes: readonly Code[]): Code {
  const found = codes.find((code) => code === values[name]);
  if (found === undefined) throw new TypeError(`${name} holds no code of its list`);
  return found;
}

export function isEmpty(value: FormValue | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === 'boolean') return false;
  return typeof value === 'string' ? value.trim() === '' : value.length === 0;
}

/** The day, or with a time the instant, at which it happened. */
export function occurredAt(values: FormValues): string {
  const day = textOf(values, 'occurredAt');
  const time = textOf(values, 'occurredTime');
  return time === '' ? day : instantAt(day, time);
}
