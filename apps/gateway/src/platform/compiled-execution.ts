// SPDX-License-Identifier: EUPL-1.2
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import { BoundedCache } from '@gezinslijn/event-store';
import { formatError } from './error-format.ts';
import { KeptParts } from './kept-parts.ts';
import type { Part } from './kept-parts.ts';

const CALLERS_FAULT: ReadonlySet<string> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST']);

const OVER_HTTP: GraphQLFormattedError = {
  message: 'Een subscription gaat over een WebSocket. / A subscription goes over a WebSocket.',
  extensions: { code: 'BAD_REQUEST' },
};

export interface CompiledExecutionOptions {
  /** Documents kept compiled. */
  readonly limit?: number;
  /** The type whose objects are written out once, and what rises when they may say something else. */
  readonly kept?: { readonly type: string; readonly edition: () => number };
}

interface Compiled {
  readonly query: CompiledQuery;
  readonly part?: Part;
}

/** An answer that is JSON already. */
class WrittenAnswer {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** For whoever writes it out in another way. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** How the server writes out what it answers: what was written already is put in as it is. */
export function stringifyResult({ data, ...rest }: FormattedExecutionResult): string {
  const others = Object.entries(rest).filter(([, value]) => value !== undefined);
  const fields = others.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  if (data !== undefined) fields.push(`"data":${data instanceof WrittenAnswer ? data.text : JSON.stringify(data)}`);
  return `{${fields.join(',')}}\n`;
}

/** Executes documents compiled once (graphql-jit) instead of interpreted each time. Apollo still parses, validates, limits and formats. */
export function compiledExecution({ limit = 500, kept }: CompiledExecutionOptions = {}): ApolloServerPlugin {
  const compiled = new BoundedCache<string, Compiled>(limit);
  let schema: GraphQLSchema | undefined;
  let parts: KeptParts | undefined;
  return {
    serverWillStart: ({ schema: started }) => {
      schema = started;
      parts = kept === undefined ? undefined : new KeptParts(started, kept.type, kept.edition);
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
        responseForOperation: async ({ document, operation, operationName, request, contextValue, response, queryHash }) => {
          // Where the operation that was named is none of the document, Apollo says so.
          if (schema === undefined || operation === undefined) return null;
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
            response.http.status = 400;
            return { http: response.http, body: { kind: 'single' as const, singleResult: { errors: [OVER_HTTP] } } };
          }
          const key = `${queryHash ?? ''}|${operationName ?? ''}`;
          let found = compiled.get(key);
          if (found === undefined) {
            const around = parts?.in(document);
            const query = compileQuery(around?.schema ?? schema, around?.document ?? document, operationName ?? undefined);
            if (!isCompiledQuery(query)) return null;
            found = { query, ...(around === undefined ? {} : { part: around.part }) };
            compiled.set(key, found);
          }
          const { data, errors } = await answerOf(found, parts, contextValue, request.variables ?? {});
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
  { query, part }: Compiled,
  parts: KeptParts | undefined,
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
): Promise<Pick<ExecutionResult, 'data' | 'errors'>> {
  try {
    const answer = await query.query(undefined, context, variables);
    if (part === undefined || parts === undefined || answer.data == null) return answer;
    return { ...answer, data: new WrittenAnswer(parts.write(answer.data, part)) as never };
  } catch (fault) {
    return { data: null, errors: [new GraphQLError('Fault', { originalError: fault as Error })] };
  }
}

/**
 * A variable of the wrong form. The engine's own message quotes the value, which may be anybody's story: only the field and the rule are told.
 */
export function variableFault(error: GraphQLError): GraphQLFormattedError | undefined {
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
