// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { ORGANISATIONS, PLANS } from '../../test/gateway/waterlelie.ts';
import { byScore, chosenPlan, newLines, signatureOf, stillToSign, underConditions } from './plan.ts';
import type { Plan } from './plan.ts';

const [first, second] = PLANS as readonly [Plan, Plan];

describe('which version one sees', () => {
  it('is the one asked for, else the one in force, else the latest', () => {
    expect(chosenPlan(PLANS, 2)).toBe(second);
    expect(chosenPlan(PLANS, undefined)).toBe(first);
    expect(chosenPlan(PLANS, 9)).toBe(first);
    expect(chosenPlan([second], Number('x'))).toBe(second);
    expect(chosenPlan([], 1)).toBeUndefined();
  });
});

describe('signatures', () => {
  const withdrawn: Plan = { ...first, signatures: first.signatures.map((each) => ({ ...each, withdrawnAt: '2025-05-01T10:00:00.000Z' })) };

  it('are missing from who carries a line and did not sign, or took it back', () => {
    expect(stillToSign(second).map(({ organisation }) => organisation.id)).toEqual(['vt-haaglanden']);
    expect(stillToSign(first)).toEqual([]);
    expect(stillToSign(withdrawn)).toHaveLength(2);
  });

  it('can be given by who is missing, taken back by who gave one, and neither under a superseded version', () => {
    expect(signatureOf(second, ORGANISATIONS.vt.id)).toBe('sign');
    expect(signatureOf(second, ORGANISATIONS.gi.id)).toBe('withdraw');
    expect(signatureOf(second, ORGANISATIONS.raad.id)).toBe('none');
    expect(signatureOf({ ...second, contentHash: null }, ORGANISATIONS.vt.id)).toBe('none');
    expect(signatureOf({ ...second, status: 'SUPERSEDED' }, ORGANISATIONS.vt.id)).toBe('none');
    expect(signatureOf(withdrawn, ORGANISATIONS.vt.id)).toBe('sign');
  });
});

describe('lines of the plan', () => {
  it('stand under the condition they serve; one whose condition is not visible stands apart', () => {
    const { of, apart } = underConditions({ ...second, conditions: second.conditions.slice(0, 1) });
    expect(of(second.conditions[0] as Plan['conditions'][number]).map(({ id }) => id)).toEqual(['a1', 'a2']);
    expect(apart.map(({ id }) => id)).toEqual(['a3']);
  });

  it('are new when the version before did not have them', () => {
    expect([...newLines(second, PLANS)].sort()).toEqual(['a3', 'c2', 'x1', 'x2']);
    expect(newLines(first, PLANS).size).toBe(0);
  });

  it('give each rater his own number, the least safe on top', () => {
    expect(byScore(first.scores).map(({ score }) => score)).toEqual([3, 4, 4, 6, 8]);
  });
});
