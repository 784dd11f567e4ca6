// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, perPerson, personal, structure } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { EntryId, ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

export const MELDCODE_STEPS = {
  1: 'signalen in kaart gebracht',
  2: 'collegiaal overleg of advies van Veilig Thuis',
  3: 'gesprek met betrokkenen',
  4: 'gewogen',
  5: 'besloten',
} as const;
export type MeldcodeStep = keyof typeof MELDCODE_STEPS;

/** Meldcodestap. Stands in the writer's private stream, never in the family stream (domain rule 3.2 h). Source: Besluit verplichte meldcode. */
export type MeldcodeStepTaken = Event<
  'MeldcodeStepTaken',
  {
    readonly step: MeldcodeStep;
    readonly concerning: readonly PersonId[];
    readonly considerations: Sealed<string>;
    readonly adviceOfVeiligThuis: boolean;
    /** Step 5 only. */
    readonly decision?: Sealed<'REPORT' | 'ARRANGE_HELP'>;
    /** Step 3 may be skipped for safety, with a reason. */
    readonly skippedBecause?: Sealed<string>;
  }
>;

/** A report to Veilig Thuis rests on this private record: from here on that organisation may read it too. */
export type MeldcodeRecordLinked = Event<'MeldcodeRecordLinked', { readonly reportEntry: EntryId; readonly organisation: OrganisationId }>;

export const REPORT_KINDS = { PROFESSIONAL: 'door een professional', CITIZEN: 'door een burger', POLICE: 'door de politie' } as const;

/** Melding ontvangen. */
export type ReportReceived = Event<
  'ReportReceived',
  {
    readonly reportId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly acute: boolean;
    readonly kind: keyof typeof REPORT_KINDS;
    /** Pseudonym of who reported; a person id of its own, no member of the family. */
    readonly reporterId: PersonId;
    readonly reporter: Sealed<string>;
    readonly reporterShielded: boolean;
    /** The private record with the meldcode steps, `organisation/record`. Resolves for its writer and Veilig Thuis only. */
    readonly meldcodeRecord?: string;
    readonly conclusion: Sealed<string>;
    readonly content: Sealed<string>;
  }
>;

/** Meldingen verbonden (radarfunctie). */
export type ReportsLinked = Event<
  'ReportsLinked',
  {
    readonly reportId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly explanation: Sealed<string>;
    readonly policeContent?: Sealed<string>;
  }
>;

/** What somebody was told about the report, or why not yet. Personal. */
export interface Informed {
  readonly outcome: 'INFORMED' | 'POSTPONED';
  readonly words: string;
  readonly newDate?: LocalDate;
}

/** Betrokkenen geïnformeerd of uitgesteld. Source: Wmo 2015 5.3.1. */
export type PersonsInformedOfReport = Event<
  'PersonsInformedOfReport',
  { readonly reportId: ItemId; readonly persons: PerPerson<Informed>; readonly reporterToldBack: boolean }
>;

export type ReportEvent = ReportReceived | ReportsLinked | PersonsInformedOfReport;
export type MeldcodeEvent = MeldcodeStepTaken | MeldcodeRecordLinked;

export const reportEvents = {
  MeldcodeStepTaken: describeEvent<MeldcodeStepTaken>()({
    type: 'MeldcodeStepTaken',
    version: 1,
    term: 'meldcodestap',
    category: 'C3',
    fields: {
      step: structure('C3', 'stap', { terms: MELDCODE_STEPS }),
      concerning: structure('C3', 'betreft'),
      considerations: personal('C3', 'concerning', 'overwegingen'),
      adviceOfVeiligThuis: structure('C3', 'advies van Veilig Thuis gevraagd'),
      decision: personal('C3', 'concerning', 'besluit', { terms: { REPORT: 'melden', ARRANGE_HELP: 'zelf hulp organiseren' } }),
      skippedBecause: personal('C3', 'concerning', 'gesprek overgeslagen omdat'),
    },
  }),
  MeldcodeRecordLinked: describeEvent<MeldcodeRecordLinked>()({
    type: 'MeldcodeRecordLinked',
    version: 1,
    term: 'verbonden met een melding',
    category: 'C4',
    fields: {
      reportEntry: structure('C4', 'melding'),
      organisation: structure('C4', 'ontvangen door'),
    },
  }),
  ReportReceived: describeEvent<ReportReceived>()({
    type: 'ReportReceived',
    version: 1,
    term: 'melding ontvangen',
    category: 'C3',
    part: 'reportId',
    fields: {
      reportId: structure('C3', 'melding (kenmerk)'),
      concerning: structure('C3', 'betreft'),
      acute: structure('C3', 'acuut'),
      kind: structure('C4', 'soort melder', { terms: REPORT_KINDS }),
      reporterId: structure('C4', 'melder (kenmerk)'),
      reporter: personal('C4', 'reporterId', 'melder'),
      reporterShielded: structure('C4', 'melder wil onbekend blijven'),
      meldcodeRecord: structure('C4', 'meldcodedossier'),
      conclusion: personal('C3', 'concerning', 'kern van de melding', { extract: true }),
      content: personal('C3', 'concerning', 'inhoud van de melding'),
    },
  }),
  ReportsLinked: describeEvent<ReportsLinked>()({
    type: 'ReportsLinked',
    version: 1,
    term: 'meldingen verbonden',
    category: 'C3',
    part: 'reportId',
    fields: {
      reportId: structure('C3', 'melding (kenmerk)'),
      concerning: structure('C3', 'betreft'),
      explanation: personal('C3', 'concerning', 'samenhang'),
      policeContent: personal('C13', 'concerning', 'uit de politiemelding'),
    },
  }),
  PersonsInformedOfReport: describeEvent<PersonsInformedOfReport>()({
    type: 'PersonsInformedOfReport',
    version: 1,
    term: 'betrokkenen geïnformeerd over de melding',
    category: 'C3',
    part: 'reportId',
    fields: {
      reportId: structure('C3', 'melding (kenmerk)'),
      persons: perPerson('C3', 'geïnformeerd', { extract: true, terms: { INFORMED: 'geïnformeerd', POSTPONED: 'uitgesteld' } }),
      reporterToldBack: structure('C4', 'melder teruggekoppeld'),
    },
  }),
} as const;
