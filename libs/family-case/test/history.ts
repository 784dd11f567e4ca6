// SPDX-License-Identifier: EUPL-1.2
import type { AgreementMade, RouteMapPublished, RouteMapSigned, SafetyConditionSet } from '../src/route-map/route-map-events.ts';
import type { CaseOpened, FixedFaceAppointed, MembershipChanged } from '../src/household/household-events.ts';
import type { InvestigationRequested, InvestigationStarted } from '../src/inquiry/inquiry-events.ts';
import type { MeasureOrdered } from '../src/measures/measure-events.ts';
import type { MeasureReceived } from '../src/guardianship/guardianship-events.ts';
import type { ReportReceived } from '../src/reports/report-events.ts';
import type { ItemId, OrganisationId, WorkerRef } from '../src/vocabulary/ids.ts';
import type { Author } from '../src/vocabulary/parties.ts';
import type { Member } from '../src/vocabulary/people.ts';
import { by, care, council, gi, idFor, lt, person, vt } from './acts.ts';

export const mother = person('mother');
export const father = person('father');
export const child = person('child');
export const teenager = person('teenager');
export const aunt = person('aunt');
export const nobody = person('nobody');
export const item = (name: string): ItemId => idFor(name) as ItemId;

const holders = [mother, father];
const family: readonly (readonly [typeof mother, Member])[] = [
  [mother, { name: 'Moeder', role: 'mother', birthDate: '1984-03-02', households: ['A'] }],
  [father, { name: 'Vader', role: 'father', birthDate: '1981-11-19', households: ['A'] }],
  [child, { name: 'Kind', role: 'child', birthDate: '2015-09-14', households: ['A'], authorityBy: holders }],
  [teenager, { name: 'Tiener', role: 'child', birthDate: '2010-06-20', households: ['A'], authorityBy: holders }],
];
export const members = family.map(([personId, content]) => ({ personId, content }));

/** A family with two children: Veilig Thuis opened the case and named the lokaal team. */
export function caseOpened(data: Partial<CaseOpened['data']> = {}, opener: Author = vt, day = '2025-03-12'): CaseOpened {
  return by<CaseOpened>(
    opener,
    {
      type: 'CaseOpened',
      version: 1,
      data: {
        householdKind: 'FAMILY_WITH_MINORS',
        region: 'haaglanden',
        parties: [{ organisation: lt.organisation, party: 'LT' }],
        pilot: false,
        reopened: false,
        memberIds: members.map(({ personId }) => personId),
        name: 'Gezin',
        municipality: 'Duinrade',
        reason: 'Zorgen',
        members,
        ...data,
      },
    },
    day,
  );
}

export const opened = caseOpened();

export const reported = by<ReportReceived>(
  vt,
  {
    type: 'ReportReceived',
    version: 1,
    data: {
      reportId: item('report'),
      concerning: [child],
      acute: false,
      kind: 'PROFESSIONAL',
      reporterId: person('reporter'),
      reporter: 'School',
      reporterShielded: false,
      conclusion: 'Zorgen',
      content: 'Blauwe plekken',
    },
  },
  '2025-03-12',
);

export function membership(data: MembershipChanged['data'], who: Author = vt): MembershipChanged {
  return by<MembershipChanged>(who, { type: 'MembershipChanged', version: 1, data });
}

export const auntJoined = membership({
  change: 'PERSON_JOINED',
  memberIds: [aunt],
  members: [{ personId: aunt, content: { name: 'Tante', role: 'supportFigure', households: [] } }],
});

export const joined = (who: Author): MembershipChanged =>
  membership({ change: 'PARTY_JOINED', organisation: who.organisation, party: who.party, memberIds: [], members: [] });

export const left = (who: Author): MembershipChanged =>
  membership({ change: 'PARTY_LEFT', organisation: who.organisation, party: who.party, memberIds: [], members: [] }, who);

/** Every kind of organisation sits in this case. */
export const everyParty = [joined(council), joined(gi), joined(care)];

export const fixedFace = by<FixedFaceAppointed>(lt, {
  type: 'FixedFaceAppointed',
  version: 1,
  data: { organisation: lt.organisation, worker: 'worker-lt-duinrade' as WorkerRef, workerName: 'Fatima', preferenceHeard: true },
});

export const condition = by<SafetyConditionSet>(vt, {
  type: 'SafetyConditionSet',
  version: 1,
  data: { conditionId: item('c1'), phase: 'DIRECT_SAFETY', protects: [child], text: 'Geen geweld', test: 'Zes weken geen geweld' },
});

export function agreement(data: Partial<AgreementMade['data']> = {}): AgreementMade {
  return by<AgreementMade>(lt, {
    type: 'AgreementMade',
    version: 1,
    data: {
      agreementId: item('a1'),
      conditionIds: [item('c1')],
      concerning: [mother, father],
      restrains: [father],
      checker: { kind: 'person', personId: aunt },
      hiddenFrom: [],
      text: 'Vader slaapt elders',
      startsOn: '2025-04-01',
      checkOn: '2025-04-11',
      ...data,
    },
  });
}

/** A plan that could be published. */
export const drafted = [opened, auntJoined, fixedFace, condition, agreement()];

export function published(version = 1, signatories: readonly OrganisationId[] = [lt.organisation, vt.organisation]): RouteMapPublished {
  return by<RouteMapPublished>(lt, {
    type: 'RouteMapPublished',
    version: 1,
    data: {
      version,
      contentHash: `hash-${String(version)}`,
      salt: 'salt',
      signatories,
      planLead: lt.organisation,
      includesFamilyPlan: false,
      concerning: [mother],
      summary: 'Samen veilig',
      reason: 'Eerste versie',
    },
  });
}

export function signed(who: Author, version = 1): RouteMapSigned {
  return by<RouteMapSigned>(who, { type: 'RouteMapSigned', version: 1, data: { version, contentHash: `hash-${String(version)}` } });
}

export const councilRequested = by<InvestigationRequested>(vt, {
  type: 'InvestigationRequested',
  version: 1,
  data: {
    requestId: item('vto'),
    council: council.organisation,
    corvReference: 'CORV-1',
    concerning: [child],
    question: 'Is een maatregel nodig?',
  },
});

export function inquiryStarted(
  who: Author,
  name: string,
  kind: InvestigationStarted['data']['kind'] = 'VT',
  day?: string,
): InvestigationStarted {
  return by<InvestigationStarted>(
    who,
    {
      type: 'InvestigationStarted',
      version: 1,
      data: { investigationId: item(name), kind, concerning: [child], question: 'Wat is er aan de hand?' },
    },
    day,
  );
}

/** An order of the court, entered by the Raad, for the GI JB west. */
export function ordered(data: Partial<MeasureOrdered['data']> = {}, who: Author = council, day = '2025-04-17'): MeasureOrdered {
  return by<MeasureOrdered>(
    who,
    {
      type: 'MeasureOrdered',
      version: 1,
      data: {
        measureId: item('vots'),
        concerning: [child, teenager],
        executedBy: gi.organisation,
        kind: 'PROVISIONAL_SUPERVISION',
        orderedOn: day,
        endsOn: '2025-07-17',
        exParte: false,
        ...data,
      },
    },
    day,
  );
}

export const votsOrdered = ordered();
export const removalOrdered = ordered({ measureId: item('removal'), kind: 'REMOVAL', concerning: [child], endsOn: '2025-05-15' });
export const supervisionOrdered = ordered({ measureId: item('ots'), kind: 'SUPERVISION', endsOn: '2026-04-17' });
export const banOrdered = by<MeasureOrdered>(
  vt,
  {
    type: 'MeasureOrdered',
    version: 1,
    data: {
      measureId: item('ban'),
      concerning: [father],
      kind: 'HOUSE_BAN',
      orderedOn: '2025-04-12',
      endsOn: '2025-04-22',
      exParte: false,
    },
  },
  '2025-04-12',
);

export function received(measureIds: readonly ItemId[], concerning = [child, teenager], day = '2025-04-17'): MeasureReceived {
  return by<MeasureReceived>(gi, { type: 'MeasureReceived', version: 1, data: { measureIds, concerning } }, day);
}
