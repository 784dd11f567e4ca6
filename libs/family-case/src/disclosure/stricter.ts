// SPDX-License-Identifier: EUPL-1.2
import type { Mask } from './disclose.ts';
import type { DisclosureMatrix } from './matrix.ts';

const RANK = { reference: 0, extract: 1, full: 2, own: 3 } as const;

/** The stricter of two masks: only what both show. */
export function both(one: Mask | null, other: Mask | null): Mask | null {
  if (one === null || other === null) return null;
  const fields = one.fields.filter((field) => other.fields.includes(field));
  const parts = Object.fromEntries(
    fields.flatMap((field) => {
      const people = one.parts[field]?.filter((person) => other.parts[field]?.includes(person));
      return people === undefined ? [] : [[field, people] as const];
    }),
  );
  const shown = fields.filter((field) => one.parts[field] === undefined || (parts[field]?.length ?? 0) > 0);
  const destroyed = [...new Set([...(one.destroyed ?? []), ...(other.destroyed ?? [])])].sort();
  return {
    access: RANK[one.access] <= RANK[other.access] ? one.access : other.access,
    fields: shown,
    parts,
    statedBy: one.statedBy && other.statedBy,
    ...(destroyed.length === 0 ? {} : { destroyed }),
  };
}

/**
 * Two versions of the matrix at once, between the adoption of a new one and the day its views are there: only what both show. Whoever
 * asks `maskFor` under it asks both; the rules around are those of the version that serves.
 */
export function stricterOf(serving: DisclosureMatrix, adopted: DisclosureMatrix): DisclosureMatrix {
  return { ...serving, alsoAsks: adopted };
}
