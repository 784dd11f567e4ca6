// SPDX-License-Identifier: EUPL-1.2
import { GraphQLError, Kind, OperationTypeNode, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Actor } from './actor.ts';

interface Connection {
  readonly connectionParams?: Readonly<Record<string, unknown>>;
  readonly extra: {
    readonly request?: { readonly headers: { readonly origin?: string } };
    actor?: Actor;
    signal?: AbortSignal;
    abort?: AbortController;
  };
}

/**
 * The WebSocket is a door of its own: it passes no Apollo plugin. So it lets in known origins with a valid token, and of documents only
 * one short subscription with one field.
 */
export const onlySubscriptions = {
  connect:
    (origins: readonly string[], authenticate: (params: Readonly<Record<string, unknown>> | undefined) => Promise<Actor>) =>
    async ({ connectionParams, extra }: Connection): Promise<boolean> => {
      const origin = extra.request?.headers.origin;
      if (origin !== undefined && !origins.includes(origin)) return false;
      try {
        extra.actor = await authenticate(connectionParams);
      } catch {
        return false;
      }
      extra.abort = new AbortController();
      extra.signal = extra.abort.signal;
      return true;
    },

  /** What is refused here is logged by `onRefused` before it is told. */
  subscribe:
    (onRefused: (actor: Actor) => Promise<void>) =>
    async ({ extra }: Connection, _id: unknown, payload: { readonly query: string }): Promise<readonly GraphQLError[] | undefined> => {
      if (isOneSubscription(payload.query)) return undefined;
      if (extra.actor !== undefined) await onRefused(extra.actor);
      return [
        new GraphQLError('Alleen abonnementen gaan langs deze weg. / Only subscriptions go this way.', {
          extensions: { code: 'FORBIDDEN' },
        }),
      ];
    },

  disconnect: ({ extra }: Connection): void => {
    extra.abort?.abort();
  },
};

function isOneSubscription(query: string): boolean {
  if (query.length > 4_000) return false;
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: 500 });
  } catch {
    return false;
  }
  const [operation, ...rest] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== OperationTypeNode.SUBSCRIPTION || rest.length > 0)
    return false;
  return operation.selectionSet.selections.length === 1;
}
