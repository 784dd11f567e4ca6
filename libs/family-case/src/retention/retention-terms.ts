// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import type { Party } from '../vocabulary/parties.ts';

/** From what a term of keeping is counted. */
export type TermStart = 'END_OF_INVOLVEMENT' | 'MAJORITY_OF_CHILD' | 'BIRTH_OF_YOUNGEST' | 'MAJORITY_OF_YOUNGEST';

/** When a term applies: to whoever is involved, to what a GI holds of a child under a measure, to what the RvdK holds once it inquired. */
export type TermOccasion = 'ALWAYS' | 'MEASURE' | 'INQUIRY';

/** How long one kind of organisation keeps what it holds about somebody (norm T32), as data. Of several that apply the longest rules. */
export interface RetentionTerm {
  readonly key: string;
  readonly party: Party;
  readonly validFrom: LocalDate;
  readonly occasion: TermOccasion;
  readonly start: TermStart;
  readonly years: number;
  /** In Dutch, as somebody is told. */
  readonly title: string;
  readonly source: string;
}

const care = (party: Party): RetentionTerm => ({
  key: `T32-${party}`,
  party,
  validFrom: '2020-01-01',
  occasion: 'ALWAYS',
  start: 'END_OF_INVOLVEMENT',
  years: 20,
  title: 'twintig jaar nadat de betrokkenheid eindigde',
  source: party === 'VT' ? 'Wmo 2015 5.3.4 lid 1' : 'Jeugdwet 7.3.8 lid 3',
});

/** Readings to be confirmed: docs/domain/retention.md. What must be kept for ever, or ends at 24, hangs on matters that are not recorded here yet. */
export const RETENTION_TERMS: readonly RetentionTerm[] = [
  care('LT'),
  care('VT'),
  care('GI'),
  care('RvdK'),
  care('ZA'),
  {
    key: 'T32-VT-youngest',
    party: 'VT',
    validFrom: '2015-01-01',
    occasion: 'ALWAYS',
    start: 'MAJORITY_OF_YOUNGEST',
    years: 0,
    title: 'tot het jongste kind achttien is',
    source: 'Wmo 2015 5.3.4 lid 2',
  },
  {
    key: 'T32-GI-measure',
    party: 'GI',
    validFrom: '2015-01-01',
    occasion: 'MEASURE',
    start: 'MAJORITY_OF_CHILD',
    years: 30,
    title: 'tot dertig jaar nadat het kind achttien werd, omdat er een maatregel was',
    source: 'Rijksoverheid, bewaartermijn dossier jeugdbescherming',
  },
  {
    key: 'T32-RvdK-inquiry',
    party: 'RvdK',
    validFrom: '2015-01-01',
    occasion: 'INQUIRY',
    start: 'BIRTH_OF_YOUNGEST',
    years: 100,
    title: 'tot honderd jaar na de geboorte van het jongste kind, omdat er onderzoek was; het hele dossier',
    source: 'Rijksoverheid, bewaartermijn dossier Raad voor de Kinderbescherming',
  },
];
