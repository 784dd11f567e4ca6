// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import type { Category } from '../vocabulary/categories.ts';
import type { EventDescription, FieldRule } from '../vocabulary/event-description.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Responsible } from '../vocabulary/people.ts';
import { addDays, birthdayAt, startOfLocalDay } from '../vocabulary/time.ts';
import { consentKey } from './consents.ts';
import type { Code } from './matrix.ts';
import type { ReaderProfile } from './reader-profile.ts';
import type { RuleId } from './rule-ids.ts';

export type OrganisationProfile = Extract<ReaderProfile, { kind: 'organisation' }>;
export type PersonProfile = Extract<ReaderProfile, { kind: 'person' }>;

/** An organisation that an entry brings into the case. */
export interface Involves {
  readonly organisation: OrganisationId;
  readonly party: Party;
  /** It carries out a measure from here on. */
  readonly measure?: boolean;
  /** Whom a care provider is there for. */
  readonly clients?: readonly PersonId[];
}

/** What a cell is asked about: one field of one entry, for one organisation. */
export interface Asked {
  readonly entry: RecordedCaseEvent;
  readonly description: EventDescription;
  readonly rule: FieldRule;
  /** What the field counts as in this entry. */
  readonly category: Category;
  readonly profile: OrganisationProfile;
}

/**
 * The rules around the matrix, as data and named pure functions, so that a decision can be recomputed, explained and put to the test rule by
 * rule. `standardRules` is the product; another record is only ever used to prove that breaking a rule is noticed (`rvt policy walk --mutate`).
 */
export interface DisclosureRules {
  /** From this age a child reads in its own right, and whoever represents it no longer reads its share (Jeugdwet 7.3.4, 7.3.15). */
  readonly ageOfOwnRights: number;
  /** From this age consent that somebody else gave has lapsed: the child consents alone (Jeugdwet 7.3.5). */
  readonly ageOfOwnConsent: number;
  /** Categories of which even the existence is hidden from whom they are not open to (Uitvoeringsbesluit Wmo 2015 4.1.8 lid 3). */
  readonly hiddenExistence: readonly Category[];
  /** Whom an entry involves. Rule (d). */
  readonly involves: (entry: RecordedCaseEvent) => readonly Involves[];
  /** Does an organisation that left still count as involved? */
  readonly activeAfterLeaving: boolean;
  /** Does a consent stand after this change? */
  readonly consentStands: (given: boolean) => boolean;
  /** The instant from which a share with this last day is over. */
  readonly shareEnds: (until: LocalDate) => Instant;
  readonly birthday: (birthDate: LocalDate, age: number) => Instant;
  /** Whom an entry shows to have been told of the case by a professional. */
  readonly tells: (entry: RecordedCaseEvent) => readonly PersonId[];
  /** Must people be told before they read along, once a report stands here? */
  readonly toldFirst: boolean;
  /** Does a person who left the family still read? */
  readonly readsAfterLeaving: boolean;
  readonly hiddenFrom: (entry: RecordedCaseEvent, description: EventDescription, person: PersonId) => boolean;
  readonly inConfidence: (entry: RecordedCaseEvent, description: EventDescription, person: PersonId) => boolean;
  /** What is hidden from anybody is seen in one's own right only, never by representing a child. */
  readonly ownRightOnly: (entry: RecordedCaseEvent, description: EventDescription) => boolean;
  /** May a list of people something is hidden from travel to a family member? */
  readonly listsHiddenPeople: boolean;
  /** Does a party that left keep this entry, written by another? */
  readonly keepsAfterLeaving: (entry: RecordedCaseEvent, profile: OrganisationProfile) => boolean;
  /** Which rule opens a field by this cell to an organisation, besides what hangs on one person; `undefined`: none. */
  readonly opens: (cell: Code, asked: Asked) => RuleId | 'cell' | undefined;
  /** Which rule opens a personal field about one person by this cell, besides `opens`. */
  readonly opensAbout: (cell: Code, asked: Asked, person: PersonId) => RuleId | undefined;
  /** May a family member learn whose words or act an entry is, when it is another's? */
  readonly knowsWho: (entry: RecordedCaseEvent, person: PersonId) => boolean;
  /** May a reader without the reporter's identity learn who is behind a report? */
  readonly reporterBehindStatement: boolean;
}

/** Types whose entries are the lines of a plan: a version is made of them. */
const LINES: ReadonlySet<string> = new Set(['SafetyConditionSet', 'AgreementMade', 'ActionAssigned']);

export const standardRules: DisclosureRules = {
  ageOfOwnRights: 12,
  ageOfOwnConsent: 16,
  hiddenExistence: ['C2', 'C4'],
  involves,
  activeAfterLeaving: false,
  consentStands: (given) => given,
  shareEnds: (until) => startOfLocalDay(addDays(until, 1)),
  birthday: (birthDate, age) => startOfLocalDay(birthdayAt(birthDate, age)),
  tells,
  toldFirst: true,
  readsAfterLeaving: false,
  hiddenFrom: (entry, description, person) => hiddenList(entry, description).includes(person),
  inConfidence: ({ event }, { confidential }, person) => {
    if (confidential === undefined) return false;
    const data = event.data as unknown as Readonly<Record<string, unknown>>;
    return data[confidential.when] === true && data[confidential.speaker] !== person;
  },
  ownRightOnly: (entry, description) => hiddenList(entry, description).length > 0,
  listsHiddenPeople: false,
  keepsAfterLeaving: ({ event, revision }, { signed, keptThrough }) =>
    event.type === 'RouteMapPublished' ? signed.includes(event.data.version) : LINES.has(event.type) && revision <= keptThrough,
  opens,
  opensAbout: (cell, { profile, category }, person) => {
    if (cell === 'C' && profile.consents.includes(consentKey(profile.organisation, person, category))) return 'consent';
    return cell === 'S' && profile.clients.includes(person) ? 'own-client' : undefined;
  },
  knowsWho: ({ event }, person) => namesResponsible(event.data, person),
  reporterBehindStatement: false,
};

/** The people this entry is hidden from. */
function hiddenList({ event }: RecordedCaseEvent, { hiddenFrom }: EventDescription): readonly PersonId[] {
  if (hiddenFrom === undefined) return [];
  return (event.data as unknown as Readonly<Record<string, readonly PersonId[] | undefined>>)[hiddenFrom] ?? [];
}

/** Is this person the one who checks the line or does it? */
export function namesResponsible(data: object, person: PersonId): boolean {
  return responsibleFor(data).some((who) => who.kind === 'person' && who.personId === person);
}

function responsibleFor(data: object): readonly Responsible[] {
  const { checker, owner } = data as { readonly checker?: Responsible; readonly owner?: Responsible };
  return [checker, owner].filter((who) => who !== undefined);
}

function involves({ event, metadata }: RecordedCaseEvent): readonly Involves[] {
  switch (event.type) {
    case 'CaseOpened':
      return [{ organisation: metadata.actingOrganisation, party: metadata.party }, ...event.data.parties];
    case 'MembershipChanged': {
      const { change, organisation, party, clientIds } = event.data;
      if (change !== 'PARTY_JOINED' || organisation === undefined || party === undefined) return [];
      return [{ organisation, party, clients: clientIds ?? [] }];
    }
    case 'FixedFaceAppointed':
      return [{ organisation: event.data.organisation, party: 'LT' }];
    case 'InvestigationRequested':
      return [{ organisation: event.data.council, party: 'RvdK' }];
    case 'MeasureOrdered':
      return event.data.executedBy === undefined ? [] : [{ organisation: event.data.executedBy, party: 'GI', measure: true }];
    case 'MeasureReceived':
      return [{ organisation: metadata.actingOrganisation, party: 'GI', measure: true }];
    case 'MeldcodeStepTaken':
      return [{ organisation: metadata.actingOrganisation, party: metadata.party }];
    case 'MeldcodeRecordLinked':
      return [{ organisation: event.data.organisation, party: 'VT' }];
    // A question belongs to who asked it; what reached another, to that other. A care provider reads it as about a client of its own.
    case 'KnownElsewhereAsked':
      return [{ organisation: metadata.actingOrganisation, party: metadata.party, clients: [event.data.personId] }];
    case 'KnownElsewhereReceived':
      return [{ organisation: event.data.askedOf, party: event.data.askedOfParty, clients: [event.data.personId] }];
    default:
      return [];
  }
}

function tells({ event }: RecordedCaseEvent): readonly PersonId[] {
  switch (event.type) {
    case 'PersonsInformedOfReport':
      return event.data.persons.flatMap(({ personId, content }) =>
        unlessErased(content, undefined)?.outcome === 'POSTPONED' ? [] : [personId],
      );
    case 'RightsExplained':
      return event.data.persons.map(({ personId }) => personId);
    case 'VoiceRecorded':
      return [event.data.speakerId];
    case 'PlanPositionRecorded':
      return [event.data.personId];
    default:
      return [];
  }
}

function opens(cell: Code, asked: Asked): RuleId | 'cell' | undefined {
  const { entry, description, rule, profile } = asked;
  const shared = () => (profile.shares.includes(entry.id as never) ? 'share' : undefined);
  switch (cell) {
    case 'F':
      return 'cell';
    case 'FM':
      return profile.measure ? 'measure-carried-out' : undefined;
    case 'FP':
      return tookPart(entry, description, profile.organisation) ? 'took-part' : shared();
    case 'X':
      return rule.extract ? 'cell' : shared();
    case 'XT':
      return ownTask(asked) ? 'own-task' : shared();
    case 'C':
    case 'R':
    case 'RC':
      return shared();
    default:
      return undefined;
  }
}

/** A line it checks or does, in full; of a version it must sign, what it needs for signing; of what holds no personal field, the marks. */
function ownTask({ entry: { event }, description, rule, profile }: Asked): boolean {
  const { organisation } = profile;
  if (responsibleFor(event.data).some((who) => who.kind === 'organisation' && who.organisation === organisation)) return true;
  if (rule.kind !== 'structure' || !rule.extract) return false;
  if (event.type === 'RouteMapPublished') return event.data.signatories.includes(organisation);
  return Object.values(description.fields as Readonly<Record<string, FieldRule>>).every(({ kind }) => kind === 'structure');
}

function tookPart({ event }: RecordedCaseEvent, { tookPart: field }: EventDescription, organisation: OrganisationId): boolean {
  if (field === undefined) return false;
  return (event.data as unknown as Readonly<Record<string, readonly OrganisationId[]>>)[field]?.includes(organisation) ?? false;
}
