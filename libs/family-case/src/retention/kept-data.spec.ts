// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { act, actOn, author, by, council, gi, lt, record, vt } from '../../test/acts.ts';
import {
  aunt,
  caseOpened,
  child,
  father,
  fixedFace,
  item,
  joined,
  left,
  members,
  membership,
  mother,
  opened,
  reported,
  teenager,
} from '../../test/history.ts';
import type { InvestigationRequested } from '../inquiry/inquiry-events.ts';
import type { FrameEvent } from '../frame/case-frame.ts';
import type { MembershipChanged } from '../household/household-events.ts';
import type { MeasureOrdered } from '../measures/measure-events.ts';
import type { ReportReceived } from '../reports/report-events.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { Author } from '../vocabulary/parties.ts';
import { keptAt } from './kept-data.ts';
import type { KeptData } from './kept-data.ts';
import type { AccessRequestReceived, RetentionDecided, RetentionEvent } from './retention-events.ts';
import { retention } from './retention.decider.ts';
import type { DestroyByTerm } from './retention.decider.ts';

const ordered = by<MeasureOrdered>(gi, {
  type: 'MeasureOrdered',
  version: 1,
  data: {
    measureId: item('measure'),
    concerning: [child],
    executedBy: gi.organisation,
    kind: 'SUPERVISION',
    orderedOn: '2025-04-01',
    endsOn: '2026-04-01',
    exParte: false,
  },
});
const requested = by<InvestigationRequested>(vt, {
  type: 'InvestigationRequested',
  version: 1,
  data: {
    requestId: item('request'),
    council: council.organisation,
    corvReference: 'corv',
    concerning: [child],
    question: 'Is gezag nodig?',
  },
});
const leaves = (who: Author, day = '2026-05-01') => by(who, left(who), day);
type Told = FrameEvent | ReportReceived | RetentionEvent;

/** What a controller keeps about somebody, as of a day. */
function kept(events: readonly Told[], who: Author, day: string, personId = child): KeptData | undefined {
  let state = retention.initial();
  events.forEach((event, index) => {
    state = retention.evolve(state, event, record(event, index) as never);
  });
  return keptAt(state, `${day}T12:00:00.000Z`).find((one) => one.controller === who.organisation && one.personId === personId);
}

describe('what a controller holds', () => {
  it('is kept while it is involved, and from when it left for twenty years', () => {
    expect(kept([opened], lt, '2060-01-01')).toMatchObject({ status: 'INVOLVED' });
    const gone = [opened, leaves(lt)];
    expect(kept(gone, lt, '2046-05-01')).toMatchObject({ status: 'RUNNING', until: '2046-05-01', term: { key: 'T32-LT' } });
    expect(kept(gone, lt, '2046-05-02')).toMatchObject({ status: 'DUE', until: '2046-05-01' });
    expect(kept(gone, vt, '2046-05-02')).toMatchObject({ status: 'INVOLVED' });
  });
  it('is counted from no day before it came in, whatever day is written down', () =>
    expect(kept([opened, leaves(lt, '1999-01-01')], lt, '2040-01-01')).toMatchObject({ status: 'RUNNING', until: '2045-03-12' }));
  it('is kept on when it comes back, and its term starts anew when it leaves again', () => {
    const back = [opened, leaves(lt), by(vt, joined(lt), '2030-01-01')];
    expect(kept(back, lt, '2060-01-01')?.status).toBe('INVOLVED');
    expect(kept([...back, leaves(lt, '2031-02-01')], lt, '2060-01-01')).toMatchObject({ status: 'DUE', until: '2051-02-01' });
  });
  it('is kept by Veilig Thuis until the youngest child is eighteen when that is later', () => {
    const baby = { personId: child, content: { name: 'Kind', role: 'child', birthDate: '2028-01-01', households: ['A'] } } as const;
    const withBaby = caseOpened({ members: [...members.filter(({ personId }) => personId !== child), baby] });
    expect(kept([withBaby, leaves(vt, '2025-04-01')], vt, '2045-12-31')).toMatchObject({
      status: 'RUNNING',
      until: '2046-01-01',
      term: { key: 'T32-VT-youngest' },
    });
  });
  it('is nothing of somebody who joined after it left: neither that he is there, nor how old he is', () => {
    const baby = {
      personId: 'baby' as PersonId,
      content: { name: 'Kind', role: 'child', birthDate: '2028-01-01', households: ['A'] },
    } as const;
    const born = by<MembershipChanged>(lt, {
      type: 'MembershipChanged',
      version: 1,
      data: { change: 'PERSON_JOINED', memberIds: [baby.personId], members: [baby] },
    });
    const gone = [opened, leaves(vt)];
    expect(kept([...gone, born], lt, '2045-01-01', baby.personId)?.status).toBe('INVOLVED');
    expect(kept([...gone, born], vt, '2045-01-01', baby.personId)).toBeUndefined();
    expect(kept([...gone, born], vt, '2045-01-01')).toEqual(kept(gone, vt, '2045-01-01'));
    expect(kept([...gone, born, by(lt, joined(vt))], vt, '2045-01-01', baby.personId)?.status).toBe('INVOLVED');
  });
  it('is kept by a GI for thirty years after majority of the child under its measure, of others for twenty', () => {
    const events = [opened, ordered, leaves(gi)];
    expect(kept(events, gi, '2047-01-01')).toMatchObject({ status: 'RUNNING', until: '2063-09-14', term: { key: 'T32-GI-measure' } });
    expect(kept(events, gi, '2047-01-01', mother)).toMatchObject({ status: 'DUE', until: '2046-05-01' });
  });
  it('is kept whole by the Raad for a hundred years after the birth of the youngest, once it inquired', () => {
    expect(kept([opened, requested, leaves(council)], council, '2047-01-01', father)).toMatchObject({ until: '2115-09-14' });
    expect(kept([opened, joined(council), leaves(council)], council, '2047-01-01', father)).toMatchObject({ status: 'DUE' });
  });
  it('is kept while a request of that person waits for a decision', () => {
    const asked = by<AccessRequestReceived>(lt, {
      type: 'AccessRequestReceived',
      version: 1,
      data: { requestId: item('r'), kind: 'ACCESS', personId: father, askedBy: father, wording: 'Ik wil het lezen' },
    });
    expect(kept([opened, asked, leaves(lt)], lt, '2047-01-01', father)?.status).toBe('SUSPENDED');
    expect(kept([opened, asked, leaves(lt)], lt, '2047-01-01', mother)?.status).toBe('DUE');
  });
  it('is kept where a birth date that counts is not known any more', () => {
    const erased = caseOpened({ members: members.map((one) => (one.personId === teenager ? { ...one, content: ERASED } : one)) });
    expect(kept([erased, requested, leaves(council)], council, '2200-01-01')).toMatchObject({ status: 'UNKNOWN' });
  });
  it('about who reported is kept by who received that', () => {
    const reporter = reported.data.reporterId;
    expect(kept([opened, reported, leaves(vt)], vt, '2047-01-01', reporter)).toMatchObject({ status: 'DUE' });
    expect(kept([opened, reported, leaves(lt)], lt, '2047-01-01', reporter)).toBeUndefined();
  });
  it('is what it knew when it left: of who came later it keeps nothing, and no term tells of him', () => {
    const content = { name: 'Baby', role: 'child', birthDate: '2030-01-01', households: ['A'] } as const;
    const born = membership({ change: 'PERSON_JOINED', memberIds: [aunt], members: [{ personId: aunt, content }] });
    const after = [opened, leaves(vt, '2025-04-01'), born];
    expect(kept(after, vt, '2026-01-01', aunt)).toBeUndefined();
    expect(kept(after, vt, '2026-01-01')).toEqual(kept(after.slice(0, 2), vt, '2026-01-01'));
    expect(kept(after, lt, '2026-01-01', aunt)).toMatchObject({ status: 'INVOLVED' });
    const back = [...after, by(lt, joined(vt), '2031-01-01'), leaves(vt, '2032-01-01')];
    expect(kept(back, vt, '2033-01-01', aunt)).toMatchObject({ status: 'RUNNING', until: '2052-01-01' });
    expect(kept([opened, born, leaves(vt, '2025-04-01')], vt, '2026-01-01')).toMatchObject({ until: '2048-01-01' });
  });
  it('tells how its day came about', () =>
    expect(kept([opened, ordered, leaves(gi)], gi, '2047-01-01')?.steps).toEqual([
      { day: '2026-05-01', text: 'betrokkenheid geëindigd' },
      { day: '2046-05-01', text: 'twintig jaar nadat de betrokkenheid eindigde (Jeugdwet 7.3.8 lid 3)' },
      {
        day: '2063-09-14',
        text: 'tot dertig jaar nadat het kind achttien werd, omdat er een maatregel was (Rijksoverheid, bewaartermijn dossier jeugdbescherming)',
      },
    ]));
});

describe('destruction of what is due', () => {
  const supervisor = author(lt.organisation, 'LT', 'supervisor');
  const later = { occurredAt: '2046-05-02', recordedAt: '2046-05-02T10:00:00.000Z' };
  const given = specFor(retention, act(supervisor, later), record);
  const due: DestroyByTerm = { type: 'DestroyByTerm', personIds: [mother, child], list: 'digest of the list' };
  const gone = [opened, fixedFace, leaves(lt)];

  it('is decided for each person on the list, with the list it stood on', () =>
    given(...gone)
      .when(due)
      .thenTypes('RetentionDecided', 'RetentionDecided'));
  it('is decided by a supervisor', () =>
    given(...gone)
      .when(due, act(lt, later))
      .thenRefused('RETENTION_LIST_NOT_THE_SUPERVISOR'));
  it('waits for the last day of the term, whatever day is named', () => {
    const before = { occurredAt: '2046-05-01', recordedAt: '2046-05-01T10:00:00.000Z' };
    given(...gone)
      .when(due, act(supervisor, before))
      .thenRefused('RETENTION_NOT_DUE', 'personIds');
    given(opened, fixedFace).when(due).thenRefused('RETENTION_NOT_DUE', 'personIds');
  });
  it('is not decided twice, nor of somebody who stands on no list', () => {
    const already = by<RetentionDecided>(lt, {
      type: 'RetentionDecided',
      version: 1,
      data: { decisionId: item('d'), personId: child, ground: 'TERM', list: 'x' },
    });
    given(...gone, already)
      .when(due)
      .thenRefused('RETENTION_NOT_DUE', 'personIds');
    given(...gone)
      .when({ ...due, personIds: [child, item('nobody') as unknown as typeof child] })
      .thenRefused('RETENTION_NOT_DUE', 'personIds');
  });
  it('names somebody, each once, and its list', () => {
    given(...gone)
      .when({ ...due, personIds: [] })
      .thenRefused('CASE_NOBODY_NAMED', 'personIds');
    given(...gone)
      .when({ ...due, personIds: [child, child] })
      .thenRefused('CASE_PERSON_TWICE', 'personIds');
    given(...gone)
      .when({ ...due, list: ' ' })
      .thenRefused('CASE_TEXT_MISSING', 'list');
  });
  it('is no business of who never had anything', () =>
    given(...gone)
      .when(due, actOn('2046-05-02', author('elders', 'LT', 'supervisor')))
      .thenRefused('CASE_UNKNOWN'));
});
