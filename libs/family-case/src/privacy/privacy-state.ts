// SPDX-License-Identifier: EUPL-1.2
import { descriptionOf } from '../case-event.ts';
import type { FamilyEvent } from '../family-event.ts';
import type { CaseFrame, Framed } from '../frame/case-frame.ts';
import type { Category } from '../vocabulary/categories.ts';
import { actualCategory } from '../vocabulary/event-description.ts';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

/** Whose entry it is, and who must not learn of it. */
export interface Entry {
  readonly organisation: OrganisationId;
  readonly hiddenFrom: readonly PersonId[];
  /** Spoken in confidence: nobody of the family but this speaker knows of it. */
  readonly speaker: PersonId | undefined;
  /** What it counts as: its share is as visible as the entry itself. */
  readonly category: Category;
}

export interface Share {
  readonly by: OrganisationId;
  readonly hiddenFrom: readonly PersonId[];
  readonly ofCategory: Category;
}

export interface PrivacyState extends Framed {
  readonly entries: Map<EntryId, Entry>;
  /** Shares that stand, by entry and receiver. */
  readonly shares: Map<string, Share>;
}

export const shareKey = ({ entryId, organisation }: { readonly entryId: EntryId; readonly organisation: OrganisationId }): string =>
  `${entryId}|${organisation}`;

/** Read from the event's own description, so that a new kind of hidden entry is known here by itself. */
export function entryOf(event: FamilyEvent, organisation: OrganisationId): Entry {
  const description = descriptionOf(event.type);
  const { hiddenFrom, confidential } = description;
  const category = actualCategory(description.category, event.data, description);
  if (hiddenFrom === undefined && confidential === undefined) return openEntryOf(organisation, category);
  const data = event.data as unknown as Readonly<Record<string, unknown>>;
  const hidden = hiddenFrom === undefined ? undefined : (data[hiddenFrom] as readonly PersonId[] | undefined);
  const inConfidence = confidential !== undefined && data[confidential.when] === true;
  return {
    organisation,
    hiddenFrom: hidden ?? NOBODY,
    speaker: inConfidence ? (data[confidential.speaker] as PersonId) : undefined,
    category,
  };
}

const openEntries = new Map<Category, Map<OrganisationId, Entry>>();

/** Nearly all entries are hidden from nobody: they are one and the same object per organisation and category, however long the case. */
function openEntryOf(organisation: OrganisationId, category: Category): Entry {
  let ofCategory = openEntries.get(category);
  if (ofCategory === undefined) openEntries.set(category, (ofCategory = new Map<OrganisationId, Entry>()));
  let entry = ofCategory.get(organisation);
  if (entry === undefined) ofCategory.set(organisation, (entry = { organisation, hiddenFrom: NOBODY, speaker: undefined, category }));
  return entry;
}

const NOBODY: readonly PersonId[] = [];

/** Whoever must not learn of an entry must not learn of its share either. Rule P-4. */
export function hiddenFromWhom({ hiddenFrom, speaker }: Entry, { people }: CaseFrame): readonly PersonId[] {
  if (speaker === undefined) return hiddenFrom;
  return [...new Set([...hiddenFrom, ...[...people.keys()].filter((person) => person !== speaker)])];
}
