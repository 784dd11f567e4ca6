// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import {
  PARTIES,
  WORKER_ROLES,
  daysBetween,
  descriptionOf,
  isCaseEventType,
  isCorrectable,
  localDateOf,
  statementsOf,
  textOf,
} from '@gezinslijn/family-case';
import type { DisclosedEntry, FieldRule, PerPerson, Terms } from '@gezinslijn/family-case';
import type { OrganisationNames } from '../platform/directory.ts';
import { TEXTS } from '../platform/kept-parts.ts';
import type { Kept } from '../platform/kept-parts.ts';
import type {
  EntryCorrection,
  EntryField,
  EntryStatement,
  Organisation,
  PageInfo,
  Statement,
  TimelineConnection,
  TimelineEdge,
  TimelineEntry,
} from './entry.types.ts';

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

export function timelineEntry(entry: DisclosedEntry, names: OrganisationNames): TimelineEntry {
  let known = rendered.get(entry);
  if (known === undefined) {
    known = new RenderedEntry(entry, names);
    rendered.set(entry, known);
  }
  return known;
}

/** A class rather than a literal: what costs something is made only when asked for, and getters of a literal are made anew for each. */
class RenderedEntry implements TimelineEntry, Kept {
  [TEXTS]: Kept[typeof TEXTS];
  readonly #entry: DisclosedEntry;
  readonly #names: OrganisationNames;
  readonly id: string;
  readonly type: string;
  readonly term: string;
  readonly access: string;
  readonly party: string;
  readonly workerRole: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly category: string;
  readonly legalBasis: string;
  readonly about: readonly string[];
  #fields: readonly EntryField[] | undefined;

  constructor(entry: DisclosedEntry, names: OrganisationNames) {
    const { term } = descriptionOf(entry.type);
    this.#entry = entry;
    this.#names = names;
    this.id = entry.id;
    this.type = entry.type;
    this.term = term;
    this.access = entry.access;
    this.party = entry.party;
    this.workerRole = entry.workerRole;
    this.occurredAt = entry.occurredAt;
    this.recordedAt = entry.recordedAt;
    this.category = entry.category;
    this.legalBasis = entry.legalBasis;
    this.about = entry.about;
  }

  get organisation(): Organisation {
    return organisationOf(this.#entry.organisation, this.#names);
  }

  get workerRoleTerm(): string {
    return (WORKER_ROLES as Terms)[this.workerRole] ?? (PARTIES as Terms)[this.party] ?? this.workerRole;
  }

  get statedBy(): Statement | null {
    return statement(this.#entry);
  }

  get daysLate(): number {
    return Math.max(0, daysBetween(localDateOf(this.occurredAt), localDateOf(this.recordedAt)));
  }

  get late(): boolean {
    return this.daysLate > 0;
  }

  get fields(): readonly EntryField[] {
    return (this.#fields ??= fieldsOf(this.#entry, rulesIn(this.#entry.type), this.#names));
  }

  get corrections(): readonly EntryCorrection[] {
    return (this.#entry.attached ?? NONE).filter(({ type }) => type === 'EntryCorrected').map((one) => correction(one, this.#names));
  }

  get statements(): readonly EntryStatement[] {
    return statementsOf(this.#entry).map((one) => statementOf(one, this.#names));
  }
}

const NONE: readonly DisclosedEntry[] = [];
const rulesIn = (type: DisclosedEntry['type']) => descriptionOf(type).fields as Readonly<Record<string, FieldRule>>;

/** What a Dutch screen calls the text that a correction is of. */
function correctedTerm(entry: DisclosedEntry): string {
  const [type, field] = [textOf(entry, 'ofType'), textOf(entry, 'field') ?? ''];
  return type !== null && isCaseEventType(type) ? (rulesIn(type)[field]?.term ?? field) : field;
}

function correction(entry: DisclosedEntry, names: OrganisationNames): EntryCorrection {
  const { id, occurredAt, recordedAt, organisation } = entry;
  return {
    id,
    field: textOf(entry, 'field') ?? '',
    term: correctedTerm(entry),
    occurredAt,
    recordedAt,
    organisation: organisationOf(organisation, names),
    reason: textOf(entry, 'reason'),
    askedBy: statement(entry),
  };
}

export function statementOf(entry: DisclosedEntry, names: OrganisationNames): EntryStatement {
  const { id, occurredAt, recordedAt, organisation } = entry;
  return {
    id,
    personId: textOf(entry, 'personId'),
    words: textOf(entry, 'words'),
    occurredAt,
    recordedAt,
    organisation: organisationOf(organisation, names),
    statedBy: statement(entry),
  };
}

export function organisationOf(id: string, names: OrganisationNames): Organisation {
  return { id, name: names.nameOf(id) ?? id };
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
const REFERENCES = new Set([
  'contentHash',
  'salt',
  'worker',
  'guardian',
  'entryId',
  'meldcodeRecord',
  'reporterId',
  'corrects',
  'ofType',
  'part',
]);

const kinds = new Map<string, EntryField['kind']>();

/** How a field of this name is shown; there are as many names as the event catalogue has. */
function kindOf(name: string): EntryField['kind'] {
  let kind = kinds.get(name);
  if (kind === undefined) {
    const isReference = REFERENCES.has(name) || /Ids?$/.test(name);
    kind = PERSON_LISTS.has(name) ? 'PERSONS' : ORGANISATION_LISTS.has(name) ? 'ORGANISATIONS' : isReference ? 'REFERENCE' : 'TEXT';
    kinds.set(name, kind);
  }
  return kind;
}

function fieldsOf(entry: DisclosedEntry, rules: Readonly<Record<string, FieldRule>>, names: OrganisationNames): readonly EntryField[] {
  const fields: EntryField[] = [];
  for (const name of Object.keys(rules)) {
    const rule = rules[name] as FieldRule;
    const value = entry.data[name];
    if (value === undefined) continue;
    if (name === 'field' && entry.type === 'EntryCorrected')
      fields.push(new RenderedField(entry.type, name, rule, correctedTerm(entry), null, names));
    else if (rule.kind !== 'perPerson') fields.push(new RenderedField(entry.type, name, rule, value, null, names));
    else
      for (const { personId, content } of value as PerPerson<unknown>)
        fields.push(new RenderedField(entry.type, name, rule, content, personId, names));
  }
  return fields;
}

class RenderedField implements EntryField {
  readonly #value: unknown;
  readonly #names: OrganisationNames;
  readonly #terms: Terms | undefined;
  readonly name: string;
  readonly term: string;
  readonly kind: EntryField['kind'];
  readonly personId: string | null;
  readonly erased: boolean;
  readonly correctable: boolean;

  constructor(type: string, name: string, rule: FieldRule, value: unknown, personId: string | null, names: OrganisationNames) {
    this.#value = value;
    this.#names = names;
    this.#terms = rule.terms;
    this.name = name;
    this.term = rule.term;
    this.kind = (value as { readonly kind?: string } | null)?.kind === 'person' ? 'PERSONS' : kindOf(name);
    this.personId = personId;
    this.erased = isErased(value);
    this.correctable = !this.erased && isCorrectable(type, name);
  }

  get text(): string | null {
    return this.erased ? null : wordsOf(this.#value, this.kind, this.#terms, this.#names);
  }

  get values(): readonly string[] {
    return this.erased ? [] : valuesOf(this.#value);
  }
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

function wordsOf(value: unknown, kind: string, terms: Terms | undefined, names: OrganisationNames): string {
  if (kind === 'ORGANISATIONS')
    return valuesOf(value)
      .map((id) => names.nameOf(id) ?? id)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  if (Array.isArray(value)) return value.map((item) => wordsOf(item, kind, terms, names)).join(', ');
  if (value !== null && typeof value === 'object') return objectWords(value as Readonly<Record<string, unknown>>, terms, names);
  const text = isPrimitive(value) ? String(value) : '';
  return terms?.[text] ?? text;
}

/** A part per person in words: its code first, then what was said. */
function objectWords(value: Readonly<Record<string, unknown>>, terms: Terms | undefined, names: OrganisationNames): string {
  if (value['kind'] === 'organisation')
    return valuesOf(value)
      .map((id) => names.nameOf(id) ?? id)
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

/** A page as GraphQL asks for it: edges, cursors and its position are made only when asked for. */
export class TimelinePage implements TimelineConnection {
  readonly #entries: readonly DisclosedEntry[];
  readonly #cursorOf: (entry: DisclosedEntry) => string;
  readonly #position: () => string;
  readonly nodes: readonly TimelineEntry[];
  readonly behind: boolean;
  readonly #hasMore: boolean;

  constructor(
    entries: readonly DisclosedEntry[],
    page: {
      readonly hasMore: boolean;
      readonly position: () => string;
      readonly behind: boolean;
      readonly cursorOf: (entry: DisclosedEntry) => string;
      readonly names: OrganisationNames;
    },
  ) {
    this.#entries = entries;
    this.#cursorOf = page.cursorOf;
    this.#hasMore = page.hasMore;
    this.nodes = entries.map((entry) => timelineEntry(entry, page.names));
    this.#position = page.position;
    this.behind = page.behind;
  }

  get position(): string {
    return this.#position();
  }

  get edges(): readonly TimelineEdge[] {
    return this.#entries.map((entry, index) => ({ cursor: this.#cursorOf(entry), node: this.nodes[index] as TimelineEntry }));
  }

  get pageInfo(): PageInfo {
    const last = this.#entries.at(-1);
    return { hasNextPage: this.#hasMore, endCursor: last === undefined ? null : this.#cursorOf(last) };
  }
}
