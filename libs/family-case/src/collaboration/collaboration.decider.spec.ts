// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, by, care, council, gi, lt, record, vt } from '../../test/acts.ts';
import { child, everyParty, item, opened } from '../../test/history.ts';
import { collaboration } from './collaboration.decider.ts';
import type { HoldTable, RecordDissent } from './collaboration.decider.ts';
import type { DissentRecorded } from './collaboration-events.ts';

const given = specFor(collaboration, act(vt), record);
const before = [opened, ...everyParty];

describe('a table', () => {
  const table: HoldTable = {
    type: 'HoldTable',
    kind: 'URGENT_JBT',
    attending: [vt.organisation, lt.organisation],
    concerning: [child],
    outcome: 'Onderzoek vragen',
    discussion: 'Besproken',
  };

  it('is written down by who sat at it', () => {
    given(...before)
      .when(table)
      .then({
        type: 'TableHeld',
        version: 1,
        data: {
          tableId: item('table'),
          kind: 'URGENT_JBT',
          attending: [vt.organisation, lt.organisation],
          concerning: [child],
          outcome: 'Onderzoek vragen',
          discussion: 'Besproken',
        },
      });
    given(...before)
      .when(table, act(gi))
      .thenRefused('COLLABORATION_CHAIR_ABSENT', 'attending');
  });
  it('has an outcome', () =>
    given(...before)
      .when({ ...table, outcome: '' })
      .thenRefused('CASE_TEXT_MISSING', 'outcome'));
});

describe('dissent', () => {
  const dissent: RecordDissent = { type: 'RecordDissent', attending: [vt.organisation], concerning: [child], text: 'Eerst vrijwillig' };
  const answer: RecordDissent = { type: 'RecordDissent', answerTo: item('d1'), concerning: [child], text: 'Gewogen' };
  const dissented = (who: typeof lt, attending = [vt.organisation, lt.organisation]) =>
    by<DissentRecorded>(who, {
      type: 'DissentRecorded',
      version: 1,
      data: { dissentId: item('d1'), attending, concerning: [child], text: 'Eerst vrijwillig' },
    });

  it('is any party’s, for those at the table and itself', () =>
    given(...before)
      .when(dissent, act(lt))
      .then({
        type: 'DissentRecorded',
        version: 1,
        data: { dissentId: item('dissent'), attending: [vt.organisation, lt.organisation], concerning: [child], text: 'Eerst vrijwillig' },
      }));
  it('is answered by another, for the same table', () => {
    given(...before, dissented(lt))
      .when(answer, act(vt))
      .then({
        type: 'DissentRecorded',
        version: 1,
        data: {
          dissentId: item('dissent'),
          answerTo: item('d1'),
          attending: [vt.organisation, lt.organisation],
          concerning: [child],
          text: 'Gewogen',
        },
      });
    given(...before, dissented(lt))
      .when(answer, act(lt))
      .thenRefused('COLLABORATION_OWN_DISSENT', 'answerTo');
  });
  it('does not exist for who may not read it', () => {
    given(...before, dissented(vt, [vt.organisation]))
      .when(answer, act(lt))
      .thenTypes('DissentRecorded');
    for (const who of [gi, council, care]) {
      given(...before, dissented(vt, [vt.organisation]))
        .when(answer, act(who))
        .thenRefused('COLLABORATION_DISSENT_UNKNOWN', 'answerTo');
    }
    given(...before, dissented(vt, [vt.organisation, council.organisation]))
      .when(answer, act(council))
      .thenRefused('COLLABORATION_DISSENT_UNKNOWN');
    given(...before)
      .when(answer, act(lt))
      .thenRefused('COLLABORATION_DISSENT_UNKNOWN', 'answerTo');
  });
  it('says something', () =>
    given(...before)
      .when({ ...dissent, text: '' })
      .thenRefused('CASE_TEXT_MISSING', 'text'));
});
