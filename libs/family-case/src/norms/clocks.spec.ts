// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ERASED } from '@gezinslijn/event-sourcing';
import type { Event, LocalDate } from '@gezinslijn/event-sourcing';
import { by, council, gi, record, vt } from '../../test/acts.ts';
import {
  caseOpened,
  child,
  father,
  inquiryStarted,
  item,
  members,
  mother,
  opened,
  ordered,
  received,
  reported,
  supervisionOrdered,
  teenager,
} from '../../test/history.ts';
import type { CaseEvent } from '../case-event.ts';
import type { FamilyGroupPlanOffered, FirstContactHeld, GuardianAssigned } from '../guardianship/guardianship-events.ts';
import type { InquiryNeedEstablished } from '../inquiry/inquiry-events.ts';
import type { HearingHeld, MeasureEndNotified, MeasureEnded, MeasureRequested, PlacementChanged } from '../measures/measure-events.ts';
import type { Informed, PersonsInformedOfReport } from '../reports/report-events.ts';
import type { SafetyAssessed } from '../safety/safety-events.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import { startOfLocalDay } from '../vocabulary/time.ts';
import { warningsOf } from './clock.ts';
import type { ClockAt } from './clocks.ts';
import { clocksAt, evolveClocks, initialClocks } from './clocks.ts';
import { measuresAt } from './measures-at.ts';
import { NORMS, normOn } from './register.ts';
import type { NormKey } from './register.ts';

const folded = (history: readonly Event[]) =>
  history.reduce((state, event, index) => evolveClocks(state, record<CaseEvent>(event, index)), initialClocks());
const noon = (day: LocalDate) => `${day}T10:00:00.000Z`;

/** The clocks of one norm after a history, on a day. */
function clocks(key: NormKey, day: LocalDate, ...history: readonly Event[]): readonly ClockAt[] {
  return clocksAt(folded(history), noon(day)).filter((clock) => clock.key === key);
}
function clock(key: NormKey, day: LocalDate, ...history: readonly Event[]): ClockAt | undefined {
  return clocks(key, day, ...history)[0];
}
const statuses = (key: NormKey, days: readonly LocalDate[], ...history: readonly Event[]) =>
  days.map((day) => clock(key, day, ...history)?.status);

const assessed = (day: LocalDate, who = vt) =>
  by<SafetyAssessed>(
    who,
    {
      type: 'SafetyAssessed',
      version: 1,
      data: { assessmentId: item('s'), concerning: [child], instrument: '', conclusion: 'NO_DANGER', explanation: '' },
    },
    day,
  );
const needFound = (day: LocalDate) =>
  by<InquiryNeedEstablished>(vt, { type: 'InquiryNeedEstablished', version: 1, data: { concerning: [child], reason: '' } }, day);
const informed = (day: LocalDate, content: PersonsInformedOfReport['data']['persons'][number]['content']) =>
  by<PersonsInformedOfReport>(
    vt,
    {
      type: 'PersonsInformedOfReport',
      version: 1,
      data: { reportId: item('report'), persons: [{ personId: child, content }], reporterToldBack: false },
    },
    day,
  );
const guardian = (day: LocalDate, kind: GuardianAssigned['data']['kind'] = 'FIXED') =>
  by<GuardianAssigned>(
    gi,
    { type: 'GuardianAssigned', version: 1, data: { concerning: [child], guardian: 'w' as never, guardianName: 'A', kind } },
    day,
  );
const contact = (day: LocalDate) =>
  by<FirstContactHeld>(gi, { type: 'FirstContactHeld', version: 1, data: { concerning: [child], present: [], note: '' } }, day);
const answered = (day: LocalDate, answer: FamilyGroupPlanOffered['data']['answer'], who = gi) =>
  by<FamilyGroupPlanOffered>(who, { type: 'FamilyGroupPlanOffered', version: 1, data: { concerning: [child], answer } }, day);
const adopted = (day: LocalDate) =>
  by(gi, { type: 'ActionPlanAdopted', version: 1, data: { planId: item('plan'), concerning: [child], origin: 'GI', summary: '' } }, day);
const heard = (day: LocalDate, people: readonly PersonId[], measureIds = [item('vots')]) =>
  by<HearingHeld>(
    council,
    {
      type: 'HearingHeld',
      version: 1,
      data: { hearingId: item('h'), measureIds, persons: people.map((personId) => ({ personId, content: { how: 'OFFERED' } })) },
    },
    day,
  );
const placed = (day: LocalDate, change: PlacementChanged['data']['change'], measureId = item('removal')) =>
  by<PlacementChanged>(
    gi,
    {
      type: 'PlacementChanged',
      version: 1,
      data: { placementId: item('p1'), childId: child, measureId, change, kind: 'KIN_CARE', explanation: '' },
    },
    day,
  );
const notified = (day: LocalDate, intendedOn: LocalDate, notice: MeasureEndNotified['data']['notice'], measureId = item('removal')) =>
  by<MeasureEndNotified>(
    gi,
    { type: 'MeasureEndNotified', version: 1, data: { measureId, concerning: [child], notice, intendedOn, explanation: '' } },
    day,
  );
const ended = (day: LocalDate, measureId = item('vots')) =>
  by<MeasureEnded>(gi, { type: 'MeasureEnded', version: 1, data: { measureId, concerning: [child], endedOn: day, reason: '' } }, day);
const removal = (endsOn: LocalDate, extra: Partial<ReturnType<typeof ordered>['data']> = {}, day = '2025-04-17') =>
  ordered({ measureId: item('removal'), kind: 'REMOVAL', concerning: [child], endsOn, ...extra }, council, day);

describe('T2: five working days to assess safety', () => {
  it('is met by Veilig Thuis on the fifth day, late on the sixth', () => {
    expect(clock('T2', '2025-03-12', opened, reported)).toMatchObject({
      dueOn: '2025-03-19',
      status: 'running',
      holder: 'VT',
      heldBy: vt.organisation,
    });
    expect(clock('T2', '2025-04-01', opened, reported, assessed('2025-03-19'))).toMatchObject({ status: 'met', stoppedAt: '2025-03-19' });
    expect(clock('T2', '2025-04-01', opened, reported, assessed('2025-03-20'))?.status).toBe('late');
    expect(statuses('T2', ['2025-03-19', '2025-03-20'], opened, reported)).toEqual(['running', 'overdue']);
  });
  it('is not stopped by another organisation', () =>
    expect(clock('T2', '2025-03-19', opened, reported, assessed('2025-03-18', gi))?.status).toBe('running'));
  it('knows only what had happened by then', () => {
    const history = [opened, reported, assessed('2025-03-19')];
    expect(clock('T2', '2025-03-18', ...history)).toMatchObject({ status: 'running' });
    expect(clock('T2', '2025-03-18', ...history)).not.toHaveProperty('stoppedAt');
    expect(clocks('T2', '2025-03-11', ...history)).toEqual([]);
  });
  it('stops at the first time, in whatever order it was written down', () =>
    expect(clock('T2', '2025-04-01', opened, reported, assessed('2025-03-21'), assessed('2025-03-18'))).toMatchObject({
      status: 'met',
      stoppedAt: '2025-03-18',
    }));
});

describe('T3 and T4: an inquiry that is needed', () => {
  it('binds to five days only once the need is there', () => {
    expect(statuses('T3', ['2025-03-17', '2025-03-18'], opened, reported)).toEqual(['running', 'notApplicable']);
    expect(statuses('T3', ['2025-03-17', '2025-03-18'], opened, reported, needFound('2025-03-14'))).toEqual(['running', 'overdue']);
    expect(clock('T3', '2025-04-01', opened, reported, inquiryStarted(vt, 'i', 'VT', '2025-03-17'))).toMatchObject({
      dueOn: '2025-03-17',
      status: 'met',
    });
    expect(clock('T3', '2025-04-01', opened, reported, inquiryStarted(vt, 'i', 'VT', '2025-03-18'))?.status).toBe('late');
  });
  it('runs ten weeks from the need, or from the start where that is first', () => {
    expect(clock('T4', '2025-04-01', opened, reported, needFound('2025-03-19'))).toMatchObject({ dueOn: '2025-05-28' });
    const started = [opened, reported, inquiryStarted(vt, 'i', 'VT', '2025-03-17'), needFound('2025-03-19')];
    expect(clocks('T4', '2025-04-01', ...started)).toMatchObject([{ startedAt: '2025-03-17', dueOn: '2025-05-26' }]);
    const other = [opened, reported, inquiryStarted(vt, 'i', 'VT', '2025-03-19'), needFound('2025-03-17')];
    expect(clocks('T4', '2025-04-01', ...other)).toMatchObject([{ startedAt: '2025-03-17', dueOn: '2025-05-26' }]);
  });
  it('stops when that very inquiry is concluded', () => {
    const concluded = (name: string) =>
      by(
        vt,
        {
          type: 'InvestigationConcluded',
          version: 1,
          data: { investigationId: item(name), kind: 'VT', concerning: [child], outcome: '', advice: '', report: '', reactions: [] },
        },
        '2025-05-20',
      );
    const started = [opened, reported, needFound('2025-03-17'), inquiryStarted(vt, 'i', 'VT', '2025-03-19')];
    expect(clock('T4', '2025-06-01', ...started, concluded('i'))).toMatchObject({ status: 'met', stoppedAt: '2025-05-20' });
    expect(clock('T4', '2025-06-01', ...started, concluded('other'))?.status).toBe('overdue');
  });
  it('is no business of the Raad', () => expect(clocks('T4', '2025-06-01', opened, inquiryStarted(council, 'i', 'COUNCIL'))).toEqual([]));
});

describe('T5: telling people of the report', () => {
  const told: Informed = { outcome: 'INFORMED', words: 'Verteld' };
  const postponed = (newDate?: LocalDate): Informed => ({
    outcome: 'POSTPONED',
    words: 'Gevaar',
    ...(newDate === undefined ? {} : { newDate }),
  });

  it('is within four weeks, for each person', () =>
    expect(clock('T5', '2025-04-01', opened, reported, informed('2025-03-24', told))).toMatchObject({
      dueOn: '2025-04-09',
      status: 'met',
    }));
  it('moves by at most two weeks when it is postponed in time', () => {
    expect(clock('T5', '2025-04-10', opened, reported, informed('2025-04-08', postponed('2025-04-16')))).toMatchObject({
      dueOn: '2025-04-16',
      status: 'running',
    });
    expect(clock('T5', '2025-04-10', opened, reported, informed('2025-04-08', postponed('2025-05-30')))).toMatchObject({
      dueOn: '2025-04-23',
    });
    expect(clock('T5', '2025-04-10', opened, reported, informed('2025-04-08', postponed()))).toMatchObject({ dueOn: '2025-04-23' });
    expect(clock('T5', '2025-04-10', opened, reported, informed('2025-04-08', postponed('2025-04-08')))).toMatchObject({
      dueOn: '2025-04-09',
      status: 'overdue',
    });
  });
  it('does not move when the term had run out already', () =>
    expect(clock('T5', '2025-04-12', opened, reported, informed('2025-04-10', postponed('2025-04-20')))).toMatchObject({
      dueOn: '2025-04-09',
      status: 'overdue',
    }));
  it('counts an erased entry as told', () =>
    expect(clock('T5', '2025-05-01', opened, reported, informed('2025-03-24', ERASED))?.status).toBe('met'));
});

describe('T9: a fixed worker and first contact', () => {
  const start = [opened, ordered(), received([item('vots')], [child])];

  it('needs both within five working days', () => {
    expect(clock('T9', '2025-04-18', ...start)).toMatchObject({
      dueOn: '2025-04-28',
      status: 'running',
      holder: 'GI',
      heldBy: gi.organisation,
    });
    expect(clock('T9', '2025-04-29', ...start, guardian('2025-04-24'))?.status).toBe('overdue');
    expect(clock('T9', '2025-04-29', ...start, contact('2025-04-24'))?.status).toBe('overdue');
    expect(clock('T9', '2025-04-29', ...start, guardian('2025-04-24'), contact('2025-04-25'))).toMatchObject({
      status: 'met',
      stoppedAt: '2025-04-25',
    });
    expect(clock('T9', '2025-04-30', ...start, contact('2025-04-25'), guardian('2025-04-29'))).toMatchObject({
      status: 'late',
      stoppedAt: '2025-04-29',
    });
  });
  it('is never stopped by an interim worker', () =>
    expect(clock('T9', '2025-04-29', ...start, guardian('2025-04-18', 'INTERIM'), contact('2025-04-22'))?.status).toBe('overdue'));
  it('does not begin anew with the next order for a child in hand', () => {
    const next = [
      ordered({ measureId: item('ots'), kind: 'SUPERVISION', endsOn: '2026-01-15' }, council, '2025-07-15'),
      received([item('ots')], [child], '2025-07-16'),
    ];
    expect(clocks('T9', '2025-07-20', ...start, guardian('2025-04-24'), contact('2025-04-25'), ...next)).toHaveLength(1);
  });
  it('begins anew once every order had run out', () => {
    const next = [
      ordered({ measureId: item('ots'), kind: 'SUPERVISION', endsOn: '2027-01-15' }, council, '2026-02-02'),
      received([item('ots')], [child], '2026-02-03'),
    ];
    const all = clocks('T9', '2026-02-20', ...start, guardian('2025-04-24'), contact('2025-04-25'), ...next);
    expect(all.map(({ startedAt, status }) => [startedAt, status])).toEqual([
      ['2025-04-17', 'met'],
      ['2026-02-03', 'overdue'],
    ]);
    const newWorker = clocks('T9', '2026-02-20', ...start, guardian('2025-04-24'), contact('2025-04-25'), ...next, guardian('2026-02-05'));
    expect(newWorker.map(({ status }) => status)).toEqual(['met', 'overdue']);
  });
});

describe('T10: a plan', () => {
  const start = [opened, ordered(), received([item('vots')], [child])];

  it('is due by practice six weeks after the measure was received', () =>
    expect(clock('T10-practice', '2025-06-03', ...start)).toMatchObject({
      norm: 'T10',
      reading: 'practice',
      dueOn: '2025-06-02',
      status: 'overdue',
    }));
  it('is due by law six weeks after the family left it to the GI', () => {
    expect(clocks('T10', '2025-05-01', ...start)).toEqual([]);
    expect(clocks('T10', '2025-05-01', ...start, answered('2025-04-24', 'OFFERED'))).toEqual([]);
    expect(clock('T10', '2025-05-01', ...start, answered('2025-04-24', 'DECLINED'))).toMatchObject({
      reading: 'law',
      dueOn: '2025-06-05',
      status: 'running',
    });
    expect(clock('T10', '2025-07-01', ...start, answered('2025-04-24', 'DECLINED'), adopted('2025-06-03'))?.status).toBe('met');
  });
  it('does not run by law while the family makes its own', () => {
    expect(clock('T10', '2025-09-01', ...start, answered('2025-04-24', 'ACCEPTED'))).toMatchObject({ status: 'notApplicable' });
    expect(clock('T10', '2025-09-01', ...start, answered('2025-04-24', 'ACCEPTED'))).not.toHaveProperty('dueOn');
  });
  it('begins to run when the family gives up its own plan, and ends when it takes it up again', () => {
    const given = [...start, answered('2025-04-24', 'ACCEPTED'), answered('2025-05-06', 'DECLINED')];
    expect(clocks('T10', '2025-05-07', ...given)).toMatchObject([{ startedAt: '2025-05-06', status: 'running' }]);
    expect(clocks('T10', '2025-05-20', ...given, answered('2025-05-13', 'ACCEPTED'))).toMatchObject([{ status: 'cancelled' }]);
    expect(clocks('T10', '2025-05-20', ...given, answered('2025-05-13', 'WAIVED'))).toMatchObject([
      { startedAt: '2025-05-06', status: 'running' },
    ]);
  });
});

describe('T13 to T15: how long orders hold', () => {
  it('asks for a decision before a VOTS runs out', () => {
    const decided = ordered({ measureId: item('ots'), kind: 'SUPERVISION', endsOn: '2026-01-15' }, council, '2025-07-15');
    expect(statuses('T13', ['2025-07-17', '2025-07-18'], opened, ordered())).toEqual(['running', 'overdue']);
    expect(clock('T13', '2025-07-20', opened, ordered(), decided)).toMatchObject({ status: 'met', dueOn: '2025-07-17' });
    expect(clock('T13', '2025-07-20', opened, ordered(), ended('2025-06-01'))?.status).toBe('cancelled');
  });
  it('asks for the decision about every child', () => {
    const forOne = ordered(
      { measureId: item('ots'), kind: 'SUPERVISION', concerning: [child], endsOn: '2026-01-15' },
      council,
      '2025-07-15',
    );
    expect(clock('T13', '2025-07-20', opened, ordered(), forOne)?.status).toBe('overdue');
  });
  it('keeps one clock when a VOTS is confirmed', () => {
    const confirmed = ordered({ measureId: item('vots2'), continues: item('vots'), endsOn: '2025-07-10' }, council, '2025-04-29');
    expect(clocks('T13', '2025-05-01', opened, ordered(), confirmed)).toMatchObject([{ dueOn: '2025-07-10', status: 'running' }]);
  });
  it('lets an OTS run out without blame, and begins anew when it is extended', () => {
    const extended = ordered(
      { measureId: item('ots2'), continues: item('ots'), kind: 'SUPERVISION', endsOn: '2027-04-17' },
      council,
      '2026-04-01',
    );
    expect(statuses('T14', ['2026-04-17', '2026-04-18'], opened, supervisionOrdered)).toEqual(['running', 'met']);
    expect(clocks('T14', '2026-05-01', opened, supervisionOrdered, extended).map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-04-17', 'met'],
      ['2027-04-17', 'running'],
    ]);
  });
  it('lets a removal that was never carried out fall away after three months', () => {
    const history = [opened, ordered({ kind: 'SUPERVISION', endsOn: '2026-04-17' }), removal('2026-04-17')];
    expect(statuses('T15-execution', ['2025-07-17', '2025-07-18'], ...history)).toEqual(['running', 'void']);
    expect(measuresAt(folded(history), noon('2025-07-18'))[1]).toMatchObject({ kind: 'REMOVAL', status: 'LAPSED', since: '2025-07-18' });
    expect(clock('T15-execution', '2025-08-01', ...history, placed('2025-05-01', 'STARTED'))?.status).toBe('met');
    expect(measuresAt(folded([...history, placed('2025-05-01', 'STARTED')]), noon('2025-08-01'))[1]?.status).toBe('IN_FORCE');
  });
});

describe('T16: hearing people after an ex parte order', () => {
  const exParte = ordered({ exParte: true });
  const everyone = [mother, father, teenager];

  it('is within two weeks, not moved for a holiday', () =>
    expect(clock('T16', '2025-04-18', opened, exParte)).toMatchObject({ dueOn: '2025-05-01', status: 'running' }));
  it('reaches parents and children of twelve and over; a younger child may be heard but need not', () => {
    expect(clock('T16', '2025-05-10', opened, exParte, heard('2025-04-29', everyone))?.status).toBe('met');
    for (const missing of everyone) {
      const others = [...everyone.filter((person) => person !== missing), child];
      expect(clock('T16', '2025-05-10', opened, exParte, heard('2025-04-29', others))?.status).toBe('void');
    }
  });
  it('reaches who has authority, and no parent without it', () => {
    const mothersAlone = [child, teenager].map((childId) =>
      by(vt, { type: 'AuthorityRecorded', version: 1, data: { childId, authorityBy: [mother], since: '2025-03-01' } }, '2025-03-12'),
    );
    const people = [mother, teenager];
    expect(clock('T16', '2025-05-10', opened, ...mothersAlone, exParte, heard('2025-04-29', people))?.status).toBe('met');
  });
  it('may be done in more than one hearing', () =>
    expect(
      clock('T16', '2025-05-10', opened, exParte, heard('2025-04-22', [mother]), heard('2025-04-29', [father, teenager])),
    ).toMatchObject({ status: 'met', stoppedAt: '2025-04-29' }));
  it('makes the order void from the day after, with every clock that hung on it', () => {
    expect(statuses('T16', ['2025-05-01', '2025-05-02'], opened, exParte)).toEqual(['running', 'void']);
    expect(statuses('T13', ['2025-05-01', '2025-05-02', '2025-08-01'], opened, exParte)).toEqual(['running', 'void', 'void']);
    expect(measuresAt(folded([opened, exParte]), noon('2025-05-01'))[0]).toMatchObject({ status: 'IN_FORCE' });
    expect(measuresAt(folded([opened, exParte]), noon('2025-05-02'))[0]).toMatchObject({
      status: 'VOID',
      since: '2025-05-02',
      voidFrom: '2025-05-02',
    });
  });
  it('cannot bring a void order back', () => {
    const late = [opened, exParte, heard('2025-05-06', everyone)];
    expect(clock('T16', '2025-05-10', ...late)?.status).toBe('void');
    expect(measuresAt(folded(late), noon('2025-05-10'))[0]?.status).toBe('VOID');
  });
  it('leaves what is ordered after that a measure of its own', () => {
    const anew = ordered({ measureId: item('vots2'), continues: item('vots') }, council, '2025-05-06');
    expect(measuresAt(folded([opened, exParte, anew]), noon('2025-05-10')).map(({ status, orders }) => [status, orders.length])).toEqual([
      ['VOID', 1],
      ['IN_FORCE', 1],
    ]);
    expect(clocks('T13', '2025-05-10', opened, exParte, anew).map(({ status }) => status)).toEqual(['void', 'running']);
  });
  it('stays void when the measure is ended afterwards', () =>
    expect(clock('T16', '2025-05-20', opened, exParte, ended('2025-05-10'))?.status).toBe('void'));
  it('ends with the measure', () => expect(clock('T16', '2025-05-10', opened, exParte, ended('2025-04-25'))?.status).toBe('cancelled'));
  it('asks for any hearing at all when nobody’s data can be read any more', () => {
    const erased = caseOpened({ members: members.map(({ personId }) => ({ personId, content: ERASED })) });
    expect(clock('T16', '2025-05-10', erased, exParte)?.status).toBe('void');
    expect(clock('T16', '2025-05-10', erased, exParte, heard('2025-04-29', [mother]))?.status).toBe('met');
  });
  it('is not asked of an order after a hearing', () => expect(clocks('T16', '2025-05-10', opened, ordered())).toEqual([]));
});

describe('T19: telling the Raad in time', () => {
  const ots = ordered({ measureId: item('ots'), kind: 'SUPERVISION', endsOn: '2026-01-15' }, council, '2025-07-15');

  it('is two months before an OTS ends, counted back and not moved from a Saturday', () => {
    expect(statuses('T19', ['2025-11-15', '2025-11-16'], opened, ots)).toEqual(['running', 'overdue']);
    expect(clock('T19', '2025-12-01', opened, ots, notified('2025-11-14', '2026-01-15', 'NOT_EXTENDING', item('ots')))).toMatchObject({
      status: 'met',
    });
    expect(clock('T19', '2025-12-01', opened, ots, notified('2025-11-17', '2026-01-15', 'NOT_EXTENDING', item('ots')))?.status).toBe(
      'late',
    );
  });
  it('is not asked of who requests an extension, or gets it', () => {
    const requested = by<MeasureRequested>(
      gi,
      { type: 'MeasureRequested', version: 1, data: { requestId: item('r'), concerning: [child], kinds: ['SUPERVISION'], grounds: '' } },
      '2025-10-01',
    );
    const extended = ordered(
      { measureId: item('ots2'), continues: item('ots'), kind: 'SUPERVISION', endsOn: '2026-12-15' },
      council,
      '2025-11-01',
    );
    expect(clock('T19', '2025-12-01', opened, ots, requested)?.status).toBe('cancelled');
    expect(clocks('T19', '2025-12-01', opened, ots, extended).map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2025-11-15', 'cancelled'],
      ['2026-10-15', 'running'],
    ]);
  });
  it('is a month before a placement ends, on the day the notice names', () => {
    const start = [opened, ordered({ kind: 'SUPERVISION', endsOn: '2026-04-17' }), removal('2025-09-17'), placed('2025-04-20', 'STARTED')];
    expect(clock('T19-placement', '2025-06-01', ...start)).toMatchObject({ norm: 'T19', dueOn: '2025-08-17', status: 'running' });
    expect(clock('T19-placement', '2025-07-01', ...start, notified('2025-06-13', '2025-07-16', 'END_PLACEMENT'))).toMatchObject({
      dueOn: '2025-06-16',
      status: 'met',
    });
    expect(clock('T19-placement', '2025-07-01', ...start, notified('2025-06-20', '2025-07-16', 'END_PLACEMENT'))?.status).toBe('late');
    expect(clock('T19-placement', '2025-07-20', ...start, placed('2025-07-16', 'ENDED'))).toMatchObject({
      dueOn: '2025-06-16',
      status: 'overdue',
    });
  });
  it('is given too by telling that a removal will not be extended, not by telling so of the OTS', () => {
    const start = [opened, ordered({ kind: 'SUPERVISION', endsOn: '2026-04-17' }), removal('2025-09-17'), placed('2025-04-20', 'STARTED')];
    expect(clock('T19-placement', '2025-09-01', ...start, notified('2025-08-01', '2025-09-17', 'NOT_EXTENDING'))).toMatchObject({
      dueOn: '2025-08-17',
      status: 'met',
    });
    const ofTheOts = notified('2025-08-01', '2026-04-17', 'NOT_EXTENDING', item('vots'));
    expect(clock('T19-placement', '2025-09-01', ...start, ofTheOts)?.status).toBe('overdue');
  });
  it('does not apply to an authorisation shorter than the notice, until it is extended', () => {
    const start = [opened, ordered({ kind: 'SUPERVISION', endsOn: '2026-04-17' }), removal('2025-05-15'), placed('2025-04-17', 'STARTED')];
    const extended = removal('2025-07-17', { measureId: item('removal2'), continues: item('removal') }, '2025-04-29');
    expect(clock('T19-placement', '2025-05-01', ...start)?.status).toBe('notApplicable');
    expect(clock('T19-placement', '2025-05-01', ...start, extended)).toMatchObject({ dueOn: '2025-06-17', status: 'running' });
  });
  it('is two months after two years of placement', () => {
    const start = [opened, ordered({ kind: 'SUPERVISION', endsOn: '2026-04-17' }), removal('2026-04-17'), placed('2025-04-17', 'STARTED')];
    const second = removal('2027-04-17', { measureId: item('removal2'), continues: item('removal') }, '2026-04-01');
    expect(clock('T19-placement', '2026-05-01', ...start, second)).toMatchObject({ dueOn: '2027-02-17' });
  });
});

describe('the register', () => {
  it('gives every clock its source, version and reading, and the days to warn on', () => {
    const running = clock('T9', '2025-04-18', opened, ordered(), received([item('vots')], [child]));
    const norm = normOn('T9', '2025-04-18');
    if (running === undefined || norm === undefined) throw new Error('no clock');
    expect(running).toMatchObject({ norm: 'T9', version: '2015-01', reading: 'law', source: 'Besluit Jeugdwet 4.2.1' });
    expect(warningsOf(running, norm)).toEqual([
      { on: '2025-04-24', to: 'teamleider gecertificeerde instelling' },
      { on: '2025-04-28', to: 'bestuur gecertificeerde instelling' },
    ]);
    const supervision = clock(
      'T19',
      '2025-08-01',
      opened,
      ordered({ measureId: item('ots'), kind: 'SUPERVISION', endsOn: '2026-01-15' }, council, '2025-07-15'),
    );
    const notice = normOn('T19', '2025-08-01');
    if (supervision === undefined || notice === undefined) throw new Error('no clock');
    expect(warningsOf(supervision, notice)).toEqual([{ on: '2025-09-25', to: 'jeugdbeschermer' }]);
  });
  it('takes the entry that was valid on the day, so that a new law starts new clocks and leaves old ones as they were', () => {
    const [first] = NORMS;
    if (first === undefined) throw new Error('empty register');
    const changed = { ...first, version: '2030-01', validFrom: '2030-01-01' };
    expect(normOn('T2', '2029-12-31', [changed, first])?.version).toBe(first.version);
    expect(normOn('T2', '2030-01-01', [changed, first])?.version).toBe('2030-01');
    expect(normOn('T2', '2010-01-01')).toBeUndefined();
  });
  it('has one entry per key and day it begins', () => {
    const keys = NORMS.map(({ key, validFrom }) => `${key} ${validFrom}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('begins a day at local midnight', () => expect(startOfLocalDay('2025-05-02')).toBe('2025-05-01T22:00:00.000Z'));
});
