// SPDX-License-Identifier: EUPL-1.2
import { isObjectType } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/**
 * Takes away the resolvers that only read a property, which the framework puts on every field: reading it is what is done without one, and
 * the compiled document then does it in place. With them, an answer costs a call and two closures per value.
 */
export function readPlainly(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      const resolve = field.resolve as Resolver | undefined;
      if (resolve === undefined) continue;
      if (onlyReads(resolve, name)) delete field.resolve;
      else field.resolve = (...asked) => readSafely(resolve(...asked));
    }
  }
  return schema;
}

/** By its name and by what it does: it gives what stands there, and nothing where nothing stands. */
function onlyReads(resolve: Resolver, name: string): boolean {
  if (resolve.name !== 'rootFieldResolver') return false;
  const read = resolve as (source: unknown) => unknown;
  const stands = {};
  return read({ [name]: stands }) === stands && read({}) === undefined;
}

/**
 * The compiled document reads an answer where it arrives, in the callback of its promise. What throws there (a property that is made when it
 * is asked for) would be nobody's error and leave the caller waiting: it becomes the error of the field that gave the answer.
 */
function readSafely(answer: unknown): unknown {
  if (!isPromise(answer)) return answer;
  return {
    then: (read?: (value: unknown) => unknown, refused?: (fault: unknown) => unknown) =>
      answer.then(
        read === undefined || refused === undefined
          ? read
          : (value) => {
              try {
                return read(value);
              } catch (fault) {
                return refused(fault);
              }
            },
        refused,
      ),
  };
}

const isPromise = (answer: unknown): answer is Promise<unknown> =>
  typeof (answer as { readonly then?: unknown } | null | undefined)?.then === 'function';
