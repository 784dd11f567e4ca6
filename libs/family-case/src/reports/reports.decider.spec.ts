// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { act, gi, lt, person, record, stranger, vt } from '../../test/acts.ts';
import { caseOpened, child, father, item, members, mother, nobody, opened, reported } from '../../test/history.ts';
import type { InformPersons } from './inform-persons.ts';
import type { ReceiveReport } from './receive-report.ts';
import { reports } from './reports.decider.ts';
import type { LinkReports } from './reports.decider.ts';

const given = specFor(reports, act(vt), record);

const report: ReceiveReport = {
  type: 'ReceiveReport',
  concerning: [child],
  acute: false,
  kind: 'PROFESSIONAL',
  reporterId: person('reporter'),
  reporter: 'School',
  reporterShielded: false,
  conclusion: 'Zorgen',
  content: 'Blauwe plekken',
};
const opening: NonNullable<ReceiveReport['opening']> = {
  householdKind: 'FAMILY_WITH_MINORS',
  region: 'haaglanden',
  parties: [{ organisation: lt.organisation, party: 'LT' }],
  pilot: false,
  reopened: false,
  name: 'Gezin',
  municipality: 'Duinrade',
  reason: 'Zorgen',
  members,
};

describe('receiving a report', () => {
  it('is for Veilig Thuis', () => {
    given(opened)
      .when(report)
      .then({ ...reported, data: { ...reported.data, reportId: item('report') } });
    given(opened).when(report, act(lt)).thenRefused('CASE_PARTY_MAY_NOT');
  });
  it('opens the case with it when there is none', () =>
    given()
      .when({ ...report, opening })
      .then(caseOpened(), reported));
  it('is refused when there is no case and no opening', () => given().when(report).thenRefused('CASE_UNKNOWN'));
  it('opens nothing twice', () =>
    given(opened)
      .when({ ...report, opening })
      .thenRefused('HOUSEHOLD_ALREADY_OPEN', 'opening'));
  it('records both or neither', () => {
    given()
      .when({ ...report, opening: { ...opening, members: [] } })
      .thenRefused('CASE_NOBODY_NAMED', 'members');
    given()
      .when({ ...report, concerning: [nobody], opening })
      .thenRefused('CASE_PERSON_UNKNOWN', 'concerning');
  });
  it('opens only for Veilig Thuis, also when others may open a case', () =>
    given()
      .when({ ...report, opening }, act(lt))
      .thenRefused('CASE_PARTY_MAY_NOT'));
  it('says the same to an outsider with an opening as without', () =>
    given(opened)
      .when({ ...report, opening }, act({ ...stranger, party: 'VT' }))
      .thenRefused('CASE_UNKNOWN'));
  it('gives the reporter a pseudonym that is no member’s', () =>
    given(opened)
      .when({ ...report, reporterId: mother })
      .thenRefused('REPORT_REPORTER_IS_MEMBER', 'reporterId'));
  it('holds a core and a content', () => {
    given(opened)
      .when({ ...report, conclusion: '' })
      .thenRefused('CASE_TEXT_MISSING', 'conclusion');
    given(opened)
      .when({ ...report, content: '' })
      .thenRefused('CASE_TEXT_MISSING', 'content');
  });
});

describe('linking reports', () => {
  const link: LinkReports = { type: 'LinkReports', reportId: item('report'), concerning: [mother, father], explanation: 'Zelfde adres' };

  it('lays a report beside earlier signals', () => given(opened, reported).when(link).thenTypes('ReportsLinked'));
  it('needs a report', () => given(opened).when(link).thenRefused('REPORT_UNKNOWN', 'reportId'));
  it('is for Veilig Thuis', () => given(opened, reported).when(link, act(lt)).thenRefused('CASE_PARTY_MAY_NOT'));
});

describe('informing persons', () => {
  const told = { personId: mother, content: { outcome: 'INFORMED', words: 'Verteld wat er is gemeld' } } as const;
  const inform: InformPersons = { type: 'InformPersons', reportId: item('report'), persons: [told], reporterToldBack: false };
  const postponed = (newDate?: string): InformPersons => ({
    ...inform,
    persons: [
      { personId: father, content: { outcome: 'POSTPONED', words: 'Nu niet veilig', ...(newDate === undefined ? {} : { newDate }) } },
    ],
  });

  it('tells people of a report', () => given(opened, reported).when(inform).thenTypes('PersonsInformedOfReport'));
  it('is of a report that was received', () => given(opened).when(inform).thenRefused('REPORT_UNKNOWN', 'reportId'));
  it('can be postponed to a day that comes', () => {
    given(opened, reported).when(postponed('2025-04-16')).thenTypes('PersonsInformedOfReport');
    given(opened, reported).when(postponed()).thenRefused('REPORT_NEW_DATE_MISSING', 'persons');
    given(opened, reported).when(postponed('2025-04-02')).thenRefused('REPORT_NEW_DATE_PAST', 'persons');
    given(opened, reported).when(postponed('2025-13-01')).thenRefused('CASE_DATE_INVALID', 'persons');
  });
  it('tells somebody something', () => {
    given(opened, reported)
      .when({ ...inform, persons: [] })
      .thenRefused('CASE_NOBODY_NAMED', 'persons');
    given(opened, reported)
      .when({ ...inform, persons: [told, told] })
      .thenRefused('CASE_PERSON_TWICE', 'persons');
    const wordless = { ...told, content: { ...told.content, words: '' } };
    given(opened, reported)
      .when({ ...inform, persons: [wordless] })
      .thenRefused('CASE_TEXT_MISSING', 'persons');
  });
  it('is for Veilig Thuis', () => given(opened, reported).when(inform, act(gi)).thenRefused('CASE_UNKNOWN'));
});
