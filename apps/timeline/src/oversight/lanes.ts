// SPDX-License-Identifier: EUPL-1.2
import type { LaneQuery, OutlineFragment } from '@gezinslijn/api-contract';

type Knowledge = NonNullable<LaneQuery['knowledge']>;
export type Known = Knowledge['entries'][number]['known'];

/** One party and what it knew on a day. */
export interface Lane {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly party: string;
  readonly knowledge: Knowledge;
}

/** One entry across all lanes, in their order; `undefined` where a party knew nothing of it. */
export interface Crossing {
  readonly entry: OutlineFragment;
  readonly known: readonly (Known | undefined)[];
}

/** Every entry any party knew of, last recorded first: whoever wrote one always does, so none is missing. */
export function crossings(lanes: readonly Lane[]): readonly Crossing[] {
  const entries = new Map<string, OutlineFragment>();
  const known = lanes.map(({ knowledge }) => new Map(knowledge.entries.map((one) => [one.entry.id, one.known])));
  for (const { knowledge } of lanes) for (const { entry } of knowledge.entries) entries.set(entry.id, entry);
  return [...entries.values()]
    .sort((one, other) => other.recordedAt.localeCompare(one.recordedAt) || other.id.localeCompare(one.id))
    .map((entry) => ({ entry, known: known.map((lane) => lane.get(entry.id)) }));
}

export type Degree = 'written' | 'opened' | 'delivered' | 'visible' | 'nothing';

/** The furthest a party got with an entry. */
export function degreeOf(known: Known | undefined, wrote: boolean): Degree {
  if (known === undefined) return 'nothing';
  if (wrote) return 'written';
  if (known.opened.length > 0) return 'opened';
  if (known.delivered.length > 0) return 'delivered';
  return known.visible === null ? 'nothing' : 'visible';
}

/** It had it, and may not see it (any more): a share that ended, or emergency access. */
export const lostSight = (known: Known | undefined): boolean => known !== undefined && known.visible === null && known.delivered.length > 0;
