// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, by, council, gi, lt, record, vt } from '../../test/acts.ts';
import { caseOpened, child, item, joined, left, opened, reported } from '../../test/history.ts';
import { monitoring } from './monitoring.decider.ts';
import type { HandOverSafetyWatch } from './monitoring.decider.ts';
import type { SafetyWatchHandedOver } from './monitoring-events.ts';

const given = specFor(monitoring, act(vt), record);
const offer: HandOverSafetyWatch = {
  type: 'HandOverSafetyWatch',
  step: 'OFFERED',
  to: [lt.organisation, gi.organisation],
  familyPresent: true,
  concerning: [child],
  note: 'Besproken',
};
const accept: HandOverSafetyWatch = {
  type: 'HandOverSafetyWatch',
  step: 'ACCEPTED',
  handoverId: item('handover'),
  familyPresent: true,
  note: 'Overgenomen',
};
const recorded = (who: typeof vt, step: 'OFFERED' | 'ACCEPTED', note = 'Overgenomen', id = 'handover') =>
  by<SafetyWatchHandedOver>(who, {
    type: 'SafetyWatchHandedOver',
    version: 1,
    data: {
      handoverId: item(id),
      step,
      from: vt.organisation,
      to: [lt.organisation, gi.organisation],
      familyPresent: true,
      concerning: [child],
      note,
    },
  });
const before = [opened, joined(gi)];
const offered = [...before, recorded(vt, 'OFFERED')];

describe('offering the watch on safety', () => {
  it('is for who has it', () => {
    given(...before)
      .when(offer)
      .then(recorded(vt, 'OFFERED', 'Besproken'));
    given(...before)
      .when({ ...offer, to: [vt.organisation] }, act(lt))
      .thenRefused('MONITORING_NOT_THE_WATCHER');
  });
  it('is for Veilig Thuis too once it received a report', () => {
    const byTeam = caseOpened({ parties: [{ organisation: vt.organisation, party: 'VT' }] }, lt);
    given(byTeam, joined(gi)).when(offer).thenRefused('MONITORING_NOT_THE_WATCHER');
    given(byTeam, joined(gi), reported).when(offer).thenTypes('SafetyWatchHandedOver');
  });
  it('names takers that are involved, not oneself', () => {
    given(...before)
      .when({ ...offer, to: [] })
      .thenRefused('MONITORING_NO_TAKER', 'to');
    given(opened).when(offer).thenRefused('MONITORING_TAKER_UNKNOWN', 'to');
    given(...before)
      .when({ ...offer, to: [vt.organisation] })
      .thenRefused('MONITORING_TAKER_UNKNOWN', 'to');
  });
  it('is done once at a time, unless a taker has left', () => {
    given(...offered)
      .when(offer)
      .thenRefused('MONITORING_OFFER_OPEN');
    given(...offered, left(gi))
      .when({ ...offer, to: [lt.organisation] })
      .thenTypes('SafetyWatchHandedOver');
  });
  it('is about somebody', () =>
    given(...before)
      .when({ ...offer, concerning: [] })
      .thenRefused('CASE_NOBODY_NAMED', 'concerning'));
});

describe('accepting the watch', () => {
  it('is for each taker by itself', () => {
    given(...offered)
      .when(accept, act(lt))
      .then(recorded(lt, 'ACCEPTED'));
    given(...offered, recorded(lt, 'ACCEPTED'))
      .when(accept, act(gi))
      .then(recorded(gi, 'ACCEPTED'));
  });
  it('is not for who was not named, nor for the giver', () => {
    given(...offered)
      .when(accept)
      .thenRefused('MONITORING_OFFER_UNKNOWN', 'handoverId');
    given(...offered, joined(council))
      .when(accept, act(council))
      .thenRefused('CASE_PARTY_MAY_NOT');
    const { handoverId, ...unnamed } = accept;
    void handoverId;
    given(...offered)
      .when(unnamed, act(lt))
      .thenRefused('MONITORING_OFFER_UNKNOWN', 'handoverId');
  });
  it('changes nothing the second time', () =>
    given(...offered, recorded(lt, 'ACCEPTED'))
      .when(accept, act(lt))
      .thenNothing());
  it('moves the watch only when all of them accepted', () => {
    const onward: HandOverSafetyWatch = { ...offer, to: [vt.organisation] };
    given(...offered, recorded(lt, 'ACCEPTED'))
      .when(onward, act(lt))
      .thenRefused('MONITORING_NOT_THE_WATCHER');
    given(...offered, recorded(lt, 'ACCEPTED'), recorded(gi, 'ACCEPTED'))
      .when(onward, act(lt))
      .thenTypes('SafetyWatchHandedOver');
    given(...offered, recorded(lt, 'ACCEPTED'), recorded(gi, 'ACCEPTED'))
      .when(offer)
      .thenRefused('MONITORING_NOT_THE_WATCHER');
  });
  it('is of the present offer', () => {
    const anew = [...offered, left(gi), recorded(vt, 'OFFERED', 'Opnieuw', 'second')];
    given(...anew)
      .when(accept, act(lt))
      .thenRefused('MONITORING_OFFER_UNKNOWN', 'handoverId');
    given(...anew)
      .when({ ...accept, handoverId: item('second') }, act(lt))
      .thenTypes('SafetyWatchHandedOver');
  });
});
