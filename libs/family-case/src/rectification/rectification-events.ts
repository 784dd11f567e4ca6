// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import type { Category } from '../vocabulary/categories.ts';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { EntryId, ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

/**
 * What disclosure asks of an entry, without a word of what it says: kept with what is attached to it, so that who may see the one follows
 * from the other alone. All of it stands in the clear in that entry as well, but for `moved`.
 */
export interface EntryOutline {
  readonly type: string;
  readonly organisation: OrganisationId;
  readonly revision: number;
  /** Its fields of structure. */
  readonly marks: Readonly<Record<string, unknown>>;
  /** Names of its sealed fields. */
  readonly sealed: readonly string[];
  /** Of a field with a part per person: whose parts. */
  readonly parts: Readonly<Record<string, readonly PersonId[]>>;
  /** The category it counts as, where what happened moved it to another: a house ban. */
  readonly moved?: Category;
}

/**
 * Rectificatie (AVG 16): one text of one entry in other words. The old text stays in the record and is shown no more; a correction of
 * several texts gives one event each. Sealed under the same people, and the same part of the file, as what it replaces.
 */
export type EntryCorrected = Event<
  'EntryCorrected',
  {
    readonly entryId: EntryId;
    /** What was in force until now: the entry itself, or the correction before this one. */
    readonly corrects: EntryId;
    readonly field: string;
    readonly concerning: readonly PersonId[];
    /** Part of the file, when the text was sealed as a part of its own. */
    readonly part?: ItemId;
    /** Category of the text: who may not read the one does not read the other. */
    readonly ofCategory: Category;
    /** Kind of entry, for the Dutch term of the field. */
    readonly ofType: string;
    readonly of: EntryOutline;
    readonly text: Sealed<string>;
    readonly reason: Sealed<string>;
  }
>;

/** Eigen verklaring bij een vermelding (Jeugdwet 7.3.8 lid 2), in the person's own words: shown wherever that entry is. */
export type StatementAttached = Event<
  'StatementAttached',
  {
    readonly entryId: EntryId;
    readonly personId: PersonId;
    readonly of: EntryOutline;
    readonly words: Sealed<string>;
  }
>;

export type RectificationEvent = EntryCorrected | StatementAttached;

export const rectificationEvents = {
  EntryCorrected: describeEvent<EntryCorrected>()({
    type: 'EntryCorrected',
    version: 1,
    term: 'vermelding gecorrigeerd',
    category: 'C1',
    attachedTo: 'of',
    part: 'part',
    recategorise: ({ ofCategory }: Partial<EntryCorrected['data']>) =>
      ofCategory === undefined ? undefined : { from: 'C1', to: ofCategory },
    fields: {
      entryId: structure('C1', 'vermelding'),
      corrects: structure('C1', 'in plaats van'),
      field: structure('C1', 'onderdeel'),
      concerning: structure('C1', 'betreft'),
      part: structure('C1', 'deel van het dossier'),
      ofCategory: structure('C1', 'soort gegevens'),
      ofType: structure('C1', 'soort vermelding'),
      of: structure('C1', 'omtrek van de vermelding'),
      text: personal('C1', 'concerning', 'nieuwe tekst'),
      reason: personal('C1', 'concerning', 'reden van de correctie'),
    },
  }),
  StatementAttached: describeEvent<StatementAttached>()({
    type: 'StatementAttached',
    version: 1,
    term: 'eigen verklaring bij een vermelding',
    category: 'C15',
    attachedTo: 'of',
    fields: {
      entryId: structure('C15', 'vermelding'),
      personId: structure('C15', 'van wie'),
      of: structure('C15', 'omtrek van de vermelding'),
      words: personal('C15', 'personId', 'eigen verklaring', { extract: true }),
    },
  }),
} as const;
