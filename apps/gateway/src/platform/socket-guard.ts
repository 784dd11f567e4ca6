// SPDX-License-Identifier: EUPL-1.2
import { GraphQLError, Kind, OperationTypeNode, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Actor } from './actor.ts';
import type { Directory } from './directory.ts';
import type { Connected } from './request-context.ts';

interface Connection {
  readonly connectionParams?: Readonly<Record<string, unknown>>;
  readonly extra: {
    readonly request?: { readonly headers: { readonly origin?: string } };
    actor?: Actor;
    signal?: AbortSignal;
    abort?: AbortController;
    readonly socket?: { close(code: number, reason: string): void };
    unwatch?: () => void;
  };
}

/**
 * The WebSocket is a door of its own: it passes no Apollo plugin. So it lets in known origins with a valid token, and of documents only
 * one short subscription with one field.
 */
export const onlySubscriptions = {
  connect:
    (
      origins: readonly string[],
      authenticate: (params: Readonly<Record<string, unknown>> | undefined) => Promise<Connected>,
      directory: Pick<Directory, 'onChange'>,
    ) =>
    async ({ connectionParams, extra }: Connection): Promise<boolean> => {
      const origin = extra.request?.headers.origin;
      if (origin !== undefined && !origins.includes(origin)) return false;
      let connected: Connected;
      try {
        connected = await authenticate(connectionParams);
      } catch {
        return false;
      }
      const abort = new AbortController();
      extra.actor = connected.actor;
      extra.abort = abort;
      extra.signal = abort.signal;
      // A hat that is taken away closes its open doors at once.
      const look = () => {
        if (connected.mayStay()) return;
        extra.unwatch?.();
        abort.abort();
        extra.socket?.close(4403, 'Forbidden');
      };
      extra.unwatch = directory.onChange(look);
      // It may have been taken between the look and the watch.
      look();
      return !abort.signal.aborted;
    },

  subscribe: (_context: unknown, _id: unknown, payload: { readonly query: string }): readonly GraphQLError[] | undefined => {
    const refused = [
      new GraphQLError('Alleen abonnementen gaan langs deze weg. / Only subscriptions go this way.', { extensions: { code: 'FORBIDDEN' } }),
    ];
    if (payload.query.length > 4_000) return refused;
    let document: DocumentNode;
    try {
      document = parse(payload.query, { maxTokens: 500 });
    } catch {
      return refused;
    }
    const [operation, ...rest] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== OperationTypeNode.SUBSCRIPTION || rest.length > 0)
      return refused;
    return operation.selectionSet.selections.length === 1 ? undefined : refused;
  },

  disconnect: ({ extra }: Connection): void => {
    extra.unwatch?.();
    extra.abort?.abort();
  },
};
