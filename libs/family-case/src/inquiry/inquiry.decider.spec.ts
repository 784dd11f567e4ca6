// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { act, by, care, council, gi, lt, record, vt } from '../../test/acts.ts';
import {
  caseOpened,
  child,
  councilRequested,
  father,
  inquiryStarted,
  item,
  joined,
  members,
  mother,
  nobody,
  opened,
} from '../../test/history.ts';
import type { SafetyAssessed } from '../safety/safety-events.ts';
import { inquiry } from './inquiry.decider.ts';
import type { EstablishInquiryNeed } from './inquiry.decider.ts';
import type { FactRecorded } from './inquiry-events.ts';
import type { ConcludeInquiry, PreventDuplicate, RecordFact, ShareDraft } from './own-inquiry.ts';
import type { RequestInquiry, StartInquiry } from './start-inquiry.ts';

const given = specFor(inquiry, act(vt), record);
const factOf = (who: typeof vt, name: string) =>
  by<FactRecorded>(who, {
    type: 'FactRecorded',
    version: 1,
    data: {
      factId: item(name),
      investigationId: item('i1'),
      concerning: [child],
      kind: 'OBSERVATION',
      text: 'Gezien',
      source: 'School',
      familyMarks: [],
    },
  });
const running = [opened, councilRequested, inquiryStarted(vt, 'i1'), inquiryStarted(council, 'i2', 'COUNCIL')];
const concluded = by(vt, {
  type: 'InvestigationConcluded',
  version: 1,
  data: { investigationId: item('i1'), kind: 'VT', concerning: [child], outcome: '', advice: '', report: '', reactions: [] },
});

describe('the need for an inquiry', () => {
  const need: EstablishInquiryNeed = { type: 'EstablishInquiryNeed', concerning: [child], reason: 'Patroon van geweld' };

  it('is found by Veilig Thuis', () => {
    given(opened)
      .when(need)
      .then({ type: 'InquiryNeedEstablished', version: 1, data: { concerning: [child], reason: 'Patroon van geweld' } });
    given(opened).when(need, act(lt)).thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('has a reason', () =>
    given(opened)
      .when({ ...need, reason: '' })
      .thenRefused('CASE_TEXT_MISSING', 'reason'));
});

describe('requesting an inquiry of the Raad', () => {
  const request: RequestInquiry = {
    type: 'RequestInquiry',
    council: council.organisation,
    corvReference: 'CORV-1',
    concerning: [child],
    question: 'Is een maatregel nodig?',
  };
  const danger = by(vt, {
    type: 'AcuteDangerDeclared',
    version: 1,
    data: { dangerId: item('d'), concerning: [child], what: '', actionTaken: '' },
  });
  const assessed = (conclusion: SafetyAssessed['data']['conclusion']) =>
    by<SafetyAssessed>(vt, {
      type: 'SafetyAssessed',
      version: 1,
      data: { assessmentId: item('s'), concerning: [child], instrument: '', conclusion, explanation: '' },
    });

  it('goes through CORV', () => {
    given(opened)
      .when(request)
      .then({ ...councilRequested, data: { ...councilRequested.data, requestId: item('request') } });
    given(opened)
      .when({ ...request, corvReference: ' ' })
      .thenRefused('INQUIRY_CORV_MISSING', 'corvReference');
  });
  it('goes without CORV while life is threatened', () => {
    const urgent = { ...request, corvReference: '' };
    given(opened, danger).when(urgent).thenTypes('InvestigationRequested');
    given(opened, assessed('ACUTE_DANGER')).when(urgent).thenTypes('InvestigationRequested');
    given(opened, danger, assessed('STRUCTURAL_DANGER')).when(urgent).thenRefused('INQUIRY_CORV_MISSING');
    given(opened, danger, assessed(ERASED)).when(urgent).thenRefused('INQUIRY_CORV_MISSING');
  });
  it('is for lokaal team, Veilig Thuis and GI', () => {
    given(opened).when(request, act(lt)).thenTypes('InvestigationRequested');
    given(opened, joined(care)).when(request, act(care)).thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('is put to the Raad', () =>
    given(opened)
      .when({ ...request, council: lt.organisation })
      .thenRefused('INQUIRY_NOT_A_COUNCIL', 'council'));
  it('is about minors', () => {
    const adults = caseOpened({ householdKind: 'HOUSEHOLD_WITHOUT_MINORS', members: members.slice(0, 2), memberIds: [mother, father] });
    given(adults)
      .when({ ...request, concerning: [mother] })
      .thenRefused('INQUIRY_NO_MINOR');
  });
});

describe('starting an inquiry', () => {
  const start = (kind: StartInquiry['kind']): StartInquiry => ({
    type: 'StartInquiry',
    kind,
    concerning: [child],
    question: 'Wat is er aan de hand?',
  });

  it('is an own power: Veilig Thuis its inquiry, the Raad its own and the test of a supervision order', () => {
    given(opened).when(start('VT')).thenTypes('InvestigationStarted');
    given(opened, councilRequested).when(start('COUNCIL'), act(council)).thenTypes('InvestigationStarted');
    given(opened, councilRequested).when(start('SUPERVISION_TEST'), act(council)).thenTypes('InvestigationStarted');
    given(opened, councilRequested).when(start('VT'), act(council)).thenRefused('CASE_PARTY_MAY_NOT');
    given(opened).when(start('COUNCIL')).thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('is refused to the Raad until it is asked', () => given(opened).when(start('COUNCIL'), act(council)).thenRefused('CASE_UNKNOWN'));
  it('happens once at a time about the same person', () => {
    given(...running)
      .when(start('VT'))
      .thenRefused('INQUIRY_ALREADY_RUNNING');
    given(...running)
      .when({ ...start('VT'), concerning: [mother] })
      .thenTypes('InvestigationStarted');
    given(...running, concluded)
      .when(start('VT'))
      .thenTypes('InvestigationStarted');
  });
});

describe('recording a fact', () => {
  const fact: RecordFact = {
    type: 'RecordFact',
    investigationId: item('i1'),
    concerning: [child],
    kind: 'OBSERVATION',
    text: 'Blauwe plek',
    source: 'School',
    familyMarks: [{ personId: father, content: { mark: 'UNTRUE' } }],
    workingNote: 'Navragen',
  };

  it('has a source, and the family’s mark beside it', () => {
    given(...running)
      .when(fact)
      .thenTypes('FactRecorded');
    given(...running)
      .when({ ...fact, source: '' })
      .thenRefused('CASE_TEXT_MISSING', 'source');
    given(...running)
      .when({ ...fact, familyMarks: [{ personId: nobody, content: { mark: 'TRUE' } }] })
      .thenRefused('CASE_PERSON_UNKNOWN', 'familyMarks');
  });
  it('stands in one’s own inquiry', () => {
    given(...running)
      .when(fact, act(council))
      .thenRefused('INQUIRY_UNKNOWN', 'investigationId');
    given(...running)
      .when({ ...fact, investigationId: item('i9') })
      .thenRefused('INQUIRY_UNKNOWN', 'investigationId');
  });
  it('stands in an inquiry that runs', () =>
    given(...running, concluded)
      .when(fact)
      .thenRefused('INQUIRY_CONCLUDED', 'investigationId'));
});

describe('preventing a double inquiry', () => {
  const prevent: PreventDuplicate = {
    type: 'PreventDuplicate',
    investigationId: item('i2'),
    from: vt.organisation,
    factIds: [item('f1'), item('f2')],
    concerning: [child],
    ownWeighing: 'Zelf gewogen',
  };
  const facts = [...running, factOf(vt, 'f1'), factOf(vt, 'f2'), factOf(council, 'f3')];

  it('re-uses facts of another organisation and weighs them itself', () => {
    given(...facts)
      .when(prevent, act(council))
      .thenTypes('DuplicateInvestigationPrevented');
    given(...facts)
      .when({ ...prevent, ownWeighing: '' }, act(council))
      .thenRefused('CASE_TEXT_MISSING', 'ownWeighing');
  });
  it('names facts of that organisation, each once', () => {
    for (const factIds of [[], [item('f1'), item('f1')], [item('f1'), item('f9')], [item('f1'), item('f3')]]) {
      given(...facts)
        .when({ ...prevent, factIds }, act(council))
        .thenRefused('INQUIRY_FACT_UNKNOWN', 'factIds');
    }
  });
  it('is not about one’s own facts', () =>
    given(...facts)
      .when({ ...prevent, from: council.organisation, factIds: [item('f3')] }, act(council))
      .thenRefused('INQUIRY_OWN_FACTS', 'from'));
  it('belongs to an inquiry of one’s own', () => {
    given(...facts)
      .when(prevent, act(vt))
      .thenRefused('INQUIRY_UNKNOWN', 'investigationId');
    given(...facts, joined(gi))
      .when(prevent, act(gi))
      .thenRefused('INQUIRY_UNKNOWN', 'investigationId');
  });
});

describe('sharing a draft and concluding', () => {
  const share: ShareDraft = {
    type: 'ShareDraft',
    investigationId: item('i1'),
    sharedWith: [mother],
    reactionsUntil: '2025-04-16',
    summary: 'In het kort',
  };
  const conclude: ConcludeInquiry = {
    type: 'ConcludeInquiry',
    investigationId: item('i1'),
    concerning: [child],
    outcome: 'Geweld bevestigd',
    advice: 'Hulp',
    report: 'Verslag',
    reactions: [{ personId: father, content: 'Niet mee eens' }],
  };

  it('leaves time to react', () => {
    given(...running)
      .when(share)
      .thenTypes('DraftReportShared');
    given(...running)
      .when({ ...share, reactionsUntil: '2025-04-02' })
      .thenRefused('INQUIRY_NO_TIME_TO_REACT', 'reactionsUntil');
  });
  it('knows by itself which kind of inquiry is concluded', () => {
    const { type, ...fields } = conclude;
    void type;
    given(...running)
      .when(conclude)
      .then({ type: 'InvestigationConcluded', version: 1, data: { ...fields, kind: 'VT' } });
  });
  it('concludes once, by who inquired', () => {
    given(...running, concluded)
      .when(conclude)
      .thenRefused('INQUIRY_CONCLUDED', 'investigationId');
    given(...running)
      .when(conclude, act(council))
      .thenRefused('INQUIRY_UNKNOWN', 'investigationId');
    given(...running)
      .when(conclude, act({ ...vt, registered: false }))
      .thenRefused('CASE_NOT_REGISTERED');
  });
});
