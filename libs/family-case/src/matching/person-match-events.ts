// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { CaseId, PersonId } from '../vocabulary/ids.ts';

export const MATCH_DECISIONS = {
  SAME: 'dezelfde persoon',
  NOT_SAME: 'niet dezelfde persoon',
  MERGED: 'samengevoegd',
  UNMERGED: 'ontvlochten',
} as const;
export type MatchDecision = keyof typeof MATCH_DECISIONS;

/**
 * Over twee personen in twee casussen besloten: one human being or two, and whether their cases are read as one. It stands in a stream of
 * its own, never in one of the cases: who reads one case must not learn of the other.
 */
export type PersonMatchDecided = Event<
  'PersonMatchDecided',
  {
    readonly decision: MatchDecision;
    readonly caseIds: readonly CaseId[];
    readonly personIds: readonly PersonId[];
    readonly basis: Sealed<string>;
  }
>;

export const personMatchEvents = {
  PersonMatchDecided: describeEvent<PersonMatchDecided>()({
    type: 'PersonMatchDecided',
    version: 1,
    term: 'besloten of twee personen dezelfde zijn',
    category: 'C1',
    fields: {
      decision: structure('C1', 'besluit', { terms: MATCH_DECISIONS }),
      caseIds: structure('C1', 'casussen'),
      personIds: structure('C1', 'personen'),
      basis: personal('C1', 'personIds', 'waarop dat rust'),
    },
  }),
} as const;
