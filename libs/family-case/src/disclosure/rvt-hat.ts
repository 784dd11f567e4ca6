// SPDX-License-Identifier: EUPL-1.2
import { descriptionOf } from '../case-event.ts';
import type { CaseEventType } from '../case-event.ts';
import type { Category } from '../vocabulary/categories.ts';
import type { FieldRule, PerPerson } from '../vocabulary/event-description.ts';
import { peopleOf } from '../vocabulary/event-description.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Access } from './disclose.ts';
import type { DisclosedEntry } from './disclosed-entry.ts';
import type { Code, DisclosureMatrix } from './matrix.ts';
import { standardRules } from './rules.ts';

interface Shown {
  readonly access: Access;
  readonly fields: readonly string[];
  readonly parts: Readonly<Record<string, readonly PersonId[]>>;
}

/**
 * What is left of what the mother organisation sees, within the column of the RVT; `null` when not even a reference. Its own entries are
 * narrowed too: a member of the RVT sits at the table for the family, not at the desk where the mother organisation keeps its notes.
 */
export function withinRvtColumn(
  type: CaseEventType,
  category: Category,
  { fields, access, parts }: Shown,
  mother: Party,
  matrix: DisclosureMatrix,
): Shown | null {
  const description = descriptionOf(type);
  const rules = description.fields as Readonly<Record<string, FieldRule>>;
  const cellOf = (declared: Category) => {
    // What moves an entry to another category moves its fields along.
    const actual = declared === description.category ? category : declared;
    return { actual, rvt: matrix.cells[actual].RVT, own: matrix.cells[actual][mother] };
  };
  const kept = fields.filter((field) => {
    const rule = rules[field];
    return rule !== undefined && opensToRvt(cellOf(rule.category).rvt, cellOf(rule.category).own, rule);
  });
  const isContent = (field: string) => rules[field]?.kind !== 'structure';
  const lost = fields.filter((field) => isContent(field) && !kept.includes(field)).length;
  if (kept.some(isContent) || (kept.length > 0 && !fields.some(isContent))) {
    const keptParts = Object.fromEntries(Object.entries(parts).filter(([field]) => kept.includes(field)));
    return { access: lost === 0 ? access : 'extract', fields: kept, parts: keptParts };
  }
  const { actual, rvt } = cellOf(description.category);
  const refers = rvt === 'R' || rvt === 'F' || rvt === 'hat';
  return refers && !(matrix.rules ?? standardRules).hiddenExistence.includes(actual)
    ? { access: 'reference', fields: [], parts: {} }
    : null;
}

/** Consent to the mother organisation opens to its member of the RVT what it opens to the mother by consent; not what she has without. */
function opensToRvt(cell: Code, mother: Code, rule: FieldRule): boolean {
  switch (cell) {
    case 'F':
    case 'hat':
      return true;
    case 'X':
      return rule.extract;
    case 'C':
      return mother === 'C';
    default:
      return false;
  }
}

/** The same for an entry as the mother organisation gets it: rows are written for organisations, and narrowed when they are read. */
export function narrowedToRvt(entry: DisclosedEntry, mother: Party, matrix: DisclosureMatrix): DisclosedEntry | null {
  const shown = withinRvtColumn(entry.type, entry.category, { access: entry.access, fields: entry.fields, parts: {} }, mother, matrix);
  if (shown === null) return null;
  const { statedBy, attached: _all, ...rest } = entry;
  const fields = [...shown.fields];
  const attached = attachedIn(entry, { access: shown.access, fields }, mother, matrix);
  const knowsWho = shown.access !== 'reference' && (entry.type !== 'ReportReceived' || fields.includes('reporter'));
  return {
    ...rest,
    ...(statedBy === undefined || !knowsWho ? {} : { statedBy }),
    access: shown.access,
    fields,
    about: aboutFields(entry, fields),
    data: Object.fromEntries(fields.map((field) => [field, entry.data[field]])),
    ...(attached.length === 0 ? {} : { attached }),
  };
}

/** What is attached to an entry, as far as this hat sees the entry: a correction only with the text it corrects. */
function attachedIn(
  { attached = [] }: DisclosedEntry,
  shown: Pick<DisclosedEntry, 'access' | 'fields'>,
  mother: Party,
  matrix: DisclosureMatrix,
): readonly DisclosedEntry[] {
  return attached.flatMap((one) => besideNarrowed(one, shown, mother, matrix) ?? []);
}

/** An attachment as this hat sees it, given what it sees of the entry behind it; `null` when that does not show it. */
export function besideNarrowed(
  one: DisclosedEntry,
  behind: Pick<DisclosedEntry, 'access' | 'fields'> | null,
  mother: Party,
  matrix: DisclosureMatrix,
): DisclosedEntry | null {
  if (behind === null) return null;
  const shown = narrowedToRvt(one, mother, matrix);
  if (shown === null || one.type === 'EntryCorrected') return behind.fields.includes(one.data['field'] as string) ? shown : null;
  return behind.access === 'reference' && one.access !== 'own' ? null : shown;
}

/** The people whose data these fields show. */
function aboutFields(entry: DisclosedEntry, fields: readonly string[]): readonly PersonId[] {
  const rules = descriptionOf(entry.type).fields as Readonly<Record<string, FieldRule>>;
  const people = new Set<PersonId>();
  for (const field of fields) {
    const rule = rules[field];
    if (rule?.kind === 'perPerson') for (const { personId } of entry.data[field] as PerPerson<unknown>) people.add(personId);
    if (rule?.kind === 'personal') for (const person of aboutOf(entry, rule.about)) people.add(person);
  }
  return [...people].sort();
}

/** Whom a field is about; when the field that says so is not shown, everybody the entry is shown to be about. */
function aboutOf(entry: DisclosedEntry, field: string): readonly PersonId[] {
  return field in entry.data ? peopleOf(entry.data, field) : entry.about;
}
