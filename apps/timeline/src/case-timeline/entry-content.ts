// SPDX-License-Identifier: EUPL-1.2
import type { Entry } from './entries.ts';

export type EntryField = Entry['fields'][number];

/** What of an entry stands on the screen at once, and how. */
export interface EntryContent {
  /** Short facts: a term and a word or two. */
  readonly facts: readonly EntryField[];
  /** Texts to read, each under its term. */
  readonly texts: readonly EntryField[];
  /** People this entry is hidden from: whoever sees this must know not to speak of it. */
  readonly hiddenFrom: readonly string[];
  readonly confidential: boolean;
}

/** Up to this length, on one line and no sentence, a text is a fact. */
const SHORT = 48;
/** Fields that name the people an entry is about, which stand in its heading already. */
const NAMED_ABOVE: ReadonlySet<string> = new Set(['concerning', 'childId', 'memberIds', 'personId', 'speakerId', 'persons']);
const SHOWN_AS_MARK: ReadonlySet<string> = new Set(['hiddenFrom', 'confidential']);

export function contentOf({ fields }: Pick<Entry, 'fields'>): EntryContent {
  const shown = fields.filter((field) => isWorthShowing(field));
  const texts = shown.filter((field) => isLong(field));
  return {
    facts: shown.filter((field) => !isLong(field)),
    texts,
    hiddenFrom: fields.find(({ name }) => name === 'hiddenFrom')?.values ?? [],
    confidential: fields.find(({ name }) => name === 'confidential')?.values[0] === 'true',
  };
}

function isWorthShowing({ name, kind, values, text, erased, personId }: EntryField): boolean {
  if (erased) return true;
  if (kind === 'REFERENCE' || SHOWN_AS_MARK.has(name)) return false;
  if (kind === 'PERSONS') return values.length > 0 && !(NAMED_ABOVE.has(name) && personId === null);
  return text !== null && text !== '';
}

function isLong({ kind, text, erased }: EntryField): boolean {
  return kind === 'TEXT' && !erased && text !== null && (text.length > SHORT || /\n|[.!?…”]$/.test(text));
}
