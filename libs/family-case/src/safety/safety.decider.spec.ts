// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { act, author, care, council, gi, lt, record, stated, vt } from '../../test/acts.ts';
import { caseOpened, child, everyParty, father, fixedFace, item, joined, members, mother, nobody, opened } from '../../test/history.ts';
import type { WorkerRef } from '../vocabulary/ids.ts';
import { safety } from './safety.decider.ts';
import type { AssessSafety, DeclareAcuteDanger, SeeChild } from './safety.decider.ts';
import type { ScaleSafety } from './scale-safety.ts';

const given = specFor(safety, act(vt), record);

describe('assessing safety', () => {
  const assess: AssessSafety = {
    type: 'AssessSafety',
    concerning: [child],
    instrument: 'Triage-instrument Veilig Thuis 3',
    conclusion: 'STRUCTURAL_DANGER',
    explanation: 'Ruzies keren terug',
  };

  it('names its instrument', () => {
    given(opened)
      .when(assess)
      .then({
        type: 'SafetyAssessed',
        version: 1,
        data: {
          assessmentId: item('assessment'),
          concerning: [child],
          instrument: 'Triage-instrument Veilig Thuis 3',
          conclusion: 'STRUCTURAL_DANGER',
          explanation: 'Ruzies keren terug',
        },
      });
    given(opened)
      .when({ ...assess, instrument: '' })
      .thenRefused('CASE_TEXT_MISSING', 'instrument');
  });
  it('is for a registered professional of Veilig Thuis, lokaal team, GI or RVT', () => {
    given(opened).when(assess, act(lt)).thenTypes('SafetyAssessed');
    given(opened, joined(council)).when(assess, act(council)).thenRefused('CASE_PARTY_MAY_NOT');
    given(opened, joined(council))
      .when(assess, act({ ...council, role: 'rvtMember' }))
      .thenTypes('SafetyAssessed');
    given(opened)
      .when(assess, act({ ...vt, registered: false }))
      .thenRefused('CASE_NOT_REGISTERED');
  });
});

describe('declaring acute danger', () => {
  const danger: DeclareAcuteDanger = { type: 'DeclareAcuteDanger', concerning: [child], what: 'Geweld', actionTaken: 'Politie gebeld' };

  it('is for any professional, registered or not', () => {
    for (const who of [vt, lt, council, gi, care])
      given(opened, ...everyParty)
        .when(danger, act({ ...who, registered: false }))
        .thenTypes('AcuteDangerDeclared');
    given(opened).when(danger, act(care)).thenRefused('CASE_UNKNOWN');
  });
  it('says what was done', () =>
    given(opened)
      .when({ ...danger, actionTaken: '' })
      .thenRefused('CASE_TEXT_MISSING', 'actionTaken'));
});

describe('seeing a child', () => {
  const see: SeeChild = { type: 'SeeChild', childId: child, alone: true, where: 'SCHOOL', observation: 'Rustig' };
  const colleague = { ...lt, role: 'caseworker', worker: 'worker-colleague' as WorkerRef } as const;

  it('is for Veilig Thuis, a GI and the Raad', () => {
    for (const who of [vt, gi, council])
      given(opened, ...everyParty)
        .when(see, act(who))
        .thenTypes('ChildSeen');
    given(opened, ...everyParty)
      .when(see, act(care))
      .thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('is for the fixed face of the lokaal team, by role or by appointment', () => {
    given(opened)
      .when(see, act({ ...colleague, role: 'fixedFace' }))
      .thenTypes('ChildSeen');
    given(opened, fixedFace)
      .when(see, act({ ...lt, role: 'caseworker' }))
      .thenTypes('ChildSeen');
    given(opened, fixedFace).when(see, act(colleague)).thenRefused('SAFETY_NOT_THE_FIXED_FACE');
  });
  it('is of a child', () => {
    given(opened)
      .when({ ...see, childId: mother })
      .thenRefused('SAFETY_NOT_A_CHILD', 'childId');
    given(opened)
      .when({ ...see, childId: nobody })
      .thenRefused('CASE_PERSON_UNKNOWN', 'childId');
  });
  it('is not refused for want of an age that was erased', () => {
    const erased = members.map(({ personId }) => ({ personId, content: ERASED }));
    given(caseOpened({ members: erased }))
      .when(see)
      .thenTypes('ChildSeen');
  });
});

describe('scaling safety', () => {
  const scale: ScaleSafety = { type: 'ScaleSafety', concerning: [child], rater: mother, ownScore: 6 };
  const professional: ScaleSafety = { type: 'ScaleSafety', concerning: [child], professionalScore: 4 };

  it('is one number by a member of the family, in his own name', () => {
    given(opened)
      .when(scale, act(lt, stated(mother)))
      .thenTypes('SafetyScaled');
    given(opened)
      .when(scale, act(lt, stated(father)))
      .thenRefused('SAFETY_NOT_THE_RATER', 'statedBy');
    given(opened)
      .when({ ...scale, rater: nobody })
      .thenRefused('CASE_PERSON_UNKNOWN', 'rater');
    given(opened)
      .when({ type: 'ScaleSafety', concerning: [child], ownScore: 6 })
      .thenRefused('SAFETY_RATER_MISSING', 'rater');
  });
  it('is one number by a professional', () => {
    given(opened).when(professional).thenTypes('SafetyScaled');
    given(opened)
      .when({ ...professional, rater: mother })
      .thenRefused('SAFETY_RATER_NOT_EXPECTED', 'rater');
    given(opened)
      .when({ ...professional, words: 'Gespannen' })
      .thenRefused('SAFETY_WORDS_WITHOUT_RATER', 'words');
  });
  it('is one of the two, never both or neither', () => {
    given(opened)
      .when({ ...scale, professionalScore: 4 })
      .thenRefused('SAFETY_ONE_SCORE', 'ownScore');
    given(opened)
      .when({ type: 'ScaleSafety', concerning: [child] })
      .thenRefused('SAFETY_ONE_SCORE', 'ownScore');
  });
  it('is whole and from 0 to 10', () => {
    for (const ownScore of [-1, 11, 5.5, Number.NaN])
      given(opened)
        .when({ ...scale, ownScore })
        .thenRefused('SAFETY_SCORE_OUT_OF_RANGE', 'ownScore');
    for (const ownScore of [0, 10])
      given(opened)
        .when({ ...scale, ownScore })
        .thenTypes('SafetyScaled');
    given(opened)
      .when({ ...professional, professionalScore: 12 })
      .thenRefused('SAFETY_SCORE_OUT_OF_RANGE', 'professionalScore');
  });
  it('is not for who is not involved', () =>
    given(opened)
      .when(professional, act(author('zh-elders', 'ZA')))
      .thenRefused('CASE_UNKNOWN'));
});
