// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, perPerson, personal, structure } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import { MEMBER_ROLES } from '../vocabulary/people.ts';
import type { Member } from '../vocabulary/people.ts';

export const HOUSEHOLD_KINDS = {
  FAMILY_WITH_MINORS: 'gezin met minderjarigen',
  HOUSEHOLD_WITHOUT_MINORS: 'huishouden zonder minderjarigen',
} as const;
export type HouseholdKind = keyof typeof HOUSEHOLD_KINDS;

export interface InvolvedOrganisation {
  readonly organisation: OrganisationId;
  readonly party: Party;
}

/** Casus geopend. The opener and the organisations it names are involved from here on. */
export type CaseOpened = Event<
  'CaseOpened',
  {
    readonly householdKind: HouseholdKind;
    readonly region: string;
    readonly parties: readonly InvolvedOrganisation[];
    readonly pilot: boolean;
    readonly reopened: boolean;
    readonly memberIds: readonly PersonId[];
    /** What the case is called among professionals, for instance the family name. */
    readonly name: Sealed<string>;
    readonly municipality: Sealed<string>;
    readonly reason: Sealed<string>;
    readonly members: PerPerson<Member>;
  }
>;

export const MEMBERSHIP_CHANGES = {
  PERSON_JOINED: 'lid of steunfiguur erbij',
  PERSON_LEFT: 'lid of steunfiguur eraf',
  PARTY_JOINED: 'partij aangesloten',
  PARTY_LEFT: 'partij vertrokken',
} as const;

/** Lid of steunfiguur erbij of eraf; partij aangesloten of vertrokken. */
export type MembershipChanged = Event<
  'MembershipChanged',
  {
    readonly change: keyof typeof MEMBERSHIP_CHANGES;
    readonly organisation?: OrganisationId;
    readonly party?: Party;
    readonly memberIds: readonly PersonId[];
    /** With PARTY_JOINED: whom a care provider is there for. Of them it reads their own share. */
    readonly clientIds?: readonly PersonId[];
    readonly members: PerPerson<Member>;
    readonly reason?: Sealed<string>;
  }
>;

/** Gezag vastgelegd. Source: BW 1:247. */
export type AuthorityRecorded = Event<
  'AuthorityRecorded',
  {
    readonly childId: PersonId;
    readonly authorityBy: Sealed<readonly PersonId[]>;
    readonly since: Sealed<LocalDate>;
    readonly explanation?: Sealed<string>;
  }
>;

/** Vast gezicht aangewezen: the one professional of the lokaal team who stays. */
export type FixedFaceAppointed = Event<
  'FixedFaceAppointed',
  {
    readonly organisation: OrganisationId;
    readonly worker: WorkerRef;
    /** Name of the professional; not a family member's data. */
    readonly workerName: string;
    readonly preferenceHeard: boolean;
  }
>;

export const ADDRESS_SHIELDINGS = { SHIELDED: 'afgeschermd', LIFTED: 'afscherming opgeheven' } as const;

/**
 * Adres afgeschermd, or the shielding lifted. That an address is shielded is itself hidden: category C2. The endangered person asks and
 * lifts; the police can ask through Veilig Thuis. Source: Uitvoeringsbesluit Wmo 2015 4.1.8.
 */
export type AddressShielded = Event<
  'AddressShielded',
  {
    readonly personId: PersonId;
    readonly change: keyof typeof ADDRESS_SHIELDINGS;
    /** Where the person can be reached by whoever may know. */
    readonly address?: Sealed<string>;
    readonly region: Sealed<string>;
    readonly reason: Sealed<string>;
  }
>;

export type HouseholdEvent = CaseOpened | MembershipChanged | AuthorityRecorded | FixedFaceAppointed | AddressShielded;

export const householdEvents = {
  CaseOpened: describeEvent<CaseOpened>()({
    type: 'CaseOpened',
    version: 1,
    term: 'casus geopend',
    category: 'C1',
    fields: {
      householdKind: structure('C1', 'soort huishouden', { terms: HOUSEHOLD_KINDS }),
      region: structure('C1', 'regio'),
      parties: structure('C1', 'betrokken organisaties'),
      pilot: structure('C1', 'proeftuin'),
      reopened: structure('C1', 'heropend'),
      memberIds: structure('C1', 'gezinsleden'),
      name: personal('C1', 'memberIds', 'naam van de casus'),
      municipality: personal('C1', 'memberIds', 'gemeente'),
      reason: personal('C1', 'memberIds', 'aanleiding'),
      members: perPerson('C1', 'gezinslid', { terms: MEMBER_ROLES }),
    },
  }),
  MembershipChanged: describeEvent<MembershipChanged>()({
    type: 'MembershipChanged',
    version: 1,
    term: 'samenstelling gewijzigd',
    category: 'C1',
    fields: {
      change: structure('C1', 'wijziging', { terms: MEMBERSHIP_CHANGES }),
      organisation: structure('C1', 'organisatie'),
      party: structure('C1', 'soort organisatie'),
      memberIds: structure('C1', 'personen'),
      clientIds: structure('C1', 'cliënten'),
      members: perPerson('C1', 'persoon', { terms: MEMBER_ROLES }),
      reason: personal('C1', 'memberIds', 'reden'),
    },
  }),
  AuthorityRecorded: describeEvent<AuthorityRecorded>()({
    type: 'AuthorityRecorded',
    version: 1,
    term: 'gezag vastgelegd',
    category: 'C1',
    fields: {
      childId: structure('C1', 'kind'),
      authorityBy: personal('C1', 'childId', 'gezag bij'),
      since: personal('C1', 'childId', 'sinds'),
      explanation: personal('C1', 'childId', 'toelichting'),
    },
  }),
  FixedFaceAppointed: describeEvent<FixedFaceAppointed>()({
    type: 'FixedFaceAppointed',
    version: 1,
    term: 'vast gezicht aangewezen',
    category: 'C6',
    fields: {
      organisation: structure('C6', 'organisatie'),
      worker: structure('C6', 'medewerker (kenmerk)'),
      workerName: structure('C6', 'vast gezicht'),
      preferenceHeard: structure('C6', 'voorkeur van het gezin gehoord'),
    },
  }),
  AddressShielded: describeEvent<AddressShielded>()({
    type: 'AddressShielded',
    version: 1,
    term: 'adres afgeschermd',
    category: 'C2',
    fields: {
      personId: structure('C2', 'wie'),
      change: structure('C2', 'wijziging', { terms: ADDRESS_SHIELDINGS }),
      address: personal('C2', 'personId', 'adres'),
      region: personal('C2', 'personId', 'regio'),
      reason: personal('C2', 'personId', 'reden'),
    },
  }),
} as const;
