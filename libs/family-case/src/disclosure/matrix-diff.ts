// SPDX-License-Identifier: EUPL-1.2
import { caseEventDescriptions } from '../case-event.ts';
import type { Category } from '../vocabulary/categories.ts';
import type { EventDescription, FieldRule } from '../vocabulary/event-description.ts';
import { actualCategory } from '../vocabulary/event-description.ts';
import type { Code, Column, DisclosureMatrix } from './matrix.ts';
import { standardRules } from './rules.ts';
import type { DisclosureRules } from './rules.ts';

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
      if (from === to) continue;
      const ways = (matrix: DisclosureMatrix) => (rule: FieldRule) =>
        waysOf(column, { code: matrix.cells[category][column], rule, category, rules: matrix.rules ?? standardRules });
      differences.push({ category, column, from, to, ...change(category, ways(old), ways(next)) });
    }
  }
  return differences;
}

type WaysOf = (rule: FieldRule) => readonly Way[];

function change(category: Category, from: WaysOf, to: WaysOf) {
  const gains: FieldWay[] = [];
  const loses: FieldWay[] = [];
  for (const { field, rule } of fieldsUnder(category)) {
    const before = from(rule);
    const after = to(rule);
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

/** A reference is given of no category whose existence is hidden. */
const referenceOf = (category: Category, rules: DisclosureRules): readonly Way[] =>
  rules.hiddenExistence.includes(category) ? [] : ['existence'];

interface Asked {
  readonly code: Code;
  readonly rule: FieldRule;
  readonly category: Category;
  readonly rules: DisclosureRules;
}

/** The ways in which a cell opens a field of this kind: what `maskFor` does by it, in words. */
function waysOf(column: Column, asked: Asked): readonly Way[] {
  switch (column) {
    case 'FAMILY':
      return waysOfFamily(asked);
    case 'RVT':
      return waysOfRvt(asked);
    case 'AUDIT':
    case 'COURT':
    case 'POLICE':
    case 'REGION':
      return OFF_THE_TIMELINE[asked.code] ?? waysOfOrganisation(asked);
    default:
      return waysOfOrganisation(asked);
  }
}

/** What may be made for who has no place on the timeline. */
const OFF_THE_TIMELINE: Readonly<Partial<Record<Code, readonly Way[]>>> = {
  A: ['audit'],
  file: ['file'],
  sealed: ['file'],
  aggregate: ['figures'],
  count: ['figures'],
};

function waysOfOrganisation({ code, rule, category, rules }: Asked): readonly Way[] {
  const structure = rule.kind === 'structure';
  switch (code) {
    case 'F':
      return ['always', 'existence'];
    case 'FM':
      return ['measure'];
    case 'FP':
      return ['took part', 'share'];
    case 'X':
      return rule.extract ? ['always'] : ['share'];
    case 'XT':
      return ['own task', 'share'];
    case 'R':
    case 'RC':
      return ['share', ...referenceOf(category, rules)];
    case 'S':
      return structure ? [] : ['own client'];
    case 'C':
      return structure ? ['share'] : ['consent', 'share'];
    default:
      return [];
  }
}

/** Within what the mother organisation sees: what opens to her by consent or by a share opens here where the cell says so. */
function waysOfRvt({ code, rule, category, rules }: Asked): readonly Way[] {
  switch (code) {
    case 'F':
    case 'hat':
      return ['always', 'existence'];
    case 'X':
      return rule.extract ? ['always'] : [];
    case 'R':
      return referenceOf(category, rules);
    case 'C':
      return rule.kind === 'structure' ? ['share'] : ['consent', 'share'];
    default:
      return [];
  }
}

/** Nobody shares with a family member, and no reference is given. */
function waysOfFamily({ code, rule }: Asked): readonly Way[] {
  switch (code) {
    case 'F':
      return ['always', 'existence'];
    case 'S':
      return ['own share'];
    case 'X':
      return rule.extract ? ['own share'] : [];
    case 'OWN':
      return ['himself'];
    default:
      return [];
  }
}
