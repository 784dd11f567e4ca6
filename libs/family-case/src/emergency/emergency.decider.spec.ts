// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, author, by, idFor, lt, record, stranger } from '../../test/acts.ts';
import { item, members, opened } from '../../test/history.ts';
import type { WorkerRef } from '../vocabulary/ids.ts';
import type { EmergencyAccessReviewed, EmergencyAccessUsed } from './emergency-events.ts';
import { emergency } from './emergency.decider.ts';
import type { ReviewEmergencyAccess, UseEmergencyAccess } from './emergency.decider.ts';

const night = '2025-04-02T22:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(night) + minutes * 60_000).toISOString();
const by_ = stranger;
const supervisor = { ...author(stranger.organisation, 'GI', 'supervisor'), worker: 'worker-leading' as WorkerRef };
const at = (instant: string) => ({ occurredAt: instant, recordedAt: instant });

const given = specFor(emergency, act(by_, at(night)), record);
const use: UseEmergencyAccess = { type: 'UseEmergencyAccess', reason: 'Kind belt: vader staat met een mes voor de deur' };
const concerning = members.map(({ personId }) => personId);
const accessId = item('emergency access');

const used = by<EmergencyAccessUsed>(
  by_,
  { type: 'EmergencyAccessUsed', version: 1, data: { accessId, validUntil: later(240), concerning, reason: use.reason } },
  '2025-04-02',
);
const reviewed = by<EmergencyAccessReviewed>(
  supervisor,
  { type: 'EmergencyAccessReviewed', version: 1, data: { accessId, judgement: 'UNJUSTIFIED', concerning, considerations: 'Geen gevaar' } },
  '2025-04-02',
);
const review: ReviewEmergencyAccess = { type: 'ReviewEmergencyAccess', accessId, judgement: 'JUSTIFIED', considerations: 'Acuut gevaar' };

describe('emergency access', () => {
  it('is there at once for a professional who is not involved, for four hours, about everybody in the case', () =>
    given(opened)
      .when(use)
      .then({
        type: 'EmergencyAccessUsed',
        version: 1,
        data: { accessId: idFor('emergency access') as typeof accessId, validUntil: later(240), concerning, reason: use.reason },
      }));
  it('is there for an organisation that is involved too', () =>
    given(opened)
      .when(use, act(lt, at(night)))
      .thenTypes('EmergencyAccessUsed'));
  it('can be asked for shorter, never for longer', () => {
    given(opened)
      .when({ ...use, minutes: 30 })
      .thenTypes('EmergencyAccessUsed');
    for (const minutes of [241, 0, 1.5]) {
      given(opened)
        .when({ ...use, minutes })
        .thenRefused('EMERGENCY_TOO_LONG', 'minutes');
    }
  });
  it('needs a reason', () =>
    given(opened)
      .when({ ...use, reason: ' ' })
      .thenRefused('CASE_TEXT_MISSING', 'reason'));
  it('is for a case that is there', () => given().when(use).thenRefused('CASE_UNKNOWN'));
  it('that cannot be is refused before it is known whether there is such a case: nobody finds out without using it', () => {
    for (const events of [[], [opened]] as const) {
      given(...events)
        .when({ ...use, minutes: 241 })
        .thenRefused('EMERGENCY_TOO_LONG', 'minutes');
      given(...events)
        .when({ ...use, reason: ' ' })
        .thenRefused('CASE_TEXT_MISSING', 'reason');
      given(...events)
        .when(use, { ...act(by_, at(night)), occurredAt: later(60) })
        .thenRefused('CASE_IN_FUTURE');
    }
  });
  it('runs once at a time for one worker; a colleague needs his own, and a new one is possible afterwards', () => {
    given(opened, used)
      .when(use, act(by_, at(later(60))))
      .thenRefused('EMERGENCY_RUNS');
    given(opened, used)
      .when(use, act(supervisor, at(later(60))))
      .thenTypes('EmergencyAccessUsed');
    given(opened, used)
      .when(use, act(by_, at(later(240))))
      .thenTypes('EmergencyAccessUsed');
    given(opened, used, reviewed)
      .when(use, act(by_, at(later(60))))
      .thenTypes('EmergencyAccessUsed');
  });
});

describe('the review of emergency access', () => {
  it('is by a supervisor of the organisation that used it', () => {
    given(opened, used)
      .when(review, act(supervisor, at(later(300))))
      .thenTypes('EmergencyAccessReviewed');
    given(opened, used)
      .when(review, act({ ...supervisor, role: 'caseworker' }, at(later(300))))
      .thenRefused('EMERGENCY_NOT_THE_SUPERVISOR');
  });
  it('is by somebody else than who used it', () =>
    given(opened, used)
      .when(review, act({ ...by_, role: 'supervisor' }, at(later(300))))
      .thenRefused('EMERGENCY_OWN_REVIEW'));
  it('is not for another organisation: one that is involved learns nothing of it, one that is not gets the answer of no case', () => {
    given(opened, used)
      .when(review, act({ ...lt, role: 'supervisor' }, at(later(300))))
      .thenRefused('EMERGENCY_UNKNOWN', 'accessId');
    given(opened, used)
      .when(review, act(author('za-elders', 'ZA', 'supervisor'), at(later(300))))
      .thenRefused('CASE_UNKNOWN');
  });
  it('happens once and says why', () => {
    given(opened, used, reviewed)
      .when(review, act(supervisor, at(later(300))))
      .thenRefused('EMERGENCY_REVIEWED', 'accessId');
    given(opened, used)
      .when({ ...review, considerations: '' }, act(supervisor, at(later(300))))
      .thenRefused('CASE_TEXT_MISSING', 'considerations');
  });
});
