// SPDX-License-Identifier: EUPL-1.2
import type { PlanFragment } from '@gezinslijn/api-contract';

export type Plan = PlanFragment;
export type Condition = Plan['conditions'][number];
export type Agreement = Plan['agreements'][number];
export type Action = Plan['actions'][number];
export type Signature = Plan['signatures'][number];
export type Score = Plan['scores'][number];

/** The version asked for; else the one in force; else the latest. */
export function chosenPlan(plans: readonly Plan[], version: number | undefined): Plan | undefined {
  return plans.find((plan) => plan.version === version) ?? plans.find(({ status }) => status === 'IN_FORCE') ?? plans.at(-1);
}

/** A signature that still counts. */
export const isSigned = ({ signedAt, withdrawnAt }: Signature): boolean => signedAt !== null && withdrawnAt === null;

/** Organisations that carry a line and did not sign, or took their signature back: the version waits for them. */
export function stillToSign({ signatures }: Pick<Plan, 'signatures'>): readonly Signature[] {
  return signatures.filter((signature) => signature.required && !isSigned(signature));
}

/** What an organisation can do about its signature under this version. */
export function signatureOf({ signatures, status, contentHash }: Plan, organisation: string): 'sign' | 'withdraw' | 'none' {
  const own = signatures.find((signature) => signature.organisation.id === organisation);
  if (own !== undefined && isSigned(own)) return status === 'SUPERSEDED' ? 'none' : 'withdraw';
  return contentHash !== null && status !== 'SUPERSEDED' && own?.required === true ? 'sign' : 'none';
}

/** Agreements by the condition they serve; those whose condition this reader may not see stand apart, never under another. */
export function underConditions({ conditions, agreements }: Pick<Plan, 'conditions' | 'agreements'>): {
  readonly of: (condition: Condition) => readonly Agreement[];
  readonly apart: readonly Agreement[];
} {
  const known = new Set(conditions.map(({ id }) => id));
  return {
    of: ({ id }) => agreements.filter(({ conditionIds }) => conditionIds.includes(id)),
    apart: agreements.filter(({ conditionIds }) => !conditionIds.some((id) => known.has(id))),
  };
}

/** Ids of lines that an earlier version did not have. Nothing is new in a first version. */
export function newLines(plan: Plan, plans: readonly Plan[]): ReadonlySet<string> {
  const before = plans.findLast(({ version }) => version < plan.version);
  if (before === undefined) return new Set();
  const known = new Set(linesOf(before));
  return new Set(linesOf(plan).filter((id) => !known.has(id)));
}

const linesOf = ({ conditions, agreements, actions }: Plan): readonly string[] =>
  [...conditions, ...agreements, ...actions].map(({ id }) => id);

/** Each rater's latest number, low first: who feels least safe stands on top. Numbers are never added up. */
export function byScore(scores: readonly Score[]): readonly Score[] {
  return scores.toSorted((a, b) => (a.score ?? 11) - (b.score ?? 11));
}
