// SPDX-License-Identifier: EUPL-1.2
import { descriptionOf } from '../case-event.ts';
import type { RecordedCaseEvent } from '../case-event.ts';
import { rulesOf } from '../recording/event-codec.ts';
import type { Category } from '../vocabulary/categories.ts';
import { peopleOf } from '../vocabulary/event-description.ts';
import type { EventDescription, FieldRule, PerPerson } from '../vocabulary/event-description.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Responsible } from '../vocabulary/people.ts';
import { consentKey } from './case-context.ts';
import type { Code, DisclosureMatrix } from './matrix.ts';
import type { ReaderProfile } from './reader-profile.ts';

/** How much of an entry a reader gets. `reference`: it exists, when, and whose. */
export type Access = 'own' | 'full' | 'extract' | 'reference';

/** Which fields of one entry a reader sees, and of a field with a part per person: whose parts. */
export interface Mask {
  readonly access: Access;
  readonly fields: readonly string[];
  readonly parts: Readonly<Record<string, readonly PersonId[]>>;
  /** Whether he may know whose words or act it is: somebody behind a report is known to Veilig Thuis alone. */
  readonly statedBy: boolean;
}

type OrganisationProfile = Extract<ReaderProfile, { kind: 'organisation' }>;
type PersonProfile = Extract<ReaderProfile, { kind: 'person' }>;

/**
 * What this reader may see of this entry; `null` when not even that it exists. Refusal always wins: hiding and confidentiality are looked
 * at first, and a category the matrix does not open stays shut. Every view, replay, search and push asks this one function.
 */
export function maskFor(entry: RecordedCaseEvent, profile: ReaderProfile, matrix: DisclosureMatrix): Mask | null {
  const mask = fieldsFor(entry, profile, matrix);
  return mask === null ? null : { ...mask, statedBy: mayKnowWho(entry, mask, profile) };
}

type FieldMask = Omit<Mask, 'statedBy'>;

function mayKnowWho({ event, metadata }: RecordedCaseEvent, mask: FieldMask, profile: ReaderProfile): boolean {
  const { statedBy } = metadata;
  if (statedBy === undefined || mask.access === 'reference') return false;
  if (event.type === 'ReportReceived' && !mask.fields.includes('reporter')) return false;
  if (profile.kind !== 'person' || statedBy.kind !== 'person') return true;
  return statedBy.personId === profile.personId || namesResponsibleIn(event.data, statedBy.personId);
}

function fieldsFor(entry: RecordedCaseEvent, profile: ReaderProfile, matrix: DisclosureMatrix): FieldMask | null {
  const description = descriptionOf(entry.event.type);
  switch (profile.kind) {
    case 'auditor':
      return everything(entry, description, 'full');
    case 'organisation':
      return forOrganisation(entry, description, profile, matrix);
    case 'person':
      return forPerson(entry, description, profile, matrix);
  }
}

function forOrganisation(
  entry: RecordedCaseEvent,
  description: EventDescription,
  profile: OrganisationProfile,
  matrix: DisclosureMatrix,
): FieldMask | null {
  if (entry.metadata.actingOrganisation === profile.organisation) return everything(entry, description, 'own');
  if (!profile.active && !keepsAfterLeaving(entry, profile)) return null;
  const code = (category: Category): Code => matrix.cells[actual(category, entry, description)][profile.column];
  const shared = profile.shares.includes(entry.id as never);
  const fields: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  for (const [field, rule] of rulesOf(description)) {
    const people = peopleIn(entry, field, rule);
    if (people === undefined) continue;
    const cell = code(rule.category);
    const seen = people.filter((person) => opens(cell, rule, entry, description, profile, shared, person));
    if (rule.kind === 'perPerson') {
      if (seen.length === 0) continue;
      fields.push(field);
      parts[field] = seen;
    } else if (rule.kind === 'structure') {
      if (opensStructure(cell, rule, entry, description, profile, shared)) fields.push(field);
    } else if (seen.length === people.length) fields.push(field);
  }
  return conclude(fields, parts, code(description.category), entry, description);
}

/** Does a cell open a personal field about this person? */
function opens(
  cell: Code,
  rule: FieldRule,
  entry: RecordedCaseEvent,
  description: EventDescription,
  profile: OrganisationProfile,
  shared: boolean,
  person: PersonId,
): boolean {
  if (opensStructure(cell, rule, entry, description, profile, shared)) return true;
  return cell === 'C' && profile.consents.includes(consentKey(profile.organisation, person, rule.category));
}

function opensStructure(
  cell: Code,
  rule: FieldRule,
  entry: RecordedCaseEvent,
  description: EventDescription,
  profile: OrganisationProfile,
  shared: boolean,
): boolean {
  switch (cell) {
    case 'F':
      return true;
    case 'FM':
      return profile.measure;
    case 'FP':
      return tookPart(entry, description, profile.organisation) || shared;
    case 'X':
      return rule.extract || shared;
    case 'C':
    case 'R':
      return shared;
    case 'S':
    case 'O':
    case 'none':
      return false;
  }
}

function forPerson(
  entry: RecordedCaseEvent,
  description: EventDescription,
  profile: PersonProfile,
  matrix: DisclosureMatrix,
): FieldMask | null {
  if (isHiddenFrom(entry, description, profile.personId)) return null;
  const code = (category: Category): Code => matrix.cells[actual(category, entry, description)].FAMILY;
  // What is hidden from anybody is seen in one's own right only: representing a child does not open it, now or after joining later.
  const own = isHiddenFromSomebody(entry, description);
  const mine = (person: PersonId) => person === profile.personId || (!own && profile.represents.includes(person));
  const named = namesResponsible(entry, profile.personId);
  const opensFor = (cell: Code, rule: FieldRule, person: PersonId): boolean => {
    switch (cell) {
      case 'F':
        return profile.network ? named || person === profile.personId : true;
      case 'S':
        return mine(person);
      case 'X':
        return rule.extract && mine(person);
      case 'FM':
      case 'FP':
      case 'R':
      case 'C':
      case 'O':
      case 'none':
        return false;
    }
  };
  const fields: string[] = [];
  const structures: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  for (const [field, rule] of rulesOf(description)) {
    const people = peopleIn(entry, field, rule);
    if (people === undefined) continue;
    const cell = code(rule.category);
    if (rule.kind === 'structure') {
      if (cell === 'F' || cell === 'S' || (cell === 'X' && rule.extract)) structures.push(field);
      continue;
    }
    const seen = people.filter((person) => opensFor(cell, rule, person));
    // A text about several people jointly is the share of each of them.
    if (seen.length === 0) continue;
    fields.push(field);
    if (rule.kind === 'perPerson') parts[field] = seen;
  }
  const primary = code(description.category);
  const reference = primary === 'F' && (!profile.network || named);
  if (fields.length === 0 && !reference) return null;
  // Lists of people or organisations hidden from somebody never travel to a family member.
  const shown = structures.filter((field) => field !== description.hiddenFrom);
  return { access: 'full', fields: [...shown, ...fields].sort(), parts };
}

function isHiddenFromSomebody(entry: RecordedCaseEvent, description: EventDescription): boolean {
  if (description.hiddenFrom === undefined) return false;
  return (entry.event.data as unknown as Readonly<Record<string, readonly PersonId[]>>)[description.hiddenFrom]?.length !== 0;
}

/** Is even the existence of this entry hidden from this person? */
export function isHiddenFrom(entry: RecordedCaseEvent, description: EventDescription, person: PersonId): boolean {
  const data = entry.event.data as unknown as Readonly<Record<string, unknown>>;
  if (description.hiddenFrom !== undefined && (data[description.hiddenFrom] as readonly PersonId[]).includes(person)) return true;
  const { confidential } = description;
  return confidential !== undefined && data[confidential.when] === true && data[confidential.speaker] !== person;
}

function conclude(
  fields: readonly string[],
  parts: FieldMask['parts'],
  primary: Code,
  entry: RecordedCaseEvent,
  description: EventDescription,
): FieldMask | null {
  const rules = description.fields as Readonly<Record<string, FieldRule>>;
  const present = rulesOf(description).filter(([field, rule]) => peopleIn(entry, field, rule) !== undefined);
  const content = fields.some((field) => rules[field]?.kind !== 'structure');
  const structural = present.every(([, rule]) => rule.kind === 'structure');
  if (content || (structural && fields.length > 0)) {
    // Only content counts: a mark of structure that is kept back does not make an entry partial.
    const isContent = (field: string) => rules[field]?.kind !== 'structure';
    const whole = fields.filter(isContent).length === present.filter(([field]) => isContent(field)).length;
    return { access: whole ? 'full' : 'extract', fields: [...fields].sort(), parts };
  }
  return primary === 'R' || primary === 'F' ? { access: 'reference', fields: [], parts: {} } : null;
}

function everything(entry: RecordedCaseEvent, description: EventDescription, access: Access): FieldMask {
  const fields: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  for (const [field, rule] of rulesOf(description)) {
    const people = peopleIn(entry, field, rule);
    if (people === undefined || (rule.kind === 'perPerson' && people.length === 0)) continue;
    fields.push(field);
    if (rule.kind === 'perPerson') parts[field] = people;
  }
  return { access, fields: fields.sort(), parts };
}

/** The people a field is about; empty for structure; `undefined` when the entry does not have the field. */
function peopleIn(entry: RecordedCaseEvent, field: string, rule: FieldRule): readonly PersonId[] | undefined {
  const value = (entry.event.data as unknown as Readonly<Record<string, unknown>>)[field];
  if (value === undefined) return undefined;
  switch (rule.kind) {
    case 'structure':
      return [];
    case 'perPerson':
      return (value as PerPerson<unknown>).map(({ personId }) => personId);
    case 'personal':
      return peopleOf(entry.event.data, rule.about);
  }
}

function actual(category: Category, entry: RecordedCaseEvent, description: EventDescription): Category {
  const change = description.recategorise?.(entry.event.data);
  return change?.from === category ? change.to : category;
}

function tookPart(entry: RecordedCaseEvent, description: EventDescription, organisation: OrganisationId): boolean {
  if (description.tookPart === undefined) return false;
  const present = (entry.event.data as unknown as Readonly<Record<string, readonly OrganisationId[]>>)[description.tookPart];
  return present?.includes(organisation) ?? false;
}

function keepsAfterLeaving(entry: RecordedCaseEvent, profile: OrganisationProfile): boolean {
  return entry.event.type === 'RouteMapPublished' && profile.signed.includes(entry.event.data.version);
}

function namesResponsible(entry: RecordedCaseEvent, person: PersonId): boolean {
  return namesResponsibleIn(entry.event.data, person);
}

function namesResponsibleIn(data: object, person: PersonId): boolean {
  const { checker, owner } = data as { readonly checker?: Responsible; readonly owner?: Responsible };
  return [checker, owner].some((who) => who?.kind === 'person' && who.personId === person);
}
