// SPDX-License-Identifier: EUPL-1.2
import type { CaseEventType, PersonId } from '@gezinslijn/family-case';
import { organisations, people, uuidFrom } from './cast.ts';

/** What an entry is made of besides its texts. */
export interface Shape {
  readonly about: readonly PersonId[];
  readonly hiddenFrom: readonly PersonId[];
  readonly index: number;
  /** Something else this entry can be like: in confidence, at a secret address, with another checker. */
  readonly twist: number;
}

const { vt, lt, council, gi, giWithoutMeasure, care } = organisations;
const RESPONSIBLE = [
  { kind: 'organisation', organisation: lt },
  { kind: 'organisation', organisation: care },
  { kind: 'person', personId: people.aunt },
] as const;

/** Whom a question can reach. */
const ASKED = [
  { askedOf: lt, askedOfParty: 'LT' },
  { askedOf: care, askedOfParty: 'ZA' },
] as const;

const id = (name: string, { index }: Shape) => uuidFrom(`${name} ${String(index)}`);
const first = ({ about }: Shape) => about[0];
const responsible = ({ twist }: Shape) => RESPONSIBLE[twist % RESPONSIBLE.length];
const concerning = ({ about }: Shape) => ({ concerning: about });
const line = (shape: Shape) => ({ ...concerning(shape), hiddenFrom: shape.hiddenFrom });

/** Fields of structure per event type: what stands in the clear. Every type must be here, or a new one would go untested. */
export const marks: { readonly [Type in CaseEventType]: (shape: Shape) => Readonly<Record<string, unknown>> } = {
  CaseOpened: ({ about }) => ({
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [{ organisation: lt, party: 'LT' }],
    pilot: false,
    reopened: false,
    memberIds: about,
  }),
  MembershipChanged: ({ about }) => ({ change: 'PERSON_JOINED', memberIds: about }),
  AuthorityRecorded: (shape) => ({ childId: first(shape) }),
  FixedFaceAppointed: () => ({ organisation: lt, worker: 'w', workerName: 'Fatima', preferenceHeard: true }),
  AddressShielded: (shape) => ({ personId: first(shape), change: 'SHIELDED' }),
  ReportReceived: (shape) => ({
    reportId: id('report', shape),
    ...concerning(shape),
    acute: false,
    kind: 'CITIZEN',
    reporterId: uuidFrom('person reporter'),
    reporterShielded: true,
    meldcodeRecord: `lt-a/${uuidFrom('record linked')}`,
  }),
  ReportsLinked: (shape) => ({ reportId: id('report', shape), ...concerning(shape) }),
  PersonsInformedOfReport: (shape) => ({ reportId: id('report', shape), reporterToldBack: true }),
  MeldcodeStepTaken: (shape) => ({ step: 1, ...concerning(shape), adviceOfVeiligThuis: true }),
  MeldcodeRecordLinked: () => ({ reportEntry: uuidFrom('report entry'), organisation: vt }),
  KnownElsewhereAsked: (shape) => ({ personId: first(shape) }),
  KnownElsewhereReceived: (shape) => ({
    questionId: uuidFrom('question asked'),
    ...ASKED[shape.twist % ASKED.length],
    personId: first(shape),
  }),
  KnownElsewhereAnswered: (shape) => ({ questionId: uuidFrom('question asked'), personId: first(shape), shares: true }),
  KnownElsewhereReplied: (shape) => ({ personId: first(shape) }),
  PersonMatchDecided: ({ about }) => ({
    decision: 'SAME',
    caseIds: [uuidFrom('one case'), uuidFrom('other case')],
    personIds: about,
  }),
  SafetyAssessed: (shape) => ({ assessmentId: id('assessment', shape), ...concerning(shape), instrument: 'LIRIK' }),
  AcuteDangerDeclared: (shape) => ({ dangerId: id('danger', shape), ...concerning(shape) }),
  ChildSeen: (shape) => ({ childId: first(shape) }),
  SafetyScaled: (shape) => ({ ...concerning(shape), rater: first(shape) }),
  SafetyConditionSet: (shape) => ({ conditionId: id('condition', shape), phase: 'DIRECT_SAFETY', protects: shape.about }),
  AgreementMade: (shape) => ({
    agreementId: id('agreement', shape),
    conditionIds: [uuidFrom('condition')],
    ...line(shape),
    restrains: [],
    checker: responsible(shape),
  }),
  AgreementChecked: (shape) => ({ agreementId: uuidFrom('agreement'), ...line(shape) }),
  ActionAssigned: (shape) => ({ actionId: id('action', shape), conditionIds: [], ...line(shape), owner: responsible(shape) }),
  ActionClosed: (shape) => ({ actionId: uuidFrom('action'), ...line(shape) }),
  RouteMapPublished: (shape) => ({
    version: shape.index,
    contentHash: `hash-${String(shape.index)}`,
    salt: 'salt',
    signatories: shape.twist % 2 === 0 ? [vt, lt] : [vt, lt, care],
    planLead: lt,
    includesFamilyPlan: false,
    ...concerning(shape),
  }),
  RouteMapSigned: ({ index }) => ({ version: index, contentHash: `hash-${String(index)}` }),
  RouteMapSignatureWithdrawn: (shape) => ({ version: 1, ...concerning(shape) }),
  PlanPositionRecorded: (shape) => ({ version: 1, personId: first(shape) }),
  PhaseEntered: (shape) => ({ phase: 'DIRECT_SAFETY', ...concerning(shape) }),
  InquiryNeedEstablished: concerning,
  InvestigationRequested: (shape) => ({ requestId: id('request', shape), council, corvReference: 'CORV-1', ...concerning(shape) }),
  InvestigationStarted: (shape) => ({ investigationId: id('inquiry', shape), kind: 'VT', ...concerning(shape) }),
  DuplicateInvestigationPrevented: (shape) => ({ investigationId: id('inquiry', shape), from: vt, factIds: [], ...concerning(shape) }),
  FactRecorded: (shape) => ({ factId: id('fact', shape), investigationId: uuidFrom('inquiry'), ...concerning(shape) }),
  DraftReportShared: (shape) => ({ investigationId: uuidFrom('inquiry'), sharedWith: shape.about }),
  InvestigationConcluded: (shape) => ({ investigationId: uuidFrom('inquiry'), kind: 'COUNCIL', ...concerning(shape) }),
  MeasureRequested: (shape) => ({ requestId: id('request', shape), ...concerning(shape) }),
  MeasureOrdered: (shape) => ({
    measureId: id('measure', shape),
    ...concerning(shape),
    ...(shape.twist % 2 === 0 ? { executedBy: gi } : { kind: 'HOUSE_BAN' }),
  }),
  HearingHeld: (shape) => ({ hearingId: id('hearing', shape), measureIds: [] }),
  MeasureEndNotified: (shape) => ({ measureId: uuidFrom('measure'), ...concerning(shape) }),
  MeasureEnded: (shape) => ({ measureId: uuidFrom('measure'), ...concerning(shape) }),
  PlacementChanged: (shape) => ({
    placementId: id('placement', shape),
    childId: first(shape),
    measureId: uuidFrom('measure'),
    change: 'STARTED',
    ...(shape.twist % 2 === 0 ? {} : { shielded: true }),
  }),
  MeasureReceived: (shape) => ({ measureIds: [], ...concerning(shape) }),
  GuardianAssigned: (shape) => ({ ...concerning(shape), guardian: 'w', guardianName: 'Johan' }),
  FirstContactHeld: concerning,
  FamilyGroupPlanOffered: concerning,
  ActionPlanAdopted: (shape) => ({ planId: id('plan', shape), ...concerning(shape) }),
  TableHeld: (shape) => ({
    tableId: id('table', shape),
    kind: 'JBT',
    attending: shape.twist % 2 === 0 ? [vt] : [giWithoutMeasure],
    ...concerning(shape),
  }),
  DissentRecorded: (shape) => ({ dissentId: id('dissent', shape), attending: shape.twist % 2 === 0 ? [vt, gi] : [], ...concerning(shape) }),
  VoiceRecorded: (shape) => ({ speakerId: first(shape), confidential: shape.twist % 2 === 1 }),
  RightsExplained: () => ({}),
  SafetyWatchHandedOver: (shape) => ({
    handoverId: id('handover', shape),
    step: 'OFFERED',
    from: vt,
    to: [lt],
    familyPresent: true,
    ...concerning(shape),
  }),
  ConsentChanged: (shape) => ({ personId: first(shape), organisation: gi, categories: ['C14'], given: true }),
  ShareGranted: (shape) => ({
    entryId: uuidFrom('nothing'),
    organisation: gi,
    basis: 'wmo-4.1.1',
    until: '2025-01-01',
    ofCategory: 'C5',
    ...line(shape),
  }),
  ShareEnded: ({ hiddenFrom }) => ({ entryId: uuidFrom('nothing'), organisation: gi, hiddenFrom, ofCategory: 'C5' }),
  EmergencyAccessUsed: (shape) => ({
    accessId: id('emergency access', shape),
    validUntil: '2025-01-01T04:00:00.000Z',
    ...concerning(shape),
  }),
  EmergencyAccessReviewed: (shape) => ({ accessId: id('emergency access', shape), judgement: 'JUSTIFIED', ...concerning(shape) }),
  AccessRequestReceived: (shape) => ({ requestId: id('request', shape), kind: 'ACCESS', personId: first(shape), askedBy: first(shape) }),
  AccessRequestDecided: (shape) => ({
    requestId: id('request', shape),
    kind: 'ACCESS',
    outcome: 'GRANTED',
    personId: first(shape),
    askedBy: first(shape),
  }),
  // What they are attached to a scenario chooses, and says the rest.
  EntryCorrected: () => ({}),
  StatementAttached: (shape) => ({ personId: first(shape) }),
  // Of somebody who is in no other entry: what a destruction hides has scenarios of its own.
  RetentionDecided: (shape) => ({
    decisionId: id('decision', shape),
    personId: uuidFrom('nobody'),
    ground: 'COURT_ORDER',
    order: 'C/09/1',
  }),
};
