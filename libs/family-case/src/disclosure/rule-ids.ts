// SPDX-License-Identifier: EUPL-1.2
import type { Category } from '../vocabulary/categories.ts';
import type { Code, Column } from './matrix.ts';

/** Rules that stand around the matrix, by the names that logs and tests use. Stable: a log of years ago must still be understood. */
export const RULES = {
  'not-involved': 'the organisation is not involved in this case, or the person does not belong to it',
  'told-first': 'a report stands in the case and nobody told this person of it yet',
  'own-rights-from-twelve': 'a child under twelve does not read in its own right',
  'party-left': 'the organisation left: it keeps its own entries and the plans it signed',
  'hidden-from': 'the entry is hidden from this person, its existence included',
  'confidential-voice': 'spoken in confidence: no other family member learns of it',
  'own-right-only': 'what is hidden from somebody is seen in one’s own right only, never by representing a child',
  'names-responsible': 'a support figure reads what names him',
  'own-entry': 'an organisation reads its own entries in full',
  'plan-signed': 'a party that left keeps the plan it signed, with its lines',
  consent: 'the person consented, for this organisation and category',
  share: 'a share of this entry with this organisation runs',
  'took-part': 'the organisation took part',
  'measure-carried-out': 'the organisation carries out a measure',
  'own-task': 'the organisation checks or does this line, or must sign this version',
  'own-client': 'about a client of this care provider',
  'own-share': 'about himself, or a child he represents',
  'existence-hidden': 'of this category even the existence is hidden',
  'rvt-column': 'a member of the RVT reads what the mother organisation reads, within the column of the RVT',
  'emergency-access': 'emergency access of this worker runs',
  'own-destruction': 'the organisation destroyed what it held about this person, or this part of the file',
  'entry-behind': 'it belongs to another entry, or to a text of it, and is as visible as that',
  audit: 'an auditor reads everything, with a purpose',
} as const;

/** A rule by name, or a cell of the matrix: category, column and code, for instance `C4/VT/F`. */
export type RuleId = keyof typeof RULES | `${Category}/${Column}/${Code}`;

export const cellRule = (category: Category, column: Column, code: Code): RuleId => `${category}/${column}/${code}`;
