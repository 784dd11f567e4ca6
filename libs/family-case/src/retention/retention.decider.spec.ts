// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, actOn, author, by, council, gi, idFor, lt, record, stated, stranger, uuidFrom, vt } from '../../test/acts.ts';
import { child, father, fixedFace, item, joined, left, mother, nobody, opened, reported, teenager } from '../../test/history.ts';
import type { CaseEvent } from '../case-event.ts';
import { familyCase } from '../family-case.ts';
import type { FactRecorded } from '../inquiry/inquiry-events.ts';
import type { PersonsInformedOfReport } from '../reports/report-events.ts';
import type { EntryId, ItemId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import { concernsDestruction, isDestroyed } from './destroyed.ts';
import type { AccessRequestDecided, AccessRequestReceived, RequestKind, RetentionDecided } from './retention-events.ts';
import { retention } from './retention.decider.ts';
import type { DecideAccessRequest, DestroyByOrder, ReceiveAccessRequest } from './retention.decider.ts';

const given = specFor(retention, act(vt), record);
const wording = 'Ik wil dat u alles over mij weggooit';
const ask: ReceiveAccessRequest = { type: 'ReceiveAccessRequest', kind: 'DESTRUCTION', personId: father, wording };
const requestId = item('the request');
/** Written down by a colleague. */
const colleague = { ...vt, worker: 'worker-colleague' as WorkerRef };
const asked = (kind: RequestKind = 'DESTRUCTION') =>
  by<AccessRequestReceived>(colleague, {
    type: 'AccessRequestReceived',
    version: 1,
    data: { requestId, kind, personId: father, askedBy: father, wording },
  });
const considerations = 'Het belang van de kinderen verzet zich hier niet tegen';
const grant: DecideAccessRequest = { type: 'DecideAccessRequest', requestId, outcome: 'GRANTED', considerations };
const refused: DecideAccessRequest = { ...grant, outcome: 'REFUSED', refusedOn: 'INTEREST_OF_ANOTHER' };
const supervisor = author(vt.organisation, 'VT', 'supervisor');
const part = item('report');
const order: DestroyByOrder = { type: 'DestroyByOrder', personId: child, part, order: 'C/09/700001' };
const toldFather = by<PersonsInformedOfReport>(vt, {
  type: 'PersonsInformedOfReport',
  version: 1,
  data: { reportId: part, persons: [{ personId: father, content: { outcome: 'INFORMED', words: 'Verteld' } }], reporterToldBack: false },
});
const destroyed = (extra: Partial<RetentionDecided['data']> = {}, who = vt) =>
  by<RetentionDecided>(who, {
    type: 'RetentionDecided',
    version: 1,
    data: { decisionId: item('decision'), personId: father, ground: 'OWN_REQUEST', requestId, ...extra },
  });

describe('a request about one’s own data', () => {
  it('is received by the organisation it was made to, in the words of who asks', () =>
    given(opened)
      .when(ask, act(vt, stated(father)))
      .then({
        type: 'AccessRequestReceived',
        version: 1,
        data: { requestId: idFor('access request') as ItemId, kind: 'DESTRUCTION', personId: father, askedBy: father, wording },
      }));
  it('is nobody’s when it is not recorded who asked', () =>
    given(opened).when(ask).thenRefused('RETENTION_REQUEST_NOT_STATED', 'statedBy'));
  it('is one’s own: the mother cannot ask it for the father', () =>
    given(opened)
      .when(ask, act(vt, stated(mother)))
      .thenRefused('RETENTION_NOT_HIS_REQUEST', 'statedBy'));
  it('about a child under twelve is asked by who has authority over it, not by the child', () => {
    const aboutChild: ReceiveAccessRequest = { ...ask, personId: child };
    given(opened)
      .when(aboutChild, act(vt, stated(mother)))
      .thenTypes('AccessRequestReceived');
    given(opened)
      .when(aboutChild, act(vt, stated(child)))
      .thenRefused('RETENTION_NOT_HIS_REQUEST', 'statedBy');
  });
  it('can be made by a child of twelve and over itself', () =>
    given(opened)
      .when({ ...ask, personId: teenager }, act(vt, stated(teenager)))
      .thenTypes('AccessRequestReceived'));
  it('says what is asked, about somebody of this family', () => {
    given(opened)
      .when({ ...ask, wording: ' ' }, act(vt, stated(father)))
      .thenRefused('CASE_TEXT_MISSING', 'wording');
    given(opened)
      .when({ ...ask, personId: nobody }, act(vt, stated(father)))
      .thenRefused('CASE_PERSON_UNKNOWN', 'personId');
  });
  it('can be made to an organisation that left: it still holds what it held', () =>
    given(opened, joined(gi), left(gi))
      .when(ask, act(gi, stated(father)))
      .thenTypes('AccessRequestReceived'));
  it('to an organisation that was never involved is answered as a case that does not exist', () =>
    given(opened)
      .when(ask, act(stranger, stated(father)))
      .thenRefused('CASE_UNKNOWN'));
});

describe('the decision on it', () => {
  it('to destroy is recorded together with the destruction', () =>
    given(opened, asked())
      .when(grant)
      .then(
        {
          type: 'AccessRequestDecided',
          version: 1,
          data: { requestId, kind: 'DESTRUCTION', outcome: 'GRANTED', personId: father, askedBy: father, considerations },
        },
        {
          type: 'RetentionDecided',
          version: 1,
          data: { decisionId: idFor('retention decision') as ItemId, personId: father, ground: 'OWN_REQUEST', requestId },
        },
      ));
  it('to destroy is made by somebody else than who wrote the request down; to refuse, or to give access, need not be', () => {
    given(opened, asked()).when(grant, act(colleague)).thenRefused('RETENTION_FOUR_EYES');
    given(opened, asked()).when(refused, act(colleague)).thenTypes('AccessRequestDecided');
    given(opened, asked('ACCESS')).when(grant, act(colleague)).thenTypes('AccessRequestDecided');
  });
  it('closes whatever else that person asked of that organisation', () => {
    const other = item('another request');
    const also = by<AccessRequestReceived>(colleague, {
      type: 'AccessRequestReceived',
      version: 1,
      data: { requestId: other, kind: 'ACCESS', personId: father, askedBy: father, wording },
    });
    given(opened, also, destroyed())
      .when({ ...grant, requestId: other })
      .thenRefused('RETENTION_REQUEST_DECIDED', 'requestId');
  });
  it('to give access destroys nothing', () => given(opened, asked('ACCESS')).when(grant).thenTypes('AccessRequestDecided'));
  it('to refuse names its ground, such as that keeping matters to another', () => {
    given(opened, asked()).when(refused).thenTypes('AccessRequestDecided');
    given(opened, asked())
      .when({ ...grant, outcome: 'REFUSED' })
      .thenRefused('RETENTION_GROUND_MISSING', 'refusedOn');
    given(opened, asked())
      .when({ ...grant, refusedOn: 'LAW_REQUIRES_KEEPING' })
      .thenRefused('RETENTION_GROUND_UNUSED', 'refusedOn');
  });
  it('states why', () =>
    given(opened, asked())
      .when({ ...grant, considerations: '' })
      .thenRefused('CASE_TEXT_MISSING', 'considerations'));
  it('is made once', () => {
    const done = by<AccessRequestDecided>(vt, {
      type: 'AccessRequestDecided',
      version: 1,
      data: {
        requestId,
        kind: 'DESTRUCTION',
        outcome: 'REFUSED',
        refusedOn: 'INTEREST_OF_ANOTHER',
        personId: father,
        askedBy: father,
        considerations,
      },
    });
    given(opened, asked(), done).when(grant).thenRefused('RETENTION_REQUEST_DECIDED', 'requestId');
  });
  it('is made by the organisation that was asked, and by no other', () =>
    given(opened, fixedFace, asked()).when(grant, act(lt)).thenRefused('RETENTION_REQUEST_UNKNOWN', 'requestId'));
});

describe('an order of the court', () => {
  it('is carried out by a supervisor, on one part of the file if that is what was ordered', () =>
    given(opened, reported)
      .when(order, act(supervisor))
      .then({
        type: 'RetentionDecided',
        version: 1,
        data: { decisionId: idFor('retention decision') as ItemId, personId: child, part, ground: 'COURT_ORDER', order: order.order },
      }));
  it('is carried out by nobody else', () => given(opened, reported).when(order).thenRefused('RETENTION_NOT_THE_SUPERVISOR'));
  it('is carried out once', () =>
    given(opened, reported, destroyed({ personId: child, part }))
      .when(order, act(supervisor))
      .thenRefused('RETENTION_ALREADY_DESTROYED', 'personId'));
  it('is about a part that is there and says something about that person', () => {
    given(opened, reported)
      .when({ ...order, part: item('no such report') }, act(supervisor))
      .thenRefused('RETENTION_PART_UNKNOWN', 'part');
    given(opened, reported)
      .when({ ...order, personId: father }, act(supervisor))
      .thenRefused('RETENTION_PART_UNKNOWN', 'part');
    given(opened, reported, toldFather)
      .when({ ...order, personId: father }, act(supervisor))
      .thenTypes('RetentionDecided');
  });
  it('names the order', () =>
    given(opened, reported)
      .when({ ...order, order: ' ' }, act(supervisor))
      .thenRefused('CASE_TEXT_MISSING', 'order'));
});

describe('after the destruction', () => {
  const whole = specFor(familyCase, actOn('2025-04-03', vt), record);
  const seen = { type: 'SeeChild', childId: child, alone: true, where: 'SCHOOL', observation: 'Het kind speelde' } as const;
  const ofChild = destroyed({ personId: child });

  it('the organisation records nothing about that person any more', () =>
    whole(opened, ofChild).when(seen).thenRefused('RETENTION_DESTROYED'));
  it('it is not told whether a text is the one that it destroyed', () => {
    const noted = by<FactRecorded>(vt, {
      type: 'FactRecorded',
      version: 1,
      data: {
        factId: item('f1'),
        investigationId: item('i1'),
        concerning: [child],
        kind: 'OBSERVATION',
        text: 'Kind zag bleek',
        source: 'School',
        familyMarks: [],
        workingNote: 'navragen',
      },
    });
    const guess = (text: string) => ({
      type: 'CorrectEntry' as const,
      entryId: uuidFrom('entry 1') as EntryId,
      texts: [{ field: 'text', text }],
      reason: 'Verkeerd verstaan',
    });
    const having = actOn('2025-04-03', vt, { entry: { recorded: record<CaseEvent>(noted, 1), shownTo: () => true } });
    for (const text of ['Kind zag bleek', 'Kind zag rood'])
      whole(opened, noted, ofChild).when(guess(text), having).thenRefused('RETENTION_DESTROYED');
    whole(opened, noted).when(guess('Kind zag bleek'), having).thenRefused('RECTIFICATION_SAME_TEXT', 'texts');
  });
  it('it goes on about others', () => whole(opened, destroyed()).when(seen).thenTypes('ChildSeen'));
  it('other organisations go on about that person', () =>
    whole(opened, fixedFace, ofChild).when(seen, actOn('2025-04-03', lt)).thenTypes('ChildSeen'));
  it('of one part of the file it goes on as before', () =>
    whole(opened, destroyed({ personId: child, part }))
      .when(seen)
      .thenTypes('ChildSeen'));
  it('the decision of another organisation touches nobody else’s', () =>
    whole(opened, joined(council), destroyed({ personId: child }, council))
      .when(seen)
      .thenTypes('ChildSeen'));
});

describe('when everybody destroyed what he held', () => {
  const whole = specFor(familyCase, actOn('2025-04-03', vt), record);
  const all = [vt, lt].flatMap((who) => [mother, father, child, teenager].map((personId) => destroyed({ personId }, who)));
  const use = { type: 'UseEmergencyAccess', reason: 'Kind belt: er is ruzie' } as const;

  it('there is nothing under which more could be kept, in an emergency neither', () =>
    whole(opened, ...all)
      .when(use)
      .thenRefused('RETENTION_ERASED'));
  it('it is enough that one who is involved holds something of each of them', () =>
    whole(opened, joined(council), ...all)
      .when(use)
      .thenTypes('EmergencyAccessUsed'));
});

describe('a key', () => {
  const [a, b] = ['a' as PersonId, 'b' as PersonId];
  it('is gone for a controller that destroyed all about its person, in every part of the file', () => {
    expect(isDestroyed(new Set([a]), 'a')).toBe(true);
    expect(isDestroyed(new Set([a]), 'a#one')).toBe(true);
    expect(isDestroyed(new Set([b]), 'a')).toBe(false);
    expect(isDestroyed(new Set(), 'a')).toBe(false);
  });
  it('of one part is gone with that part alone', () => {
    expect(isDestroyed(new Set(['a#one']), 'a#one')).toBe(true);
    expect(isDestroyed(new Set(['a#one']), 'a#two')).toBe(false);
    expect(isDestroyed(new Set(['a#one']), 'a')).toBe(false);
  });
  it('of several jointly is gone only when it is for each of them: it is another’s as well', () => {
    expect(isDestroyed(new Set([a]), 'a+b')).toBe(false);
    expect(isDestroyed(new Set([a, b]), 'a+b')).toBe(true);
    expect(isDestroyed(new Set([a, 'b#one']), 'a+b#one')).toBe(true);
  });
  it('concerns a destruction when it names the person, and the part if there is one', () => {
    expect(concernsDestruction('a+b#one', { personId: a })).toBe(true);
    expect(concernsDestruction('a', { personId: a, part: 'one' as ItemId })).toBe(false);
    expect(concernsDestruction('b', { personId: a })).toBe(false);
  });
});
