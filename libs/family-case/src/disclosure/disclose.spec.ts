// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { care, council, gi, lt, metadataOf, person, recorded, uuidFrom, vt } from '../../test/acts.ts';
import {
  agreement,
  aunt,
  auntJoined,
  banOrdered,
  caseOpened,
  child,
  condition,
  councilRequested,
  father,
  fixedFace,
  item,
  joined,
  left,
  members,
  mother,
  opened,
  published,
  received,
  reported,
  signed,
  teenager,
  votsOrdered,
} from '../../test/history.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case-event.ts';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Author } from '../vocabulary/parties.ts';
import { applyToContext, emptyContext } from './case-context.ts';
import { explain } from './disclose.ts';
import type { DisclosedEntry } from './disclosed-entry.ts';
import { CODES, COLUMNS, matrix2025, matrixNamed } from './matrix.ts';
import type { Code, Column } from './matrix.ts';
import { profileOf } from './reader-profile.ts';
import type { Reader } from './readers.ts';
import { replayCase, replayThenAndNow } from './replay.ts';
import { RULES } from './rule-ids.ts';

/** An event by somebody on a day, said by a person or not. */
interface Told {
  readonly event: CaseEvent;
  readonly by: Author;
  readonly day: string;
  readonly says?: PersonId;
}
const told = (who: Author, event: CaseEvent, day = '2025-04-01', says?: PersonId): Told => ({
  event,
  by: who,
  day,
  ...(says === undefined ? {} : { says }),
});

function historyOf(events: readonly Told[]): readonly RecordedCaseEvent[] {
  return events.map(({ event, by: who, day, says }, index) =>
    recorded(
      event,
      index,
      metadataOf(
        who,
        { occurredAt: day, recordedAt: `${day}T08:00:00.000Z` },
        says === undefined ? undefined : { kind: 'person', personId: says },
      ),
    ),
  );
}

const org = (who: Author): Reader => ({ kind: 'organisation', organisation: who.organisation });
const rvt = (who: Author): Reader => ({ kind: 'organisation', organisation: who.organisation, rvt: who.party });
const family = (personId: PersonId): Reader => ({ kind: 'person', personId });
const NOON = '2025-06-01T12:00:00.000Z';

/** What a reader sees: `field` names per type. */
function seen(events: readonly Told[], reader: Reader, at = NOON): readonly DisclosedEntry[] | null {
  return replayCase(historyOf(events), reader, at, matrix2025);
}
const find = (events: readonly Told[], reader: Reader, type: string, at = NOON) =>
  seen(events, reader, at)?.filter((entry) => entry.type === type) ?? [];
/** Which rule decided about the last entry of this history, for a reader. */
function ruleFor(events: readonly Told[], reader: Reader, at = NOON) {
  const history = historyOf(events);
  const context = emptyContext();
  for (const entry of history) applyToContext(context, entry);
  return explain(history.at(-1) as RecordedCaseEvent, profileOf(context, reader, at), matrix2025);
}

const start = [told(vt, opened, '2025-03-12')];
const withCare = (clients: readonly PersonId[]) => {
  const event = joined(care);
  return told(vt, { ...event, data: { ...event.data, clientIds: clients } });
};
const everybody = [...start, told(vt, joined(council)), told(vt, joined(gi)), withCare([child]), told(vt, auntJoined)];
const shield = told(vt, {
  type: 'AddressShielded',
  version: 1,
  data: { personId: mother, change: 'SHIELDED', address: 'Geheime straat 1', region: 'elders', reason: 'gevaar' },
});
const consent = (to: Author, about: PersonId, categories: readonly ('C2' | 'C3')[], given = true, says = about, day = '2025-04-02') =>
  told(
    lt,
    {
      type: 'ConsentChanged',
      version: 1,
      data: { personId: about, organisation: to.organisation, categories, given, purposeOfConsent: 'hulp' },
    },
    day,
    says,
  );
const assessed = told(lt, {
  type: 'SafetyAssessed',
  version: 1,
  data: { assessmentId: item('sa'), concerning: [mother], instrument: 'LIRIK', conclusion: 'STRUCTURAL_DANGER', explanation: 'uitleg' },
});
const voice = (speaker: PersonId, confidential: boolean) =>
  told(lt, { type: 'VoiceRecorded', version: 1, data: { speakerId: speaker, confidential, words: 'bang', alone: true } });
const placed = (shielded: boolean) =>
  told(gi, {
    type: 'PlacementChanged',
    version: 1,
    data: {
      placementId: item('p'),
      childId: child,
      measureId: item('removal'),
      change: 'STARTED',
      ...(shielded ? { shielded } : {}),
      kind: 'FOSTER_CARE',
      explanation: 'veilig',
    },
  });
const share = (index: number, to: OrganisationId, until: string) =>
  told(vt, {
    type: 'ShareGranted',
    version: 1,
    data: {
      entryId: uuidFrom(`entry ${String(index)}`) as EntryId,
      organisation: to,
      basis: 'wmo-4.1.1',
      until,
      concerning: [child],
      hiddenFrom: [],
      ofCategory: 'C3',
      purposeOfShare: 'samenwerken',
    },
  });

describe('the matrix', () => {
  it('is versioned data: every category by every column, with a known code', () => {
    expect(matrixNamed('2025-01')).toBe(matrix2025);
    expect(matrix2025.validFrom).toBe('2025-01-01');
    for (const row of Object.values(matrix2025.cells)) {
      expect(Object.keys(row).sort()).toEqual(Object.keys(COLUMNS).sort());
      for (const code of Object.values(row)) expect(Object.keys(CODES)).toContain(code);
    }
  });
  it.each<[string, Column, Code]>([
    ['C2', 'LT', 'none'],
    ['C2', 'RvdK', 'C'],
    ['C4', 'VT', 'F'],
    ['C4', 'RVT', 'none'],
    ['C8', 'GI', 'FM'],
    ['C9', 'COURT', 'F'],
    ['C10', 'REGION', 'aggregate'],
    ['C13', 'POLICE', 'O'],
    ['C16', 'REGION', 'count'],
    ['C19', 'AUDIT', 'F'],
  ])('%s for %s is %s', (category, column, code) =>
    expect((matrix2025.cells as Readonly<Record<string, Readonly<Record<Column, Code>>>>)[category]?.[column]).toBe(code),
  );
});

describe('(a) per field and per person', () => {
  it('cuts a field out of an entry: the working note of Veilig Thuis is its own, the fact is the Raad’s too', () => {
    const fact = told(vt, {
      type: 'FactRecorded',
      version: 1,
      data: {
        factId: item('f'),
        investigationId: item('i'),
        concerning: [child],
        kind: 'OBSERVATION',
        text: 'feit',
        source: 'school',
        familyMarks: [{ personId: father, content: { mark: 'UNTRUE' } }],
        workingNote: 'notitie',
      },
    });
    const events = [...everybody, fact];
    expect(find(events, org(council), 'FactRecorded')[0]?.fields).toContain('text');
    expect(find(events, org(council), 'FactRecorded')[0]?.fields).not.toContain('workingNote');
    expect(find(events, org(vt), 'FactRecorded')[0]?.data['workingNote']).toBe('notitie');
    expect(ruleFor(events, org(council)).fields['workingNote']).toBe('C7/RvdK/O');
  });
  it('cuts a list to the parts that are open: each parent his own name and the child’s, an organisation all', () => {
    const names = (reader: Reader) => find(start, reader, 'CaseOpened').map(({ data }) => data['members'])[0] as typeof members;
    expect(names(family(mother)).map(({ personId }) => personId)).toEqual([mother, child]);
    expect(names(family(teenager)).map(({ personId }) => personId)).toEqual([teenager]);
    expect(names(org(lt))).toHaveLength(4);
  });
});

describe('(b) existence is hidden', () => {
  it('of a shielded address: the lokaal team, the other parent and the children learn nothing; Veilig Thuis and she herself read it', () => {
    const events = [...everybody, shield];
    for (const reader of [org(lt), org(care), org(council), org(gi), family(father), family(teenager), family(aunt)]) {
      expect(find(events, reader, 'AddressShielded')).toEqual([]);
    }
    expect(find(events, org(vt), 'AddressShielded')[0]?.data['address']).toBe('Geheime straat 1');
    expect(find(events, family(mother), 'AddressShielded')[0]?.data['address']).toBe('Geheime straat 1');
    expect(ruleFor(events, org(lt)).rule).toBe('C2/LT/none');
  });
  it('of a shielded child: the parent who represents it reads no address; the child from twelve does', () => {
    const event = shield.event as Extract<CaseEvent, { type: 'AddressShielded' }>;
    const of = (personId: PersonId) => [...everybody, told(vt, { ...event, data: { ...event.data, personId } })];
    expect(find(of(child), family(father), 'AddressShielded')).toEqual([]);
    expect(find(of(teenager), family(teenager), 'AddressShielded')).toHaveLength(1);
  });
  it('of a shelter placement: only whom the address is open to; an ordinary placement is known to both parents', () => {
    expect(find([...everybody, placed(true)], family(father), 'PlacementChanged')).toEqual([]);
    expect(find([...everybody, placed(true)], org(lt), 'PlacementChanged')).toEqual([]);
    expect(find([...everybody, placed(true)], org(vt), 'PlacementChanged')[0]?.access).toBe('full');
    expect(find([...everybody, placed(false)], family(father), 'PlacementChanged')).toHaveLength(1);
    expect(find([...everybody, placed(false)], org(lt), 'PlacementChanged')[0]?.access).toBe('reference');
  });
  it('of the consent to know it and of its share: they would tell that there is an address', () => {
    const events = [...everybody, shield, consent(council, mother, ['C2'])];
    expect(find(events, org(lt), 'ConsentChanged')).toHaveLength(1);
    expect(find(events, org(gi), 'ConsentChanged')).toEqual([]);
    expect(find(events, org(council), 'ConsentChanged')).toHaveLength(1);
    expect(find([...everybody, consent(council, mother, ['C3'])], org(gi), 'ConsentChanged')).toHaveLength(1);
    const shared = share(everybody.length, council.organisation, '2025-12-31');
    const granted = shared.event as Extract<CaseEvent, { type: 'ShareGranted' }>;
    const hidden = { ...shared, event: { ...granted, data: { ...granted.data, ofCategory: 'C2' as const } } };
    expect(find([...everybody, shield, hidden], org(lt), 'ShareGranted')).toEqual([]);
    expect(find([...everybody, shield, hidden], family(mother), 'ShareGranted')).toEqual([]);
    const open = { ...shared, event: { ...granted, data: { ...granted.data, ofCategory: 'C5' as const } } };
    expect(find([...everybody, shield, open], org(lt), 'ShareGranted')[0]?.data['entryId']).toBe(granted.data.entryId);
    expect(find([...everybody, shield, open], family(mother), 'ShareGranted')[0]?.fields).not.toContain('entryId');
  });
  it('of a reporter: the lokaal team gets the conclusion without any mark of him; Veilig Thuis knows', () => {
    const events = [...start, told(vt, reported, '2025-03-12', person('reporter'))];
    const [forLt] = find(events, org(lt), 'ReportReceived');
    expect(forLt?.fields).toEqual(['acute', 'concerning', 'conclusion', 'reportId']);
    expect(forLt?.statedBy).toBeUndefined();
    expect(find(events, org(vt), 'ReportReceived')[0]?.data['reporter']).toBe('School');
    expect(ruleFor(events, org(lt)).fields['reporter']).toBe('C4/LT/none');
    expect(ruleFor([...start, told(lt, reported)], org(vt)).fields['reporter']).toBe('C4/VT/F');
  });
  it('cannot be opened by a share: the reporter stays hidden, the content does not', () => {
    const events = [...start, told(vt, joined(gi)), told(vt, reported), share(2, gi.organisation, '2025-12-31')];
    const [forGi] = find(events, org(gi), 'ReportReceived');
    expect(forGi?.fields).toContain('content');
    expect(forGi?.fields).not.toContain('reporter');
  });
});

describe('(c) the family is never one reader', () => {
  const home = (personId: PersonId, households: readonly string[]) => {
    const part = members.find((member) => member.personId === personId);
    return { personId, content: { ...(part?.content as NonNullable<typeof part>['content']), households } };
  };
  const apart = [
    told(
      vt,
      caseOpened({ members: [home(mother, ['A']), home(father, ['B']), home(child, ['A', 'B']), home(teenager, ['A'])] }),
      '2025-03-12',
    ),
  ];

  it('ex-partners read each only their own share: what was found about the mother is hers', () => {
    expect(find([...apart, assessed], family(mother), 'SafetyAssessed')[0]?.data['explanation']).toBe('uitleg');
    expect(find([...apart, assessed], family(father), 'SafetyAssessed')).toEqual([]);
  });
  it('a child of two homes is read by both parents with authority; neither reads the other’s name', () => {
    const names = (reader: Reader) =>
      (find(apart, reader, 'CaseOpened')[0]?.data['members'] as typeof members).map(({ personId }) => personId);
    expect(names(family(mother))).toEqual([mother, child]);
    expect(names(family(father))).toEqual([father, child]);
  });
  it('a hidden agreement does not exist for whom it is hidden from; for the others it does', () => {
    const events = [...everybody, told(lt, agreement({ hiddenFrom: [father], restrains: [], concerning: [mother] }))];
    expect(find(events, family(father), 'AgreementMade')).toEqual([]);
    expect(ruleFor(events, family(father)).rule).toBe('hidden-from');
    expect(find(events, family(mother), 'AgreementMade')[0]?.data).not.toHaveProperty('hiddenFrom');
    expect(find(events, org(vt), 'AgreementMade')[0]?.data['hiddenFrom']).toEqual([father]);
  });
  it('a voice in confidence is the speaker’s and the professionals’; a parent who represents the child learns nothing', () => {
    expect(find([...everybody, voice(child, true)], family(mother), 'VoiceRecorded')).toEqual([]);
    expect(ruleFor([...everybody, voice(child, true)], family(mother)).rule).toBe('confidential-voice');
    expect(find([...everybody, voice(child, false)], family(mother), 'VoiceRecorded')).toHaveLength(1);
    expect(find([...everybody, voice(teenager, true)], family(teenager), 'VoiceRecorded')).toHaveLength(1);
    expect(find([...everybody, voice(child, true)], org(vt), 'VoiceRecorded')).toHaveLength(1);
  });
  it('a support figure reads the agreement it checks, and nothing else of the plan', () => {
    const other = agreement({ agreementId: item('a2'), checker: { kind: 'organisation', organisation: lt.organisation } });
    const events = [...everybody, told(vt, condition), told(lt, agreement()), told(lt, other)];
    expect(
      seen(events, family(aunt))
        ?.map(({ data }) => data['agreementId'])
        .filter((id) => id !== undefined),
    ).toEqual([item('a1')]);
    expect(find(events, family(mother), 'AgreementMade')).toHaveLength(2);
  });
  it('at eleven a child is read for by its parents, on its twelfth birthday by itself alone', () => {
    const events = [...everybody, voice(child, false)];
    expect(find(events, family(mother), 'VoiceRecorded', '2027-09-13T21:59:59.000Z')).toHaveLength(1);
    expect(find(events, family(mother), 'VoiceRecorded', '2027-09-13T22:00:00.000Z')).toEqual([]);
    expect(find(events, family(child), 'VoiceRecorded', '2027-09-13T22:00:00.000Z')).toHaveLength(1);
  });
  it('at sixteen a child consents alone: a parent’s consent lapses that day, its own stays', () => {
    const report = { ...reported, data: { ...reported.data, concerning: [teenager] } };
    const events = (by16: PersonId) => [...everybody, told(vt, report), consent(gi, teenager, ['C3'], true, by16)];
    const content = (by16: PersonId, at: string) => find(events(by16), org(gi), 'ReportReceived', at).length;
    expect(content(father, '2026-06-19T21:59:59.000Z')).toBe(1);
    expect(content(father, '2026-06-19T22:00:00.000Z')).toBe(0);
    expect(content(teenager, '2026-06-19T22:00:00.000Z')).toBe(1);
  });
});

describe('(d) involvement', () => {
  it('starts when an organisation is brought in: before that the case does not exist for it', () => {
    expect(seen(start, org(council))).toBeNull();
    expect(ruleFor(start, org(council)).rule).toBe('not-involved');
    expect(seen([...start, told(vt, councilRequested)], org(council))).not.toBeNull();
    expect(seen([...start, told(council, votsOrdered)], org(gi))).not.toBeNull();
    expect(seen([...start, told(gi, received([item('m')]))], org(gi))).not.toBeNull();
  });
  it('ends when it leaves: it keeps its own entries and the plan it signed with its lines, nothing newer', () => {
    const newer = { ...condition, data: { ...condition.data, conditionId: item('c2') } };
    const events = [
      ...everybody,
      told(lt, fixedFace),
      told(vt, condition),
      told(lt, agreement()),
      told(lt, published()),
      told(gi, signed(gi)),
      told(gi, left(gi)),
      told(vt, newer),
      told(lt, published(2)),
      assessed,
    ];
    const types = (reader: Reader) =>
      seen(events, reader)?.map(({ type, data }) =>
        `${type} ${((data['version'] ?? data['conditionId'] ?? '') as string | number).toString()}`.trim(),
      );
    expect(types(org(gi))).toEqual([
      `SafetyConditionSet ${item('c1')}`,
      'AgreementMade',
      'RouteMapPublished 1',
      'RouteMapSigned 1',
      'MembershipChanged',
    ]);
    expect(types(org(vt))).toContain('RouteMapPublished 2');
    expect(ruleFor(events, org(gi)).rule).toBe('party-left');
  });
  it('of a GI that carries out a measure opens the inquiry reports; of one that does not, nothing of them', () => {
    const concluded = told(council, {
      type: 'InvestigationConcluded',
      version: 1,
      data: { investigationId: item('i'), kind: 'COUNCIL', concerning: [child], outcome: 'o', advice: 'a', report: 'r', reactions: [] },
    });
    expect(find([...everybody, concluded], org(gi), 'InvestigationConcluded')).toEqual([]);
    const events = [...everybody, told(council, votsOrdered), concluded];
    expect(find(events, org(gi), 'InvestigationConcluded')[0]?.data['report']).toBe('r');
    expect(ruleFor(events, org(gi)).fields['report']).toBe('measure-carried-out');
  });
  it('a family member reads once he was told of the report; before that the case does not exist for him', () => {
    const events = [...start, told(vt, reported)];
    expect(seen(events, family(mother))).toBeNull();
    expect(
      seen(
        [
          ...events,
          told(vt, {
            type: 'RightsExplained',
            version: 1,
            data: { persons: [{ personId: mother, content: { what: 'x', understood: true } }] },
          }),
        ],
        family(mother),
      ),
    ).not.toBeNull();
  });
  it('somebody who left the family reads nothing any more; who stayed does', () => {
    const events = [
      ...start,
      told(lt, { type: 'MembershipChanged', version: 1, data: { change: 'PERSON_LEFT', memberIds: [father], members: [] } }),
    ];
    expect(seen(events, family(father))).toBeNull();
    expect(seen(events, family(mother))).not.toBeNull();
  });
});

describe('consent and shares', () => {
  const events = [
    ...everybody,
    told(vt, reported),
    ...[mother, father, teenager].map((id) =>
      told(vt, {
        type: 'RightsExplained' as const,
        version: 1 as const,
        data: { persons: [{ personId: id, content: { what: 'x', understood: true } }] },
      }),
    ),
  ];
  it('consent opens what is about that person, for that organisation; taking it back closes it', () => {
    const given = [...events, consent(gi, child, ['C3'], true, mother)];
    expect(find(events, org(gi), 'ReportReceived')).toEqual([]);
    expect(find(given, org(gi), 'ReportReceived')[0]?.data['content']).toBe('Blauwe plekken');
    expect(find(given, org(council), 'ReportReceived')).toEqual([]);
    expect(find([...given, consent(gi, child, ['C3'], false, mother)], org(gi), 'ReportReceived')).toEqual([]);
  });
  it('a share opens one entry through its last day in the Netherlands', () => {
    const shared = [...events, share(5, gi.organisation, '2025-05-31')];
    expect(find(shared, org(gi), 'ReportReceived', '2025-05-31T21:59:59.000Z')).toHaveLength(1);
    expect(find(shared, org(gi), 'ReportReceived', '2025-05-31T22:00:00.000Z')).toEqual([]);
    expect(find(shared, org(council), 'ReportReceived', '2025-05-31T12:00:00.000Z')).toEqual([]);
  });
  it('counts for what an entry is, also when that depends on what happened: a secret placement opens by consent for addresses', () => {
    const given = [...everybody, placed(true), consent(council, child, ['C2'], true, mother)];
    expect(find(given, org(council), 'PlacementChanged')[0]?.data['explanation']).toBe('veilig');
    expect(find([...everybody, placed(true)], org(council), 'PlacementChanged')).toEqual([]);
  });
  it('a shielded address opens to the Raad by her consent, to the lokaal team never', () => {
    const given = [...everybody, shield, consent(council, mother, ['C2']), consent(lt, mother, ['C2'])];
    expect(find(given, org(council), 'AddressShielded')[0]?.data['address']).toBe('Geheime straat 1');
    expect(find(given, org(lt), 'AddressShielded')).toEqual([]);
  });
});

describe('a care provider', () => {
  it('reads of the household its own client, and no other', () => {
    const [entry] = find(everybody, org(care), 'CaseOpened');
    expect((entry?.data['members'] as typeof members).map(({ personId }) => personId)).toEqual([child]);
    expect(entry?.fields).toEqual(['members']);
    expect(find([...start, withCare([])], org(care), 'CaseOpened')).toEqual([]);
    expect(ruleFor(everybody.slice(0, 1), org(care)).rule).toBe('not-involved');
  });
  it('reads in full the agreement it checks, and no other line', () => {
    const mine = agreement({ agreementId: item('a2'), checker: { kind: 'organisation', organisation: care.organisation } });
    const events = [...everybody, told(lt, agreement()), told(lt, mine)];
    expect(find(events, org(care), 'AgreementMade').map(({ data }) => [data['agreementId'], data['text']])).toEqual([
      [item('a2'), 'Vader slaapt elders'],
    ]);
    expect(ruleFor(events, org(care)).fields['text']).toBe('own-task');
  });
  it('gets of a version it must sign what signing takes, and no word of the plan', () => {
    const [entry] = find([...everybody, told(lt, published(1, [care.organisation]))], org(care), 'RouteMapPublished');
    expect(entry?.access).toBe('extract');
    expect(entry?.fields).toContain('contentHash');
    expect(entry?.fields).not.toContain('summary');
    expect(find([...everybody, told(lt, published())], org(care), 'RouteMapPublished')).toEqual([]);
  });
  it('knows of a measure of its own client that it exists; of another’s nothing', () => {
    const order = (concerning: readonly PersonId[]) => [
      ...everybody,
      told(council, { ...votsOrdered, data: { ...votsOrdered.data, concerning } }),
    ];
    expect(find(order([teenager]), org(care), 'MeasureOrdered')).toEqual([]);
    const events = [...everybody, voteOf(child)];
    expect(find(events, org(care), 'HearingHeld')[0]?.access).toBe('reference');
    expect(find([...everybody, voteOf(teenager)], org(care), 'HearingHeld')).toEqual([]);
  });
});

function voteOf(personId: PersonId): Told {
  return told(council, {
    type: 'HearingHeld',
    version: 1,
    data: { hearingId: item('h'), measureIds: [], persons: [{ personId, content: { how: 'HEARD' } }] },
  });
}

describe('the hat of the RVT', () => {
  it('reads as the mother organisation, within the column of the RVT', () => {
    const events = [...everybody, told(vt, reported), assessed];
    expect(find(events, rvt(vt), 'SafetyAssessed')[0]?.data['explanation']).toBe('uitleg');
    const [report] = find(events, rvt(vt), 'ReportReceived');
    expect(report?.fields).toContain('content');
    expect(report?.fields).not.toContain('reporter');
    expect(find(events, org(vt), 'ReportReceived')[0]?.fields).toContain('reporter');
  });
  it('gets of a measure the reference only, where the mother organisation reads it', () => {
    const events = [...everybody, told(council, votsOrdered)];
    expect(find(events, rvt(gi), 'MeasureOrdered')[0]).toMatchObject({ access: 'reference', fields: [] });
    expect(find(events, org(gi), 'MeasureOrdered')[0]?.access).toBe('full');
  });
  it('opens nothing the mother organisation does not have', () => {
    expect(find([...everybody, shield], rvt(lt), 'AddressShielded')).toEqual([]);
    expect(find([...everybody, shield], rvt(vt), 'AddressShielded')).toHaveLength(1);
    expect(seen(start, rvt(council))).toBeNull();
  });
});

describe('(h) before a case is open', () => {
  const step = told(lt, {
    type: 'MeldcodeStepTaken',
    version: 1,
    data: { step: 1, concerning: [child], considerations: 'zorgen', adviceOfVeiligThuis: false },
  });
  it('a step of the meldcode is its writer’s, and of the Veilig Thuis a report rests on', () => {
    expect(seen([step], org(lt))).toHaveLength(1);
    expect(seen([step], org(vt))).toBeNull();
    expect(seen([step], family(child))).toBeNull();
    const linked = told(vt, {
      type: 'MeldcodeRecordLinked',
      version: 1,
      data: { reportEntry: uuidFrom('r') as EntryId, organisation: vt.organisation },
    });
    expect(find([step, linked], org(vt), 'MeldcodeStepTaken')).toHaveLength(1);
    expect(seen([step, linked], org(council))).toBeNull();
  });
});

describe('(i) what was erased', () => {
  it('still folds: a shelter placement stays hidden without its texts', () => {
    const erased = placed(true);
    const event = erased.event as Extract<CaseEvent, { type: 'PlacementChanged' }>;
    const { kind: _kind, ...rest } = event.data;
    const gone = { ...erased, event: { ...event, data: { ...rest, kind: { erased: true } as never } } };
    expect(find([...everybody, gone], family(father), 'PlacementChanged')).toEqual([]);
    expect(find([...everybody, gone], org(vt), 'PlacementChanged')).toHaveLength(1);
  });
});

describe('(j) a replay has the data and the rules of that day', () => {
  it('a later consent does not open the past, a lost right closes it', () => {
    const events = [...everybody, told(vt, reported, '2025-04-02'), consent(gi, child, ['C3'], true, mother, '2025-04-10')];
    const all = historyOf(events);
    const before = all.filter(({ metadata }) => metadata.recordedAt < '2025-04-05');
    const at = (known: readonly RecordedCaseEvent[], then: string) => replayThenAndNow(known, all, org(gi), then, NOON, matrix2025) ?? [];
    expect(at(before, '2025-04-05T12:00:00.000Z').map(({ type }) => type)).not.toContain('ReportReceived');
    expect(at(all, '2025-04-11T12:00:00.000Z').map(({ type }) => type)).toContain('ReportReceived');
    const withdrawn = historyOf([...events, consent(gi, child, ['C3'], false, mother, '2025-04-20')]);
    const lost = replayThenAndNow(all, withdrawn, org(gi), '2025-04-11T12:00:00.000Z', NOON, matrix2025) ?? [];
    expect(lost.map(({ type }) => type)).not.toContain('ReportReceived');
  });
});

describe('(j) and the age of that day', () => {
  it('a child that is twelve now does not see as of a day on which it was eleven; its parent does', () => {
    const all = historyOf([...everybody, voice(child, false)]);
    const asOf = (reader: Reader, then: string) => replayThenAndNow(all, all, reader, then, '2028-01-01T12:00:00.000Z', matrix2025);
    expect(asOf(family(child), '2027-09-13T21:59:59.000Z')).toBeNull();
    expect(asOf(family(child), '2027-09-13T22:00:00.000Z')).not.toBeNull();
    expect(asOf(family(mother), '2027-09-13T21:59:59.000Z')).not.toBeNull();
  });
});

describe('(k) own entries, and readers without a column', () => {
  it('a party reads its own entries in full, also where the matrix says O', () => {
    const dissent = told(council, {
      type: 'DissentRecorded',
      version: 1,
      data: { dissentId: item('d'), attending: [vt.organisation], concerning: [child], text: 'anders' },
    });
    const events = [...everybody, dissent];
    expect(find(events, org(council), 'DissentRecorded')[0]).toMatchObject({ access: 'own', data: { text: 'anders' } });
    expect(ruleFor(events, org(council)).rule).toBe('own-entry');
    expect(find(events, org(vt), 'DissentRecorded')[0]?.data['text']).toBe('anders');
    expect(find(events, org(gi), 'DissentRecorded')).toEqual([]);
    expect(find(events, org(care), 'DissentRecorded')).toEqual([]);
  });
  it('an auditor reads all of it', () => {
    const entries = seen([...everybody, shield, told(vt, reported), voice(child, true)], { kind: 'auditor' });
    expect(entries).toHaveLength(everybody.length + 3);
    expect(entries?.find(({ type }) => type === 'ReportReceived')?.fields).toContain('reporter');
  });
  it('the mayor’s house ban is read by lokaal team and Veilig Thuis, other measures by reference', () => {
    const events = [...everybody, told(council, banOrdered), told(council, votsOrdered)];
    expect(find(events, org(lt), 'MeasureOrdered').map(({ access }) => access)).toEqual(['full', 'reference']);
  });
});

describe('every decision names its rule', () => {
  it('a cell, or a rule that stands in the list', () => {
    const events = [
      ...everybody,
      told(vt, reported),
      assessed,
      shield,
      voice(child, true),
      told(lt, agreement({ hiddenFrom: [father], restrains: [] })),
    ];
    const history = historyOf(events);
    const context = emptyContext();
    for (const entry of history) applyToContext(context, entry);
    for (const reader of [org(vt), org(lt), org(council), org(gi), org(care), rvt(vt), family(mother), family(father), family(aunt)]) {
      for (const entry of history) {
        const { rule, fields } = explain(entry, profileOf(context, reader, NOON), matrix2025);
        for (const id of [rule, ...Object.values(fields)]) expect(id in RULES || /^C\d+H?\/\w+\/\w+$/.test(id)).toBe(true);
      }
    }
  });
});
