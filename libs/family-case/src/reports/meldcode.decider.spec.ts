// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { ERASED, specFor } from '@gezinslijn/event-sourcing';
import { act, author, by, care, gi, idFor, lt, record, vt } from '../../test/acts.ts';
import { child } from '../../test/history.ts';
import type { EntryId } from '../vocabulary/ids.ts';
import { meldcodeRecord } from './meldcode.decider.ts';
import type { LinkMeldcodeRecord, TakeMeldcodeStep } from './meldcode.decider.ts';
import type { MeldcodeRecordLinked, MeldcodeStep, MeldcodeStepTaken } from './report-events.ts';

const given = specFor(meldcodeRecord, act(lt), record);

const take = (step: MeldcodeStep, extra: Partial<TakeMeldcodeStep> = {}): TakeMeldcodeStep => ({
  type: 'TakeMeldcodeStep',
  step,
  concerning: [child],
  considerations: 'Overwogen',
  adviceOfVeiligThuis: false,
  ...extra,
});
const taken = (step: MeldcodeStep, extra: Partial<MeldcodeStepTaken['data']> = {}) =>
  by<MeldcodeStepTaken>(lt, {
    type: 'MeldcodeStepTaken',
    version: 1,
    data: { step, concerning: [child], considerations: 'Overwogen', adviceOfVeiligThuis: false, ...extra },
  });
const fourSteps = [taken(1), taken(2), taken(3), taken(4)];
const decided = [...fourSteps, taken(5, { decision: 'REPORT' })];

describe('the steps of the meldcode', () => {
  it('are taken by a lokaal team or care provider, in a record of its own', () => {
    given().when(take(1)).then(taken(1));
    given().when(take(1), act(care)).thenTypes('MeldcodeStepTaken');
    given().when(take(1), act(gi)).thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('are nobody else’s to add to', () =>
    given(taken(1))
      .when(take(2), act(author('lt-elders', 'LT')))
      .thenRefused('MELDCODE_NOT_YOURS'));
  it('weigh after signals, consultation and talk', () => {
    given(taken(1), taken(2)).when(take(4)).thenRefused('MELDCODE_STEP_MISSING', 'step');
    given(taken(1), taken(2), taken(3)).when(take(4)).thenTypes('MeldcodeStepTaken');
  });
  it('skip the talk for safety only, and say why', () => {
    given()
      .when(take(3, { skippedBecause: 'Gevaar voor moeder' }))
      .thenTypes('MeldcodeStepTaken');
    given()
      .when(take(3, { skippedBecause: ' ' }))
      .thenRefused('CASE_TEXT_MISSING', 'skippedBecause');
    given()
      .when(take(2, { skippedBecause: 'Geen tijd' }))
      .thenRefused('MELDCODE_ONLY_TALK_SKIPPED', 'skippedBecause');
  });
  it('decide at the end, once weighed', () => {
    given(...fourSteps)
      .when(take(5, { decision: 'REPORT' }))
      .thenTypes('MeldcodeStepTaken');
    given(...fourSteps)
      .when(take(5))
      .thenRefused('MELDCODE_DECISION_MISSING', 'decision');
    given(taken(1))
      .when(take(5, { decision: 'REPORT' }))
      .thenRefused('MELDCODE_STEP_MISSING', 'step');
    given()
      .when(take(1, { decision: 'REPORT' }))
      .thenRefused('MELDCODE_DECISION_TOO_EARLY', 'decision');
  });
  it('are about somebody', () => {
    given()
      .when(take(1, { concerning: [] }))
      .thenRefused('CASE_NOBODY_NAMED', 'concerning');
    given()
      .when(take(1, { concerning: [child, child] }))
      .thenRefused('CASE_PERSON_TWICE', 'concerning');
  });
  it('have happened', () =>
    given()
      .when(take(1), act(lt, { occurredAt: '2025-04-03' }))
      .thenRefused('CASE_IN_FUTURE', 'occurredAt'));
});

describe('linking the record to a report', () => {
  const link: LinkMeldcodeRecord = {
    type: 'LinkMeldcodeRecord',
    reportEntry: idFor('report entry') as EntryId,
    organisation: vt.organisation,
  };
  const linked = by<MeldcodeRecordLinked>(vt, {
    type: 'MeldcodeRecordLinked',
    version: 1,
    data: { reportEntry: idFor('report entry') as EntryId, organisation: vt.organisation },
  });

  it('is done by the Veilig Thuis that received the report, or by the owner', () => {
    given(...decided)
      .when(link, act(vt))
      .then(linked);
    given(...decided)
      .when(link, act(lt))
      .thenTypes('MeldcodeRecordLinked');
  });
  it('lets nobody else in', () => {
    given(...decided)
      .when(link, act(gi))
      .thenRefused('MELDCODE_NOT_YOURS');
    given(...decided)
      .when(link, act(author('vt-elders', 'VT')))
      .thenRefused('MELDCODE_NOT_YOURS');
  });
  it('answers for a record that does not exist as for one that is another’s', () =>
    given().when(link, act(vt)).thenRefused('MELDCODE_NOT_YOURS'));
  it('follows a decision to report', () => {
    given(...fourSteps)
      .when(link, act(vt))
      .thenRefused('MELDCODE_NO_REPORT_DECIDED');
    given(...fourSteps, taken(5, { decision: 'ARRANGE_HELP' }))
      .when(link, act(vt))
      .thenRefused('MELDCODE_NO_REPORT_DECIDED');
    given(...fourSteps, taken(5, { decision: ERASED }))
      .when(link, act(vt))
      .thenTypes('MeldcodeRecordLinked');
  });
  it('happens once', () =>
    given(...decided, linked)
      .when(link, act(vt))
      .thenNothing());
});
