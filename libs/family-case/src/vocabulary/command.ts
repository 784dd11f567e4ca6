// SPDX-License-Identifier: EUPL-1.2
import type { Decision, Erased, Event } from '@gezinslijn/event-sourcing';
import type { EventDescription, PersonPart } from './event-description.ts';
import type { PersonId } from './ids.ts';

type Open<Value> = Exclude<Value, Erased | undefined>;
type Plain<Value> =
  Open<Value> extends readonly PersonPart<infer Content>[]
    ? readonly { readonly personId: PersonId; readonly content: Content }[]
    : Open<Value>;

/** The fields of an event as one states them in a command: nothing sealed yet, and without those the rule derives. */
export type FieldsOf<E extends Event, Derived extends keyof E['data'] = never> = {
  readonly [Field in keyof E['data'] as Exclude<Field, Derived>]: Plain<E['data'][Field]>;
};

/** A command that asks for one kind of event: its type in the imperative and the fields that the rule cannot derive. */
export type CommandFor<Type extends string, E extends Event, Derived extends keyof E['data'] = never> = {
  readonly type: Type;
} & FieldsOf<E, Derived>;

/** The codes a rule can refuse with, read from its return type. */
export type RefusalOf<Rule extends (...given: never[]) => Decision<Event>> = Extract<
  ReturnType<Rule>,
  { readonly accepted: false }
>['refusal']['code'];

type Stated<Data> = { readonly [Field in keyof Data]: Data[Field] | (undefined extends Data[Field] ? undefined : never) };

/** An event of the described type: exactly the declared fields, in the declared order; what is absent or not declared is left out. */
export function fact<E extends Event, C extends string>(description: EventDescription<E, C>, data: Stated<E['data']>): E {
  const stated = data as Readonly<Record<string, unknown>>;
  const fields = Object.keys(description.fields).filter((field) => stated[field] !== undefined);
  const kept = Object.fromEntries(fields.map((field) => [field, stated[field]]));
  // `data` has every field of E and the description names them all, so what is kept is an E.
  return { type: description.type, version: description.version, data: kept } as unknown as E;
}
