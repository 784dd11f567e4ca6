// SPDX-License-Identifier: EUPL-1.2
import { refuse } from '@gezinslijn/event-sourcing';
import type { LocalDate, Refused } from '@gezinslijn/event-sourcing';
import type { Act } from '../vocabulary/act.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { Party, WorkerRole } from '../vocabulary/parties.ts';
import { isInstant, isLocalDate, localDateOf } from '../vocabulary/time.ts';
import { hasMinors } from './case-frame.ts';
import type { CaseFrame } from './case-frame.ts';

/** Refusals that any rule of a family case can give. The rules: docs/domain/admission.md. */
export type AdmissionRefusal =
  | 'CASE_UNKNOWN'
  | 'CASE_PARTY_MAY_NOT'
  | 'CASE_NOT_REGISTERED'
  | 'CASE_IN_FUTURE'
  | 'CASE_DATE_INVALID'
  | 'CASE_PERSON_UNKNOWN'
  | 'CASE_PERSON_TWICE'
  | 'CASE_NOBODY_NAMED'
  | 'CASE_TEXT_MISSING';

/** What a check answers when it finds something wrong; `undefined` when all is well, so that checks chain with `??`. */
export interface Fault<Code extends string> {
  readonly accepted: false;
  readonly refusal: Refused<Code>;
}

/** Who may do something: kinds of organisation, or anybody in one of these roles; registered (SKJ) where minors live. */
export interface Who {
  readonly parties: readonly Party[];
  readonly orAs?: WorkerRole;
  readonly registered?: boolean;
}

export const ANY_PARTY: readonly Party[] = ['LT', 'VT', 'RvdK', 'GI', 'ZA'];

/**
 * May this author write this in this case at all? An organisation that is not involved gets the answer of a case that does not exist.
 * Registration is asked for in families with minors only: SKJ registers youth professionals.
 */
export function admit(frame: CaseFrame, act: Act, who: Who): Fault<AdmissionRefusal> | undefined {
  const party = frame.involved.get(act.author.organisation);
  if (party === undefined || party !== act.author.party) return refuse('CASE_UNKNOWN');
  return timely(act) ?? mayAct(act, who, hasMinors(frame, dayOf(act))) ?? stated(frame, act);
}

/** Party, role and registration alone, for acts that open a case. */
export function mayAct(
  { author }: Act,
  { parties, orAs, registered }: Who,
  withMinors: boolean,
): Fault<'CASE_PARTY_MAY_NOT' | 'CASE_NOT_REGISTERED'> | undefined {
  if (!parties.includes(author.party) && (orAs === undefined || author.role !== orAs)) return refuse('CASE_PARTY_MAY_NOT');
  if (registered === true && withMinors && !author.registered) return refuse('CASE_NOT_REGISTERED');
  return undefined;
}

/** Nothing can be recorded before it happened. */
export function timely({
  occurredAt,
  recordedAt,
}: Pick<Act, 'occurredAt' | 'recordedAt'>): Fault<'CASE_IN_FUTURE' | 'CASE_DATE_INVALID'> | undefined {
  if (isLocalDate(occurredAt)) {
    return occurredAt > localDateOf(recordedAt) ? refuse('CASE_IN_FUTURE', { field: 'occurredAt' }) : undefined;
  }
  if (!isInstant(occurredAt)) return refuse('CASE_DATE_INVALID', { field: 'occurredAt' });
  return Date.parse(occurredAt) > Date.parse(recordedAt) ? refuse('CASE_IN_FUTURE', { field: 'occurredAt' }) : undefined;
}

function stated(frame: CaseFrame, { statedBy }: Act): Fault<'CASE_PERSON_UNKNOWN'> | undefined {
  if (statedBy?.kind !== 'person' || frame.people.has(statedBy.personId)) return undefined;
  return refuse('CASE_PERSON_UNKNOWN', { field: 'statedBy' });
}

/** Every one of these people is known in this case, nobody is named twice. */
export function known(
  frame: CaseFrame,
  people: readonly PersonId[],
  field: string,
): Fault<'CASE_PERSON_UNKNOWN' | 'CASE_PERSON_TWICE'> | undefined {
  if (!people.every((person) => frame.people.has(person))) return refuse('CASE_PERSON_UNKNOWN', { field });
  return new Set(people).size < people.length ? refuse('CASE_PERSON_TWICE', { field }) : undefined;
}

/** The same, and somebody is named: personal text must be about somebody, or it could never be erased. */
export function named(
  frame: CaseFrame,
  people: readonly PersonId[],
  field: string,
): Fault<'CASE_PERSON_UNKNOWN' | 'CASE_PERSON_TWICE' | 'CASE_NOBODY_NAMED'> | undefined {
  return people.length === 0 ? refuse('CASE_NOBODY_NAMED', { field }) : known(frame, people, field);
}

export function peopleIn(parts: readonly { readonly personId: PersonId }[]): readonly PersonId[] {
  return parts.map(({ personId }) => personId);
}

export function written(text: string, field: string): Fault<'CASE_TEXT_MISSING'> | undefined {
  return text.trim() === '' ? refuse('CASE_TEXT_MISSING', { field }) : undefined;
}

export function dated(day: LocalDate, field: string): Fault<'CASE_DATE_INVALID'> | undefined {
  return isLocalDate(day) ? undefined : refuse('CASE_DATE_INVALID', { field });
}

/** The local day on which it happened. */
export const dayOf = (act: Pick<Act, 'occurredAt'>): LocalDate => localDateOf(act.occurredAt);
/** The local day on which it is written down. */
export const todayOf = (act: Pick<Act, 'recordedAt'>): LocalDate => localDateOf(act.recordedAt);

/** A past or present day. */
export function notAfterToday(day: LocalDate, act: Act, field: string): Fault<'CASE_IN_FUTURE' | 'CASE_DATE_INVALID'> | undefined {
  return dated(day, field) ?? (day > todayOf(act) ? refuse('CASE_IN_FUTURE', { field }) : undefined);
}
