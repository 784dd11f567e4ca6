// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import type { FamilyEvent } from '../family-event.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Term } from './calendar.ts';

/** The number of a norm, as practice and docs/domain/norms.md know it. */
export type NormId = 'T2' | 'T3' | 'T4' | 'T5' | 'T9' | 'T10' | 'T13' | 'T14' | 'T15' | 'T16' | 'T19' | 'N1' | 'N2';
/** A norm can have two readings or two clauses, each with a clock of its own. */
export type NormKey = NormId | 'T10-practice' | 'T15-execution' | 'T19-placement' | 'N2-destruction';

/** What the law says, and what practice makes of it, where the two differ. */
export type Reading = 'law' | 'practice';

/**
 * How a due date comes about. `statutory`: forwards by the Algemene termijnenwet. `order`: the day written in the order, not moved.
 * `lapse`: forwards and not moved, because a right falls away by itself. `backward`: counted back from an end, and so not moved.
 */
export type Calendar = 'statutory' | 'order' | 'lapse' | 'backward';

/** Whom to warn, and when: counted from the start or the due date, or back from the end of the measure. */
export interface Warning {
  readonly to: string;
  readonly from: 'start' | 'due' | 'end';
  /** Negative: before. */
  readonly after: Term;
}

/** A term, as data. A change of the law is another entry with a later `validFrom`; clocks that run keep the entry they started under. */
export interface Norm {
  readonly key: NormKey;
  readonly id: NormId;
  readonly version: string;
  readonly validFrom: LocalDate;
  readonly reading: Reading;
  /** What must happen, in Dutch. */
  readonly title: string;
  readonly source: string;
  readonly start: readonly FamilyEvent['type'][];
  readonly stop: readonly FamilyEvent['type'][];
  /** Absent when the order names the day. */
  readonly term?: Term;
  readonly calendar: Calendar;
  readonly warn: readonly Warning[];
  /** Which kind of organisation must act. */
  readonly holder: Party;
}

const days = (count: number): Term => ({ count, unit: 'days' });
const workingDays = (count: number): Term => ({ count, unit: 'workingDays' });
const weeks = (count: number): Term => ({ count, unit: 'weeks' });
const months = (count: number): Term => ({ count, unit: 'months' });

/** The terms that the events of today can start and stop. [P] marks a choice of ours, to be confirmed. Readings: docs/domain/norms.md. */
export const NORMS: readonly Norm[] = [
  {
    key: 'T2',
    id: 'T2',
    version: '2019-01',
    validFrom: '2019-01-01',
    reading: 'law',
    title: 'Veilig Thuis beoordeelt de veiligheid binnen vijf werkdagen',
    source: 'Handelingsprotocol Veilig Thuis 2019',
    start: ['ReportReceived'],
    stop: ['SafetyAssessed'],
    term: workingDays(5),
    calendar: 'statutory',
    warn: [
      { to: 'medewerker Veilig Thuis', from: 'start', after: workingDays(3) },
      { to: 'leidinggevende Veilig Thuis', from: 'start', after: workingDays(5) },
    ],
    holder: 'VT',
  },
  {
    key: 'T3',
    id: 'T3',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Veilig Thuis start het onderzoek dat nodig is binnen vijf dagen',
    source: 'Uitvoeringsbesluit Wmo 2015 4.1.7 lid 1',
    start: ['ReportReceived'],
    stop: ['InvestigationStarted'],
    term: days(5),
    calendar: 'statutory',
    warn: [{ to: 'leidinggevende Veilig Thuis', from: 'due', after: days(0) }],
    holder: 'VT',
  },
  {
    key: 'T4',
    id: 'T4',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Veilig Thuis rondt het onderzoek af binnen tien weken',
    source: 'Uitvoeringsbesluit Wmo 2015 4.1.7 lid 2',
    start: ['InquiryNeedEstablished', 'InvestigationStarted'],
    stop: ['InvestigationConcluded'],
    term: weeks(10),
    calendar: 'statutory',
    warn: [{ to: 'leidinggevende Veilig Thuis', from: 'start', after: weeks(8) }],
    holder: 'VT',
  },
  {
    key: 'T5',
    id: 'T5',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Betrokkenen horen binnen vier weken van de melding',
    source: 'Wmo 2015 5.3.1',
    start: ['ReportReceived'],
    stop: ['PersonsInformedOfReport'],
    term: weeks(4),
    calendar: 'statutory',
    warn: [{ to: 'medewerker Veilig Thuis', from: 'due', after: weeks(-1) }],
    holder: 'VT',
  },
  {
    key: 'T9',
    id: 'T9',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Een vaste jeugdbeschermer en het eerste contact binnen vijf werkdagen',
    source: 'Besluit Jeugdwet 4.2.1',
    start: ['MeasureReceived'],
    stop: ['GuardianAssigned', 'FirstContactHeld'],
    term: workingDays(5),
    calendar: 'statutory',
    warn: [
      { to: 'teamleider gecertificeerde instelling', from: 'start', after: workingDays(3) },
      { to: 'bestuur gecertificeerde instelling', from: 'start', after: workingDays(5) },
    ],
    holder: 'GI',
  },
  {
    key: 'T10',
    id: 'T10',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Een plan van aanpak binnen zes weken nadat het gezin van een eigen plan afziet',
    source: 'Jeugdwet 4.1.3 lid 5',
    start: ['FamilyGroupPlanOffered'],
    stop: ['ActionPlanAdopted'],
    term: weeks(6),
    calendar: 'statutory',
    warn: [
      { to: 'jeugdbeschermer', from: 'start', after: weeks(4) },
      { to: 'teamleider gecertificeerde instelling', from: 'start', after: weeks(6) },
    ],
    holder: 'GI',
  },
  {
    key: 'T10-practice',
    id: 'T10',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'practice',
    title: 'Een plan van aanpak binnen zes weken na de maatregel',
    source: 'Praktijk van inspecties en instellingen, gerekend vanaf de maatregel [P]',
    start: ['MeasureReceived'],
    stop: ['ActionPlanAdopted'],
    term: weeks(6),
    calendar: 'statutory',
    warn: [
      { to: 'jeugdbeschermer', from: 'start', after: weeks(4) },
      { to: 'teamleider gecertificeerde instelling', from: 'start', after: weeks(6) },
    ],
    holder: 'GI',
  },
  {
    key: 'T13',
    id: 'T13',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Een beslissing over ondertoezichtstelling voor de voorlopige afloopt (ten hoogste drie maanden)',
    source: 'BW 1:257, 1:258',
    start: ['MeasureOrdered'],
    stop: ['MeasureOrdered'],
    calendar: 'order',
    warn: [
      { to: 'raadsonderzoeker', from: 'due', after: weeks(-4) },
      { to: 'jeugdbeschermer', from: 'due', after: weeks(-4) },
    ],
    holder: 'RvdK',
  },
  {
    key: 'T14',
    id: 'T14',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'De ondertoezichtstelling is verlengd of beëindigd voor zij afloopt (ten hoogste een jaar)',
    source: 'BW 1:258, 1:260',
    start: ['MeasureOrdered'],
    stop: ['MeasureOrdered', 'MeasureEnded'],
    calendar: 'order',
    warn: [{ to: 'jeugdbeschermer', from: 'due', after: weeks(-12) }],
    holder: 'GI',
  },
  {
    key: 'T15',
    id: 'T15',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'De machtiging uithuisplaatsing is verlengd of beëindigd voor zij afloopt (ten hoogste een jaar)',
    source: 'BW 1:265c lid 1 en 2',
    start: ['MeasureOrdered'],
    stop: ['MeasureOrdered', 'MeasureEnded'],
    calendar: 'order',
    warn: [{ to: 'jeugdbeschermer', from: 'due', after: weeks(-8) }],
    holder: 'GI',
  },
  {
    key: 'T15-execution',
    id: 'T15',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'De machtiging is uitgevoerd binnen drie maanden, anders vervalt zij',
    source: 'BW 1:265c lid 3',
    start: ['MeasureOrdered'],
    stop: ['PlacementChanged'],
    term: months(3),
    calendar: 'lapse',
    warn: [{ to: 'jeugdbeschermer', from: 'due', after: weeks(-4) }],
    holder: 'GI',
  },
  {
    key: 'T16',
    id: 'T16',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Belanghebbenden en kinderen van 12 en ouder kunnen binnen twee weken worden gehoord, anders vervalt de beschikking',
    source: 'Rv 800 lid 3, 809 lid 3',
    start: ['MeasureOrdered'],
    stop: ['HearingHeld'],
    term: weeks(2),
    calendar: 'lapse',
    warn: [
      { to: 'raadsonderzoeker', from: 'start', after: days(7) },
      { to: 'jeugdbeschermer', from: 'start', after: days(7) },
    ],
    holder: 'RvdK',
  },
  {
    key: 'T19',
    id: 'T19',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Ten minste twee maanden voor het einde gemeld aan de Raad dat de ondertoezichtstelling niet wordt verlengd',
    source: 'BW 1:265j lid 1',
    start: ['MeasureOrdered'],
    stop: ['MeasureEndNotified'],
    term: months(2),
    calendar: 'backward',
    warn: [{ to: 'jeugdbeschermer', from: 'end', after: weeks(-16) }],
    holder: 'GI',
  },
  {
    key: 'T19-placement',
    id: 'T19',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Ten minste een maand van tevoren gemeld aan de Raad dat de plaatsing eindigt (twee maanden na twee jaar plaatsing)',
    source: 'BW 1:265j lid 2 en 3',
    start: ['PlacementChanged'],
    stop: ['MeasureEndNotified'],
    term: months(1),
    calendar: 'backward',
    warn: [{ to: 'jeugdbeschermer', from: 'end', after: weeks(-16) }],
    holder: 'GI',
  },
  {
    key: 'N1',
    id: 'N1',
    version: '2025-01',
    validFrom: '2015-01-01',
    reading: 'practice',
    title: 'Noodtoegang beoordeeld door een ander, binnen een werkdag',
    source: 'NEN 7513; eigen keuze [P]',
    start: ['EmergencyAccessUsed'],
    stop: ['EmergencyAccessReviewed'],
    term: workingDays(1),
    calendar: 'statutory',
    warn: [{ to: 'leidinggevende', from: 'start', after: days(0) }],
    holder: 'VT',
  },
  {
    key: 'N2',
    id: 'N2',
    version: '2018-05',
    validFrom: '2018-05-25',
    reading: 'law',
    title: 'Besloten op een verzoek om inzage, afschrift of correctie, binnen een maand',
    source: 'AVG 12 lid 3',
    start: ['AccessRequestReceived'],
    stop: ['AccessRequestDecided', 'RetentionDecided'],
    term: months(1),
    calendar: 'statutory',
    warn: [{ to: 'leidinggevende', from: 'start', after: weeks(3) }],
    holder: 'VT',
  },
  {
    key: 'N2-destruction',
    id: 'N2',
    version: '2015-01',
    validFrom: '2015-01-01',
    reading: 'law',
    title: 'Vernietigd binnen drie maanden na het verzoek, of afgewezen',
    source: 'Jeugdwet 7.3.9 lid 1; Wmo 2015 5.3.5',
    start: ['AccessRequestReceived'],
    stop: ['AccessRequestDecided', 'RetentionDecided'],
    term: months(3),
    calendar: 'statutory',
    warn: [{ to: 'leidinggevende', from: 'start', after: weeks(8) }],
    holder: 'VT',
  },
];

/** The entry in force on a day: the last one that was valid by then. */
export function normOn(key: NormKey, day: LocalDate, norms: readonly Norm[] = NORMS): Norm | undefined {
  return norms
    .filter((norm) => norm.key === key && norm.validFrom <= day)
    .reduce<Norm | undefined>((latest, norm) => (latest === undefined || norm.validFrom >= latest.validFrom ? norm : latest), undefined);
}
