// SPDX-License-Identifier: EUPL-1.2
import type { Event } from './event.ts';

/** What a rule answers: facts to record, or a refusal with a stable code that the caller can show. */
export type Decision<E extends Event, Refusal extends string = string> =
  { readonly accepted: true; readonly events: readonly E[] } | { readonly accepted: false; readonly refusal: Refused<Refusal> };

/** `field` names the input at fault when there is one; `facts` fill the sentence shown to the user and hold no personal data. */
export interface Refused<Code extends string = string> {
  readonly code: Code;
  readonly field?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export function accept<E extends Event>(...events: readonly E[]): Decision<E, never> {
  return { accepted: true, events };
}

export function refuse<Code extends string>(
  code: Code,
  about: Omit<Refused<Code>, 'code'> = {},
): { readonly accepted: false; readonly refusal: Refused<Code> } {
  return { accepted: false, refusal: { code, ...about } };
}
