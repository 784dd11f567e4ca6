// SPDX-License-Identifier: EUPL-1.2
import type { CombinedError } from 'urql';

export interface FieldFault {
  /** Path of the input field, such as `checker.personId`. */
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** What went wrong, as a screen can tell it. Only `told` and the fields carry words of the gateway; nothing else of an error is shown. */
export type Fault =
  | { readonly kind: 'invalid'; readonly fields: readonly FieldFault[] }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'told'; readonly code: string; readonly message: string };

export function faultOf(error: CombinedError, language: string): Fault {
  if (error.networkError !== undefined && error.graphQLErrors.length === 0) {
    return (error.response as Response | undefined)?.status === 401 ? { kind: 'signedOut' } : { kind: 'unreachable' };
  }
  const [first] = error.graphQLErrors;
  const { code, fields } = (first?.extensions ?? {}) as Readonly<Record<string, unknown>>;
  if (code === 'UNAUTHENTICATED') return { kind: 'signedOut' };
  if (code === 'BAD_USER_INPUT' && Array.isArray(fields))
    return { kind: 'invalid', fields: fields.map((field) => fieldFault(field, language)) };
  return { kind: 'told', code: typeof code === 'string' ? code : 'UNKNOWN', message: inOneLanguage(first?.message ?? '', language) };
}

function fieldFault(found: unknown, language: string): FieldFault {
  const fault = (found ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => (typeof fault[name] === 'string' ? fault[name] : '');
  return { field: text('field'), rule: text('rule'), message: text(language === 'en' ? 'en' : 'nl') };
}

/** Sentences of the gateway that are not about a field come in both languages, with a slash between. */
export function inOneLanguage(message: string, language: string): string {
  const [dutch = message, english = dutch] = message.split(' / ');
  return language === 'en' ? english : dutch;
}
