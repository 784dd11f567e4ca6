// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import { PARTIES, WORKER_ROLES, daysBetween, descriptionOf, localDateOf } from '@gezinslijn/family-case';
import type { DisclosedEntry, FieldRule, PerPerson, Terms } from '@gezinslijn/family-case';
import { organisationNamed } from '../platform/organisations.ts';
import type { EntryField, Organisation, Statement, TimelineEntry } from './entry.types.ts';

const STATED_BY = {
  person: 'een gezinslid of steunfiguur',
  mayor: 'de burgemeester',
  court: 'de kinderrechter',
  police: 'de politie',
  family: 'het gezin',
  rvt: 'het Regionaal Veiligheidsteam',
} as const;

/** What a screen shows of an entry. Rendered once per disclosed entry and kept as long as that is kept. */
const rendered = new WeakMap<DisclosedEntry, TimelineEntry>();

export function timelineEntry(entry: DisclosedEntry): TimelineEntry {
  const known = rendered.get(entry);
  if (known !== undefined) return known;
  const description = descriptionOf(entry.type);
  const daysLate = Math.max(0, daysBetween(localDateOf(entry.occurredAt), localDateOf(entry.recordedAt)));
  const fresh: TimelineEntry = {
    id: entry.id,
    type: entry.type,
    term: description.term,
    access: entry.access,
    party: entry.party,
    organisation: organisationOf(entry.organisation),
    workerRole: entry.workerRole,
    workerRoleTerm: (WORKER_ROLES as Terms)[entry.workerRole] ?? (PARTIES as Terms)[entry.party] ?? entry.workerRole,
    statedBy: statement(entry),
    occurredAt: entry.occurredAt,
    recordedAt: entry.recordedAt,
    daysLate,
    late: daysLate > 0,
    category: entry.category,
    legalBasis: entry.legalBasis,
    about: entry.about,
    fields: fieldsOf(entry, description.fields as Readonly<Record<string, FieldRule>>),
  };
  rendered.set(entry, fresh);
  return fresh;
}

export function organisationOf(id: string): Organisation {
  return { id, name: organisationNamed(id)?.name ?? id };
}

function statement({ statedBy }: DisclosedEntry): Statement | null {
  if (statedBy === undefined) return null;
  return { kind: statedBy.kind, term: STATED_BY[statedBy.kind], personId: statedBy.kind === 'person' ? statedBy.personId : null };
}

const PERSON_LISTS = new Set([
  'memberIds',
  'clientIds',
  'concerning',
  'protects',
  'restrains',
  'hiddenFrom',
  'sharedWith',
  'childId',
  'personId',
  'speakerId',
  'rater',
  'authorityBy',
]);
const ORGANISATION_LISTS = new Set([
  'parties',
  'organisation',
  'executedBy',
  'council',
  'from',
  'to',
  'attending',
  'signatories',
  'planLead',
]);
const REFERENCES = new Set(['contentHash', 'salt', 'worker', 'guardian', 'entryId', 'meldcodeRecord', 'reporterId']);

function kindOf(name: string): EntryField['kind'] {
  if (PERSON_LISTS.has(name)) return 'PERSONS';
  if (ORGANISATION_LISTS.has(name)) return 'ORGANISATIONS';
  return REFERENCES.has(name) || /Ids?$/.test(name) ? 'REFERENCE' : 'TEXT';
}

function fieldsOf(entry: DisclosedEntry, rules: Readonly<Record<string, FieldRule>>): readonly EntryField[] {
  return Object.keys(rules).flatMap((name) => {
    const rule = rules[name] as FieldRule;
    const value = entry.data[name];
    if (value === undefined) return [];
    if (rule.kind !== 'perPerson') return [field(name, rule, value, null)];
    return (value as PerPerson<unknown>).map(({ personId, content }) => field(name, rule, content, personId));
  });
}

function field(name: string, rule: FieldRule, value: unknown, personId: string | null): EntryField {
  const kind = (value as { readonly kind?: string } | null)?.kind === 'person' ? 'PERSONS' : kindOf(name);
  const erased = isErased(value);
  const values = erased ? [] : valuesOf(value);
  const terms = rule.terms;
  return { name, term: rule.term, kind, text: erased ? null : wordsOf(value, kind, terms), values, personId, erased };
}

/** Codes, ids and numbers as recorded. */
function valuesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (value !== null && typeof value === 'object') {
    const { organisation, personId } = value as { readonly organisation?: string; readonly personId?: string };
    return organisation !== undefined ? [organisation] : personId !== undefined ? [personId] : Object.values(value).flatMap(valuesOf);
  }
  return isPrimitive(value) ? [String(value)] : [];
}

function wordsOf(value: unknown, kind: string, terms: Terms | undefined): string {
  if (kind === 'ORGANISATIONS')
    return valuesOf(value)
      .map((id) => organisationNamed(id)?.name ?? id)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  if (Array.isArray(value)) return value.map((item) => wordsOf(item, kind, terms)).join(', ');
  if (value !== null && typeof value === 'object') return objectWords(value as Readonly<Record<string, unknown>>, terms);
  const text = isPrimitive(value) ? String(value) : '';
  return terms?.[text] ?? text;
}

/** A part per person in words: its code first, then what was said. */
function objectWords(value: Readonly<Record<string, unknown>>, terms: Terms | undefined): string {
  if (value['kind'] === 'organisation')
    return valuesOf(value)
      .map((id) => organisationNamed(id)?.name ?? id)
      .join('');
  if (value['kind'] === 'person') return '';
  const parts = ['name', 'role', 'outcome', 'how', 'mark', 'what', 'words', 'birthDate', 'newDate'].flatMap((key) => {
    const part = value[key];
    return isPrimitive(part) ? [terms?.[String(part)] ?? String(part)] : [];
  });
  if (value['understood'] !== undefined) parts.push(value['understood'] === true ? 'begrepen' : 'niet begrepen');
  return parts.join(' · ');
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
