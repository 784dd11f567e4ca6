// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Event, LocalDate, Recorded, Sealed } from '@gezinslijn/event-sourcing';
import type { MeasureReceived } from '../guardianship/guardianship-events.ts';
import type { AddressShielded, CaseOpened, HouseholdEvent, HouseholdKind, MembershipChanged } from '../household/household-events.ts';
import type { InvestigationRequested } from '../inquiry/inquiry-events.ts';
import type { MeasureOrdered } from '../measures/measure-events.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import type { OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Member, MemberRole } from '../vocabulary/people.ts';
import { ageOn } from '../vocabulary/time.ts';

/** Events that say who belongs to a case: its people, and the organisations involved in it. */
export type FrameEvent = Exclude<HouseholdEvent, AddressShielded> | InvestigationRequested | MeasureOrdered | MeasureReceived;

export const frameEvents = {
  CaseOpened: true,
  MembershipChanged: true,
  AuthorityRecorded: true,
  FixedFaceAppointed: true,
  InvestigationRequested: true,
  MeasureOrdered: true,
  MeasureReceived: true,
} as const satisfies Record<FrameEvent['type'], true>;

export function isFrameEvent(event: Event): event is FrameEvent {
  return event.type in frameEvents;
}

export interface KnownPerson {
  readonly member: Sealed<Member>;
  readonly present: boolean;
}

/**
 * What every slice must know before it decides anything: is there a case, who are its people, which organisations are involved now.
 * Involvement: docs/domain/household.md, H-2. A case nobody is involved in does not exist, and answers just like one.
 */
export interface CaseFrame {
  householdKind: HouseholdKind | undefined;
  readonly people: Map<PersonId, KnownPerson>;
  readonly involved: Map<OrganisationId, Party>;
  /** Who has authority over a child, as recorded after the case was opened. */
  readonly authority: Map<PersonId, readonly PersonId[]>;
  fixedFace: { readonly organisation: OrganisationId; readonly worker: WorkerRef } | undefined;
}

/** A state that has nothing of its own besides the frame. */
export interface Framed {
  readonly frame: CaseFrame;
}

export function emptyFrame(): CaseFrame {
  return { householdKind: undefined, people: new Map(), involved: new Map(), authority: new Map(), fixedFace: undefined };
}

export function isOpen(frame: CaseFrame): boolean {
  return frame.householdKind !== undefined;
}

/** Folds one event in place. */
export function foldFrame(frame: CaseFrame, { event, metadata }: Pick<Recorded<FrameEvent, CaseMetadata>, 'event' | 'metadata'>): void {
  switch (event.type) {
    case 'CaseOpened':
      openFrame(frame, event.data, metadata.actingOrganisation, metadata.party);
      break;
    case 'MembershipChanged':
      foldMembership(frame, event.data);
      break;
    case 'AuthorityRecorded': {
      const authorityBy = unlessErased(event.data.authorityBy, undefined);
      if (authorityBy !== undefined) frame.authority.set(event.data.childId, authorityBy);
      break;
    }
    case 'FixedFaceAppointed':
      frame.fixedFace = { organisation: event.data.organisation, worker: event.data.worker };
      frame.involved.set(event.data.organisation, 'LT');
      break;
    case 'InvestigationRequested':
      frame.involved.set(event.data.council, 'RvdK');
      break;
    case 'MeasureOrdered':
      if (event.data.executedBy !== undefined) frame.involved.set(event.data.executedBy, 'GI');
      break;
    case 'MeasureReceived':
      frame.involved.set(metadata.actingOrganisation, 'GI');
      break;
  }
}

/** The frame as it is once a case has been opened: the opener and the organisations it names are involved. */
export function openFrame(frame: CaseFrame, data: CaseOpened['data'], opener: OrganisationId, party: Party): void {
  frame.householdKind = data.householdKind;
  for (const named of data.parties) frame.involved.set(named.organisation, named.party);
  frame.involved.set(opener, party);
  for (const { personId, content } of data.members) frame.people.set(personId, { member: content, present: true });
}

function foldMembership(frame: CaseFrame, data: MembershipChanged['data']): void {
  switch (data.change) {
    case 'PERSON_JOINED':
      for (const { personId, content } of data.members) frame.people.set(personId, { member: content, present: true });
      break;
    case 'PERSON_LEFT':
      for (const personId of data.memberIds) {
        const person = frame.people.get(personId);
        if (person !== undefined) frame.people.set(personId, { ...person, present: false });
      }
      break;
    case 'PARTY_JOINED':
      if (data.organisation !== undefined && data.party !== undefined) frame.involved.set(data.organisation, data.party);
      break;
    case 'PARTY_LEFT':
      if (data.organisation !== undefined) frame.involved.delete(data.organisation);
      break;
  }
}

function memberOf(frame: CaseFrame, personId: PersonId): Member | undefined {
  return unlessErased(frame.people.get(personId)?.member, undefined);
}

/** Age on a day; `undefined` when the birth date is not known, or not any more. */
export function ageOf(frame: CaseFrame, personId: PersonId, day: LocalDate): number | undefined {
  const birthDate = memberOf(frame, personId)?.birthDate;
  return birthDate === undefined ? undefined : ageOn(birthDate, day);
}

export function roleOf(frame: CaseFrame, personId: PersonId): MemberRole | undefined {
  return memberOf(frame, personId)?.role;
}

/** Under eighteen on that day; by role when the birth date is not known, and `undefined` when that is not known either. */
export function isMinor(frame: CaseFrame, personId: PersonId, day: LocalDate): boolean | undefined {
  const member = memberOf(frame, personId);
  if (member === undefined) return undefined;
  return member.birthDate === undefined ? member.role === 'child' : ageOn(member.birthDate, day) < 18;
}

/** Minors live here: opened as such, or a child joined since. */
export function hasMinors(frame: CaseFrame, day: LocalDate): boolean {
  if (frame.householdKind === 'FAMILY_WITH_MINORS') return true;
  return [...frame.people].some(([personId, { present }]) => present && isMinor(frame, personId, day) === true);
}

/** Who has authority (gezag) over a child: as recorded last; empty when that is not known. Source: BW 1:247. */
export function authorityOver(frame: CaseFrame, childId: PersonId): readonly PersonId[] {
  return frame.authority.get(childId) ?? memberOf(frame, childId)?.authorityBy ?? [];
}
