// SPDX-License-Identifier: EUPL-1.2
import { descriptionOf } from '../case-event.ts';
import type { CaseEventType } from '../case-event.ts';
import type { DisclosedEntry } from '../disclosure/disclosed-entry.ts';
import type { Code, DisclosureMatrix } from '../disclosure/matrix.ts';
import { standardRules } from '../disclosure/rules.ts';
import { rulesOf } from '../recording/event-codec.ts';
import type { Category } from '../vocabulary/categories.ts';
import type { FieldRule } from '../vocabulary/event-description.ts';

/** A part of an entry that somebody does not get in a report about himself, and why. */
export interface ReportMask {
  /** What a Dutch screen calls that part. */
  readonly term: string;
  /** In plain Dutch (B1). */
  readonly reason: string;
}

const ANOTHER = 'Dit gaat over iemand anders. Wij mogen het niet aan u laten zien.';
const PROFESSIONALS = 'Dit is alleen voor de professionals die hieraan werken.';
const BY_CATEGORY: { readonly [C in Category]?: string } = {
  C7: 'Dit is een eigen aantekening van een medewerker bij het onderzoek. Die hoort niet bij wat u mag inzien.',
  C13: 'Dit komt van de politie. U kunt het daar zelf opvragen.',
};
const BY_CODE: { readonly [C in Code]?: string } = {
  S: ANOTHER,
  OWN: ANOTHER,
  X: 'Hiervan krijgt u de uitkomst. De rest is voor de professionals die hieraan werken.',
};

/**
 * What of an entry somebody does not get. Said by kind of entry and never by what stands in this one: whether there was a working note, or
 * something about another, cannot be told from it. Of what may not even be known to exist nothing is said at all.
 */
export function reportMasks(entry: DisclosedEntry, matrix: DisclosureMatrix): readonly ReportMask[] {
  const rules = rulesOf(descriptionOf(entry.type)).filter(([, { kind }]) => kind !== 'structure');
  const mine = new Set(rules.flatMap(([field, rule]) => (entry.fields.includes(field) && rule.kind === 'personal' ? [rule.about] : [])));
  return rules.flatMap(([field, rule]) => {
    const reason = reasonFor(entry.type, field, rule, { shown: entry.fields.includes(field), mine, matrix });
    return reason === undefined ? [] : [{ term: rule.term, reason }];
  });
}

interface Asked {
  readonly shown: boolean;
  /** The fields that name whom his own texts in this entry are about. */
  readonly mine: ReadonlySet<string>;
  readonly matrix: DisclosureMatrix;
}

function reasonFor(type: CaseEventType, field: string, rule: FieldRule, { shown, mine, matrix }: Asked): string | undefined {
  const { category } = rule;
  if ((matrix.rules ?? standardRules).hiddenExistence.includes(category)) return undefined;
  // A correction repeats no text: it stands in the place of the old one.
  if (type === 'EntryCorrected' && field === 'text') return undefined;
  const code = matrix.cells[category].FAMILY;
  if (rule.kind === 'perPerson') return code === 'F' ? undefined : 'Wat hier over anderen staat, laten wij niet zien.';
  if (shown || code === 'F') return undefined;
  if (code === 'none') return BY_CATEGORY[category] ?? PROFESSIONALS;
  // His own texts he gets; one that is not there was not written.
  if ((code === 'S' || code === 'OWN' || (code === 'X' && rule.extract)) && rule.kind === 'personal' && mine.has(rule.about))
    return undefined;
  return BY_CODE[code];
}
