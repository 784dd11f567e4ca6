// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check';
import type { CaseEvent, RecordedCaseEvent } from '../src/case-event.ts';
import { INTRODUCED_IN } from '../src/demonstration/step.ts';
import { decideCase, entryNamedBy, evolveCase, familyCase } from '../src/family-case.ts';
import { CORRECTABLE } from '../src/rectification/correctable.ts';
import type { CaseCommand, CaseCommandOf, CaseState } from '../src/family-case.ts';
import type { Act, StatedBy } from '../src/vocabulary/act.ts';
import type { EntryId, ItemId, WorkerRef } from '../src/vocabulary/ids.ts';
import type { Author } from '../src/vocabulary/parties.ts';
import type { Responsible } from '../src/vocabulary/people.ts';
import { addDays } from '../src/vocabulary/time.ts';
import { searched, care, council, gi, lt, metadataOf, recorded, sha256, stranger, uuidFrom, vt } from './acts.ts';
import { aunt, child, father, mother, nobody, teenager } from './history.ts';

/** One attempt of somebody to do something: a kind of command and the choices that fill it in. */
export interface Attempt {
  readonly type: CaseCommand['type'];
  readonly who: number;
  readonly choices: readonly number[];
}

const types = Object.keys(familyCase.commands) as readonly CaseCommand['type'][];
const nat = fc.nat({ max: 1_000 });
export const attempt: fc.Arbitrary<Attempt> = fc.record({
  type: fc.constantFrom(...types),
  who: nat,
  choices: fc.array(nat, { minLength: 24, maxLength: 24 }),
});

/** What there is to choose from, in a case as it stands. */
export interface World {
  readonly events: RecordedCaseEvent[];
  state: CaseState;
}

const anybody: readonly Author[] = [
  vt,
  lt,
  council,
  gi,
  care,
  stranger,
  { ...vt, role: 'rvtMember' },
  { ...lt, role: 'safetyExpert' },
  { ...gi, registered: false },
];

/** Who usually does it; now and then somebody else tries. */
const usualAuthors: Readonly<Record<CaseCommand['type'], readonly Author[]>> = {
  OpenCase: [vt],
  ChangeMembership: [vt, lt, council, gi, care],
  RecordAuthority: [lt, gi],
  AppointFixedFace: [lt],
  ShieldAddress: [vt, gi],
  ReceiveReport: [vt],
  LinkReports: [vt],
  InformPersons: [vt],
  AssessSafety: [vt, lt, gi],
  DeclareAcuteDanger: [vt, lt, gi, council, care],
  SeeChild: [lt, gi, vt],
  ScaleSafety: [lt, vt],
  SetCondition: [vt, gi],
  MakeAgreement: [lt],
  CheckAgreement: [lt, vt],
  AssignAction: [lt, vt, gi, care],
  CloseAction: [lt, vt, gi, care],
  PublishRouteMap: [lt, lt, vt],
  SignRouteMap: [lt, vt, gi],
  WithdrawSignature: [lt, vt, gi],
  TakePosition: [lt],
  EnterPhase: [lt, { ...vt, role: 'safetyExpert' }],
  EstablishInquiryNeed: [vt],
  RequestInquiry: [vt, lt],
  StartInquiry: [vt, council],
  PreventDuplicate: [council, vt],
  RecordFact: [vt, vt, council],
  ShareDraft: [council, vt],
  ConcludeInquiry: [council, vt],
  RequestMeasure: [council, gi],
  OrderMeasure: [council, council, vt],
  HoldHearing: [council],
  NotifyMeasureEnd: [gi],
  EndMeasure: [gi, vt],
  ChangePlacement: [gi],
  ReceiveMeasure: [gi],
  AssignGuardian: [gi],
  HoldFirstContact: [gi],
  OfferFamilyPlan: [gi],
  AdoptActionPlan: [gi],
  HoldTable: [vt, lt],
  RecordDissent: [lt, vt, gi],
  RecordVoice: [lt],
  ExplainRights: [vt, lt],
  HandOverSafetyWatch: [vt, lt, gi],
  ChangeConsent: [lt],
  GrantShare: [lt, vt],
  EndShare: [lt, vt],
  UseEmergencyAccess: [vt, stranger],
  ReviewEmergencyAccess: [{ ...vt, role: 'supervisor', worker: 'worker-leading' as WorkerRef }, vt],
  ReceiveAccessRequest: [vt, lt, gi],
  DecideAccessRequest: [vt, lt, gi],
  DestroyByOrder: [{ ...gi, role: 'supervisor' }, gi],
  DestroyByTerm: [{ ...vt, role: 'supervisor' }, gi],
  CorrectEntry: [vt, lt, gi, council],
  AttachStatement: [lt, vt],
};

const family = [mother, father, child, teenager, aunt];
const people = [...family, ...family, ...family, nobody];
const organisations = [vt, lt, council, gi, care, stranger].map(({ organisation }) => organisation);

class Choices {
  readonly #numbers: readonly number[];
  #next = 0;
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }
  number(): number {
    this.#next += 1;
    return this.#numbers[this.#next % this.#numbers.length] ?? 0;
  }
  of<T>(options: readonly T[]): T {
    return options[this.number() % options.length] as T;
  }
  some<T>(options: readonly T[], upTo = 3): readonly T[] {
    const count = this.number() % (upTo + 1);
    return Array.from({ length: count }, () => this.of(options));
  }
  mostly<T>(usual: T, otherwise: T): T {
    return this.number() % 8 === 0 ? otherwise : usual;
  }
  maybe<Field extends object>(field: Field): Field | object {
    return this.number() % 2 === 0 ? field : {};
  }
}

function idsIn(world: World, ...eventTypes: readonly string[]): readonly ItemId[] {
  const known: ItemId[] = [];
  for (const { event } of world.events) {
    const id = (event.data as unknown as Readonly<Record<string, ItemId | undefined>>)[INTRODUCED_IN[event.type] ?? ''];
    if (eventTypes.includes(event.type) && id !== undefined) known.push(id);
  }
  return known.length === 0 ? [uuidFrom('unknown') as ItemId] : known;
}

/** A day around the last entry: mostly on it or soon after, now and then long after, never before the case. */
const dayAfter = (world: World, c: Choices): string => {
  const last = world.events.at(-1)?.metadata.recordedAt.slice(0, 10) ?? '2025-03-12';
  return addDays(last, c.of([0, 0, 0, 0, 0, 1, 1, 2, 5, 20]));
};

/** The command an attempt stands for. Most are nearly right, so that many are accepted; all are of the right form. */
export function commandOf({ type, choices }: Attempt, world: World, today: string): CaseCommand {
  const c = new Choices(choices);
  const somebody = () => c.of(people);
  const several = () => [...new Set([somebody(), ...c.some(people)])];
  const text = () => (c.number() % 40 === 0 ? ' ' : 'Tekst');
  const day = () => addDays(today, c.of([-3, -1, 0, 0, 1, 10, 14, 28, 60, 92]));
  const id = (...eventTypes: readonly string[]) => c.of(idsIn(world, ...eventTypes));
  const responsible = () =>
    c.of([{ kind: 'person', personId: somebody() } as const, { kind: 'organisation', organisation: c.of(organisations) } as const]);
  const version = () => c.of([1, 1, 2, 3]);
  const hashes = world.events.flatMap(({ event }) => (event.type === 'RouteMapPublished' ? [event.data] : []));
  switch (type) {
    case 'OpenCase':
      return {
        type,
        householdKind: 'FAMILY_WITH_MINORS',
        region: 'haaglanden',
        parties: [],
        pilot: false,
        reopened: false,
        name: text(),
        municipality: 'Duinrade',
        reason: text(),
        members: [{ personId: child, content: { name: 'Kind', role: 'child', households: [] } }],
      };
    case 'ChangeMembership':
      return {
        type,
        change: c.of(['PERSON_JOINED', 'PERSON_LEFT', 'PARTY_JOINED', 'PARTY_LEFT'] as const),
        organisation: c.of(organisations),
        party: c.of(['LT', 'VT', 'RvdK', 'GI', 'ZA'] as const),
        memberIds: several(),
        members: [{ personId: somebody(), content: { name: 'Iemand', role: 'supportFigure', households: [] } }],
        ...c.maybe({ reason: text() }),
      };
    case 'RecordAuthority':
      return { type, childId: somebody(), authorityBy: several(), since: day() };
    case 'AppointFixedFace':
      return { type, worker: lt.worker, workerName: 'Fatima', preferenceHeard: true };
    case 'ShieldAddress':
      return { type, personId: somebody(), change: c.of(['SHIELDED', 'LIFTED'] as const), address: text(), region: text(), reason: text() };
    case 'ReceiveReport':
      return {
        type,
        concerning: several(),
        acute: false,
        kind: 'CITIZEN',
        reporterId: c.mostly(nobody, mother),
        reporter: 'Iemand',
        reporterShielded: true,
        conclusion: text(),
        content: text(),
      };
    case 'LinkReports':
      return { type, reportId: id('ReportReceived'), concerning: several(), explanation: text() };
    case 'InformPersons':
      return {
        type,
        reportId: id('ReportReceived'),
        persons: several().map((personId) => ({
          personId,
          content: c.of([
            { outcome: 'INFORMED', words: 'Verteld' } as const,
            { outcome: 'POSTPONED', words: 'Nee', newDate: day() } as const,
          ]),
        })),
        reporterToldBack: false,
      };
    case 'AssessSafety':
      return {
        type,
        concerning: several(),
        instrument: text(),
        conclusion: c.of(['ACUTE_DANGER', 'NO_DANGER'] as const),
        explanation: text(),
      };
    case 'DeclareAcuteDanger':
      return { type, concerning: several(), what: text(), actionTaken: text() };
    case 'SeeChild':
      return { type, childId: somebody(), alone: true, where: 'SCHOOL', observation: text() };
    case 'ScaleSafety':
      return {
        type,
        concerning: several(),
        ...c.maybe({ rater: somebody() }),
        ...c.maybe({ ownScore: c.of([0, 5, 10, 11]) }),
        ...c.maybe({ professionalScore: c.of([0, 5, 10.5]) }),
      };
    case 'SetCondition':
      return { type, phase: c.of(['DIRECT_SAFETY', 'RECOVERY'] as const), protects: several(), text: text(), test: text() };
    case 'MakeAgreement':
      return {
        type,
        conditionIds: c.some(idsIn(world, 'SafetyConditionSet')),
        concerning: several(),
        restrains: c.some(people, 1),
        checker: responsible(),
        hiddenFrom: c.mostly([], c.some(people, 1)),
        text: text(),
        startsOn: day(),
        checkOn: day(),
      };
    case 'CheckAgreement':
      return { type, agreementId: id('AgreementMade'), outcome: c.of(['KEPT', 'BROKEN'] as const) };
    case 'AssignAction':
      return {
        type,
        conditionIds: c.some(idsIn(world, 'SafetyConditionSet'), 1),
        concerning: several(),
        owner: responsible(),
        hiddenFrom: c.mostly([], c.some(people, 1)),
        text: text(),
        dueOn: day(),
      };
    case 'CloseAction':
      return { type, actionId: id('ActionAssigned'), outcome: 'DONE' };
    case 'PublishRouteMap':
      return {
        type,
        planLead: c.of([lt.organisation, lt.organisation, vt.organisation, gi.organisation, care.organisation]),
        includesFamilyPlan: c.mostly(false, true),
        concerning: several(),
        summary: text(),
        reason: text(),
      };
    case 'SignRouteMap': {
      const named = hashes.length === 0 ? { version: version(), contentHash: 'none' } : c.of(hashes);
      return { type, version: named.version, contentHash: c.mostly(named.contentHash, 'other') };
    }
    case 'WithdrawSignature':
      return { type, version: version(), concerning: several(), reason: text() };
    case 'TakePosition':
      return { type, version: version(), personId: somebody(), position: c.of(['AGREE', 'DISAGREE', 'SEEN', 'ATTEMPT'] as const) };
    case 'EnterPhase':
      return { type, phase: c.of(['DIRECT_SAFETY', 'RISK_LED_CARE', 'RECOVERY'] as const), concerning: several(), exitCriteria: text() };
    case 'EstablishInquiryNeed':
      return { type, concerning: several(), reason: text() };
    case 'RequestInquiry':
      return {
        type,
        council: c.mostly(council.organisation, lt.organisation),
        corvReference: c.mostly('CORV', ''),
        concerning: several(),
        question: text(),
      };
    case 'StartInquiry':
      return { type, kind: c.of(['VT', 'COUNCIL', 'SUPERVISION_TEST'] as const), concerning: several(), question: text() };
    case 'PreventDuplicate':
      return {
        type,
        investigationId: id('InvestigationStarted'),
        from: c.mostly(vt.organisation, c.of(organisations)),
        factIds: [...new Set(c.some(idsIn(world, 'FactRecorded')))],
        concerning: several(),
        ownWeighing: text(),
      };
    case 'RecordFact':
      return {
        type,
        investigationId: id('InvestigationStarted'),
        concerning: several(),
        kind: 'STATEMENT',
        text: text(),
        source: text(),
        familyMarks: [],
        ...c.maybe({ workingNote: 'Navragen' }),
      };
    case 'ShareDraft':
      return { type, investigationId: id('InvestigationStarted'), sharedWith: several(), reactionsUntil: day(), summary: text() };
    case 'ConcludeInquiry':
      return {
        type,
        investigationId: id('InvestigationStarted'),
        concerning: several(),
        outcome: text(),
        advice: '',
        report: text(),
        reactions: [],
      };
    case 'RequestMeasure':
      return {
        type,
        concerning: [c.of([child, teenager])],
        kinds: c.some(['SUPERVISION', 'PROVISIONAL_SUPERVISION', 'REMOVAL'] as const),
        grounds: text(),
      };
    case 'OrderMeasure': {
      const kind = c.of(['PROVISIONAL_SUPERVISION', 'SUPERVISION', 'REMOVAL', 'HOUSE_BAN'] as const);
      const orderedOn = addDays(today, c.of([-2, 0, 0]));
      const endsOn = kind === 'HOUSE_BAN' ? addDays(orderedOn, 10) : addDays(orderedOn, c.of([14, 28, 80, 200, 400]));
      const concerning = kind === 'HOUSE_BAN' ? [father] : [c.of([child, teenager])];
      const executedBy = kind === 'HOUSE_BAN' ? {} : { executedBy: gi.organisation };
      const continues = c.mostly({}, { continues: id('MeasureOrdered') });
      return { type, kind, orderedOn, endsOn, concerning, exParte: c.mostly(false, true), ...executedBy, ...continues };
    }
    case 'HoldHearing':
      return {
        type,
        measureIds: c.some(idsIn(world, 'MeasureOrdered', 'MeasureRequested')),
        persons: several().map((personId) => ({ personId, content: { how: 'HEARD' } })),
      };
    case 'NotifyMeasureEnd':
      return {
        type,
        measureId: id('MeasureOrdered'),
        concerning: [child],
        notice: c.of(['END_PLACEMENT', 'NOT_EXTENDING'] as const),
        intendedOn: day(),
        explanation: text(),
      };
    case 'EndMeasure':
      return { type, measureId: id('MeasureOrdered'), concerning: [child], endedOn: day(), reason: text() };
    case 'ChangePlacement': {
      const change = c.of(['STARTED', 'CHANGED', 'ENDED'] as const);
      return {
        type,
        childId: c.of([child, teenager]),
        measureId: id('MeasureOrdered'),
        change,
        kind: change === 'ENDED' ? 'HOME' : 'KIN_CARE',
        explanation: text(),
      };
    }
    case 'ReceiveMeasure':
      return { type, measureIds: c.some(idsIn(world, 'MeasureOrdered')) };
    case 'AssignGuardian':
      return {
        type,
        concerning: [c.of([child, teenager])],
        guardian: gi.worker,
        guardianName: 'Anouk',
        kind: c.of(['FIXED', 'INTERIM'] as const),
      };
    case 'HoldFirstContact':
      return { type, concerning: [child], present: [{ personId: child, content: 'Er was' }], note: text() };
    case 'OfferFamilyPlan':
      return {
        type,
        concerning: [c.of([child, teenager])],
        answer: c.of(['OFFERED', 'ACCEPTED', 'DECLINED', 'WAIVED'] as const),
        ...c.maybe({ explanation: 'Uitleg' }),
      };
    case 'AdoptActionPlan':
      return { type, concerning: [c.of([child, teenager])], origin: c.of(['GI', 'FAMILY'] as const), summary: text() };
    case 'HoldTable':
      return { type, kind: 'CASE_TABLE', attending: organisations, concerning: several(), outcome: text(), discussion: '' };
    case 'RecordDissent':
      return {
        type,
        attending: c.some(organisations),
        ...c.maybe({ answerTo: id('DissentRecorded') }),
        concerning: several(),
        text: text(),
      };
    case 'RecordVoice':
      return { type, speakerId: somebody(), confidential: c.number() % 2 === 0, words: text(), alone: true };
    case 'ExplainRights':
      return { type, persons: several().map((personId) => ({ personId, content: { what: 'Inzage', understood: true } })) };
    case 'HandOverSafetyWatch':
      return {
        type,
        step: c.of(['OFFERED', 'ACCEPTED'] as const),
        handoverId: id('SafetyWatchHandedOver'),
        to: c.some(organisations, 2),
        familyPresent: true,
        concerning: several(),
        note: text(),
      };
    case 'ChangeConsent':
      return {
        type,
        personId: somebody(),
        organisation: c.of(organisations),
        categories: ['C14'],
        given: c.number() % 2 === 0,
        purposeOfConsent: text(),
      };
    case 'GrantShare':
      return {
        type,
        entryId: c.of(entryIds(world)),
        organisation: c.of(organisations),
        basis: c.of(['jeugdwet-2.3', 'wmo-4.1.1', 'consent']),
        until: day(),
        concerning: several(),
        purposeOfShare: text(),
      };
    case 'EndShare': {
      const share = c.of([undefined, ...world.events.flatMap(({ event }) => (event.type === 'ShareGranted' ? [event.data] : []))]);
      return { type, entryId: share?.entryId ?? c.of(entryIds(world)), organisation: share?.organisation ?? c.of(organisations) };
    }
    case 'UseEmergencyAccess':
      return { type, reason: text(), minutes: c.of([1, 60, 240, 240, 241]) };
    case 'ReviewEmergencyAccess': {
      const used = c.of([undefined, ...world.events.flatMap(({ event }) => (event.type === 'EmergencyAccessUsed' ? [event.data] : []))]);
      const accessId = used?.accessId ?? (uuidFrom('no access') as ItemId);
      return { type, accessId, judgement: c.of(['JUSTIFIED', 'UNJUSTIFIED']), considerations: text() };
    }
    case 'ReceiveAccessRequest':
      return { type, kind: c.of(['ACCESS', 'COPY', 'CORRECTION', 'DESTRUCTION']), personId: somebody(), wording: text() };
    case 'DecideAccessRequest': {
      const requestId = c.of(idsIn(world, 'AccessRequestReceived'));
      const refused = { outcome: 'REFUSED', refusedOn: 'INTEREST_OF_ANOTHER' } as const;
      return { type, requestId, considerations: text(), ...c.mostly(refused, c.of([refused, { outcome: 'GRANTED' }])) };
    }
    case 'DestroyByTerm':
      return { type, personIds: [somebody()], list: text() };
    case 'DestroyByOrder':
      return { type, personId: somebody(), part: c.of(idsIn(world, 'ReportReceived')), order: text() };
    case 'CorrectEntry': {
      const entry = c.of([undefined, ...correctableIn(world)]);
      const field = entry === undefined ? 'text' : c.mostly(c.of(textsOf(entry.event)), 'status');
      const texts = c.mostly([{ field, text: `${text()} ${String(c.number())}` }], []);
      return { type, entryId: (entry?.id ?? uuidFrom('no entry')) as EntryId, texts, reason: text() };
    }
    case 'AttachStatement':
      return { type, entryId: c.of(entryIds(world)), personId: somebody(), words: text() };
  }
}

const textsOf = (event: CaseEvent): readonly string[] =>
  event.type === 'EntryCorrected' ? [event.data.field] : ((CORRECTABLE[event.type] ?? []) as readonly string[]);
const correctableIn = ({ events }: World) => events.filter(({ event }) => textsOf(event).length > 0);

const entryIds = ({ events }: World): readonly EntryId[] => [uuidFrom('no entry') as EntryId, ...events.map(({ id }) => id as EntryId)];

/** Whose words a command usually is, as far as that can be read from it. */
function usualSpeaker(command: CaseCommand, world: World): StatedBy | undefined {
  if (command.type === 'OrderMeasure') return { kind: command.kind === 'HOUSE_BAN' ? 'mayor' : 'court' };
  if (
    command.type === 'TakePosition' ||
    command.type === 'ChangeConsent' ||
    command.type === 'ReceiveAccessRequest' ||
    command.type === 'AttachStatement'
  )
    return { kind: 'person', personId: command.personId };
  if (command.type === 'RecordVoice') return { kind: 'person', personId: command.speakerId };
  if (command.type !== 'CheckAgreement' && command.type !== 'CloseAction') return undefined;
  const responsible = responsibleFor(command, world);
  return responsible?.kind === 'person' ? responsible : undefined;
}

function responsibleFor(command: CaseCommandOf<'CheckAgreement' | 'CloseAction'>, { events }: World): Responsible | undefined {
  for (const { event } of events) {
    if (command.type === 'CheckAgreement' && event.type === 'AgreementMade' && event.data.agreementId === command.agreementId)
      return event.data.checker;
    if (command.type === 'CloseAction' && event.type === 'ActionAssigned' && event.data.actionId === command.actionId)
      return event.data.owner;
  }
  return undefined;
}

export function actFor({ who, choices, type }: Attempt, command: CaseCommand, index: number, world: World, today: string): Act {
  const c = new Choices([...choices].reverse());
  const odd: StatedBy = c.of([
    { kind: 'court' },
    { kind: 'mayor' },
    { kind: 'family' },
    { kind: 'person', personId: c.of(people) },
  ] as const);
  const statedBy = c.mostly(usualSpeaker(command, world), odd);
  const usual = usualAuthors[type];
  const author = (who % 6 === 0 ? anybody[who % anybody.length] : usual[who % usual.length]) ?? vt;
  return {
    author,
    occurredAt: c.number() % 20 === 0 ? addDays(today, 2) : today,
    recordedAt: `${today}T18:00:00.000Z`,
    ...(statedBy === undefined ? {} : { statedBy }),
    ...(c.number() % 10 === 0 ? {} : { search: searched }),
    ...entryFor(command, world),
    newId: (name) => uuidFrom(`attempt ${String(index)} ${String(world.events.length)} ${name}`),
    digest: sha256,
  };
}

/** The entry a command names; who may see it is disclosure's business, so here nearly everybody does. */
function entryFor(command: CaseCommand, { events }: World): Pick<Act, 'entry'> {
  const named = entryNamedBy(command);
  const found = named === undefined ? undefined : events.find(({ id }) => id === named);
  return found === undefined
    ? {}
    : { entry: { recorded: found, shownTo: (reader) => reader.kind !== 'person' || reader.personId !== aunt } };
}

/** Tries them all on a case, one after another; refused ones leave no trace. */
export function tryAll(
  attempts: readonly Attempt[],
  world: World,
  look: (command: CaseCommand, act: Act, before: CaseState, accepted: boolean) => void = () => undefined,
): World {
  attempts.forEach((each, index) => {
    const today = dayAfter(world, new Choices(each.choices));
    const command = commandOf(each, world, today);
    const act = actFor(each, command, index, world, today);
    const decision = decideCase(world.state, command, act);
    look(command, act, world.state, decision.accepted);
    if (!decision.accepted) return;
    for (const event of decision.events as readonly CaseEvent[]) {
      const entry = recorded(event, world.events.length, metadataOf(act.author, act, act.statedBy));
      world.events.push(entry);
      world.state = evolveCase(world.state, entry);
    }
  });
  return world;
}
