// SPDX-License-Identifier: EUPL-1.2
import type { MatchDecision } from '@gezinslijn/api-contract';

/** What can be decided after what was decided last: a merge rests on "the same" and is undone first (rules K-7, K-8). The gateway decides again. */
const NEXT: Readonly<Record<MatchDecision, readonly MatchDecision[]>> = {
  SAME: ['MERGED', 'NOT_SAME'],
  NOT_SAME: ['SAME'],
  MERGED: ['UNMERGED'],
  UNMERGED: ['MERGED', 'NOT_SAME'],
};

export const isDecision = (code: string): code is MatchDecision => code in NEXT;

export function decisionsAfter(last: string | undefined): readonly MatchDecision[] {
  if (last === undefined) return ['SAME', 'NOT_SAME'];
  return isDecision(last) ? NEXT[last] : [];
}
