// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, perPerson, personal, structure } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

/** Onderzoek nodig bevonden: starts the ten weeks of T4. Source: Uitvoeringsbesluit Wmo 2015 4.1.7 lid 2. */
export type InquiryNeedEstablished = Event<
  'InquiryNeedEstablished',
  { readonly concerning: readonly PersonId[]; readonly reason: Sealed<string> }
>;

/** Verzoek tot onderzoek (VTO) to the RvdK, through CORV except when life is threatened. The RvdK is involved from here on. */
export type InvestigationRequested = Event<
  'InvestigationRequested',
  {
    readonly requestId: ItemId;
    readonly council: OrganisationId;
    /** Reference of the CORV message. */
    readonly corvReference: string;
    readonly concerning: readonly PersonId[];
    readonly question: Sealed<string>;
  }
>;

export const INVESTIGATION_KINDS = {
  VT: 'onderzoek door Veilig Thuis',
  COUNCIL: 'raadsonderzoek',
  SUPERVISION_TEST: 'toets ondertoezichtstelling',
} as const;
export type InvestigationKind = keyof typeof INVESTIGATION_KINDS;

/** Onderzoek gestart. */
export type InvestigationStarted = Event<
  'InvestigationStarted',
  {
    readonly investigationId: ItemId;
    readonly kind: InvestigationKind;
    readonly concerning: readonly PersonId[];
    readonly question: Sealed<string>;
  }
>;

/** Dubbel onderzoek voorkomen: facts of another party re-used, weighed by oneself. */
export type DuplicateInvestigationPrevented = Event<
  'DuplicateInvestigationPrevented',
  {
    readonly investigationId: ItemId;
    readonly from: OrganisationId;
    readonly factIds: readonly ItemId[];
    readonly concerning: readonly PersonId[];
    readonly ownWeighing: Sealed<string>;
  }
>;

export const FACT_KINDS = { OBSERVATION: 'waarneming', STATEMENT: 'verklaring', OPINION: 'mening' } as const;
export const FAMILY_MARKS = { TRUE: 'klopt', UNTRUE: 'klopt niet', INCOMPLETE: 'onvolledig' } as const;

/** How a family member marked a fact. Personal. */
export interface FamilyMark {
  readonly mark: keyof typeof FAMILY_MARKS;
  readonly words?: string;
}

/** Feit, verklaring of mening met bron. Source: Jeugdwet 3.3 (truth). The working note is for the author's organisation alone. */
export type FactRecorded = Event<
  'FactRecorded',
  {
    readonly factId: ItemId;
    readonly investigationId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly kind: Sealed<keyof typeof FACT_KINDS>;
    readonly text: Sealed<string>;
    readonly source: Sealed<string>;
    readonly familyMarks: PerPerson<FamilyMark>;
    readonly workingNote?: Sealed<string>;
  }
>;

/** Concept gedeeld. */
export type DraftReportShared = Event<
  'DraftReportShared',
  {
    readonly investigationId: ItemId;
    readonly sharedWith: readonly PersonId[];
    readonly reactionsUntil: Sealed<LocalDate>;
    readonly summary: Sealed<string>;
  }
>;

/** Onderzoek afgerond. Reactions stand beside it unedited. */
export type InvestigationConcluded = Event<
  'InvestigationConcluded',
  {
    readonly investigationId: ItemId;
    readonly kind: InvestigationKind;
    readonly concerning: readonly PersonId[];
    readonly outcome: Sealed<string>;
    readonly advice: Sealed<string>;
    readonly report: Sealed<string>;
    readonly reactions: PerPerson<string>;
  }
>;

export type InquiryEvent =
  | InquiryNeedEstablished
  | InvestigationRequested
  | InvestigationStarted
  | DuplicateInvestigationPrevented
  | FactRecorded
  | DraftReportShared
  | InvestigationConcluded;

export const inquiryEvents = {
  InquiryNeedEstablished: describeEvent<InquiryNeedEstablished>()({
    type: 'InquiryNeedEstablished',
    version: 1,
    term: 'onderzoek nodig bevonden',
    category: 'C8',
    fields: {
      concerning: structure('C8', 'betreft'),
      reason: personal('C8', 'concerning', 'reden', { extract: true }),
    },
  }),
  InvestigationRequested: describeEvent<InvestigationRequested>()({
    type: 'InvestigationRequested',
    version: 1,
    term: 'verzoek tot onderzoek',
    category: 'C8',
    fields: {
      requestId: structure('C8', 'verzoek (kenmerk)'),
      council: structure('C8', 'gericht aan'),
      corvReference: structure('C8', 'CORV-kenmerk'),
      concerning: structure('C8', 'betreft'),
      question: personal('C8', 'concerning', 'vraag', { extract: true }),
    },
  }),
  InvestigationStarted: describeEvent<InvestigationStarted>()({
    type: 'InvestigationStarted',
    version: 1,
    term: 'onderzoek gestart',
    category: 'C8',
    fields: {
      investigationId: structure('C8', 'onderzoek (kenmerk)'),
      kind: structure('C8', 'soort onderzoek', { terms: INVESTIGATION_KINDS }),
      concerning: structure('C8', 'betreft'),
      question: personal('C8', 'concerning', 'onderzoeksvraag', { extract: true }),
    },
  }),
  DuplicateInvestigationPrevented: describeEvent<DuplicateInvestigationPrevented>()({
    type: 'DuplicateInvestigationPrevented',
    version: 1,
    term: 'dubbel onderzoek voorkomen',
    category: 'C8',
    fields: {
      investigationId: structure('C8', 'onderzoek (kenmerk)'),
      from: structure('C8', 'feiten van'),
      factIds: structure('C8', 'hergebruikte feiten', { extract: false }),
      concerning: structure('C8', 'betreft'),
      ownWeighing: personal('C8', 'concerning', 'eigen weging'),
    },
  }),
  FactRecorded: describeEvent<FactRecorded>()({
    type: 'FactRecorded',
    version: 1,
    term: 'feit vastgelegd',
    category: 'C8',
    fields: {
      factId: structure('C8', 'feit (kenmerk)'),
      investigationId: structure('C8', 'onderzoek (kenmerk)'),
      concerning: structure('C8', 'betreft'),
      kind: personal('C8', 'concerning', 'soort', { terms: FACT_KINDS }),
      text: personal('C8', 'concerning', 'feit'),
      source: personal('C8', 'concerning', 'bron'),
      familyMarks: perPerson('C8', 'volgens het gezin', { terms: FAMILY_MARKS }),
      workingNote: personal('C7', 'concerning', 'werkaantekening'),
    },
  }),
  DraftReportShared: describeEvent<DraftReportShared>()({
    type: 'DraftReportShared',
    version: 1,
    term: 'conceptrapport gedeeld',
    category: 'C8',
    fields: {
      investigationId: structure('C8', 'onderzoek (kenmerk)'),
      sharedWith: structure('C8', 'gedeeld met'),
      reactionsUntil: personal('C8', 'sharedWith', 'reageren tot'),
      summary: personal('C8', 'sharedWith', 'in het kort'),
    },
  }),
  InvestigationConcluded: describeEvent<InvestigationConcluded>()({
    type: 'InvestigationConcluded',
    version: 1,
    term: 'onderzoek afgerond',
    category: 'C8',
    fields: {
      investigationId: structure('C8', 'onderzoek (kenmerk)'),
      kind: structure('C8', 'soort onderzoek', { terms: INVESTIGATION_KINDS }),
      concerning: structure('C8', 'betreft'),
      outcome: personal('C8', 'concerning', 'uitkomst', { extract: true }),
      advice: personal('C8', 'concerning', 'advies', { extract: true }),
      report: personal('C8', 'concerning', 'rapport'),
      reactions: perPerson('C8', 'reactie'),
    },
  }),
} as const;
