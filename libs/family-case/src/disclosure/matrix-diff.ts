// SPDX-License-Identifier: EUPL-1.2
import { caseEventDescriptions } from '../case-event.ts';
import type { Category } from '../vocabulary/categories.ts';
import type { EventDescription, FieldRule } from '../vocabulary/event-description.ts';
import { actualCategory } from '../vocabulary/event-description.ts';
import type { Code, Column, DisclosureMatrix } from './matrix.ts';

/** What must be so before a field opens; `always` needs nothing. `existence` is not about a field: that an entry exists. */
export type Way =
  | 'always'
  | 'measure'
  | 'took part'
  | 'own task'
  | 'own client'
  | 'own share'
  | 'himself'
  | 'consent'
  | 'share'
  | 'existence'
  | 'audit'
  | 'file'
  | 'figures';

/** One cell that differs between two versions, and what that means for each field of an event that falls under it. */
export interface CellDifference {
  readonly category: Category;
  readonly column: Column;
  readonly from: Code;
  readonly to: Code;
  /** Ways in which something opens that was closed, and the reverse; both can happen at once. */
  readonly gains: readonly FieldWay[];
  readonly loses: readonly FieldWay[];
}

/** `field` is `EventType.field`. */
export interface FieldWay {
  readonly field: string;
  readonly ways: readonly Way[];
}

/** Who gains or loses what between two versions of the matrix: by category, column and field of an event. Empty when nobody does. */
export function diffMatrices(old: DisclosureMatrix, next: DisclosureMatrix): readonly CellDifference[] {
  const differences: CellDifference[] = [];
  for (const category of Object.keys(next.cells) as readonly Category[]) {
    for (const column of Object.keys(next.cells[category]) as readonly Column[]) {
      const from = old.cells[category][column];
      const to = next.cells[category][column];
      if (from !== to) differences.push({ category, column, from, to, ...change(category, column, from, to) });
    }
  }
  return differences;
}

function change(category: Category, column: Column, from: Code, to: Code) {
  const gains: FieldWay[] = [];
  const loses: FieldWay[] = [];
  for (const { field, rule } of fieldsUnder(category)) {
    const before = waysOf(from, rule, column);
    const after = waysOf(to, rule, column);
    const won = beyond(after, before);
    const lost = beyond(before, after);
    if (won.length > 0) gains.push({ field, ways: won });
    if (lost.length > 0) loses.push({ field, ways: lost });
  }
  return { gains, loses };
}

/** Ways that are not among these; who always reads a field wins nothing by a condition. */
function beyond(ways: readonly Way[], others: readonly Way[]): readonly Way[] {
  return others.includes('always') ? [] : ways.filter((way) => !others.includes(way));
}

/** Every field of every event that can fall under a category. */
export function fieldsUnder(category: Category): readonly { readonly field: string; readonly rule: FieldRule }[] {
  return (Object.values(caseEventDescriptions) as unknown as readonly EventDescription[]).flatMap((description) =>
    Object.entries(description.fields as Readonly<Record<string, FieldRule>>)
      .filter(([, rule]) => isUnder(category, rule.category, description))
      .map(([field, rule]) => ({ field: `${description.type}.${field}`, rule })),
  );
}

/** Values that move an entry to another category: a house ban, a secret address. */
const movesTo = (category: Category): readonly object[] => [
  { kind: 'HOUSE_BAN' },
  { shielded: true, categories: ['C2'] },
  { ofCategory: category },
];

function isUnder(category: Category, declared: Category, description: EventDescription): boolean {
  return declared === category || movesTo(category).some((data) => actualCategory(declared, data, description) === category);
}

/** The ways in which a cell opens a field of this kind. */
export function waysOf(code: Code, rule: FieldRule, column: Column): readonly Way[] {
  const structure = rule.kind === 'structure';
  switch (code) {
    case 'F':
    case 'hat':
      return ['always', 'existence'];
    case 'FM':
      return ['measure'];
    case 'FP':
      return ['took part', 'share'];
    case 'X':
      if (column === 'FAMILY') return rule.extract ? ['own share'] : [];
      return rule.extract ? ['always'] : ['share'];
    case 'XT':
      return ['own task', 'share'];
    case 'R':
    case 'RC':
      return ['share', 'existence'];
    case 'S':
      if (column === 'FAMILY') return ['own share'];
      return structure ? [] : ['own client'];
    case 'OWN':
      return ['himself'];
    case 'C':
      return structure ? ['share'] : ['consent', 'share'];
    case 'A':
      return ['audit'];
    case 'file':
    case 'sealed':
      return ['file'];
    case 'aggregate':
    case 'count':
      return ['figures'];
    case 'O':
    case 'none':
      return [];
  }
}
