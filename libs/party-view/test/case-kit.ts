// SPDX-License-Identifier: EUPL-1.2
import { createHash, createSecretKey } from 'node:crypto';
import type { EventStore } from '@gezinslijn/event-sourcing';
import type { KeyRing } from '@gezinslijn/event-store';
import {
  CORRECTABLE,
  actualCategory,
  descriptionOf,
  isAttachment,
  outlineOf,
  peopleOf,
  sealEvent,
  subjectsOf,
} from '@gezinslijn/family-case';
import type {
  CaseEvent,
  CaseMetadata,
  EntryCorrected,
  EntryId,
  FieldRule,
  ItemId,
  OrganisationId,
  Party,
  PersonId,
  RecordedCaseEvent,
  WorkerRef,
} from '@gezinslijn/family-case';
import { BlindIndex } from '../src/index.ts';

export const people = {
  mother: '00000000-0000-4000-8000-000000000001' as PersonId,
  father: '00000000-0000-4000-8000-000000000002' as PersonId,
  child: '00000000-0000-4000-8000-000000000003' as PersonId,
  teenager: '00000000-0000-4000-8000-000000000004' as PersonId,
  aunt: '00000000-0000-4000-8000-000000000005' as PersonId,
} as const;

export const organisations = {
  vt: 'vt-a' as OrganisationId,
  lt: 'lt-a' as OrganisationId,
  council: 'rvdk-a' as OrganisationId,
  gi: 'gi-a' as OrganisationId,
} as const;

const PARTIES: Readonly<Record<string, Party>> = { 'vt-a': 'VT', 'lt-a': 'LT', 'rvdk-a': 'RvdK', 'gi-a': 'GI' };

export interface Written {
  readonly event: CaseEvent;
  readonly by: OrganisationId;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly statedBy?: CaseMetadata['statedBy'];
}

/** The index of all tests here: a key nobody else has. */
export const index = new BlindIndex(createSecretKey(Buffer.alloc(32, 5)));

const encode = (text: string) => new TextEncoder().encode(text);

export const idOf = (name: string) => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Appends events as the gateway would: sealed, with metadata. No rules are asked: views must cope with any history. */
export async function write(store: EventStore, keys: KeyRing, stream: string, entries: readonly Written[], from = 0): Promise<void> {
  for (const [index, { event, by, occurredAt, recordedAt, statedBy }] of entries.entries()) {
    const id = idOf(`${stream}|${String(from + index)}`);
    await keys.ensure(stream, subjectsOf(event), Object.values(organisations));
    const metadata: CaseMetadata = {
      recordedAt,
      occurredAt,
      party: PARTIES[by] as Party,
      actingOrganisation: by,
      workerRef: 'w' as WorkerRef,
      workerRole: 'caseworker',
      ...(statedBy === undefined ? {} : { statedBy }),
      legalBasis: 'wmo-4.1.1',
      purpose: 'test',
      commandId: id,
      inputHash: '',
      correlationId: '',
      policyVersion: '2025-01',
    };
    await store.append(stream, 'any', [
      { id, type: event.type, data: encode(sealEvent(event, keys, stream, id)), metadata: encode(JSON.stringify(metadata)) },
    ]);
  }
}

const { mother, father, child, teenager, aunt } = people;
const { vt, lt, council, gi } = organisations;

export const opened: CaseEvent = {
  type: 'CaseOpened',
  version: 1,
  data: {
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [{ organisation: lt, party: 'LT' }],
    pilot: false,
    reopened: false,
    memberIds: [mother, father, child, teenager],
    name: 'Gezin Test',
    municipality: 'Duinrade',
    reason: 'aanleiding',
    members: [
      { personId: mother, content: { name: 'Moeder', role: 'mother', birthDate: '1985-01-01', households: ['A'] } },
      { personId: father, content: { name: 'Vader', role: 'father', birthDate: '1984-01-01', households: ['A'] } },
      {
        personId: child,
        content: { name: 'Kind', role: 'child', birthDate: '2016-01-01', households: ['A'], authorityBy: [mother, father] },
      },
      {
        personId: teenager,
        content: { name: 'Tiener', role: 'child', birthDate: '2010-01-01', households: ['A'], authorityBy: [mother, father] },
      },
    ],
  },
};

const item = (name: string) => idOf(name) as never;

/** Events to draw histories from: each way in which what somebody may see can change, and each way of hiding. */
export const samples: readonly { readonly event: CaseEvent; readonly by: OrganisationId }[] = [
  { by: vt, event: report('r1') },
  {
    by: vt,
    event: {
      type: 'PersonsInformedOfReport',
      version: 1,
      data: {
        reportId: item('r1'),
        persons: [{ personId: mother, content: { outcome: 'INFORMED', words: 'verteld' } }],
        reporterToldBack: true,
      },
    },
  },
  {
    by: vt,
    event: {
      type: 'RightsExplained',
      version: 1,
      data: { persons: [{ personId: father, content: { what: 'rechten', understood: true } }] },
    },
  },
  {
    by: lt,
    event: { type: 'VoiceRecorded', version: 1, data: { speakerId: child, confidential: true, words: 'bang in de nacht', alone: true } },
  },
  {
    by: lt,
    event: { type: 'VoiceRecorded', version: 1, data: { speakerId: teenager, confidential: false, words: 'ik wil rust', alone: true } },
  },
  { by: lt, event: agreement('open', []) },
  { by: lt, event: agreement('hidden', [father]) },
  {
    by: vt,
    event: {
      type: 'AgreementChecked',
      version: 1,
      data: { agreementId: item('hidden'), concerning: [mother], hiddenFrom: [father], outcome: 'KEPT' },
    },
  },
  { by: vt, event: { type: 'FactRecorded', version: 1, data: fact('f1') } },
  {
    by: lt,
    event: {
      type: 'MembershipChanged',
      version: 1,
      data: {
        change: 'PERSON_JOINED',
        memberIds: [aunt],
        members: [{ personId: aunt, content: { name: 'Tante', role: 'supportFigure', households: [] } }],
      },
    },
  },
  { by: lt, event: { type: 'MembershipChanged', version: 1, data: { change: 'PERSON_LEFT', memberIds: [father], members: [] } } },
  {
    by: lt,
    event: { type: 'MembershipChanged', version: 1, data: { change: 'PARTY_LEFT', organisation: gi, memberIds: [], members: [] } },
  },
  {
    by: vt,
    event: {
      type: 'InvestigationRequested',
      version: 1,
      data: { requestId: item('q'), council, corvReference: 'C1', concerning: [child], question: 'vraag' },
    },
  },
  { by: council, event: { type: 'MeasureOrdered', version: 1, data: order('m1', 'PROVISIONAL_SUPERVISION') } },
  { by: vt, event: { type: 'MeasureOrdered', version: 1, data: { ...order('ban', 'HOUSE_BAN'), concerning: [father] } } },
  { by: gi, event: { type: 'MeasureReceived', version: 1, data: { measureIds: [item('m1')], concerning: [child] } } },
  { by: lt, event: consent(true) },
  { by: lt, event: consent(false) },
  { by: lt, event: { type: 'AuthorityRecorded', version: 1, data: { childId: child, authorityBy: [mother], since: '2025-01-01' } } },
  { by: lt, event: { type: 'SafetyScaled', version: 1, data: { concerning: [child], rater: child, ownScore: 3 } } },
  {
    by: lt,
    event: {
      type: 'RouteMapPublished',
      version: 1,
      data: {
        version: 1,
        contentHash: 'h',
        salt: 's',
        signatories: [vt, lt],
        planLead: lt,
        includesFamilyPlan: false,
        concerning: [mother, father, child, teenager],
        summary: 'kort',
        reason: 'eerste',
      },
    },
  },
  { by: gi, event: { type: 'RouteMapSigned', version: 1, data: { version: 1, contentHash: 'h' } } },
  {
    by: vt,
    event: {
      type: 'TableHeld',
      version: 1,
      data: {
        tableId: item('t'),
        kind: 'JBT',
        attending: [gi],
        concerning: [mother, father],
        outcome: 'uitkomst',
        discussion: 'bespreking',
      },
    },
  },
  {
    by: vt,
    event: {
      type: 'AddressShielded',
      version: 1,
      data: { personId: mother, change: 'SHIELDED', address: 'geheim adres', region: 'elders', reason: 'gevaar' },
    },
  },
  {
    by: vt,
    event: {
      type: 'AccessRequestReceived',
      version: 1,
      data: { requestId: item('request'), kind: 'DESTRUCTION', personId: child, askedBy: mother, wording: 'gooi het weg' },
    },
  },
  { by: vt, event: destroyed(child) },
  { by: vt, event: destroyed(father) },
  { by: gi, event: destroyed(mother) },
];

export function destroyed(personId: PersonId): CaseEvent {
  return {
    type: 'RetentionDecided',
    version: 1,
    data: { decisionId: item(`decision ${personId}`), personId, ground: 'COURT_ORDER', order: 'C/09/1' },
  };
}

function report(name: string): CaseEvent {
  return {
    type: 'ReportReceived',
    version: 1,
    data: {
      reportId: item(name),
      concerning: [child, teenager],
      acute: false,
      kind: 'PROFESSIONAL',
      reporterId: idOf('reporter') as PersonId,
      reporter: 'de juf',
      reporterShielded: true,
      conclusion: 'kern van de melding',
      content: 'volledige melding',
    },
  };
}

function agreement(name: string, hiddenFrom: readonly PersonId[]): CaseEvent {
  return {
    type: 'AgreementMade',
    version: 1,
    data: {
      agreementId: item(name),
      conditionIds: [],
      concerning: [mother],
      restrains: [father],
      checker: { kind: 'person', personId: aunt },
      hiddenFrom,
      text: `afspraak ${name}`,
      startsOn: '2025-04-02',
      checkOn: '2025-04-09',
    },
  };
}

function fact(name: string): Extract<CaseEvent, { type: 'FactRecorded' }>['data'] {
  return {
    factId: item(name),
    investigationId: item('i'),
    concerning: [child],
    kind: 'OBSERVATION',
    text: 'een feit',
    source: 'school',
    familyMarks: [{ personId: father, content: { mark: 'UNTRUE', words: 'klopt niet' } }],
    workingNote: 'geheime aantekening',
  };
}

function order(name: string, kind: 'PROVISIONAL_SUPERVISION' | 'HOUSE_BAN'): Extract<CaseEvent, { type: 'MeasureOrdered' }>['data'] {
  return {
    measureId: item(name),
    concerning: [child],
    ...(kind === 'HOUSE_BAN' ? {} : { executedBy: gi }),
    kind,
    orderedOn: '2025-04-17',
    endsOn: '2025-07-17',
    exParte: true,
  };
}

function consent(given: boolean): CaseEvent {
  return {
    type: 'ConsentChanged',
    version: 1,
    data: { personId: child, organisation: gi, categories: ['C3'], given, purposeOfConsent: 'begeleiding' },
  };
}

/** What can be attached to the n-th of these entries: a correction of its first text that can be corrected, or a statement about it. */
export function attachment(
  entries: readonly Written[],
  index: number,
  kind: 'correction' | 'statement',
  stream: string,
): Written | undefined {
  const behind = entries[index];
  if (behind === undefined) return undefined;
  const { event, by, occurredAt, recordedAt } = behind;
  const idAt = (place: number) => idOf(`${stream}|${String(place)}`) as EntryId;
  const entry: RecordedCaseEvent = {
    id: idAt(index),
    stream,
    revision: index,
    position: BigInt(index),
    event,
    metadata: { actingOrganisation: by } as CaseMetadata,
  };
  if (isAttachment(entry)) return undefined;
  const of = outlineOf(entry);
  const at = { by, occurredAt, recordedAt };
  if (kind === 'statement') {
    const data = { entryId: idAt(index), personId: mother, of, words: `verklaring bij ${String(index)}` };
    return { ...at, by: lt, event: { type: 'StatementAttached', version: 1, data }, statedBy: { kind: 'person', personId: mother } };
  }
  const field = CORRECTABLE[event.type]?.find((name) => of.sealed.includes(name));
  if (field === undefined) return undefined;
  const description = descriptionOf(event.type);
  const rule = (description.fields as Readonly<Record<string, FieldRule>>)[field] as Extract<FieldRule, { kind: 'personal' }>;
  const part = description.part === undefined ? undefined : (of.marks[description.part] as ItemId);
  const earlier = entries.findLastIndex(
    ({ event: one }) => one.type === 'EntryCorrected' && one.data.entryId === entry.id && one.data.field === field,
  );
  const data: EntryCorrected['data'] = {
    entryId: idAt(index),
    corrects: earlier === -1 ? idAt(index) : idAt(earlier),
    field,
    concerning: peopleOf(event.data, rule.about),
    ...(part === undefined ? {} : { part }),
    ofCategory: actualCategory(rule.category, event.data, description),
    ofType: of.type,
    of,
    text: `gecorrigeerd ${String(entries.length)}`,
    reason: `reden ${String(entries.length)}`,
  };
  return { ...at, event: { type: 'EntryCorrected', version: 1, data } };
}
