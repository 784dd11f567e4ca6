// SPDX-License-Identifier: EUPL-1.2
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import { BoundedCache } from '@gezinslijn/event-store';
import { formatError } from './error-format.ts';

const CALLERS_FAULT: ReadonlySet<string> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST']);

/** Executes documents compiled once (graphql-jit) instead of interpreted each time. Apollo still parses, validates, limits and formats. */
export function compiledExecution(limit = 500): ApolloServerPlugin {
  const compiled = new BoundedCache<string, CompiledQuery>(limit);
  let schema: GraphQLSchema | undefined;
  return {
    serverWillStart: ({ schema: started }) => {
      schema = started;
      return Promise.resolve();
    },
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response }) => {
          // A document that is no document is the caller's fault, wherever it was found out.
          const wrong =
            response.body.kind === 'single' &&
            response.body.singleResult.errors?.some(({ extensions }) => CALLERS_FAULT.has(String(extensions?.['code'])));
          if (wrong === true && (response.http.status ?? 200) >= 500) response.http.status = 400;
          return Promise.resolve();
        },
        responseForOperation: async ({ document, operationName, request, contextValue, response, queryHash }) => {
          if (schema === undefined) return null;
          const key = `${queryHash ?? ''}|${operationName ?? ''}`;
          let query = compiled.get(key);
          if (query === undefined) {
            const fresh = compileQuery(schema, document, operationName ?? undefined);
            if (!isCompiledQuery(fresh)) return null;
            query = fresh;
            compiled.set(key, query);
          }
          const { data, errors } = await answerOf(query, contextValue, request.variables ?? {});
          // An answer given here passes no formatting of Apollo's: errors are formatted by the same function.
          const formatted = errors?.map((error) => variableFault(error) ?? formatError(error.toJSON(), error));
          const singleResult = { data: data ?? null, ...(formatted === undefined ? {} : { errors: formatted }) };
          return { http: response.http, body: { kind: 'single' as const, singleResult } };
        },
      }),
  };
}

/** What throws where no field catches it is a fault like any other: with Apollo its message would go to a log of its own. */
async function answerOf(
  query: CompiledQuery,
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
): Promise<Pick<ExecutionResult, 'data' | 'errors'>> {
  try {
    return await query.query(undefined, context, variables);
  } catch (fault) {
    return { data: null, errors: [new GraphQLError('Fault', { originalError: fault as Error })] };
  }
}

/**
 * A variable of the wrong form. The engine's own message quotes the value, which may be anybody's story: only the field and the rule are told.
 */
function variableFault(error: GraphQLError): GraphQLFormattedError | undefined {
  if (error.path !== undefined || !error.message.startsWith('Variable "$')) return undefined;
  const missing = /Field value\.([\w.[\]]+) of required type/.exec(error.message)?.[1];
  const unknown = /Field "(\w+)" is not defined/.exec(error.message)?.[1];
  const wrong = /^Variable "\$(\w+)"/.exec(error.message)?.[1];
  const field = missing ?? unknown ?? wrong ?? '';
  const rule = missing !== undefined ? 'isRequired' : unknown !== undefined ? 'isKnown' : 'isOfType';
  const nl = { isRequired: 'is verplicht', isKnown: 'is een onbekend veld', isOfType: 'heeft een verkeerde vorm' }[rule];
  const en = { isRequired: 'is required', isKnown: 'is an unknown field', isOfType: 'has the wrong form' }[rule];
  return { message: `${field}: ${nl} / ${en}`, extensions: { code: 'BAD_USER_INPUT', fields: [{ field, rule, nl, en }] } };
}
