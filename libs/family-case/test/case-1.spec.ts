// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { matrix2025 } from '../src/disclosure/matrix.ts';
import type { Reader } from '../src/disclosure/readers.ts';
import { replayCase } from '../src/disclosure/replay.ts';
import { instantAt, withIds } from '../src/demonstration/step.ts';
import { waterlelie } from '../src/demonstration/waterlelie.ts';
import { waterlelieOrganisations, waterleliePeople } from '../src/demonstration/waterlelie-people.ts';
import { decideCase } from '../src/family-case.ts';
import type { CaseCommand } from '../src/family-case.ts';
import { clocksAt, evolveClocks, initialClocks } from '../src/norms/clocks.ts';
import { measuresAt } from '../src/norms/measures-at.ts';
import { MEASURE_KINDS } from '../src/measures/measure-events.ts';
import { routeMapsOf } from '../src/reading/route-map.ts';
import { actOf, case1, perform } from './case-1.events.ts';

const { events, meldcode, lines, names } = case1();
const { mother, father, K1, K2, aunt, reporter } = waterleliePeople;
const noon = (day: string) => instantAt(day, '12:00');
const typesOf = (line: number) =>
  [...meldcode, ...events].filter(({ id }) => lines.get(id) === line).map(({ event, metadata }) => `${metadata.party}:${event.type}`);
const until = (day: string) => events.filter(({ metadata }) => metadata.recordedAt <= instantAt(day, '23:59'));
const clocksOf = (list = events) => list.reduce((state, entry) => evolveClocks(state, entry), initialClocks());

describe('Case 1, Gezin Waterlelie: the domain gives every line of it', () => {
  const repeat = (text: string, times: number): readonly string[] => Array.from({ length: times }, () => text);
  const lineByLine: Readonly<Record<number, readonly string[]>> = {
    1: repeat('LT:MeldcodeStepTaken', 2),
    2: ['LT:MeldcodeStepTaken'],
    3: [...repeat('LT:MeldcodeStepTaken', 2), 'VT:CaseOpened', 'VT:ReportReceived'],
    4: ['VT:ReportsLinked'],
    5: ['VT:InvestigationStarted'],
    6: ['VT:SafetyAssessed', 'VT:InquiryNeedEstablished', ...repeat('VT:FactRecorded', 11)],
    7: ['LT:FixedFaceAppointed', 'VT:PersonsInformedOfReport', 'VT:RightsExplained'],
    8: ['LT:ChildSeen', 'LT:VoiceRecorded'],
    9: ['LT:MembershipChanged', 'VT:SafetyConditionSet', 'LT:AgreementMade', 'LT:AgreementMade', 'LT:RouteMapPublished', 'LT:PhaseEntered'],
    10: [...repeat('LT:SafetyScaled', 5), 'VT:RouteMapSigned', 'LT:RouteMapSigned', ...repeat('LT:PlanPositionRecorded', 3)],
    11: ['LT:AgreementChecked', 'VT:AcuteDangerDeclared', 'VT:MeasureOrdered'],
    12: ['VT:TableHeld', 'LT:DissentRecorded', 'VT:DissentRecorded'],
    13: ['VT:InvestigationRequested', 'RvdK:InvestigationStarted', 'RvdK:DuplicateInvestigationPrevented'],
    14: ['RvdK:MeasureRequested', 'RvdK:MeasureOrdered', 'RvdK:MeasureOrdered', 'GI:MeasureReceived'],
    15: ['GI:PlacementChanged', 'GI:GuardianAssigned', 'GI:FirstContactHeld'],
    16: ['RvdK:HearingHeld', 'RvdK:MeasureOrdered', 'RvdK:MeasureOrdered'],
    17: [
      'GI:FamilyGroupPlanOffered',
      'VT:InvestigationConcluded',
      'VT:SafetyWatchHandedOver',
      'LT:SafetyWatchHandedOver',
      'GI:SafetyWatchHandedOver',
    ],
    18: [
      'GI:MeasureEndNotified',
      'GI:ActionPlanAdopted',
      'LT:RouteMapPublished',
      'GI:RouteMapSigned',
      'LT:RouteMapSigned',
      ...repeat('LT:PlanPositionRecorded', 3),
    ],
    19: ['RvdK:DraftReportShared', 'RvdK:InvestigationConcluded', 'RvdK:MeasureRequested'],
    20: ['RvdK:HearingHeld', 'RvdK:MeasureOrdered', 'GI:PlacementChanged', 'GI:MeasureEnded'],
  };

  it.each(Object.entries(lineByLine))('line %s', (line, expected) => expect(typesOf(Number(line))).toEqual(expected));

  it('keeps time: every entry is written down after the one before, and after it happened', () => {
    const instants = waterlelie.map(({ day, time }) => instantAt(day, time));
    expect(instants).toEqual([...instants].sort());
  });
  it('is refused as a whole when a step is left out that others rest on', () => {
    for (const without of ['noViolence', 'vtInquiry', 'removal', 'handover', 'dissent']) {
      expect(() => perform(waterlelie.filter(({ name }) => name !== without))).toThrow();
    }
  });
  it('holds one confidential voice, one hidden agreement, one working note, and a reporter who is no member', () => {
    const all = events.map(({ event }) => event);
    expect(all.filter((event) => event.type === 'VoiceRecorded' && event.data.confidential)).toHaveLength(1);
    expect(all.filter((event) => event.type === 'AgreementMade' && event.data.hiddenFrom.includes(father))).toHaveLength(1);
    expect(all.filter((event) => event.type === 'FactRecorded' && event.data.workingNote !== undefined)).toHaveLength(1);
    const untrue = all
      .flatMap((event) => (event.type === 'FactRecorded' ? event.data.familyMarks : []))
      .filter(({ personId, content }) => personId === father && 'mark' in content && content.mark === 'UNTRUE');
    expect(untrue).toHaveLength(2);
    expect([mother, father, K1, K2]).not.toContain(reporter);
  });
});

describe('its terms come out as the domain says', () => {
  const at = (day: string, key: string, list = events) => clocksAt(clocksOf(list), noon(day)).filter((clock) => clock.key === key);

  it('T2 is met on the fifth working day, T3 on the fifth day, T4 is due 26 May', () => {
    expect(at('2025-07-20', 'T2')).toMatchObject([{ dueOn: '2025-03-19', status: 'met' }]);
    expect(at('2025-07-20', 'T3')).toMatchObject([{ dueOn: '2025-03-17', status: 'met' }]);
    expect(at('2025-04-01', 'T4')).toMatchObject([{ dueOn: '2025-05-26', status: 'running' }]);
    expect(at('2025-07-20', 'T4')).toMatchObject([{ status: 'met' }]);
  });
  it('T5 is due 9 April for everybody, and met', () => {
    expect(at('2025-07-20', 'T5').map(({ dueOn, status }) => [dueOn, status])).toEqual([1, 2, 3, 4].map(() => ['2025-04-09', 'met']));
  });
  it('T9: worker and contact are due 28 April, not the 24th', () => {
    expect(at('2025-04-25', 'T9').map(({ dueOn, subject, heldBy }) => [dueOn, subject.persons, heldBy])).toEqual([
      ['2025-04-28', [K1], waterlelieOrganisations.gi],
      ['2025-04-28', [K2], waterlelieOrganisations.gi],
    ]);
    expect(at('2025-07-20', 'T9').map(({ status }) => status)).toEqual(['met', 'met']);
  });
  it('T10 by law does not run, by practice is due 2 June and missed', () => {
    expect(at('2025-07-20', 'T10').map(({ status }) => status)).toEqual(['notApplicable', 'notApplicable']);
    expect(at('2025-07-20', 'T10-practice').map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2025-06-02', 'late'],
      ['2025-06-02', 'late'],
    ]);
    expect(at('2025-06-03', 'T10-practice')[0]?.status).toBe('overdue');
  });
  it('T16: a hearing is due 1 May; without line 16 VOTS and removal are void from 2 May', () => {
    expect(at('2025-04-18', 'T16').map(({ dueOn }) => dueOn)).toEqual(['2025-05-01', '2025-05-01']);
    const without = perform(waterlelie.filter(({ line }) => line <= 15)).events;
    const status = (day: string) =>
      measuresAt(clocksOf(without), noon(day)).map((measure) =>
        `${measure.kind ?? '?'} ${measure.status} ${measure.voidFrom ?? ''}`.trim(),
      );
    expect(status('2025-05-01')).toEqual(['HOUSE_BAN LAPSED', 'PROVISIONAL_SUPERVISION IN_FORCE', 'REMOVAL IN_FORCE']);
    expect(status('2025-05-02')).toEqual(['HOUSE_BAN LAPSED', 'PROVISIONAL_SUPERVISION VOID 2025-05-02', 'REMOVAL VOID 2025-05-02']);
  });
  it('T19: the placement’s notice was due 16 June; the OTS’s is due 15 November', () => {
    expect(at('2025-07-20', 'T19-placement')).toMatchObject([{ dueOn: '2025-06-16', status: 'met' }]);
    expect(at('2025-07-20', 'T19')).toMatchObject([{ dueOn: '2025-11-15', status: 'running' }]);
    expect(at('2025-11-16', 'T19')).toMatchObject([{ status: 'overdue' }]);
  });
  it('measures follow from events and the calendar', () => {
    const state = clocksOf();
    const status = (day: string) => measuresAt(state, noon(day)).map(({ kind, status: stands, since }) => [kind, stands, since]);
    expect(status('2025-04-15')).toEqual([['HOUSE_BAN', 'IN_FORCE', '2025-04-12']]);
    expect(status('2025-05-10')).toEqual([
      ['HOUSE_BAN', 'LAPSED', '2025-04-23'],
      ['PROVISIONAL_SUPERVISION', 'IN_FORCE', '2025-04-17'],
      ['REMOVAL', 'IN_FORCE', '2025-04-17'],
    ]);
    expect(status('2025-07-20')).toEqual([
      ['HOUSE_BAN', 'LAPSED', '2025-04-23'],
      ['PROVISIONAL_SUPERVISION', 'LAPSED', '2025-07-18'],
      ['REMOVAL', 'ENDED', '2025-07-16'],
      ['SUPERVISION', 'IN_FORCE', '2025-07-15'],
    ]);
    expect(measuresAt(state, noon('2025-07-20')).every(({ kind }) => kind !== undefined && kind in MEASURE_KINDS)).toBe(true);
  });
});

describe('its route map', () => {
  const vt = { kind: 'organisation', organisation: waterlelieOrganisations.vt } as const;
  const versions = (day: string) => routeMapsOf(replayCase(until(day), vt, noon(day), matrix2025) ?? []);

  it('is in force from 2 April, and in its second version from 17 June, signed by who carries a line then', () => {
    expect(versions('2025-04-11').map(({ version, status, phase }) => [version, status, phase?.phase])).toEqual([
      [1, 'IN_FORCE', 'DIRECT_SAFETY'],
    ]);
    expect(versions('2025-07-20').map(({ version, status }) => [version, status])).toEqual([
      [1, 'SUPERSEDED'],
      [2, 'IN_FORCE'],
    ]);
    const signatories = events.flatMap(({ event }) => (event.type === 'RouteMapPublished' ? [event.data.signatories] : []));
    expect(signatories).toEqual([
      ['lt-duinrade', 'vt-haaglanden'],
      ['jb-west', 'lt-duinrade'],
    ]);
  });
  it('on 11 April does not know the danger of the 12th', () => {
    const seen = until('2025-04-11').map(({ event }) => event.type);
    expect(seen).toContain('AgreementChecked');
    expect(seen).not.toContain('AcuteDangerDeclared');
  });
});

describe('what must stay hidden stays hidden', () => {
  const textSeenBy = (reader: Reader) =>
    JSON.stringify(replayCase(events, reader, noon('2025-07-20'), matrix2025), (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );

  it('from father: the confidential words, the hidden agreement, and every sign of either', () => {
    const seen = textSeenBy({ kind: 'person', personId: father });
    expect(seen).toContain('Ik hoor thuis te slapen');
    for (const trace of [
      'bang als ze schreeuwen',
      'achterdeur',
      names.get('@escapePlan') ?? '?',
      names.get('@voiceK1/entry') ?? '?',
      'Fatima el Amrani, Lokaal team',
    ]) {
      expect(seen).not.toContain(trace);
    }
  });
  it('from a share of it as well: father learns of no share of an entry he may not know', () => {
    const share = (name: string, by: string) => {
      const index = waterlelie.findIndex((step) => step.by.user === by);
      const step = waterlelie[index];
      if (step === undefined) throw new Error('nobody');
      const command: CaseCommand = {
        type: 'GrantShare',
        entryId: `@${name}/entry` as never,
        organisation: waterlelieOrganisations.gi,
        basis: 'jeugdwet-2.3',
        until: '2025-12-31',
        concerning: [K1],
        purposeOfShare: 'Overdracht',
      };
      const act = { ...actOf(step, index), occurredAt: '2025-07-20', recordedAt: noon('2025-07-20') };
      const decision = decideCase(case1().state, withIds(command, names), act);
      if (!decision.accepted || decision.events[0]?.type !== 'ShareGranted') throw new Error(JSON.stringify(decision));
      return decision.events[0].data.hiddenFrom;
    };
    expect(share('escapePlan', 'lt')).toEqual([father]);
    expect(share('voiceK1', 'lt')).toEqual([mother, father, K2, aunt, waterleliePeople.uncle]);
    expect(share('sleepsElsewhere', 'lt')).toEqual([]);
  });
  it('from the Raad: the working note, not the facts', () => {
    const seen = textSeenBy({ kind: 'organisation', organisation: waterlelieOrganisations.council });
    expect(seen.match(/"type":"FactRecorded"/g)).toHaveLength(11);
    expect(seen).not.toContain('rook bij het gesprek');
    expect(textSeenBy({ kind: 'organisation', organisation: waterlelieOrganisations.vt })).toContain('rook bij het gesprek');
  });
  it('before 17 April JB west is answered like for a case that does not exist', () => {
    const before = perform(waterlelie.filter(({ day }) => day < '2025-04-17'));
    const index = waterlelie.findIndex(({ by }) => by.user === 'gi');
    const step = waterlelie[index];
    if (step === undefined) throw new Error('nobody');
    const command: CaseCommand = { type: 'RecordVoice', speakerId: K1, confidential: false, words: 'Hallo', alone: true };
    const act = actOf(step, index);
    const nowhere = decideCase(perform([]).state, command, act);
    expect(decideCase(before.state, command, act)).toEqual(nowhere);
    expect(
      replayCase(before.events, { kind: 'organisation', organisation: waterlelieOrganisations.gi }, noon('2025-04-16'), matrix2025),
    ).toBeNull();
    expect(nowhere).toEqual({ accepted: false, refusal: { code: 'CASE_UNKNOWN' } });
  });
});
