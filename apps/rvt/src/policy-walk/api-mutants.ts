// SPDX-License-Identifier: EUPL-1.2
import type { CaseState } from '@gezinslijn/family-case';
import type { CaseLinks, CaseReading, CaseReads, CaseSearch } from '@gezinslijn/party-view';
import type { ApiPart } from './api-visit.ts';

export type Readings = Pick<CaseReads, 'open' | 'asSeenBy' | 'casesOf' | 'seenAt' | 'momentOf' | 'matrixAt'>;

/** Through which the gateway gets what it shows. */
export interface Ports {
  readonly reads: Readings;
  readonly search: Pick<CaseSearch, 'find' | 'isEnough'>;
  readonly links: Pick<CaseLinks, 'of' | 'possible' | 'end'>;
}

/** A gateway with one thing wrong on one of its paths. */
export interface ApiMutant {
  readonly name: string;
  /** The part of the walk in which it must be noticed. */
  readonly part: ApiPart;
  /** What the gateway reads from, with the fault; given are the product's. */
  readonly faulty: (ports: Ports) => Ports;
  /** What the gateway takes a case to stand at, with the fault: what it answers of terms and of who speaks for whom. */
  readonly folded?: (state: CaseState) => CaseState;
}

/** The product's readings, to be changed in one thing. */
export function through(reads: Readings): Readings {
  return {
    open: (...args) => reads.open(...args),
    asSeenBy: (...args) => reads.asSeenBy(...args),
    casesOf: (...args) => reads.casesOf(...args),
    seenAt: (...args) => reads.seenAt(...args),
    momentOf: (...args) => reads.momentOf(...args),
    matrixAt: (...args) => reads.matrixAt(...args),
  };
}

/** A reading with one of its ways changed. */
export function changed(reading: CaseReading, change: Partial<Pick<CaseReading, 'page' | 'ofTypes' | 'entry'>>): CaseReading {
  return {
    lastPosition: reading.lastPosition,
    validUntil: reading.validUntil,
    page: (query) => reading.page(query),
    ofTypes: (types) => reading.ofTypes(types),
    entry: (entryId) => reading.entry(entryId),
    ...change,
  };
}
