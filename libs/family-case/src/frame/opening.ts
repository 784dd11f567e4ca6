// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { householdEvents } from '../household/household-events.ts';
import type { CaseOpened, HouseholdKind, InvolvedOrganisation } from '../household/household-events.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { FieldsOf } from '../vocabulary/command.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Member } from '../vocabulary/people.ts';
import { ageOn } from '../vocabulary/time.ts';
import { dated, dayOf, mayAct, peopleIn, timely, written } from './admission.ts';
import type { AdmissionRefusal, Fault } from './admission.ts';
import { isOpen } from './case-frame.ts';
import type { CaseFrame } from './case-frame.ts';

/** What it takes to open a case: by itself, or together with the report that gives rise to it. */
export type Opening = FieldsOf<CaseOpened, 'memberIds'>;
export type StatedMembers = Opening['members'];

export type OpeningRefusal =
  | AdmissionRefusal
  | 'HOUSEHOLD_ALREADY_OPEN'
  | 'HOUSEHOLD_NOT_SEARCHED'
  | 'HOUSEHOLD_KIND_MISMATCH'
  | 'HOUSEHOLD_BORN_IN_FUTURE'
  | 'HOUSEHOLD_PARTY_MISMATCH'
  | 'HOUSEHOLD_PARTY_NEEDS_MINORS';

/** A lokaal team, Veilig Thuis or a GI opens a case, with its members, a reason and the organisations it names. Rules H-1, H-2, H-3, H-13. */
export function openCase(frame: CaseFrame, opening: Opening, act: Act): Decision<CaseOpened, OpeningRefusal> {
  const { householdKind, members, parties } = opening;
  return (
    mayAct(act, { parties: ['LT', 'VT', 'GI'] }, householdKind === 'FAMILY_WITH_MINORS') ??
    timely(act) ??
    notOpen(frame, act) ??
    written(opening.name, 'name') ??
    written(opening.reason, 'reason') ??
    membersFault(frame, members, act, 'members') ??
    familyFault(members) ??
    searchFault(members, act) ??
    kindFault(householdKind, members, act) ??
    partiesFault(householdKind === 'FAMILY_WITH_MINORS', [
      ...parties,
      { organisation: act.author.organisation, party: act.author.party },
    ]) ??
    accept(fact(householdEvents.CaseOpened, { ...opening, memberIds: peopleIn(members) }))
  );
}

/** Who is not involved learns nothing of a case that stands here already. */
function notOpen(frame: CaseFrame, act: Act): Fault<'HOUSEHOLD_ALREADY_OPEN' | 'CASE_UNKNOWN'> | undefined {
  if (!isOpen(frame)) return undefined;
  return refuse(frame.involved.has(act.author.organisation) ? 'HOUSEHOLD_ALREADY_OPEN' : 'CASE_UNKNOWN');
}

/** New members: somebody, nobody twice or here already, born before today, under authority of people we know. Rule H-3. */
export function membersFault(
  frame: CaseFrame,
  members: StatedMembers,
  act: Act,
  field: string,
): Fault<AdmissionRefusal | 'HOUSEHOLD_BORN_IN_FUTURE'> | undefined {
  const people = peopleIn(members);
  const joining = new Set(people);
  if (people.length === 0) return refuse('CASE_NOBODY_NAMED', { field });
  if (joining.size < people.length || people.some((person) => frame.people.get(person)?.present === true)) {
    return refuse('CASE_PERSON_TWICE', { field });
  }
  const isKnown = (person: PersonId) => joining.has(person) || frame.people.has(person);
  for (const { content } of members) {
    const fault = memberFault(content, isKnown, act, field);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function memberFault(
  { name, birthDate, authorityBy = [] }: Member,
  isKnown: (person: PersonId) => boolean,
  act: Act,
  field: string,
): Fault<AdmissionRefusal | 'HOUSEHOLD_BORN_IN_FUTURE'> | undefined {
  if (!authorityBy.every(isKnown)) return refuse('CASE_PERSON_UNKNOWN', { field });
  const fault = written(name, field) ?? (birthDate === undefined ? undefined : dated(birthDate, field));
  if (fault !== undefined || birthDate === undefined) return fault;
  return birthDate > dayOf(act) ? refuse('HOUSEHOLD_BORN_IN_FUTURE', { field }) : undefined;
}

/** A case is of a family: with a network alone there would be nobody to have been sought. Rule H-3. */
function familyFault(members: StatedMembers): Fault<'CASE_NOBODY_NAMED'> | undefined {
  return members.some(isFamily) ? undefined : refuse('CASE_NOBODY_NAMED', { field: 'members' });
}

const isFamily = ({ content: { role } }: StatedMembers[number]): boolean => role !== 'supportFigure';

/** Everybody of the family was sought first, so that nobody is taken in anew who is known here already. The network need not be. Rule H-13. */
export function searchFault(members: StatedMembers, { search }: Act): Fault<'HOUSEHOLD_NOT_SEARCHED'> | undefined {
  const family = members.filter(isFamily);
  const sought = family.every(({ content: { name, birthDate } }) => search?.covers(name, birthDate) === true);
  return sought ? undefined : refuse('HOUSEHOLD_NOT_SEARCHED', { field: 'searchToken' });
}

/** A family with minors has at least one; a household without minors has none. */
function kindFault(kind: HouseholdKind, members: StatedMembers, act: Act): Fault<'HOUSEHOLD_KIND_MISMATCH'> | undefined {
  const minors = members.some(({ content: { birthDate, role } }) =>
    birthDate === undefined ? role === 'child' : ageOn(birthDate, dayOf(act)) < 18,
  );
  return minors === (kind === 'FAMILY_WITH_MINORS') ? undefined : refuse('HOUSEHOLD_KIND_MISMATCH', { field: 'householdKind' });
}

/** An organisation is of one kind; RvdK and GI have no task in a household without minors. Rule H-4. */
export function partiesFault(
  withMinors: boolean,
  organisations: readonly InvolvedOrganisation[],
): Fault<'HOUSEHOLD_PARTY_MISMATCH' | 'HOUSEHOLD_PARTY_NEEDS_MINORS'> | undefined {
  const kinds = new Map<string, Party>();
  for (const { organisation, party } of organisations) {
    if ((kinds.get(organisation) ?? party) !== party) return refuse('HOUSEHOLD_PARTY_MISMATCH', { field: 'parties' });
    if (!withMinors && (party === 'RvdK' || party === 'GI')) {
      return refuse('HOUSEHOLD_PARTY_NEEDS_MINORS', { field: 'parties' });
    }
    kinds.set(organisation, party);
  }
  return undefined;
}
