// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { ANY_PARTY, mayAct, timely, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import { personMatchEvents } from './person-match-events.ts';
import type { MatchDecision, PersonMatchDecided } from './person-match-events.ts';

export type DecidePersonMatch = CommandFor<'DecidePersonMatch', PersonMatchDecided>;
export type PersonMatchRefusal = RefusalOf<typeof decideMatch>;

/** What was decided last about two people. */
export interface PersonMatchState {
  decision: MatchDecision | undefined;
}

/**
 * The same, not the same, merged, unmerged: decisions by a named worker on a stated basis. A merge is a link and an unmerge drops it; no
 * event moves. Rules: docs/domain/matching.md, K-6 to K-9.
 */
export const personMatch: CaseDecider<DecidePersonMatch, PersonMatchState, PersonMatchDecided, PersonMatchRefusal, PersonMatchDecided> = {
  commands: { DecidePersonMatch: true },
  handles: { PersonMatchDecided: true },
  initial: () => ({ decision: undefined }),
  decide: decideMatch,
  evolve: (state, { data }) => {
    state.decision = data.decision;
    return state;
  },
};

/** From what a decision may follow: a merge rests on "the same", and is undone before anything else is decided. Unmerged, they are the same still. */
const AFTER: Readonly<Record<MatchDecision, readonly (MatchDecision | undefined)[]>> = {
  SAME: [undefined, 'NOT_SAME'],
  NOT_SAME: [undefined, 'SAME', 'UNMERGED'],
  MERGED: ['SAME', 'UNMERGED'],
  UNMERGED: ['MERGED'],
};

function decideMatch(
  { decision }: PersonMatchState,
  command: DecidePersonMatch,
  act: Act,
): Decision<PersonMatchDecided, AdmissionRefusal | 'MATCH_SAME_CASE' | 'MATCH_NOT_NOW'> {
  return (
    timely(act) ??
    mayAct(act, { parties: ANY_PARTY }, false) ??
    (new Set(command.caseIds).size === 2 && command.personIds.length === 2 ? undefined : refuse('MATCH_SAME_CASE', { field: 'other' })) ??
    written(command.basis, 'basis') ??
    (AFTER[command.decision].includes(decision) ? undefined : refuse('MATCH_NOT_NOW', { field: 'decision' })) ??
    accept(fact(personMatchEvents.PersonMatchDecided, command))
  );
}
