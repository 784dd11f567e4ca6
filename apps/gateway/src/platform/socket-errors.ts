// SPDX-License-Identifier: EUPL-1.2
import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Actor } from './actor.ts';
import { variableFault } from './compiled-execution.ts';
import { formatError } from './error-format.ts';

interface Connection {
  readonly extra: { readonly actor?: Actor };
}

interface Asked {
  readonly variables?: unknown;
}

/** Writes down that somebody was refused, before he is told. @throws StoreUnavailable */
export type OnRefused = (
  actor: Actor,
  refused: { readonly operation: string; readonly rule: string; readonly asked: Asked },
) => Promise<void>;

/** Nobody was refused by these: a fault of ours, and what the door itself refused, which was logged there where it is to be. */
const NOT_REFUSALS: ReadonlySet<string> = new Set(['INTERNAL_SERVER_ERROR', 'RATE_LIMITED', 'DOCUMENT_NOT_REGISTERED']);

/**
 * Errors on the WebSocket, which pass no Apollo: without this, whatever was thrown would be told in its own words, which may be those of a
 * database, and a value that somebody sent would come back. They are formatted and logged as over HTTP.
 */
export function socketErrors(onRefused: OnRefused) {
  const told = async (
    { extra: { actor } }: Connection,
    asked: Asked,
    errors: readonly GraphQLError[],
    operation: string,
  ): Promise<readonly GraphQLFormattedError[]> => {
    const formatted = errors.map(formattedError);
    const refused = formatted.map(({ extensions }) => String(extensions?.['code'])).filter((code) => !NOT_REFUSALS.has(code));
    if (actor === undefined) return formatted;
    try {
      for (const rule of refused) await onRefused(actor, { operation, rule, asked });
      return formatted;
    } catch (failure) {
      return [formatError({ message: '' }, failure)];
    }
  };
  return {
    /** Before it was executed, and what ends a channel. */
    error: (connection: Connection, _id: unknown, asked: Asked, errors: readonly GraphQLError[]) =>
      told(connection, asked, errors, 'webSocket'),

    /** What a channel brings, or why it was not opened. `undefined`: as it is. */
    next: async (
      connection: Connection,
      _id: unknown,
      asked: Asked,
      { document }: { readonly document: DocumentNode },
      { errors, ...result }: ExecutionResult,
    ): Promise<object | undefined> =>
      errors === undefined ? undefined : { ...result, errors: await told(connection, asked, errors, rootOf(document)) },
  };
}

/** What the engine itself finds wrong with a question has no code: it is the caller's, and nothing of it is quoted. */
function formattedError(error: GraphQLError): GraphQLFormattedError {
  const plain = error.toJSON();
  const { extensions, originalError, path } = error;
  const thrown = originalError !== undefined && !(originalError instanceof GraphQLError);
  const ofEngine = extensions['code'] === undefined && path === undefined && !thrown;
  if (!ofEngine) return formatError(plain, error);
  return variableFault(error) ?? formatError({ ...plain, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }, error);
}

/** A document on this way is one operation with one field. */
function rootOf({ definitions }: DocumentNode): string {
  for (const definition of definitions) {
    const [root] = definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
    if (root?.kind === Kind.FIELD) return root.name.value;
  }
  return 'webSocket';
}
