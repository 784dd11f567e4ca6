// SPDX-License-Identifier: EUPL-1.2
import { descriptionOf } from '../case-event.ts';
import type { RecordedCaseEvent } from '../case-event.ts';
import { entryBehind, isAttachment } from '../recording/entry-outline.ts';
import type { RecordedAttachment } from '../recording/entry-outline.ts';
import { partOf, rulesOf, subjectOf } from '../recording/event-codec.ts';
import { isDestroyed } from '../retention/destroyed.ts';
import type { Category } from '../vocabulary/categories.ts';
import { actualCategory, peopleOf } from '../vocabulary/event-description.ts';
import type { EventDescription, FieldRule, PerPerson } from '../vocabulary/event-description.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { Code, DisclosureMatrix } from './matrix.ts';
import { withEmergency } from './emergency.ts';
import type { ReaderProfile } from './reader-profile.ts';
import { cellRule } from './rule-ids.ts';
import type { RuleId } from './rule-ids.ts';
import { namesResponsible, standardRules } from './rules.ts';
import type { Asked, DisclosureRules, OrganisationProfile, PersonProfile } from './rules.ts';
import { withinRvtColumn } from './rvt-hat.ts';
import { both } from './stricter.ts';

/** How much of an entry a reader gets. `reference`: it exists, when, and whose. */
export type Access = 'own' | 'full' | 'extract' | 'reference';

/** Which fields of one entry a reader sees, and of a field with a part per person: whose parts. */
export interface Mask {
  readonly access: Access;
  readonly fields: readonly string[];
  readonly parts: Readonly<Record<string, readonly PersonId[]>>;
  /** Whether he may know whose words or act it is: somebody behind a report is known to Veilig Thuis alone. */
  readonly statedBy: boolean;
  /** Keys whose content the reader's organisation destroyed: the fields are named, and read as erased. */
  readonly destroyed?: readonly string[];
}

/** Called for every decision with the rule that made it: for the entry as such, and for each of its fields. */
export type Note = (rule: RuleId, field?: string) => void;

/**
 * What this reader may see of this entry; `null` when not even that it exists. Refusal always wins: hiding and confidentiality are looked
 * at first, and a category the matrix does not open stays shut. Every view, replay, search and push asks this one function.
 * `note` hears which rule decided what; it changes no answer.
 */
export function maskFor(entry: RecordedCaseEvent, profile: ReaderProfile, matrix: DisclosureMatrix, note?: Note): Mask | null {
  const mask = maskUnder(entry, profile, matrix, note);
  const { alsoAsks } = matrix;
  return alsoAsks === undefined || mask === null ? mask : both(mask, maskUnder(entry, profile, alsoAsks));
}

function maskUnder(entry: RecordedCaseEvent, profile: ReaderProfile, matrix: DisclosureMatrix, note?: Note): Mask | null {
  const policy: Policy = { matrix, rules: matrix.rules ?? standardRules, note };
  const mask = fieldsFor(entry, profile, policy);
  if (mask === null) return null;
  const destroyed = profile.kind === 'organisation' && profile.destroyed.length > 0 ? destroyedIn(entry, mask, profile, note) : [];
  const statedBy = mayKnowWho(entry, mask, profile, policy.rules);
  return destroyed.length === 0 ? { ...mask, statedBy } : { ...mask, statedBy, destroyed };
}

/** Whose content in this entry the organisation destroyed. Rule (l). */
function destroyedIn(
  { event }: RecordedCaseEvent,
  mask: FieldMask,
  profile: OrganisationProfile,
  note: Note | undefined,
): readonly string[] {
  const description = descriptionOf(event.type);
  const part = partOf(event, description);
  const gone = new Set(profile.destroyed);
  const destroyed = new Set<string>();
  for (const [field, rule] of rulesOf(description)) {
    if (rule.kind === 'structure' || !mask.fields.includes(field)) continue;
    const groups = rule.kind === 'perPerson' ? (mask.parts[field] ?? []).map((person) => [person]) : [peopleOf(event.data, rule.about)];
    for (const people of groups) {
      const subject = subjectOf(people, part);
      if (!isDestroyed(gone, subject)) continue;
      destroyed.add(subject);
      note?.('own-destruction', field);
    }
  }
  return [...destroyed].sort();
}

/** The rules that stand around a matrix. */
export const rulesAround = (matrix: DisclosureMatrix): DisclosureRules => matrix.rules ?? standardRules;

interface Policy {
  readonly matrix: DisclosureMatrix;
  readonly rules: DisclosureRules;
  readonly note: Note | undefined;
}

type FieldMask = Omit<Mask, 'statedBy' | 'destroyed'>;

function mayKnowWho({ event, metadata, ...rest }: RecordedCaseEvent, mask: FieldMask, profile: ReaderProfile, rules: DisclosureRules) {
  const { statedBy } = metadata;
  if (statedBy === undefined || mask.access === 'reference') return false;
  if (event.type === 'ReportReceived' && !mask.fields.includes('reporter')) return rules.reporterBehindStatement;
  // Who reported may have asked for the correction.
  if (event.type === 'EntryCorrected' && event.data.of.type === 'ReportReceived' && event.data.field !== 'reporter')
    return rules.reporterBehindStatement;
  if (profile.kind !== 'person' || statedBy.kind !== 'person') return true;
  return statedBy.personId === profile.personId || rules.knowsWho({ event, metadata, ...rest }, statedBy.personId);
}

function fieldsFor(entry: RecordedCaseEvent, profile: ReaderProfile, policy: Policy): FieldMask | null {
  return isAttachment(entry) ? attachmentFor(entry, profile, policy) : declaredFor(entry, profile, policy);
}

/**
 * A correction is as visible as the text it corrects, a statement at most as visible as the entry it is about. The corrected text itself is no
 * part of this: it is shown in the place of the old one (`textMask`).
 */
function attachmentFor(entry: RecordedAttachment, profile: ReaderProfile, policy: Policy): FieldMask | null {
  const { event, metadata } = entry;
  const own = profile.kind === 'organisation' && metadata.actingOrganisation === profile.organisation;
  // Who left keeps what it had, and nothing that came later.
  if (profile.kind === 'organisation' && !profile.active && !own && profile.emergency !== true) return nothing(policy.note, 'party-left');
  const behind = fieldsFor(entryBehind(entry), profile, { ...policy, note: undefined });
  if (behind === null) return nothing(policy.note, 'entry-behind');
  if (event.type === 'StatementAttached') {
    const declared = declaredFor(entry, profile, policy);
    if (declared === null) return null;
    // Who knows no more of it than that it exists does not learn what is said about it.
    if (behind.access === 'reference' && !own) return nothing(policy.note, 'entry-behind');
    return { ...declared, fields: declared.fields.filter((field) => field !== 'of') };
  }
  if (!behind.fields.includes(event.data.field)) return nothing(policy.note, 'entry-behind');
  const fields = ['corrects', 'entryId', 'field', 'ofCategory', 'ofType', 'reason'];
  policy.note?.('entry-behind');
  for (const field of fields) policy.note?.('entry-behind', field);
  return { access: own ? 'own' : 'full', fields, parts: {} };
}

/** What a reader of a correction gets in the place of the text it corrects. */
export const textMask = (mask: Mask): Mask => ({ ...mask, fields: [...mask.fields, 'text'].sort() });

/** By what the entry's own declaration says. */
function declaredFor(entry: RecordedCaseEvent, profile: ReaderProfile, policy: Policy): FieldMask | null {
  const description = descriptionOf(entry.event.type);
  switch (profile.kind) {
    case 'auditor':
      return everything(entry, description, 'full', noted(policy, 'audit'));
    case 'organisation': {
      const mother = withEmergency(forOrganisation(entry, description, profile, policy), entry, profile, policy.note);
      if (!profile.rvt || mother === null) return mother;
      const category = actualCategory(description.category, entry.event.data, description);
      const narrowed = withinRvtColumn(entry.event.type, category, mother, profile.column, policy.matrix);
      if (narrowed === null) policy.note?.('rvt-column');
      else for (const field of mother.fields) if (!narrowed.fields.includes(field)) policy.note?.('rvt-column', field);
      return narrowed;
    }
    case 'person':
      return forPerson(entry, description, profile, policy);
  }
}

function forOrganisation(
  entry: RecordedCaseEvent,
  description: EventDescription,
  profile: OrganisationProfile,
  policy: Policy,
): FieldMask | null {
  const { matrix, rules, note } = policy;
  if (entry.metadata.actingOrganisation === profile.organisation) {
    return everything(entry, description, 'own', noted(policy, 'own-entry'));
  }
  if (!profile.active) {
    if (!rules.keepsAfterLeaving(entry, profile)) return nothing(note, 'party-left');
    note?.('plan-signed');
  }
  const code = (category: Category): Code => matrix.cells[category][profile.column];
  const fields: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  for (const [field, rule] of rulesOf(description)) {
    const people = peopleIn(entry, field, rule);
    if (people === undefined) continue;
    const category = actualCategory(rule.category, entry.event.data, description);
    const asked: Asked = { entry, description, rule, category, profile };
    const cell = code(category);
    const opened = rules.opens(cell, asked);
    const seen = opened === undefined ? people.filter((person) => rules.opensAbout(cell, asked, person) !== undefined) : people;
    const open = opened !== undefined || (rule.kind !== 'structure' && people.length > 0 && seen.length === people.length);
    if (note !== undefined) {
      const about = seen.map((person) => rules.opensAbout(cell, asked, person))[0];
      note(
        opened === 'cell' || (opened ?? about) === undefined ? cellRule(category, profile.column, cell) : ((opened ?? about) as RuleId),
        field,
      );
    }
    if (rule.kind === 'perPerson') {
      if (seen.length === 0) continue;
      fields.push(field);
      parts[field] = seen;
    } else if (open) fields.push(field);
  }
  const primary = actualCategory(description.category, entry.event.data, description);
  note?.(cellRule(primary, profile.column, code(primary)));
  const refers = (cell: Code) => cell === 'R' || cell === 'F' || (cell === 'RC' && concerns(entry, description, profile.clients));
  const mayRefer = refers(code(primary)) && !rules.hiddenExistence.includes(primary);
  return conclude(fields, parts, { mayRefer, marksAlone: code(primary) === 'XT' }, entry, description);
}

function forPerson(entry: RecordedCaseEvent, description: EventDescription, profile: PersonProfile, policy: Policy): FieldMask | null {
  const { matrix, rules, note } = policy;
  if (rules.hiddenFrom(entry, description, profile.personId)) return nothing(note, 'hidden-from');
  if (rules.inConfidence(entry, description, profile.personId)) return nothing(note, 'confidential-voice');
  const code = (category: Category): Code => matrix.cells[category].FAMILY;
  // What is hidden from anybody is seen in one's own right only: representing a child does not open it, now or after joining later.
  const own = rules.ownRightOnly(entry, description);
  const mine = (person: PersonId) => person === profile.personId || (!own && profile.represents.includes(person));
  const named = namesResponsible(entry.event.data, profile.personId);
  const opensFor = (cell: Code, rule: FieldRule, person: PersonId): boolean => {
    switch (cell) {
      case 'F':
        return profile.network ? named || person === profile.personId : true;
      case 'S':
        return mine(person);
      case 'OWN':
        return person === profile.personId;
      case 'X':
        return rule.extract && mine(person);
      default:
        return false;
    }
  };
  const fields: string[] = [];
  const structures: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  for (const [field, rule] of rulesOf(description)) {
    const people = peopleIn(entry, field, rule);
    if (people === undefined) continue;
    const category = actualCategory(rule.category, entry.event.data, description);
    const cell = code(category);
    if (rule.kind === 'structure') {
      note?.(cellRule(category, 'FAMILY', cell), field);
      if (cell === 'F' || cell === 'S' || cell === 'OWN' || (cell === 'X' && rule.extract)) structures.push(field);
      continue;
    }
    const seen = people.filter((person) => opensFor(cell, rule, person));
    note?.(named && profile.network && seen.length > 0 ? 'names-responsible' : cellRule(category, 'FAMILY', cell), field);
    // A text about several people jointly is the share of each of them.
    if (seen.length === 0) continue;
    fields.push(field);
    if (rule.kind === 'perPerson') parts[field] = seen;
  }
  const primary = actualCategory(description.category, entry.event.data, description);
  note?.(cellRule(primary, 'FAMILY', code(primary)));
  const reference = code(primary) === 'F' && (!profile.network || named) && !rules.hiddenExistence.includes(primary);
  if (fields.length === 0 && !reference) return null;
  // Lists of people or organisations hidden from somebody never travel to a family member.
  const kept: readonly string[] = description.keptFromFamily ?? [];
  const shown = structures.filter((field) => !kept.includes(field) && (rules.listsHiddenPeople || field !== description.hiddenFrom));
  return { access: 'full', fields: [...shown, ...fields].sort(), parts };
}

function nothing(note: Note | undefined, rule: RuleId): null {
  note?.(rule);
  return null;
}

const noted =
  ({ note }: Policy, rule: RuleId) =>
  (field?: string) =>
    note?.(rule, field);

function conclude(
  fields: readonly string[],
  parts: FieldMask['parts'],
  { mayRefer, marksAlone }: { readonly mayRefer: boolean; readonly marksAlone: boolean },
  entry: RecordedCaseEvent,
  description: EventDescription,
): FieldMask | null {
  const rules = description.fields as Readonly<Record<string, FieldRule>>;
  const present = rulesOf(description).filter(([field, rule]) => peopleIn(entry, field, rule) !== undefined);
  const isContent = (field: string) => rules[field]?.kind !== 'structure';
  const content = fields.some(isContent);
  const structural = present.every(([, rule]) => rule.kind === 'structure');
  if (content || ((structural || marksAlone) && fields.length > 0)) {
    // Only content counts: a mark of structure that is kept back does not make an entry partial.
    const whole = fields.filter(isContent).length === present.filter(([field]) => isContent(field)).length;
    return { access: whole ? 'full' : 'extract', fields: [...fields].sort(), parts };
  }
  return mayRefer ? { access: 'reference', fields: [], parts: {} } : null;
}

function everything(entry: RecordedCaseEvent, description: EventDescription, access: Access, note: (field?: string) => void): FieldMask {
  const fields: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  note();
  for (const [field, rule] of rulesOf(description)) {
    const people = peopleIn(entry, field, rule);
    if (people === undefined || (rule.kind === 'perPerson' && people.length === 0)) continue;
    note(field);
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

function concerns(entry: RecordedCaseEvent, description: EventDescription, clients: readonly PersonId[]): boolean {
  return rulesOf(description).some(([field, rule]) => peopleIn(entry, field, rule)?.some((person) => clients.includes(person)) === true);
}

/** Which rule decided about an entry for a reader, and about each of its fields: for logs, tests and explanations, never for an answer. */
export interface Explanation {
  readonly mask: Mask | null;
  /** The rule that decided about the entry as such. */
  readonly rule: RuleId;
  readonly fields: Readonly<Record<string, RuleId>>;
}

export function explain(entry: RecordedCaseEvent, profile: ReaderProfile | null, matrix: DisclosureMatrix): Explanation {
  if (profile === null) return { mask: null, rule: 'not-involved', fields: {} };
  let rule: RuleId = 'not-involved';
  const fields: Record<string, RuleId> = {};
  const mask = maskFor(entry, profile, matrix, (decided, field) => {
    if (field === undefined) rule = decided;
    else fields[field] = decided;
  });
  return { mask, rule: mask === null && rule.endsWith('/R') ? 'existence-hidden' : rule, fields };
}
