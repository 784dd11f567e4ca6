// SPDX-License-Identifier: EUPL-1.2
import { caseEventDescriptions } from '@gezinslijn/family-case';
import type { EventDescription, FieldRule, OrganisationId, PersonId, Reader } from '@gezinslijn/family-case';
import { partyOf } from './cast.ts';
import { Facts, dataOf } from './oracle-facts.ts';
import { codeOf } from './oracle-table.ts';
import type { Scenario, WrittenEntry } from './scenarios.ts';

/** What somebody may see of one entry: `field` or `field@person`; none of them when he gets a reference only. */
export interface Allowed {
  readonly tokens: ReadonlySet<string>;
  readonly who: boolean;
  /** With what his organisation destroyed: that there was something, and about whom, stays. */
  readonly named?: ReadonlySet<string>;
  /** What is shown of it in the place of another text, not with the entry itself: the new text of a correction. */
  readonly elsewhere?: ReadonlySet<string>;
  /** Texts that were corrected: the field is there, what it said is not. */
  readonly replaced?: ReadonlySet<string>;
}
/** Per entry id what a reader may see; entries that are not in it do not exist for him. */
export type View = ReadonlyMap<string, Allowed>;

/** What names the people of an entry for this reader. */
export const namedIn = (view: View, entryId: string): ReadonlySet<string> =>
  view.get(entryId)?.named ?? view.get(entryId)?.tokens ?? new Set();

/**
 * What everybody may see of a case, restated from the domain pages: a table and the rules (a) to (k). It shares with the product only the
 * declarations (which field is of which category and about whom); not one line of the code that decides.
 */
export class Oracle {
  readonly #entries: readonly WrittenEntry[];
  readonly #views = new Map<string, View>();

  constructor({ entries }: Scenario) {
    this.#entries = entries;
  }

  /** With the entries recorded up to `known` (all when not given) and the time `at`. */
  view(reader: Reader, at: string, known?: string, throughHisEyes = false): View {
    const key = JSON.stringify([reader, at, known, throughHisEyes]);
    let view = this.#views.get(key);
    if (view === undefined) {
      view = this.#viewOf(reader, at, known, throughHisEyes);
      this.#views.set(key, view);
    }
    return view;
  }

  /** Rule (j): what he could see then and may see now. */
  thenAndNow(reader: Reader, then: string, now: string): View {
    const [before, today] = [this.view(reader, then, then), this.view(reader, now)];
    const both = new Map<string, Allowed>();
    for (const [id, { tokens, who }] of before) {
      const other = today.get(id);
      if (other !== undefined)
        both.set(id, { tokens: new Set([...tokens].filter((token) => other.tokens.has(token))), who: who && other.who });
    }
    return both;
  }

  #viewOf(reader: Reader, at: string, known: string | undefined, throughHisEyes: boolean): View {
    const entries = known === undefined ? this.#entries : this.#entries.filter(({ recordedAt }) => recordedAt <= known);
    const facts = new Facts(entries, at);
    const view = new Map<string, Allowed>();
    for (const entry of entries) {
      const allowed = allowedOf(reader, new Entry(entry), facts, throughHisEyes);
      if (allowed !== undefined) view.set(entry.id, allowed);
    }
    return corrected(view, entries);
  }
}

/** Of every text only what was corrected last is shown: not what it said first, nor what a correction said that was corrected again. */
function corrected(view: Map<string, Allowed>, entries: readonly WrittenEntry[]): View {
  for (const { event } of entries) {
    if (event.type !== 'EntryCorrected') continue;
    const { entryId, corrects, field } = event.data;
    const token = corrects === entryId ? field : 'text';
    const was = view.get(corrects);
    if (was !== undefined) view.set(corrects, { ...was, replaced: new Set([...(was.replaced ?? []), token]) });
  }
  return view;
}

interface FieldOf {
  readonly field: string;
  readonly rule: FieldRule;
  readonly category: string;
  /** Whom it is about; nobody for structure. */
  readonly people: readonly PersonId[];
}

/** An entry with its declaration read out. */
class Entry {
  readonly written: WrittenEntry;
  readonly description: EventDescription;
  readonly category: string;
  readonly fields: readonly FieldOf[];

  constructor(written: WrittenEntry) {
    this.written = written;
    this.description = caseEventDescriptions[written.event.type] as unknown as EventDescription;
    const data = dataOf(written);
    this.category = this.#moved(this.description.category);
    this.fields = Object.entries(this.description.fields as Readonly<Record<string, FieldRule>>)
      .filter(([field]) => data[field] !== undefined)
      .map(([field, rule]) => ({ field, rule, category: this.#moved(rule.category), people: peopleOf(data, field, rule) }));
  }

  /** A house ban and a secret address count as another category than their neighbours. */
  #moved(category: string): string {
    const data = dataOf(this.written);
    if (category === 'C9' && this.written.event.type === 'MeasureOrdered' && data['kind'] === 'HOUSE_BAN') return 'C9H';
    if (category === 'C9' && data['shielded'] === true) return 'C2';
    if (category === 'C1' && typeof data['ofCategory'] === 'string') return data['ofCategory'];
    const tellsOfAddress = (data['categories'] as readonly string[] | undefined)?.includes('C2') === true;
    return category === 'C1' && tellsOfAddress ? 'C2' : category;
  }

  get personal(): readonly FieldOf[] {
    return this.fields.filter(({ rule }) => rule.kind !== 'structure');
  }

  /** The organisation or person that checks the agreement or does the action. */
  responsible(id: string): boolean {
    const data = dataOf(this.written);
    return [data['checker'], data['owner']].some((who) => who !== undefined && Object.values(who as object).includes(id));
  }

  /** A family member sees that something of him was shared, not which entry: it may be one he may not know of. */
  isSharedEntry(field: string): boolean {
    return field === 'entryId' && this.written.event.type.startsWith('Share');
  }

  list(field: string | undefined): readonly string[] {
    return field === undefined ? [] : ((dataOf(this.written)[field] as readonly string[] | undefined) ?? []);
  }
}

function peopleOf(data: Readonly<Record<string, unknown>>, field: string, rule: FieldRule): readonly PersonId[] {
  if (rule.kind === 'structure') return [];
  if (rule.kind === 'perPerson') return (data[field] as readonly { personId: PersonId }[]).map(({ personId }) => personId);
  const about = data[rule.about];
  return Array.isArray(about) ? (about as PersonId[]) : [about as PersonId];
}

/**
 * A correction goes with the text it corrects, for whoever reads that; a statement is somebody's voice, and goes with its entry too. Who left
 * gets nothing that came later.
 */
function allowedOf(reader: Reader, entry: Entry, facts: Facts, throughHisEyes: boolean): Allowed | undefined {
  const { event, by } = entry.written;
  if (event.type !== 'EntryCorrected' && event.type !== 'StatementAttached') return declaredFor(reader, entry, facts, throughHisEyes);
  const behind = facts.entry(event.data.entryId);
  const of = behind === undefined ? undefined : declaredFor(reader, new Entry(behind), facts, throughHisEyes);
  const own = reader.kind === 'organisation' && reader.organisation === by;
  if (of === undefined) return undefined;
  if (reader.kind === 'organisation' && !own && facts.involvement(reader.organisation) === 'left' && reader.emergency === undefined)
    return undefined;
  if (event.type === 'StatementAttached') {
    const declared = declaredFor(reader, entry, facts, throughHisEyes);
    if (declared === undefined || ((of.named ?? of.tokens).size === 0 && !own)) return undefined;
    return { ...declared, tokens: without(declared.tokens, 'of'), ...(declared.named && { named: without(declared.named, 'of') }) };
  }
  if (!(of.named ?? of.tokens).has(event.data.field)) return undefined;
  const tokens = new Set(['corrects', 'entryId', 'field', 'ofCategory', 'ofType', 'reason']);
  const who = entry.written.statedBy !== undefined;
  const allowed = { tokens, who };
  const shown = reader.kind === 'organisation' ? (withoutDestroyed(allowed, reader, entry, facts) as Allowed) : allowed;
  return { ...shown, elsewhere: of.tokens.has(event.data.field) ? new Set(['text']) : new Set() };
}

const without = (tokens: ReadonlySet<string>, token: string) => new Set([...tokens].filter((one) => one !== token));

function declaredFor(reader: Reader, entry: Entry, facts: Facts, throughHisEyes: boolean): Allowed | undefined {
  switch (reader.kind) {
    case 'auditor':
      return { tokens: all(entry), who: entry.written.statedBy !== undefined };
    case 'organisation': {
      if (reader.supervises === true) return withoutDestroyed(ofSupervisor(reader.organisation, entry, facts), reader, entry, facts);
      if (reader.emergency !== undefined) return withoutDestroyed(inEmergency(reader.organisation, entry, facts), reader, entry, facts);
      const mother = ofOrganisation(reader.organisation, entry, facts);
      const seen = reader.rvt === undefined || mother === undefined ? mother : inRvtColumn(reader.organisation, entry, mother);
      return withoutDestroyed(seen === undefined ? undefined : { tokens: seen, who: knowsWho(entry, seen) }, reader, entry, facts);
    }
    case 'person': {
      const seen = ofPerson(reader.personId, entry, facts, throughHisEyes);
      return seen === undefined ? undefined : { tokens: seen, who: knowsWho(entry, seen, reader.personId) };
    }
  }
}

/** An organisation reads nothing of whom it destroyed; what is about several people goes with the last of them. */
function withoutDestroyed(
  allowed: Allowed | undefined,
  { organisation }: Extract<Reader, { kind: 'organisation' }>,
  entry: Entry,
  facts: Facts,
): Allowed | undefined {
  if (allowed === undefined) return undefined;
  const gone = (people: readonly PersonId[]) => people.length > 0 && people.every((person) => facts.destroyed(organisation, person));
  const lost = entry.fields.flatMap(({ field, rule, people }) =>
    rule.kind === 'perPerson'
      ? people.filter((person) => gone([person])).map((person) => `${field}@${person}`)
      : gone(people)
        ? [field]
        : [],
  );
  return { ...allowed, named: allowed.tokens, tokens: new Set([...allowed.tokens].filter((token) => !lost.includes(token))) };
}

/** Kinds of data that emergency access opens, restated from the domain page. */
const OPEN_IN_EMERGENCY = ['C1', 'C3', 'C5', 'C6', 'C9', 'C9H', 'C11', 'C12', 'C15'];

/** What his organisation sees anyhow, and what somebody must know tonight; nothing when no access of his runs. */
function inEmergency(organisation: OrganisationId, entry: Entry, facts: Facts): Allowed | undefined {
  if (!facts.emergencyRuns(organisation)) return undefined;
  // What an organisation wrote is its own, also where it takes no part otherwise: that it used emergency access, and why.
  const own = entry.written.by === organisation ? all(entry) : undefined;
  const usual = ofOrganisation(organisation, entry, facts) ?? own;
  const { event } = entry.written;
  const inConfidence = event.type === 'VoiceRecorded' && event.data.confidential;
  const opened = new Set<string>();
  if (OPEN_IN_EMERGENCY.includes(entry.category) && !inConfidence) {
    for (const { field, rule, category, people } of entry.fields) {
      if (!OPEN_IN_EMERGENCY.includes(category)) continue;
      for (const token of rule.kind === 'perPerson' ? people.map((person) => `${field}@${person}`) : [field]) opened.add(token);
    }
  }
  if (usual === undefined && opened.size === 0) return undefined;
  const tokens = new Set([...(usual ?? []), ...opened]);
  return { tokens, who: knowsWho(entry, tokens) };
}

/** That emergency access was used in the organisation's name, and what came of it. */
function ofSupervisor(organisation: OrganisationId, entry: Entry, facts: Facts): Allowed | undefined {
  const { event, by } = entry.written;
  const isOfIt = event.type === 'EmergencyAccessUsed' || event.type === 'EmergencyAccessReviewed';
  if (!facts.usedEmergency(organisation) || by !== organisation || !isOfIt) return undefined;
  const tokens = all(entry);
  return { tokens, who: knowsWho(entry, tokens) };
}

/** Whose words it is: not behind a report, not without content, and of a relative only when it is himself or who checks or does it. */
function knowsWho(entry: Entry, tokens: ReadonlySet<string>, person?: PersonId): boolean {
  const { statedBy, event } = entry.written;
  if (statedBy === undefined || tokens.size === 0) return false;
  if (event.type === 'ReportReceived') return tokens.has('reporter');
  if (person === undefined || statedBy.kind !== 'person') return true;
  return statedBy.personId === person || entry.responsible(statedBy.personId);
}

function all(entry: Entry): Set<string> {
  return new Set(
    entry.fields.flatMap(({ field, rule, people }) => (rule.kind === 'perPerson' ? people.map((person) => `${field}@${person}`) : [field])),
  );
}

/** The line types of a plan: who left keeps them with the version it signed. */
const PLAN_LINES = ['SafetyConditionSet', 'AgreementMade', 'ActionAssigned'];

function ofOrganisation(organisation: OrganisationId, entry: Entry, facts: Facts): Set<string> | undefined {
  const involved = facts.involvement(organisation);
  if (involved === 'never') return undefined;
  if (entry.written.by === organisation) return all(entry);
  if (involved === 'left' && !keptAfterLeaving(organisation, entry, facts)) return undefined;
  const column = partyOf[organisation] ?? '';
  const tokens = new Set<string>();
  for (const { field, rule, category, people } of entry.fields) {
    const code = codeOf(category, column);
    const opens = (person?: PersonId) => opensTo(organisation, code, category, rule, entry, facts, person);
    if (rule.kind === 'perPerson') for (const person of people) if (opens(person)) tokens.add(`${field}@${person}`);
    if (rule.kind === 'personal' && people.every((person) => opens(person))) tokens.add(field);
    if (rule.kind === 'structure' && opens()) tokens.add(field);
  }
  const code = codeOf(entry.category, column);
  const personal = entry.personal.some(
    ({ field, people }) => tokens.has(field) || people.some((person) => tokens.has(`${field}@${person}`)),
  );
  const marksOnly = entry.personal.length === 0 || code === 'XT';
  if (personal || (marksOnly && tokens.size > 0)) return tokens;
  const aboutClient = entry.fields.some(({ people }) => people.some((person) => facts.isClient(organisation, person)));
  const refers = code === 'F' || code === 'R' || (code === 'RC' && aboutClient);
  return refers && entry.category !== 'C2' && entry.category !== 'C4' ? new Set() : undefined;
}

function keptAfterLeaving(organisation: OrganisationId, entry: Entry, facts: Facts): boolean {
  const { versions, lastIndex } = facts.signed(organisation);
  const { type } = entry.written.event;
  if (type === 'RouteMapPublished') return versions.includes(dataOf(entry.written)['version']);
  return PLAN_LINES.includes(type) && facts.indexOf(entry.written) < lastIndex;
}

function opensTo(
  organisation: OrganisationId,
  code: string,
  category: string,
  rule: FieldRule,
  entry: Entry,
  facts: Facts,
  person?: PersonId,
): boolean {
  const shared = () => facts.shared(entry.written, organisation);
  switch (code) {
    case 'F':
      return true;
    case 'FM':
      return facts.carriesMeasure(organisation);
    case 'FP':
      return entry.list(entry.description.tookPart).includes(organisation) || shared();
    case 'X':
      return rule.extract || shared();
    case 'XT':
      return (
        entry.responsible(organisation) || (rule.kind === 'structure' && rule.extract && mustKnowMarks(organisation, entry)) || shared()
      );
    case 'R':
    case 'RC':
      return shared();
    case 'C':
      return shared() || (person !== undefined && facts.consents(person, organisation, category));
    case 'S':
      return person !== undefined && facts.isClient(organisation, person);
    default:
      return false;
  }
}

/** A version it must sign; an entry that holds marks only, such as who the fixed face is. */
function mustKnowMarks(organisation: OrganisationId, entry: Entry): boolean {
  const declared = Object.values(entry.description.fields as Readonly<Record<string, FieldRule>>);
  return entry.list('signatories').includes(organisation) || declared.every(({ kind }) => kind === 'structure');
}

/** What the mother organisation sees, within the column of the RVT. */
function inRvtColumn(organisation: OrganisationId, entry: Entry, mother: ReadonlySet<string>): Set<string> | undefined {
  const column = partyOf[organisation] ?? '';
  const opens = ({ category, rule }: FieldOf) => {
    const code = codeOf(category, 'RVT');
    return code === 'F' || code === 'hat' || (code === 'X' && rule.extract) || (code === 'C' && codeOf(category, column) === 'C');
  };
  const tokensOf = (fields: readonly FieldOf[]) =>
    fields.flatMap(({ field, people }) => [field, ...people.map((person) => `${field}@${person}`)]).filter((token) => mother.has(token));
  const kept = entry.fields.filter(opens);
  const content = tokensOf(kept.filter(({ rule }) => rule.kind !== 'structure')).length > 0;
  const marksOnly = tokensOf(entry.personal).length === 0;
  if (content || (marksOnly && tokensOf(kept).length > 0)) return new Set(tokensOf(kept));
  const code = codeOf(entry.category, 'RVT');
  return ['R', 'F', 'hat'].includes(code) && entry.category !== 'C2' && entry.category !== 'C4' ? new Set() : undefined;
}

function ofPerson(person: PersonId, entry: Entry, facts: Facts, throughHisEyes: boolean): Set<string> | undefined {
  if (!facts.reads(person, throughHisEyes) || hidesFrom(person, entry)) return undefined;
  const network = facts.isNetwork(person);
  const named = entry.responsible(person);
  const hidden = entry.list(entry.description.hiddenFrom).length > 0;
  const mine = (about: PersonId) => about === person || (!hidden && facts.represents(person, about));
  const opens = (code: string, { rule }: FieldOf, about: PersonId) => {
    if (code === 'F') return !network || named || about === person;
    if (code === 'OWN') return about === person;
    return (code === 'S' || (code === 'X' && rule.extract)) && mine(about);
  };
  const tokens = new Set<string>();
  for (const one of entry.personal) {
    const open = one.people.filter((about) => opens(codeOf(one.category, 'FAMILY'), one, about));
    if (one.rule.kind === 'perPerson') for (const about of open) tokens.add(`${one.field}@${about}`);
    else if (open.length > 0) tokens.add(one.field);
  }
  const known = codeOf(entry.category, 'FAMILY') === 'F' && (!network || named);
  if (tokens.size === 0 && !known) return undefined;
  for (const { field, rule, category } of entry.fields) {
    if (rule.kind !== 'structure' || field === entry.description.hiddenFrom || entry.isSharedEntry(field)) continue;
    const code = codeOf(category, 'FAMILY');
    if (['F', 'S', 'OWN'].includes(code) || (code === 'X' && rule.extract)) tokens.add(field);
  }
  return tokens;
}

/** Hidden from him by name, or said in confidence by somebody else: then it does not exist. */
function hidesFrom(person: PersonId, entry: Entry): boolean {
  if (entry.list(entry.description.hiddenFrom).includes(person)) return true;
  const { event } = entry.written;
  return event.type === 'VoiceRecorded' && event.data.confidential && event.data.speakerId !== person;
}

/** Every token an entry has, whoever looks: the cells of the walk. */
export const tokensOf = (written: WrittenEntry): ReadonlySet<string> => all(new Entry(written));

/** The people somebody is shown an entry is about, given what he may see of it. */
export function aboutOf(written: WrittenEntry, tokens: ReadonlySet<string>): ReadonlySet<PersonId> {
  const people = new Set<PersonId>();
  for (const { field, rule, people: about } of new Entry(written).fields) {
    if (rule.kind === 'perPerson') for (const person of about) if (tokens.has(`${field}@${person}`)) people.add(person);
    if (rule.kind === 'personal' && tokens.has(field)) for (const person of about) people.add(person);
  }
  return people;
}
