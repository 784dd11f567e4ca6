// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import type { Category } from '../vocabulary/categories.ts';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

/** Toestemming gegeven of ingetrokken, per organisation, purpose and category. Effect at once. */
export type ConsentChanged = Event<
  'ConsentChanged',
  {
    readonly personId: PersonId;
    readonly organisation: OrganisationId;
    readonly categories: readonly Category[];
    readonly given: boolean;
    readonly purposeOfConsent: Sealed<string>;
  }
>;

/** Verstrekkingsafspraak: one entry to one organisation, with basis, purpose and end (a named duty). */
export type ShareGranted = Event<
  'ShareGranted',
  {
    readonly entryId: EntryId;
    readonly organisation: OrganisationId;
    readonly basis: string;
    /** Last day of the share. */
    readonly until: LocalDate;
    readonly concerning: readonly PersonId[];
    readonly hiddenFrom: readonly PersonId[];
    readonly purposeOfShare: Sealed<string>;
  }
>;

/** Verstrekkingsafspraak beëindigd. */
export type ShareEnded = Event<
  'ShareEnded',
  { readonly entryId: EntryId; readonly organisation: OrganisationId; readonly hiddenFrom: readonly PersonId[] }
>;

export type PrivacyEvent = ConsentChanged | ShareGranted | ShareEnded;

export const privacyEvents = {
  ConsentChanged: describeEvent<ConsentChanged>()({
    type: 'ConsentChanged',
    version: 1,
    term: 'toestemming gewijzigd',
    category: 'C1',
    fields: {
      personId: structure('C1', 'wie'),
      organisation: structure('C1', 'aan organisatie'),
      categories: structure('C1', 'welke gegevens'),
      given: structure('C1', 'gegeven'),
      purposeOfConsent: personal('C1', 'personId', 'doel'),
    },
  }),
  ShareGranted: describeEvent<ShareGranted>()({
    type: 'ShareGranted',
    version: 1,
    term: 'verstrekking afgesproken',
    category: 'C1',
    hiddenFrom: 'hiddenFrom',
    fields: {
      entryId: structure('C1', 'vermelding'),
      organisation: structure('C1', 'aan organisatie'),
      basis: structure('C1', 'grondslag'),
      until: structure('C1', 'tot en met'),
      concerning: structure('C1', 'betreft'),
      hiddenFrom: structure('C1', 'verborgen voor'),
      purposeOfShare: personal('C1', 'concerning', 'doel'),
    },
  }),
  ShareEnded: describeEvent<ShareEnded>()({
    type: 'ShareEnded',
    version: 1,
    term: 'verstrekking beëindigd',
    category: 'C1',
    hiddenFrom: 'hiddenFrom',
    fields: {
      entryId: structure('C1', 'vermelding'),
      organisation: structure('C1', 'aan organisatie'),
      hiddenFrom: structure('C1', 'verborgen voor'),
    },
  }),
} as const;
