// SPDX-License-Identifier: EUPL-1.2
import { applyDecorators } from '@nestjs/common';
import { Extensions, Field } from '@nestjs/graphql';
import type { FieldOptions, ReturnTypeFunc } from '@nestjs/graphql';
import { GraphQLError, isObjectType } from 'graphql';
import type { GraphQLFieldConfig, GraphQLSchema } from 'graphql';
import type { Actor } from './actor.ts';
import { notAllowed } from './request-context.ts';

/**
 * The second lock: every field of the schema declares what it takes to get it. A field that declares nothing does not start.
 * `read`: any reader under a hat (what he gets was disclosed to him already) · `write`: a worker under a hat · `audit`: an auditor ·
 * `administer`: under an administrator's hat, which reads no case · `hat`: under any hat · `signedIn`: anybody who signed in.
 */
export type Permission = 'read' | 'write' | 'audit' | 'administer' | 'hat' | 'signedIn';

export const Requires = (permission: Permission) => Extensions({ permission });

/** A field of an answer: part of what was disclosed to this reader. */
export function Shown(type: ReturnTypeFunc, options: FieldOptions): PropertyDecorator & MethodDecorator {
  return applyDecorators(Field(type, options), Requires('read'));
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** Wraps every root field with its permission. @throws when any field of any answer declares none: the gateway does not start. */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      const permission = field.extensions['permission'] as Permission | undefined;
      if (permission === undefined)
        throw new Error(`${type.name}.${name} declares no permission: nobody may have it, so this does not start`);
      if (ROOTS.includes(type.name)) guard(field as unknown as GraphQLFieldConfig<unknown, { actor?: Actor }>, permission);
    }
  }
  return schema;
}

function guard(field: GraphQLFieldConfig<unknown, { actor?: Actor }>, permission: Permission): void {
  const inner = field.resolve;
  if (inner !== undefined) {
    field.resolve = (source, args, context, info) => {
      assertAllowed(context.actor, permission);
      return inner(source, args, context, info);
    };
  }
  const subscribe = field.subscribe;
  if (subscribe !== undefined) {
    field.subscribe = (source, args, context, info) => {
      assertAllowed(context.actor, permission);
      return subscribe(source, args, context, info);
    };
  }
}

function assertAllowed(actor: Actor | undefined, permission: Permission): void {
  if (actor === undefined)
    throw new GraphQLError('Meld u (opnieuw) aan. / Please sign in (again).', { extensions: { code: 'UNAUTHENTICATED' } });
  if (actor.hatless === true && permission !== 'signedIn') throw notAllowed('ACTING_ORGANISATION_NOT_YOURS');
  if (!holds(actor, permission)) throw new GraphQLError('Dit mag u niet. / You may not do this.', { extensions: { code: 'FORBIDDEN' } });
}

function holds(actor: Actor, permission: Permission): boolean {
  switch (permission) {
    case 'signedIn':
    case 'hat':
      return true;
    case 'administer':
      return actor.administrator !== undefined;
    case 'read':
      return actor.administrator === undefined;
    case 'audit':
      return actor.reader.kind === 'auditor';
    case 'write':
      return actor.author !== undefined;
  }
}
