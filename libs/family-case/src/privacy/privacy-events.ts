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
    /** Category of the shared entry: who may not know of it may not know that it was shared either. */
    readonly ofCategory: Category;
    readonly purposeOfShare: Sealed<string>;
  }
>;

/** Verstrekkingsafspraak beëindigd. */
export type ShareEnded = Event<
  'ShareEnded',
  {
    readonly entryId: EntryId;
    readonly organisation: OrganisationId;
    readonly hiddenFrom: readonly PersonId[];
    readonly ofCategory: Category;
  }
>;

export type PrivacyEvent = ConsentChanged | ShareGranted | ShareEnded;

export const privacyEvents = {
  ConsentChanged: describeEvent<ConsentChanged>()({
    type: 'ConsentChanged',
    version: 1,
    term: 'toestemming gewijzigd',
    category: 'C1',
    // Consent to know a shielded address tells that there is one. A reader's part of the entry need not hold the field.
    recategorise: ({ categories }: Partial<ConsentChanged['data']>) =>
      categories?.includes('C2') === true ? { from: 'C1', to: 'C2' } : undefined,
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
    // No part of a conclusion: who gets an extract of a category may not know of every entry in it.
    // The list of family members it concerns need not be that of the entry: its id stays with professionals.
    keptFromFamily: ['entryId'],
    recategorise: ({ ofCategory }: Partial<ShareGranted['data']>) =>
      ofCategory === undefined ? undefined : { from: 'C1', to: ofCategory },
    fields: {
      entryId: structure('C1', 'vermelding', { extract: false }),
      organisation: structure('C1', 'aan organisatie', { extract: false }),
      basis: structure('C1', 'grondslag', { extract: false }),
      until: structure('C1', 'tot en met', { extract: false }),
      concerning: structure('C1', 'betreft', { extract: false }),
      hiddenFrom: structure('C1', 'verborgen voor', { extract: false }),
      ofCategory: structure('C1', 'soort gegevens', { extract: false }),
      purposeOfShare: personal('C1', 'concerning', 'doel'),
    },
  }),
  ShareEnded: describeEvent<ShareEnded>()({
    type: 'ShareEnded',
    version: 1,
    term: 'verstrekking beëindigd',
    category: 'C1',
    hiddenFrom: 'hiddenFrom',
    // The list of family members it concerns need not be that of the entry: its id stays with professionals.
    keptFromFamily: ['entryId'],
    recategorise: ({ ofCategory }: Partial<ShareEnded['data']>) => (ofCategory === undefined ? undefined : { from: 'C1', to: ofCategory }),
    fields: {
      entryId: structure('C1', 'vermelding', { extract: false }),
      organisation: structure('C1', 'aan organisatie', { extract: false }),
      hiddenFrom: structure('C1', 'verborgen voor', { extract: false }),
      ofCategory: structure('C1', 'soort gegevens', { extract: false }),
    },
  }),
} as const;
