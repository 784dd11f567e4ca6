// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { ItemId, OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import { HAT_ROLES, ORGANISATION_KINDS } from './organisation-kinds.ts';
import type { HatRole, OrganisationKind } from './organisation-kinds.ts';

/** Categories of what is administered. No category of the disclosure matrix: nothing here is about a family. */
export const ADMINISTRATION_CATEGORIES = {
  AD1: 'organisaties, regio’s en hun systemen',
  AD2: 'medewerkers, hun petten en registraties',
  AD3: 'aangenomen beleid',
} as const;
export type AdministrationCategory = keyof typeof ADMINISTRATION_CATEGORIES;

/** Organisatie geregistreerd. */
export type OrganisationRegistered = Event<
  'OrganisationRegistered',
  {
    readonly organisation: OrganisationId;
    readonly kind: OrganisationKind;
    readonly name: string;
    /** Slug of the region; its stream is `region-<slug>`. */
    readonly region: string;
    /** Organisatie-identificatienummer, 20 digits. */
    readonly oin?: string;
  }
>;

/** Organisatie beëindigd: nobody can act for it any more. What it recorded stays. */
export type OrganisationEnded = Event<'OrganisationEnded', { readonly organisation: OrganisationId }>;

/** Medewerker geregistreerd: who this subject of an issuer is, for the screens of his organisation. */
export type WorkerRegistered = Event<
  'WorkerRegistered',
  {
    readonly worker: WorkerRef;
    /** Name the gateways give to the issuer of sign-in, so that its address may move. */
    readonly issuer: string;
    readonly name: Sealed<string>;
  }
>;

/** Pet gegeven: a worker may act for this organisation in one role. For a member of the RVT, this is the mother organisation. */
export type HatGranted = Event<
  'HatGranted',
  {
    readonly hatId: ItemId;
    readonly worker: WorkerRef;
    readonly role: HatRole;
    readonly from: LocalDate;
    /** Last day. */
    readonly until?: LocalDate;
    /** Family members only: who this is in the case. */
    readonly personId?: Sealed<PersonId>;
  }
>;

/** Pet ingetrokken, at once. An end by mere lapse of time is not recorded. */
export type HatEnded = Event<'HatEnded', { readonly hatId: ItemId; readonly worker: WorkerRef }>;

/** Registratie in het kwaliteitsregister jeugd (SKJ) vastgelegd. */
export type RegistrationRecorded = Event<
  'RegistrationRecorded',
  {
    readonly registrationId: ItemId;
    readonly worker: WorkerRef;
    readonly register: 'SKJ';
    readonly from: LocalDate;
    /** Last day. */
    readonly until?: LocalDate;
    readonly number: Sealed<string>;
  }
>;

/** Registratie vervallen verklaard, at once. */
export type RegistrationEnded = Event<'RegistrationEnded', { readonly registrationId: ItemId; readonly worker: WorkerRef }>;

/** Systeem van een organisatie geregistreerd. */
export type ClientSystemRegistered = Event<
  'ClientSystemRegistered',
  {
    /** `client_id` at the issuer. */
    readonly clientId: string;
    /** Public keys it authenticates with, each a JWK as text; empty where the issuer alone keeps them. */
    readonly publicKeys: readonly string[];
    /** May it act for a worker who stands behind it (RFC 8693 `act`)? Otherwise it acts for itself only. */
    readonly actsForWorkers: boolean;
  }
>;

export type ClientSystemEnded = Event<'ClientSystemEnded', { readonly clientId: string }>;

/** GraphQL-documenten geregistreerd: what systems of this organisation may ask for one purpose. Replaces the set of that purpose. */
export type DocumentSetRegistered = Event<
  'DocumentSetRegistered',
  {
    readonly purpose: string;
    /** SHA-256 of each document, in hex. */
    readonly documents: readonly string[];
  }
>;

export type RegionRegistered = Event<'RegionRegistered', { readonly region: string; readonly name: string }>;

/** Matrix van gegevensdeling aangenomen. */
export type DisclosureMatrixAdopted = Event<
  'DisclosureMatrixAdopted',
  { readonly adopted: string; readonly digest: string; readonly from: LocalDate }
>;

/** Normenregister aangenomen. */
export type NormRegisterAdopted = Event<
  'NormRegisterAdopted',
  { readonly adopted: string; readonly digest: string; readonly from: LocalDate }
>;

export type OrganisationEvent =
  | OrganisationRegistered
  | OrganisationEnded
  | WorkerRegistered
  | HatGranted
  | HatEnded
  | RegistrationRecorded
  | RegistrationEnded
  | ClientSystemRegistered
  | ClientSystemEnded
  | DocumentSetRegistered;
export type PolicyEvent = DisclosureMatrixAdopted | NormRegisterAdopted;
export type AdministrationEvent = OrganisationEvent | RegionRegistered | PolicyEvent;
export type AdministrationEventType = AdministrationEvent['type'];

const adoption = {
  adopted: structure('AD3', 'versie'),
  digest: structure('AD3', 'vingerafdruk (SHA-256)'),
  from: structure('AD3', 'geldig vanaf'),
} as const;

export const administrationEvents = {
  OrganisationRegistered: describeEvent<OrganisationRegistered, AdministrationCategory>()({
    type: 'OrganisationRegistered',
    version: 1,
    term: 'organisatie geregistreerd',
    category: 'AD1',
    fields: {
      organisation: structure('AD1', 'organisatie'),
      kind: structure('AD1', 'soort', { terms: ORGANISATION_KINDS }),
      name: structure('AD1', 'naam'),
      region: structure('AD1', 'regio'),
      oin: structure('AD1', 'OIN'),
    },
  }),
  OrganisationEnded: describeEvent<OrganisationEnded, AdministrationCategory>()({
    type: 'OrganisationEnded',
    version: 1,
    term: 'organisatie beëindigd',
    category: 'AD1',
    fields: { organisation: structure('AD1', 'organisatie') },
  }),
  WorkerRegistered: describeEvent<WorkerRegistered, AdministrationCategory>()({
    type: 'WorkerRegistered',
    version: 1,
    term: 'medewerker geregistreerd',
    category: 'AD2',
    fields: {
      worker: structure('AD2', 'medewerker (pseudoniem)'),
      issuer: structure('AD2', 'aanmeldvoorziening'),
      name: personal('AD2', 'worker', 'naam'),
    },
  }),
  HatGranted: describeEvent<HatGranted, AdministrationCategory>()({
    type: 'HatGranted',
    version: 1,
    term: 'pet gegeven',
    category: 'AD2',
    fields: {
      hatId: structure('AD2', 'pet (kenmerk)'),
      worker: structure('AD2', 'medewerker (pseudoniem)'),
      role: structure('AD2', 'rol', { terms: HAT_ROLES }),
      from: structure('AD2', 'vanaf'),
      until: structure('AD2', 'tot en met'),
      personId: personal('AD2', 'worker', 'persoon in de casus (kenmerk)'),
    },
  }),
  HatEnded: describeEvent<HatEnded, AdministrationCategory>()({
    type: 'HatEnded',
    version: 1,
    term: 'pet ingetrokken',
    category: 'AD2',
    fields: { hatId: structure('AD2', 'pet (kenmerk)'), worker: structure('AD2', 'medewerker (pseudoniem)') },
  }),
  RegistrationRecorded: describeEvent<RegistrationRecorded, AdministrationCategory>()({
    type: 'RegistrationRecorded',
    version: 1,
    term: 'registratie vastgelegd',
    category: 'AD2',
    fields: {
      registrationId: structure('AD2', 'registratie (kenmerk)'),
      worker: structure('AD2', 'medewerker (pseudoniem)'),
      register: structure('AD2', 'register'),
      from: structure('AD2', 'vanaf'),
      until: structure('AD2', 'tot en met'),
      number: personal('AD2', 'worker', 'registratienummer'),
    },
  }),
  RegistrationEnded: describeEvent<RegistrationEnded, AdministrationCategory>()({
    type: 'RegistrationEnded',
    version: 1,
    term: 'registratie vervallen',
    category: 'AD2',
    fields: { registrationId: structure('AD2', 'registratie (kenmerk)'), worker: structure('AD2', 'medewerker (pseudoniem)') },
  }),
  ClientSystemRegistered: describeEvent<ClientSystemRegistered, AdministrationCategory>()({
    type: 'ClientSystemRegistered',
    version: 1,
    term: 'systeem geregistreerd',
    category: 'AD1',
    fields: {
      clientId: structure('AD1', 'systeem'),
      publicKeys: structure('AD1', 'publieke sleutels'),
      actsForWorkers: structure('AD1', 'handelt voor medewerkers'),
    },
  }),
  ClientSystemEnded: describeEvent<ClientSystemEnded, AdministrationCategory>()({
    type: 'ClientSystemEnded',
    version: 1,
    term: 'systeem beëindigd',
    category: 'AD1',
    fields: { clientId: structure('AD1', 'systeem') },
  }),
  DocumentSetRegistered: describeEvent<DocumentSetRegistered, AdministrationCategory>()({
    type: 'DocumentSetRegistered',
    version: 1,
    term: 'documenten geregistreerd',
    category: 'AD1',
    fields: { purpose: structure('AD1', 'doel'), documents: structure('AD1', 'documenten (SHA-256)') },
  }),
  RegionRegistered: describeEvent<RegionRegistered, AdministrationCategory>()({
    type: 'RegionRegistered',
    version: 1,
    term: 'regio geregistreerd',
    category: 'AD1',
    fields: { region: structure('AD1', 'regio'), name: structure('AD1', 'naam') },
  }),
  DisclosureMatrixAdopted: describeEvent<DisclosureMatrixAdopted, AdministrationCategory>()({
    type: 'DisclosureMatrixAdopted',
    version: 1,
    term: 'matrix aangenomen',
    category: 'AD3',
    fields: adoption,
  }),
  NormRegisterAdopted: describeEvent<NormRegisterAdopted, AdministrationCategory>()({
    type: 'NormRegisterAdopted',
    version: 1,
    term: 'normenregister aangenomen',
    category: 'AD3',
    fields: adoption,
  }),
} as const;

export function isAdministrationEventType(type: string): type is AdministrationEventType {
  return Object.hasOwn(administrationEvents, type);
}
