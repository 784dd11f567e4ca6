// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, actOn, by, idFor, lt, record, stranger, vt } from '../../test/acts.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';
import type { AnswerKnownElsewhere, AskKnownElsewhere, DeliverKnownElsewhere, ReceiveKnownElsewhere } from './elsewhere.decider.ts';
import { elsewhereQuestion } from './elsewhere.decider.ts';
import type { KnownElsewhereAnswered, KnownElsewhereAsked, KnownElsewhereReceived, KnownElsewhereReplied } from './elsewhere-events.ts';

const given = specFor(elsewhereQuestion, actOn('2025-04-17', vt), record);
const someone = { name: 'Lotte Waterlelie', birthDate: '2015-09-14', reason: 'Gezien met blauwe plekken.' };
const ask: AskKnownElsewhere = { type: 'AskKnownElsewhere', ...someone };
const personId = idFor('person') as PersonId;
const asked: KnownElsewhereAsked = { type: 'KnownElsewhereAsked', version: 1, data: { personId, ...someone } };
const details = {
  questionId: idFor('question') as ItemId,
  askedOf: lt.organisation,
  askedOfParty: 'LT' as const,
  personId,
  ...someone,
  matches: [],
};
const received: KnownElsewhereReceived = { type: 'KnownElsewhereReceived', version: 1, data: details };
const answer: AnswerKnownElsewhere = { type: 'AnswerKnownElsewhere', shares: true, message: 'Bel ons.' };
const answered: KnownElsewhereAnswered = {
  type: 'KnownElsewhereAnswered',
  version: 1,
  data: { questionId: details.questionId, personId, shares: true, message: 'Bel ons.' },
};
const replied: KnownElsewhereReplied = { type: 'KnownElsewhereReplied', version: 1, data: { personId, message: 'Bel ons.' } };

describe('asking whether somebody is known elsewhere', () => {
  it('records the question under a pseudonym of its own', () => given().when(ask).then(asked));
  it('needs a first name and a surname, a day that has come, and a reason', () => {
    given()
      .when({ ...ask, name: 'Lotte' })
      .thenRefused('ELSEWHERE_NAME_SHORT');
    given()
      .when({ ...ask, birthDate: '2025-04-18' })
      .thenRefused('CASE_IN_FUTURE');
    given()
      .when({ ...ask, reason: ' ' })
      .thenRefused('CASE_TEXT_MISSING');
  });
  it('asks once per record', () => given(asked).when(ask).then());
});

describe('a question that reached who knows the person', () => {
  const receive: ReceiveKnownElsewhere = { type: 'ReceiveKnownElsewhere', ...details };
  it('comes once', () => {
    given().when(receive).then(received);
    given(received).when(receive).then();
  });
  it('is answered once, by who was asked and nobody else', () => {
    given(received)
      .when(answer, act(lt, { recordedAt: '2025-04-18T12:00:00.000Z' }))
      .then(answered);
    given(received).when(answer, act(stranger)).thenRefused('ELSEWHERE_UNKNOWN');
    given(received).when(answer).thenRefused('ELSEWHERE_UNKNOWN');
    given().when(answer, act(lt)).thenRefused('ELSEWHERE_UNKNOWN');
    given(received, answered).when(answer, act(lt)).thenRefused('ELSEWHERE_ANSWERED');
  });
  it('says what it shares, or why it does not; the one does not travel with the other', () => {
    const { message: _none, ...bare } = answer;
    given(received).when(bare, act(lt)).thenRefused('CASE_TEXT_MISSING');
    given(received)
      .when({ ...answer, shares: false }, act(lt))
      .thenRefused('CASE_TEXT_MISSING');
    given(received)
      .when({ ...answer, shares: false, grounds: 'Geen grondslag.' }, act(lt))
      .then({
        ...answered,
        data: { questionId: details.questionId, personId, shares: false, grounds: 'Geen grondslag.' },
      });
  });
});

describe('an answer that comes back', () => {
  const deliver: DeliverKnownElsewhere = { type: 'DeliverKnownElsewhere', message: 'Bel ons.' };
  it('stands with the question, once per organisation', () => {
    given(asked).when(deliver, act(lt)).then(replied);
    given(asked, by(lt, replied)).when(deliver, act(lt)).then();
    given(asked, by(lt, replied)).when(deliver, act(stranger)).then(replied);
  });
  it('has nowhere to go without a question', () => given().when(deliver, act(lt)).thenRefused('ELSEWHERE_UNKNOWN'));
});
