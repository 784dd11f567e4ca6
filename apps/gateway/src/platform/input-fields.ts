// SPDX-License-Identifier: EUPL-1.2
import { applyDecorators } from '@nestjs/common';
import { Field, ID, Int, registerEnumType } from '@nestjs/graphql';
import type { ReturnTypeFunc } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
  registerDecorator,
} from 'class-validator';
import { isInstant, isLocalDate } from '@gezinslijn/family-case';

/**
 * One decorator per kind of input field: what GraphQL shows and what class-validator checks are said once.
 * Form only (length, shape, one of); meaning is the decider's.
 */
type Ctor = abstract new (...args: never[]) => unknown;
interface Options {
  readonly optional?: boolean;
}

const presence = ({ optional = false }: Options) => (optional ? [IsOptional()] : []);

/** Plain text, trimmed by nobody: what was typed is what is recorded. */
export function Text(description: string, { max = 8000, ...options }: Options & { max?: number } = {}) {
  return applyDecorators(
    Field(() => String, { description, nullable: options.optional ?? false }),
    ...presence(options),
    IsString(),
    Matches(/\S/, { message: 'isNotEmpty' }),
    MaxLength(max),
  );
}

/** Organisation id or other short slug. */
export function Slug(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => ID, { description, nullable: options.optional ?? false }),
    ...presence(options),
    IsString(),
    Matches(/^[a-z0-9][a-z0-9-]{1,63}$/, { message: 'isSlug' }),
  );
}

export function SlugList(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => [ID], { description, nullable: options.optional ?? false }),
    ...presence(options),
    ArrayMaxSize(50),
    IsString({ each: true }),
    Matches(/^[a-z0-9][a-z0-9-]{1,63}$/, { each: true, message: 'isSlug' }),
  );
}

export function Uuid(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => ID, { description, nullable: options.optional ?? false }),
    ...presence(options),
    IsUUID(),
  );
}

export function UuidList(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => [ID], { description, nullable: options.optional ?? false }),
    ...presence(options),
    ArrayMaxSize(200),
    IsUUID(undefined, { each: true }),
  );
}

/** Short labels, such as homes A and B. */
export function Labels(description: string) {
  return applyDecorators(
    Field(() => [String], { description }),
    ArrayMaxSize(10),
    IsString({ each: true }),
    MaxLength(20, { each: true }),
  );
}

/** A calendar day in the Netherlands, YYYY-MM-DD. */
export function Day(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => String, { description: `${description} (YYYY-MM-DD)`, nullable: options.optional ?? false }),
    ...presence(options),
    checked('isDay', isLocalDate),
  );
}

/** A day, or an instant in UTC. */
export function Moment(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => String, {
      description: `${description} (YYYY-MM-DD, or an instant such as 2025-04-12T21:15:00.000Z)`,
      nullable: options.optional ?? false,
    }),
    ...presence(options),
    checked('isMoment', (text) => isLocalDate(text) || isInstant(text)),
  );
}

export function InstantField(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => String, { description: `${description} (UTC instant)`, nullable: options.optional ?? false }),
    ...presence(options),
    checked('isInstant', isInstant),
  );
}

export function Flag(description: string, options: Options = {}) {
  return applyDecorators(
    Field(() => Boolean, { description, nullable: options.optional ?? false }),
    ...presence(options),
    IsBoolean(),
  );
}

export function WholeNumber(description: string, { min, max, ...options }: Options & { min: number; max: number }) {
  return applyDecorators(
    Field(() => Int, { description, nullable: options.optional ?? false }),
    ...presence(options),
    IsInt(),
    Min(min),
    Max(max),
  );
}

/** One of a closed list, registered with `codes`. */
export function OneOf(list: Record<string, string | number>, description: string, options: Options = {}) {
  return applyDecorators(
    Field((() => list) as ReturnTypeFunc, { description, nullable: options.optional ?? false }),
    ...presence(options),
    IsIn(Object.values(list)),
  );
}

export function SomeOf(list: Record<string, string | number>, description: string) {
  return applyDecorators(
    Field((() => [list]) as ReturnTypeFunc, { description }),
    ArrayMaxSize(50),
    IsIn(Object.values(list), { each: true }),
  );
}

export function Nested(type: () => Ctor, description: string, options: Options = {}) {
  return applyDecorators(
    Field(type as ReturnTypeFunc, { description, nullable: options.optional ?? false }),
    ...presence(options),
    ValidateNested(),
    Type(type),
  );
}

export function NestedList(type: () => Ctor, description: string, options: Options = {}) {
  return applyDecorators(
    Field((() => [type()]) as unknown as ReturnTypeFunc, { description, nullable: options.optional ?? false }),
    ...presence(options),
    ArrayMaxSize(100),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** Registers a list of codes as a GraphQL enum; the Dutch words become the descriptions of its values. */
export function codes<const Terms extends Readonly<Record<string, string>>>(name: string, terms: Terms, description: string) {
  const list = Object.fromEntries(Object.keys(terms).map((code) => [code, code])) as { readonly [Code in keyof Terms & string]: Code };
  registerEnumType(list, {
    name,
    description,
    valuesMap: Object.fromEntries(Object.entries(terms).map(([code, term]) => [code, { description: term }])) as never,
  });
  return list;
}

function checked(name: string, test: (text: string) => boolean): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      validator: { validate: (value: unknown) => typeof value === 'string' && test(value) },
    });
  };
}
