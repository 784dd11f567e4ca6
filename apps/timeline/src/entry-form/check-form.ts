// SPDX-License-Identifier: EUPL-1.2
import { isDay } from '../language/moments.ts';
import { askedFields } from './entry-kind.ts';
import type { EntryKind } from './entry-kind.ts';
import { isEmpty, textOf } from './form-values.ts';
import type { FormValues } from './form-values.ts';
import type { Outcome } from './send-command.ts';

/** What is wrong at a control: left empty, in the future, no date, or what the gateway said of it. */
export type Mistake = 'missing' | 'future' | 'notADay' | { readonly said: string };
export type Mistakes = ReadonlyMap<string, Mistake>;

/** Form only: what must be there is there, and nothing is recorded before it happened. Meaning is for the gateway. */
export function mistakesIn(kind: EntryKind, values: FormValues, day: string): Mistakes {
  const mistakes = new Map<string, Mistake>();
  for (const field of askedFields(kind, values)) {
    const { name, control, optional } = field;
    if (isEmpty(values[name])) {
      if (optional !== true) mistakes.set(name, 'missing');
    } else if (control === 'day' && !isDay(textOf(values, name))) mistakes.set(name, 'notADay');
  }
  const happened = textOf(values, 'occurredAt');
  if (!isDay(happened)) mistakes.set('occurredAt', happened === '' ? 'missing' : 'notADay');
  else if (happened > day) mistakes.set('occurredAt', 'future');
  if (isEmpty(values['legalBasis'])) mistakes.set('legalBasis', 'missing');
  return mistakes;
}

/** What the gateway found wrong, at the controls it is about. Empty when it is about none of them. */
export function mistakesOf(outcome: Outcome, kind: EntryKind, values: FormValues): Mistakes {
  const controls = new Set([...askedFields(kind, values).map(({ name }) => name), 'occurredAt', 'legalBasis']);
  const controlFor = (path: string): string | undefined => {
    const [field = ''] = path.split('.');
    const name = kind.at?.[field] ?? field;
    return controls.has(name) ? name : undefined;
  };
  const said =
    outcome.kind === 'invalid'
      ? outcome.fields
      : outcome.kind === 'refused' && outcome.field !== null
        ? [{ field: outcome.field, message: outcome.message }]
        : [];
  const mistakes = new Map<string, Mistake>();
  for (const { field, message } of said) {
    const name = controlFor(field);
    if (name !== undefined) mistakes.set(name, { said: message });
  }
  return mistakes;
}

/** The control to go to: the first wrong one in the order of the screen. */
export function firstOf(mistakes: Mistakes, kind: EntryKind, values: FormValues): string | undefined {
  return ['occurredAt', ...askedFields(kind, values).map(({ name }) => name), 'legalBasis'].find((name) => mistakes.has(name));
}
