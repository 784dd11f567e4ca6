// SPDX-License-Identifier: EUPL-1.2
import type { Category } from '../vocabulary/categories.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';

/** Consent that stands. */
export interface Consent {
  readonly personId: PersonId;
  /** Given by the person; otherwise by who had authority over him. */
  readonly byHimself: boolean;
}

/** One consent: to this organisation, by or for this person, for this category. */
export const consentKey = (organisation: OrganisationId, person: PersonId, category: Category) => `${organisation}|${person}|${category}`;
