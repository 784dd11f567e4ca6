// SPDX-License-Identifier: EUPL-1.2
import { createContext, useContext } from 'react';
import type { CaseQuery } from '@gezinslijn/api-contract';
import type { People } from './people.ts';
import type { CaseNews } from './use-case-news.ts';

export type FamilyCase = NonNullable<CaseQuery['case']>;
export type Measure = FamilyCase['measures'][number];
export type Clock = FamilyCase['clocks'][number];

/** What a command of ours answered: so that the next question waits until its answer holds it. */
export interface Receipt {
  readonly position: string;
  readonly entryIds: readonly string[];
  /** What was recorded, in words. */
  readonly what: string;
  /** Path of the screen that tells of it; elsewhere it is not told. */
  readonly at: string;
}

export interface CaseValue {
  readonly familyCase: FamilyCase;
  /** The day in the past that this is of; absent for now. */
  readonly pastDay?: string;
  readonly people: People;
  /** Asks for the case anew; with a position, waits until the answer holds it. */
  readonly refresh: (atLeast?: string) => void;
  readonly news: CaseNews;
  readonly receipt: Receipt | undefined;
  readonly confirm: (receipt: Receipt | undefined) => void;
}

export const CaseContext = createContext<CaseValue | null>(null);

export function useCase(): CaseValue {
  const value = useContext(CaseContext);
  if (value === null) throw new Error('There is no case around this part');
  return value;
}
