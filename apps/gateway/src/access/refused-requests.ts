// SPDX-License-Identifier: EUPL-1.2
import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Actor } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { recordLook } from './look.ts';

/** A fault of ours refused nobody; whoever is not signed in is nobody we could name. */
const NOT_REFUSALS: ReadonlySet<string> = new Set(['INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED']);

/**
 * Logs what was refused before a resolver could: a field he may not have, a form that is wrong, a token of another. The answer is held
 * for it, as for any look.
 */
export function refusedRequests(platform: Pick<Platform, 'accessLog' | 'clock'>): ApolloServerPlugin<{ actor?: Actor }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: async ({ response, contextValue: { actor }, document, request, schema }) => {
          if (actor === undefined || response.body.kind !== 'single') return;
          const { errors } = response.body.singleResult;
          const refused = errors?.filter((error) => !NOT_REFUSALS.has(codeOf(error) ?? ''));
          if (refused === undefined || refused.length === 0) return;
          const caseId = caseIn(request.variables);
          await Promise.all(
            refused.map((error) =>
              recordLook(platform, actor, {
                operation: operationOf(error, document, schema),
                caseId,
                rule: codeOf(error) ?? 'BAD_REQUEST',
              }),
            ),
          );
        },
      }),
  };
}

function codeOf({ extensions }: GraphQLFormattedError): string | undefined {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : undefined;
}

/**
 * The field that refused, by its own name: what the caller called it in his answer is his business, and so is a field there is none of. The
 * name stands in the processing log in the clear.
 */
function operationOf({ path }: GraphQLFormattedError, document: DocumentNode | undefined, schema: GraphQLSchema): string {
  const [root] = path ?? [];
  for (const definition of document?.definitions ?? []) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const known = schema.getRootType(definition.operation)?.getFields() ?? {};
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD || !Object.hasOwn(known, selection.name.value)) continue;
      if (root === undefined || (selection.alias ?? selection.name).value === root) return selection.name.value;
    }
  }
  return 'document';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The case that variables name, if they name one. */
export function caseIn(variables: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const input = variables?.['input'] as Readonly<Record<string, unknown>> | null | undefined;
  const found = variables?.['caseId'] ?? input?.['caseId'];
  return typeof found === 'string' && UUID.test(found) ? found : undefined;
}
