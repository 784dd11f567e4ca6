// SPDX-License-Identifier: EUPL-1.2
import { describe, it } from '@jest/globals';
import { specFor } from '@gezinslijn/event-sourcing';
import { actOn, person, record, uuidFrom, vt } from '../../test/acts.ts';
import type { CaseId } from '../vocabulary/ids.ts';
import { personMatch } from './person-match.decider.ts';
import type { MatchDecision, PersonMatchDecided } from './person-match-events.ts';

const given = specFor(personMatch, actOn('2025-04-17', vt), record);
const pair = {
  caseIds: [uuidFrom('a'), uuidFrom('b')] as CaseId[],
  personIds: [person('one'), person('other')],
  basis: 'Geboorteakte gezien.',
};
const decide = (decision: MatchDecision) => ({ type: 'DecidePersonMatch' as const, decision, ...pair });
const decided = (decision: MatchDecision): PersonMatchDecided => ({ type: 'PersonMatchDecided', version: 1, data: { decision, ...pair } });

describe('deciding about two people', () => {
  it('says that they are the same or not, and may come back to it', () => {
    given().when(decide('SAME')).then(decided('SAME'));
    given().when(decide('NOT_SAME')).then(decided('NOT_SAME'));
    given(decided('SAME')).when(decide('NOT_SAME')).then(decided('NOT_SAME'));
    given(decided('NOT_SAME')).when(decide('SAME')).then(decided('SAME'));
  });
  it('merges only who is the same, and unmerges only what was merged', () => {
    given(decided('SAME')).when(decide('MERGED')).then(decided('MERGED'));
    given(decided('SAME'), decided('MERGED')).when(decide('UNMERGED')).then(decided('UNMERGED'));
    given(decided('UNMERGED')).when(decide('MERGED')).then(decided('MERGED'));
    for (const [before, after] of [
      [undefined, 'MERGED'],
      ['NOT_SAME', 'MERGED'],
      ['SAME', 'UNMERGED'],
      ['MERGED', 'NOT_SAME'],
      ['MERGED', 'SAME'],
      ['SAME', 'SAME'],
    ] as const) {
      given(...(before === undefined ? [] : [decided(before)]))
        .when(decide(after))
        .thenRefused('MATCH_NOT_NOW');
    }
  });
  it('needs a basis, and two people in two cases', () => {
    given()
      .when({ ...decide('SAME'), basis: '' })
      .thenRefused('CASE_TEXT_MISSING');
    given()
      .when({ ...decide('SAME'), caseIds: [uuidFrom('a'), uuidFrom('a')] as CaseId[] })
      .thenRefused('MATCH_SAME_CASE');
  });
});
