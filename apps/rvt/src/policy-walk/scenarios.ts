// SPDX-License-Identifier: EUPL-1.2
import {
  CORRECTABLE,
  addDays,
  caseEventDescriptions,
  caseStream,
  descriptionOf,
  isFamilyEvent,
  matchStream,
  outlineOf,
  peopleOf,
  privateStream,
} from '@gezinslijn/family-case';
import type {
  CaseEvent,
  CaseEventType,
  CaseMetadata,
  Category,
  FieldRule,
  OrganisationId,
  PersonId,
  RecordedCaseEvent,
} from '@gezinslijn/family-case';
import { Canaries } from './canaries.ts';
import { AT_MIDNIGHT, LAST_DAY_OF_SHARES, firstMembers, organisations, partyOf, people, uuidFrom } from './cast.ts';
import {
  CONSENT,
  CORRECTED,
  DESTROYED,
  EMERGENCY,
  FEW_TOLD,
  LATER,
  LINKED,
  LONG_AGO,
  MATCHES,
  NAMESAKES,
  NO_REPORT,
  TOLD,
  caseIdNamed,
  namesake,
} from './linked-people.ts';
import { marks } from './marks.ts';

/** One entry of a made-up case: what the walk writes, and what the oracle reasons about. */
export interface WrittenEntry {
  readonly id: string;
  readonly event: CaseEvent;
  readonly by: OrganisationId;
  readonly recordedAt: string;
  /** When it happened, where that was earlier than it was recorded. */
  readonly occurredAt?: string;
  readonly statedBy?: CaseMetadata['statedBy'];
}

export interface Scenario {
  readonly name: string;
  readonly stream: string;
  readonly entries: readonly WrittenEntry[];
}

const { vt, lt, council, gi, giWithoutMeasure, giByReceipt, care, careWithoutClients, leftSigned, leftUnsigned, strangerVt, strangerGi } =
  organisations;
const { mother, father, child8, child11, teen15, teen17, aunt, uncle } = people;
const WRITERS = [vt, lt, council, gi, care] as const;
const ABOUTS: readonly (readonly PersonId[])[] = [[mother], [child8], [teen15], [mother, father], [child11], [father]];
/** Entries that tell somebody, involve somebody or open something: a scenario places them itself. */
const SET_UP: ReadonlySet<CaseEventType> = new Set([
  'CaseOpened',
  'MembershipChanged',
  'AuthorityRecorded',
  'ReportReceived',
  'PersonsInformedOfReport',
  'RightsExplained',
  'RouteMapSigned',
  'ConsentChanged',
  'ShareGranted',
  'ShareEnded',
  'VoiceRecorded',
  'PlanPositionRecorded',
  'EntryCorrected',
  'StatementAttached',
]);

/** In days: longer ago than most keep anything. */
const YEARS_AGO = 8_000;

interface Options {
  readonly by?: OrganisationId;
  readonly about?: readonly PersonId[];
  readonly hiddenFrom?: readonly PersonId[];
  readonly twist?: number;
  readonly statedBy?: CaseMetadata['statedBy'];
  /** Recorded so many days after it happened. */
  readonly late?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Writes a case entry by entry; each has canaries of its own. */
class CaseWriter {
  readonly entries: WrittenEntry[] = [];
  /** Recorded so many days after it happened, where an entry does not say. */
  late = 0;
  readonly #name: string;
  readonly #canaries: Canaries;

  constructor(name: string, canaries: Canaries) {
    this.#name = name;
    this.#canaries = canaries;
  }

  add(
    type: CaseEventType,
    { by = vt, about = [child8], hiddenFrom = [], twist = 0, statedBy, late = this.late, data = {} }: Options = {},
  ): WrittenEntry {
    const index = this.entries.length;
    const id = uuidFrom(`${this.#name} ${String(index)}`);
    const given = { ...marks[type]({ about, hiddenFrom, index, twist }), ...data };
    const event = { type, version: 1, data: this.#canaries.fill(id, descriptionOf(type), given, about) } as unknown as CaseEvent;
    const instant = (day: number) => `${addDays('2025-03-01', day)}T1${String(index % 3)}:00:00.000Z`;
    const day = Math.floor(index / 3);
    const entry = {
      id,
      event,
      by,
      recordedAt: instant(day),
      ...(late === 0 ? {} : { occurredAt: instant(day - late) }),
      ...(statedBy === undefined ? {} : { statedBy }),
    };
    this.entries.push(entry);
    return entry;
  }

  party(change: 'PARTY_JOINED' | 'PARTY_LEFT', organisation: OrganisationId, clientIds?: readonly PersonId[]): void {
    const data = {
      change,
      organisation,
      party: partyOf[organisation],
      memberIds: [],
      members: [],
      ...(clientIds === undefined ? {} : { clientIds }),
    };
    this.add('MembershipChanged', { by: change === 'PARTY_LEFT' ? organisation : vt, about: [], data });
  }

  open(): void {
    this.add('CaseOpened', { about: firstMembers.map((name) => people[name]) });
    this.add('MembershipChanged', { about: [aunt], by: lt });
    this.add('MembershipChanged', { about: [uncle], by: lt });
    for (const organisation of [council, gi, giWithoutMeasure, leftUnsigned, leftSigned, careWithoutClients])
      this.party('PARTY_JOINED', organisation);
    this.party('PARTY_JOINED', care, [child8]);
    this.add('FixedFaceAppointed', { by: lt });
  }

  /** A child that bears the very name and day of birth of another in another case: two who could be one. */
  namesake(name: string): void {
    const { content, personId } = namesake(this.#name, name);
    this.add('MembershipChanged', { by: lt, about: [], data: { memberIds: [personId], members: [{ personId, content }] } });
  }

  /** Used by a worker who need not be involved, and judged or not. */
  emergency(by: OrganisationId, name: string, validUntil: string, judgement?: 'JUSTIFIED' | 'UNJUSTIFIED'): void {
    const accessId = uuidFrom(`emergency ${name}`);
    this.add('EmergencyAccessUsed', { by, about: [child8, mother], data: { accessId, validUntil } });
    if (judgement !== undefined) this.add('EmergencyAccessReviewed', { by, about: [child8, mother], data: { accessId, judgement } });
  }

  /** Every event type, about everybody in turn, by everybody in turn, hidden or not, in every form it has. */
  body(offset: number): readonly WrittenEntry[] {
    const from = this.entries.length;
    const types = Object.values(caseEventDescriptions)
      .map(({ type }) => type)
      .filter((type) => isFamilyEvent({ type } as CaseEvent) && !SET_UP.has(type));
    for (const [number, type] of types.entries()) {
      for (const [variant, about] of ABOUTS.entries()) {
        const by = WRITERS[(number + variant + offset) % WRITERS.length] as OrganisationId;
        const hides = descriptionOf(type).hiddenFrom !== undefined && variant % 2 === 1;
        const hiddenFrom = !hides ? [] : about.includes(father) ? [teen15] : [father];
        const said =
          variant === 2
            ? { statedBy: { kind: 'person', personId: teen15 } as const }
            : variant === 4
              ? { statedBy: { kind: 'police' } as const }
              : {};
        // The GI that carries out a measure writes its own receipt; any other would carry one out as well.
        this.add(type, {
          by: type === 'MeasureReceived' ? gi : by,
          about,
          hiddenFrom,
          twist: variant + offset,
          late: variant === 3 ? 20 : 0,
          ...said,
        });
      }
    }
    return this.entries.slice(from);
  }

  voices(): void {
    for (const [twist, speaker] of [mother, mother, father, child8, child8, child11, teen15, teen15].entries()) {
      this.add('VoiceRecorded', {
        by: twist % 2 === 0 ? lt : gi,
        about: [speaker],
        twist,
        statedBy: { kind: 'person', personId: speaker },
      });
    }
    for (const who of [mother, father, teen15])
      this.add('PlanPositionRecorded', { by: lt, about: [who], statedBy: { kind: 'person', personId: who } });
  }

  report(): WrittenEntry {
    return this.add('ReportReceived', {
      about: [child8, child11],
      statedBy: { kind: 'person', personId: uuidFrom('person reporter') as PersonId },
    });
  }

  tellAll(): void {
    this.add('PersonsInformedOfReport', { about: [mother, father] });
    this.add('RightsExplained', { about: [mother, father, child8, child11, teen15, teen17] });
  }

  consent(personId: PersonId, organisation: OrganisationId, categories: readonly Category[], given: boolean, statedBy: PersonId): void {
    this.add('ConsentChanged', {
      by: lt,
      about: [personId],
      statedBy: { kind: 'person', personId: statedBy },
      data: { personId, organisation, categories, given },
    });
  }

  consents(given: boolean): void {
    this.consent(mother, gi, ['C2', 'C3'], given, mother);
    this.consent(child8, gi, ['C3', 'C2'], given, mother);
    this.consent(teen15, giWithoutMeasure, ['C3', 'C2'], given, father);
    this.consent(teen15, council, ['C3', 'C2'], given, teen15);
    this.consent(father, lt, ['C3', 'C2', 'C7'], given, father);
    this.consent(child11, council, ['C3'], given, father);
  }

  /** Shares of these entries, each with another organisation in turn. */
  shares(entries: readonly WrittenEntry[]): void {
    for (const [number, { id, event, by }] of entries.entries()) {
      const to = [giWithoutMeasure, council, lt, care, gi, vt][number % 6] as OrganisationId;
      if (to === by) continue;
      const data = { entryId: id, organisation: to, until: LAST_DAY_OF_SHARES, ofCategory: categoryOf(event) };
      this.add('ShareGranted', { by, about: [child8], hiddenFrom: hiddenFromIn(event), data });
    }
  }

  /** Corrections of these entries, now and then of a correction, and statements about them by everybody in turn. */
  attachments(entries: readonly WrittenEntry[]): void {
    const speakers = [mother, father, teen15, child8] as const;
    for (const [number, written] of entries.entries()) {
      const of = outlineOf({ ...recordedAs(written), revision: this.entries.indexOf(written) });
      const personId = speakers[number % speakers.length] as PersonId;
      const by = WRITERS[number % WRITERS.length] as OrganisationId;
      const said = { kind: 'person', personId } as const;
      if (number % 2 === 0)
        this.add('StatementAttached', { by, about: [personId], statedBy: said, data: { entryId: written.id, personId, of } });
      const fields = (CORRECTABLE[written.event.type] ?? []).filter((field) => of.sealed.includes(field));
      const field = fields[number % Math.max(fields.length, 1)];
      if (field === undefined) continue;
      const about = peopleOf(written.event.data, aboutOf(written.event.type, field));
      const ofCategory = categoryOf(written.event, field);
      let corrects = written.id;
      for (let nth = 0; nth <= number % 2; nth += 1) {
        const data = { entryId: written.id, corrects, field, concerning: about, ofCategory, ofType: of.type, of };
        corrects = this.add('EntryCorrected', { by: written.by, about, data }).id;
      }
    }
  }

  /** The share of a child's voice, hidden from one member: another who represents the child must not get it through that. */
  hiddenShare(): void {
    const spoken = this.entries.find(({ event }) => event.type === 'VoiceRecorded' && event.data.speakerId === child8) as WrittenEntry;
    const data = { entryId: spoken.id, organisation: giWithoutMeasure, until: LAST_DAY_OF_SHARES, ofCategory: 'C15' };
    this.add('ShareGranted', { by: lt, about: [child8], hiddenFrom: [teen15], data });
  }

  endShares(): void {
    for (const { event, by } of [...this.entries]) {
      if (event.type !== 'ShareGranted') continue;
      const { entryId, organisation, ofCategory, hiddenFrom } = event.data;
      this.add('ShareEnded', { by, data: { entryId, organisation, hiddenFrom, ofCategory } });
    }
  }

  leave(): void {
    const { event } = this.add('RouteMapPublished', { by: lt, about: [mother] });
    const { version } = event.data as { readonly version: number };
    this.add('RouteMapSigned', { by: leftSigned, data: { version } });
    this.party('PARTY_LEFT', leftSigned);
    this.party('PARTY_LEFT', leftUnsigned);
    this.add('MembershipChanged', { by: lt, about: [uncle], data: { change: 'PERSON_LEFT', members: [] } });
  }
}

/** As the decider marks a share: what its entry counts as, and whom it is hidden from. */
function categoryOf(event: CaseEvent, field?: string): Category {
  if (event.type === 'PlacementChanged' && event.data.shielded === true) return 'C2';
  if (event.type === 'MeasureOrdered' && event.data.kind === 'HOUSE_BAN') return 'C9H';
  return field === undefined ? descriptionOf(event.type).category : (rulesIn(event.type)[field] as FieldRule).category;
}

const rulesIn = (type: CaseEventType) => descriptionOf(type).fields as Readonly<Record<string, FieldRule>>;

function aboutOf(type: CaseEventType, field: string): string {
  const rule = rulesIn(type)[field];
  if (rule?.kind !== 'personal') throw new TypeError(`${type}.${field} is about nobody`);
  return rule.about;
}

/** Of each kind of entry one, about somebody else each time: six of each would make the walk longer and find no more. */
function oneOfEach(entries: readonly WrittenEntry[], offset: number): readonly WrittenEntry[] {
  const types = [...new Set(entries.map(({ event }) => event.type))];
  return types.flatMap((type, number) => {
    const some = entries.filter(({ event }) => event.type === type);
    return some[(number + offset) % some.length] ?? [];
  });
}

/** As the record has it, as far as an outline asks. */
function recordedAs({ id, event, by }: WrittenEntry): RecordedCaseEvent {
  return { id, stream: '', revision: 0, position: 0n, event, metadata: { actingOrganisation: by } as CaseMetadata };
}

/** When it happened, as far as anybody said. */
export const happenedAt = ({ occurredAt, recordedAt }: WrittenEntry): string => occurredAt ?? recordedAt;

function hiddenFromIn(event: CaseEvent): readonly PersonId[] {
  return (event.data as { readonly hiddenFrom?: readonly PersonId[] }).hiddenFrom ?? [];
}

/** Made-up cases that between them bring every rule into play, and one place for their canaries. */
export function buildScenarios(): { readonly scenarios: readonly Scenario[]; readonly canaries: Canaries } {
  const canaries = new Canaries();
  const scenarios: Scenario[] = [];
  const add = (name: string, write: (writer: CaseWriter) => void, stream = caseStream(caseIdNamed(name))) => {
    const writer = new CaseWriter(name, canaries);
    write(writer);
    scenarios.push({ name, stream, entries: writer.entries });
  };
  add(TOLD, (writer) => {
    writer.open();
    writer.report();
    writer.tellAll();
    writer.add('AuthorityRecorded', { by: lt, about: [child8] });
    writer.add('AuthorityRecorded', { by: gi, about: [child11], data: { authorityBy: [mother] } });
    writer.body(0);
    writer.voices();
    // Words of whoever checks the agreement: the family may know whose they are.
    writer.add('AgreementMade', { by: lt, about: [mother], twist: 2, statedBy: { kind: 'person', personId: aunt } });
    writer.leave();
    writer.body(1);
  });
  add(LONG_AGO, (writer) => {
    // Everybody but the lokaal team left long ago; a child was born since, of whom they may know nothing.
    writer.late = YEARS_AGO;
    writer.open();
    for (const organisation of [strangerVt, strangerGi]) writer.party('PARTY_JOINED', organisation);
    writer.add('MeasureOrdered', { about: [child8], data: { executedBy: giByReceipt, concerning: [child8] } });
    writer.add('InvestigationRequested', { about: [child8] });
    writer.report();
    writer.tellAll();
    writer.add('SafetyAssessed', { by: care, about: [child8] });
    writer.add('ChildSeen', { by: strangerGi, about: [child11] });
    for (const by of [leftSigned, strangerGi]) {
      writer.add('AccessRequestReceived', { by, about: [mother], statedBy: { kind: 'person', personId: mother } });
      writer.party('PARTY_LEFT', by);
    }
    for (const organisation of [vt, council, gi, giByReceipt, care, careWithoutClients, leftUnsigned, strangerVt])
      writer.party('PARTY_LEFT', organisation);
    writer.late = 0;
    writer.namesake(LATER);
    for (const personId of [father, child8, mother])
      for (const by of personId === mother ? [leftUnsigned] : [leftUnsigned, strangerGi, care])
        writer.add('RetentionDecided', { by, about: [personId], data: { personId, ground: 'TERM', order: undefined, list: 'digest' } });
    writer.add('RetentionDecided', { by: lt, about: [teen15], data: { personId: teen15, part: uuidFrom('a part') } });
    writer.add('RetentionDecided', { by: lt, about: [teen17], data: { personId: teen17, ground: 'OWN_REQUEST', order: undefined } });
  });
  add(CORRECTED, (writer) => {
    writer.open();
    const report = writer.report();
    writer.tellAll();
    writer.voices();
    const voices = writer.entries.filter(({ event }) => event.type === 'VoiceRecorded');
    const body = writer.body(0);
    writer.consents(true);
    writer.attachments([report, ...voices, ...oneOfEach(body, 0)]);
    writer.shares([report, ...body.filter((_, index) => index % 5 === 0)]);
    writer.leave();
    // Who left gets nothing that came later, of what it keeps either.
    writer.attachments(body.filter(({ event }) => ['SafetyConditionSet', 'AgreementMade', 'ActionAssigned'].includes(event.type)));
  });
  add('corrections seen in an emergency, and of what organisations destroyed', (writer) => {
    writer.open();
    const report = writer.report();
    writer.tellAll();
    writer.emergency(strangerVt, 'corrected', '2025-12-31T00:00:00.000Z');
    writer.emergency(vt, 'corrected until midnight', AT_MIDNIGHT);
    writer.voices();
    const voices = writer.entries.filter(({ event }) => event.type === 'VoiceRecorded');
    const body = writer.body(3);
    writer.attachments([report, ...voices, ...oneOfEach(body, 3)]);
    writer.add('RetentionDecided', { by: gi, about: [mother], data: { personId: mother } });
  });
  add(CONSENT, (writer) => {
    writer.open();
    writer.report();
    writer.tellAll();
    writer.voices();
    writer.hiddenShare();
    const body = writer.body(2);
    writer.consents(true);
    writer.shares(body.filter((_, index) => index % 7 === 0));
  });
  add('consent withdrawn, shares ended', (writer) => {
    writer.open();
    writer.report();
    writer.tellAll();
    const body = writer.body(3);
    writer.consents(true);
    writer.shares(body.filter((_, index) => index % 7 === 0));
    writer.consents(false);
    writer.endShares();
  });
  add(FEW_TOLD, (writer) => {
    writer.open();
    writer.report();
    writer.add('RightsExplained', { about: [mother, teen15] });
    writer.add('PersonsInformedOfReport', {
      about: [],
      data: { persons: [{ personId: father, content: { outcome: 'POSTPONED', words: 'later' } }] },
    });
    writer.body(4);
    for (const name of Object.keys(NAMESAKES)) writer.namesake(name);
  });
  add(NO_REPORT, (writer) => {
    writer.open();
    for (const name of Object.keys(NAMESAKES)) writer.namesake(name);
    writer.body(1);
    // Involved by nothing but its own receipt of a measure.
    writer.add('MeasureReceived', { by: giByReceipt });
    writer.body(2);
    writer.add('MembershipChanged', { by: lt, about: [father], data: { change: 'PERSON_LEFT', members: [] } });
  });
  add(EMERGENCY, (writer) => {
    writer.open();
    writer.report();
    writer.tellAll();
    // One that runs long, one that is over at midnight, one that was found unjustified, and one of an organisation that is involved.
    writer.emergency(strangerVt, 'long', '2025-12-31T00:00:00.000Z', 'JUSTIFIED');
    writer.emergency(strangerGi, 'unjustified', '2025-12-31T00:00:00.000Z', 'UNJUSTIFIED');
    writer.emergency(vt, 'until midnight', AT_MIDNIGHT);
    writer.voices();
    writer.body(3);
    writer.emergency(lt, 'late', '2025-12-31T00:00:00.000Z');
  });
  add(DESTROYED, (writer) => {
    writer.open();
    writer.report();
    writer.tellAll();
    writer.voices();
    writer.body(2);
    for (const [by, person] of [
      [vt, child8],
      [gi, mother],
      [gi, father],
      [leftSigned, teen15],
    ] as const)
      writer.add('RetentionDecided', { by, about: [person], data: { personId: person } });
    writer.body(4);
  });
  const steps = (writer: CaseWriter) => {
    for (const about of ABOUTS) writer.add('MeldcodeStepTaken', { by: lt, about });
  };
  add('a private record', steps, privateStream(lt, uuidFrom('record alone')));
  add(
    'a private record a report rests on',
    (writer) => {
      steps(writer);
      writer.add('MeldcodeRecordLinked', { by: vt });
    },
    privateStream(lt, uuidFrom('record linked')),
  );
  // Who asked reads its question and what came back; who was asked, what reached it; neither the other's.
  add(
    'a question whether somebody is known elsewhere',
    (writer) => {
      writer.add('KnownElsewhereAsked', { by: vt, about: [child8] });
      writer.add('KnownElsewhereReplied', { by: lt, about: [child8] });
    },
    privateStream(vt, uuidFrom('question asked')),
  );
  for (const twist of [0, 1]) {
    add(
      twist === 0 ? 'that question, as it reached a lokaal team' : 'that question, as it reached a care provider',
      (writer) => {
        const matches = MATCHES.map(({ scenario, personId }) => ({ caseId: caseIdNamed(scenario), personId }));
        writer.add('KnownElsewhereReceived', { by: vt, about: [child8], twist, data: { matches } });
        writer.add('KnownElsewhereAnswered', { by: twist === 0 ? lt : care, about: [child8] });
      },
      privateStream(twist === 0 ? lt : care, uuidFrom(`question received ${String(twist)}`)),
    );
  }
  // No case, and nobody's record: only an auditor reads it here, others by the link, each end through a case of his own.
  for (const { name, ends, decisions } of LINKED) {
    const data = { caseIds: ends.map(({ scenario }) => caseIdNamed(scenario)), personIds: ends.map(({ personId }) => personId) };
    add(
      name,
      (writer) => {
        for (const decision of decisions) writer.add('PersonMatchDecided', { by: vt, about: data.personIds, data: { ...data, decision } });
      },
      matchStream(uuidFrom(name)),
    );
  }
  return { scenarios, canaries };
}
