// SPDX-License-Identifier: EUPL-1.2
import type { Erased, Event, Sealed } from '@gezinslijn/event-sourcing';
import type { Category } from './categories.ts';
import type { PersonId, WorkerRef } from './ids.ts';

/** One part per person, each sealed under that person's own key. */
export interface PersonPart<T> {
  readonly personId: PersonId;
  readonly content: Sealed<T>;
}
export type PerPerson<T> = readonly PersonPart<T>[];

/** Codes and the Dutch words a screen shows for them. */
export type Terms = Readonly<Record<string, string>>;

interface Shown<C extends string = Category> {
  readonly category: C;
  /** What a Dutch screen calls this field. */
  readonly term: string;
  /** Part of the conclusion that a reader with an extract right (X in the matrix) gets. */
  readonly extract: boolean;
  /** Words for the codes this field holds. */
  readonly terms?: Terms;
}
/** Ids, numbers and marks that say nothing about anybody by themselves. Stored in the clear. */
export interface StructureRule<C extends string = Category> extends Shown<C> {
  readonly kind: 'structure';
}
/** Personal data about one person, or about several jointly. Sealed. */
export interface PersonalRule<About extends string = string, C extends string = Category> extends Shown<C> {
  readonly kind: 'personal';
  /** The field that names the person (or the people, jointly) this is about. */
  readonly about: About;
}
/** Personal data with a part per person. Each part sealed under that person's key. */
export interface PerPersonRule<C extends string = Category> extends Shown<C> {
  readonly kind: 'perPerson';
}
export type FieldRule = StructureRule | PersonalRule | PerPersonRule;

type PersonFieldsOf<Data> = {
  [Field in keyof Data]-?: [Exclude<Data[Field], undefined>] extends [PersonId | WorkerRef | readonly PersonId[]] ? Field & string : never;
}[keyof Data];

type RuleFor<Data, Value, C extends string> = [Value] extends [PerPerson<unknown>]
  ? PerPersonRule<C>
  : [Erased] extends [Value]
    ? PersonalRule<PersonFieldsOf<Data>, C>
    : StructureRule<C>;

/** Every field needs a rule, and the rule must fit the field's type: a field without a category does not compile. */
export type FieldRules<Data, C extends string = Category> = {
  readonly [Field in keyof Data]-?: RuleFor<Data, Exclude<Data[Field], undefined>, C>;
};

type FieldNames<Data> = keyof Data & string;

/** `C`: the categories its fields can have; those of the disclosure matrix unless it is no part of a case. */
export interface EventDescription<E extends Event = Event, C extends string = Category> {
  readonly type: E['type'];
  readonly version: number;
  /** Dutch term for the kind of entry. */
  readonly term: string;
  /** Category of the entry as such: who may know that it exists. */
  readonly category: C;
  readonly fields: FieldRules<E['data'], C>;
  /** Field that lists the people this entry is hidden from, its existence included. */
  readonly hiddenFrom?: FieldNames<E['data']>;
  /** Fields that never travel to a family member. */
  readonly keptFromFamily?: readonly FieldNames<E['data']>[];
  /** Boolean field: only professionals and the person of `speaker` know of it. */
  readonly confidential?: { readonly when: FieldNames<E['data']>; readonly speaker: FieldNames<E['data']> };
  /** Field that lists the organisations that took part, for "if party" in the matrix. */
  readonly tookPart?: FieldNames<E['data']>;
  /** Field whose value names the file part: its own key, so that this part can be destroyed alone. */
  readonly part?: FieldNames<E['data']>;
  /**
   * Field with the outline of the entry this one is attached to: a correction, or a statement about it. Who may not see that entry does not see
   * this one, and the outline itself is shown to nobody.
   */
  readonly attachedTo?: FieldNames<E['data']>;
  /** A category that depends on what happened, such as the house ban among the measures. */
  readonly recategorise?: (data: E['data']) => { readonly from: C; readonly to: C } | undefined;
}

/** Declares an event type. `describe<E>()` fixes the type, so that the compiler checks every field against its rule. */
export function describeEvent<E extends Event, C extends string = Category>() {
  return (description: EventDescription<E, C>): EventDescription<E, C> => description;
}

type Options = { readonly extract?: boolean; readonly terms?: Terms };

export function structure<C extends string = Category>(
  category: C,
  term: string,
  { extract = true, terms }: Options = {},
): StructureRule<C> {
  return { kind: 'structure', category, term, extract, ...(terms === undefined ? {} : { terms }) };
}

export function personal<About extends string, C extends string = Category>(
  category: C,
  about: About,
  term: string,
  { extract = false, terms }: Options = {},
): PersonalRule<About, C> {
  return { kind: 'personal', category, about, term, extract, ...(terms === undefined ? {} : { terms }) };
}

export function perPerson(category: Category, term: string, { extract = false, terms }: Options = {}): PerPersonRule {
  return { kind: 'perPerson', category, term, extract, ...(terms === undefined ? {} : { terms }) };
}

/** The people a personal field is about, as ids; empty when the field that names them is absent. */
export function peopleOf(data: object, about: string): readonly PersonId[] {
  const value = (data as Readonly<Record<string, PersonId | readonly PersonId[] | undefined>>)[about];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The category a field or entry counts as, which may depend on what happened: a house ban among the measures. */
export function actualCategory(category: Category, data: object, description: EventDescription): Category {
  const change = description.recategorise?.(data as never);
  return change?.from === category ? change.to : category;
}
