// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse, unlessErased } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, dayOf, known, named, peopleIn, todayOf } from '../frame/admission.ts';
import type { Fault } from '../frame/admission.ts';
import { authorityOver, hasMinors } from '../frame/case-frame.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import { membersFault, partiesFault, searchFault } from '../frame/opening.ts';
import type { OpeningRefusal, StatedMembers } from '../frame/opening.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Member } from '../vocabulary/people.ts';
import { householdEvents } from './household-events.ts';
import type { MembershipChanged } from './household-events.ts';
import type { HouseholdState } from './household-state.ts';

/**
 * Which fields go with which change: `members` with PERSON_JOINED, `memberIds` with PERSON_LEFT, `organisation` and `party` with PARTY_JOINED, and `clientIds` with a care provider;
 * a party leaves by its own act, so PARTY_LEFT needs none.
 */
export type ChangeMembership = CommandFor<'ChangeMembership', MembershipChanged, 'members' | 'memberIds'> & {
  readonly members?: StatedMembers | undefined;
  readonly memberIds?: readonly PersonId[] | undefined;
};

type Refusal =
  | Exclude<OpeningRefusal, 'HOUSEHOLD_ALREADY_OPEN' | 'HOUSEHOLD_KIND_MISMATCH'>
  | 'HOUSEHOLD_CHANGE_INCOMPLETE'
  | 'HOUSEHOLD_ALREADY_INVOLVED'
  | 'HOUSEHOLD_KNOWN_OTHERWISE'
  | 'HOUSEHOLD_LEAVES_ITSELF'
  | 'HOUSEHOLD_FIXED_FACE_STAYS'
  | 'HOUSEHOLD_MEASURE_RUNS'
  | 'HOUSEHOLD_WATCH_STAYS';

/** Somebody joins or leaves the family and its network, or an organisation joins or leaves the case. Rules H-5 to H-8. */
export function changeMembership(state: HouseholdState, command: ChangeMembership, act: Act): Decision<MembershipChanged, Refusal> {
  const fault = admit(state.frame, act, { parties: ANY_PARTY });
  if (fault !== undefined) return fault;
  switch (command.change) {
    case 'PERSON_JOINED':
      return personJoins(state, command, act);
    case 'PERSON_LEFT':
      return personLeaves(state, command);
    case 'PARTY_JOINED':
      return partyJoins(state, command, act);
    case 'PARTY_LEFT':
      return partyLeaves(state, command, act);
  }
}

function personJoins({ frame }: HouseholdState, command: ChangeMembership, act: Act): Decision<MembershipChanged, Refusal> {
  const { change, members = [], reason } = command;
  return (
    membersFault(frame, members, act, 'members') ??
    (members.every((member) => isAsKnown(frame, member)) ? undefined : refuse('HOUSEHOLD_KNOWN_OTHERWISE', { field: 'members' })) ??
    searchFault(
      members.filter((member) => isNewToFamily(frame, member)),
      act,
    ) ??
    accept(fact(householdEvents.MembershipChanged, { change, members, memberIds: peopleIn(members), reason }))
  );
}

/** Whoever becomes one of the family by joining was sought as well, or a case opened with a few would grow past the search. Rule H-13. */
function isNewToFamily(frame: CaseFrame, { personId }: { readonly personId: PersonId }): boolean {
  const before = frame.people.get(personId)?.member;
  return before === undefined || unlessErased(before, undefined)?.role === 'supportFigure';
}

/** Who comes back is who he was: rights hang on birth dates and authority, and changing those is another act, by others (H-9). Rule H-5. */
function isAsKnown(frame: CaseFrame, { personId, content }: { readonly personId: PersonId; readonly content: Member }): boolean {
  const before = unlessErased(frame.people.get(personId)?.member, undefined);
  if (before === undefined) return true;
  const authority = [...authorityOver(frame, personId)].sort().join();
  return content.birthDate === before.birthDate && [...(content.authorityBy ?? [])].sort().join() === authority;
}

function personLeaves(
  { frame }: HouseholdState,
  { change, memberIds = [], reason }: ChangeMembership,
): Decision<MembershipChanged, Refusal> {
  return (
    named(frame, memberIds, 'memberIds') ??
    (memberIds.every((person) => frame.people.get(person)?.present === true)
      ? undefined
      : refuse('CASE_PERSON_UNKNOWN', { field: 'memberIds' })) ??
    accept(fact(householdEvents.MembershipChanged, { change, members: [], memberIds, reason }))
  );
}

function partyJoins({ frame }: HouseholdState, command: ChangeMembership, act: Act): Decision<MembershipChanged, Refusal> {
  const { change, organisation, party, clientIds, reason } = command;
  if (organisation === undefined) return refuse('HOUSEHOLD_CHANGE_INCOMPLETE', { field: 'organisation' });
  if (party === undefined) return refuse('HOUSEHOLD_CHANGE_INCOMPLETE', { field: 'party' });
  if (frame.involved.has(organisation)) return refuse('HOUSEHOLD_ALREADY_INVOLVED', { field: 'organisation' });
  const memberIds = peopleConcerned(frame.people, command);
  return (
    partiesFault(hasMinors(frame, dayOf(act)), [{ organisation, party }]) ??
    known(frame, memberIds, 'memberIds') ??
    (clientIds === undefined ? undefined : known(frame, clientIds, 'clientIds')) ??
    accept(fact(householdEvents.MembershipChanged, { change, organisation, party, clientIds, members: [], memberIds, reason }))
  );
}

/** Nobody puts another party out (H-7); who has the fixed face, a running measure or alone the watch on safety stays (H-8). */
function partyLeaves(state: HouseholdState, command: ChangeMembership, act: Act): Decision<MembershipChanged, Refusal> {
  const { frame } = state;
  const own = act.author.organisation;
  const { change, organisation = own, reason } = command;
  const memberIds = peopleConcerned(frame.people, command);
  return (
    (organisation === own ? undefined : refuse('HOUSEHOLD_LEAVES_ITSELF', { field: 'organisation' })) ??
    known(frame, memberIds, 'memberIds') ??
    boundFault(state, own, act) ??
    accept(fact(householdEvents.MembershipChanged, { change, organisation: own, party: act.author.party, members: [], memberIds, reason }))
  );
}

function boundFault(
  { frame, orders, watch }: HouseholdState,
  own: OrganisationId,
  act: Act,
): Fault<'HOUSEHOLD_FIXED_FACE_STAYS' | 'HOUSEHOLD_MEASURE_RUNS' | 'HOUSEHOLD_WATCH_STAYS'> | undefined {
  if (frame.fixedFace?.organisation === own) return refuse('HOUSEHOLD_FIXED_FACE_STAYS');
  if (watch.watchers.has(own) && watch.watchers.size === 1) return refuse('HOUSEHOLD_WATCH_STAYS');
  const runs = [...orders.values()].some(({ executedBy, endsOn }) => executedBy === own && unlessErased(endsOn, '') >= todayOf(act));
  return runs ? refuse('HOUSEHOLD_MEASURE_RUNS') : undefined;
}

/** A reason is text about people: those it names, or else everybody present. */
function peopleConcerned(people: HouseholdState['frame']['people'], { memberIds = [], reason }: ChangeMembership): readonly PersonId[] {
  if (reason === undefined || memberIds.length > 0) return memberIds;
  return [...people].flatMap(([personId, { present }]) => (present ? [personId] : []));
}
