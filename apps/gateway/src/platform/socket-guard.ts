// SPDX-License-Identifier: EUPL-1.2
import { GraphQLError, Kind, OperationTypeNode, parse, specifiedRules, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';
import type { Actor } from './actor.ts';
import type { Admission } from './admission.ts';
import type { TokenVerifier } from './token-verifier.ts';
import type { Directory } from './directory.ts';
import type { Connected } from './request-context.ts';

interface Connection {
  /** What goes over it now, by the caller's names. */
  readonly subscriptions?: object;
  readonly connectionParams?: Readonly<Record<string, unknown>>;
  readonly extra: {
    readonly request?: { readonly headers: { readonly origin?: string } };
    readonly socket?: { readonly readyState?: number; close(code: number, reason: string): void };
    actor?: Actor;
    signal?: AbortSignal;
    abort?: AbortController;
    unwatch?: () => void;
    leave?: () => void;
    /** The documents of what goes over it, by the caller's names. */
    documents?: Map<string, string>;
  };
}

interface Entrance {
  readonly origins: readonly string[];
  readonly authenticate: (params: Readonly<Record<string, unknown>> | undefined) => Promise<Connected>;
  readonly directory: Pick<Directory, 'onChange'>;
  readonly sessions: Pick<TokenVerifier, 'onEnd'>;
  readonly admission: Pick<Admission, 'connect' | 'stillAdmits'>;
}

/**
 * The WebSocket is a door of its own: it passes no Apollo plugin. So it lets in known origins with a valid token, and of documents only
 * one short subscription with one field, within the same limits.
 */
export const onlySubscriptions = {
  connect:
    ({ origins, authenticate, directory, sessions, admission }: Entrance) =>
    async (connection: Connection): Promise<boolean> => {
      const { connectionParams, extra } = connection;
      const origin = extra.request?.headers.origin;
      if (origin !== undefined && !origins.includes(origin)) return false;
      let connected: Connected;
      try {
        connected = await authenticate(connectionParams);
      } catch {
        return false;
      }
      const entered = admission.connect(connected.actor);
      if ('code' in entered) {
        extra.socket?.close(TOO_MANY_REQUESTS, `Too many requests; retry after ${String(entered.retryAfter ?? 1)} s`);
        return false;
      }
      extra.leave = entered.leave;
      // It may have been closed while the token was looked at: then nobody else gives the place back.
      if (extra.socket?.readyState !== undefined && extra.socket.readyState !== OPEN) {
        entered.leave();
        return false;
      }
      const abort = new AbortController();
      extra.actor = connected.actor;
      extra.abort = abort;
      extra.signal = abort.signal;
      // A hat that is taken away closes its open doors at once, and so does a document that is registered no more.
      const look = () => {
        if (connected.mayStay() && held(connection).every(([, query]) => admission.stillAdmits(connected.actor, query))) return;
        extra.unwatch?.();
        abort.abort();
        extra.socket?.close(4403, 'Forbidden');
      };
      extra.unwatch = directory.onChange(look);
      closeWithToken(extra, extra.actor, abort, sessions);
      // It may have been taken between the look and the watch.
      look();
      return !abort.signal.aborted;
    },

  /** Errors that are answered here are logged and formatted by `socketErrors`. */
  subscribe:
    (admission: Pick<Admission, 'admit'>) =>
    async (
      connection: Connection,
      id: string,
      { query, variables }: { readonly query: string; readonly variables?: unknown },
    ): Promise<readonly GraphQLError[] | undefined> => {
      const { extra, subscriptions = {} } = connection;
      if (Object.keys(subscriptions).length > MOST_SUBSCRIPTIONS) return [tooManySubscriptions()];
      // Before it is let in: what is registered meanwhile is looked at for this one too.
      extra.documents = new Map([...held(connection), [id, query]]);
      try {
        const refused = extra.actor === undefined ? undefined : await admission.admit(extra.actor, query, variables);
        if (refused !== undefined) {
          extra.documents.delete(id);
          const { code, message, retryAfter } = refused;
          return [new GraphQLError(message, { extensions: { code, ...(retryAfter === undefined ? {} : { retryAfter }) } })];
        }
      } catch (failure) {
        return [new GraphQLError('Fault', { originalError: failure as Error })];
      }
      if (isOneSubscription(query)) return undefined;
      return [
        new GraphQLError('Alleen abonnementen gaan langs deze weg. / Only subscriptions go this way.', {
          extensions: { code: 'FORBIDDEN' },
        }),
      ];
    },

  /** However it ends, also before it was acknowledged. */
  close: ({ extra }: Connection): void => {
    extra.leave?.();
    extra.unwatch?.();
    extra.abort?.abort();
  },
};

/** The documents of what has not ended, each with its name. */
function held({ extra, subscriptions = {} }: Connection): readonly (readonly [name: string, query: string])[] {
  return [...(extra.documents ?? [])].filter(([name]) => Object.hasOwn(subscriptions, name));
}

/** `WebSocket.OPEN`. */
const OPEN = 1;
/** Each is looked up and logged anew for every entry: without an end, one client could keep a gateway busy with one entry. */
const MOST_SUBSCRIPTIONS = 100;
/** Close code of graphql-ws for who is not (any more) signed in. */
const UNAUTHORIZED = 4401;
/** Close code for a client that opens too many, or too often. */
const TOO_MANY_REQUESTS = 4429;

function tooManySubscriptions(): GraphQLError {
  return new GraphQLError('Te veel abonnementen op één verbinding. / Too many subscriptions on one connection.', {
    extensions: { code: 'RATE_LIMITED' },
  });
}

/** The socket ends with the token it came in with: when that expires, or when the person signs out. Nothing more is sent from then on. */
function closeWithToken(
  { socket }: Connection['extra'],
  { expiresAt, sessionOfToken }: Actor,
  abort: AbortController,
  sessions: Pick<TokenVerifier, 'onEnd'>,
): void {
  const end = (reason: string) => {
    abort.abort();
    socket?.close(UNAUTHORIZED, reason);
  };
  const expiry = setTimeout(end, Math.max(0, Math.min(expiresAt * 1000 - Date.now(), 2 ** 31 - 1)), 'Token expired').unref();
  const forget = sessions.onEnd(sessionOfToken, () => {
    end('Signed out');
  });
  abort.signal.addEventListener('abort', () => {
    clearTimeout(expiry);
    forget();
  });
}

/** The limits of the other door: Apollo adds them to the rules of GraphQL there, here nobody does. They throw where they refuse. */
export const limitedTo =
  (limits: readonly ValidationRule[]) =>
  (schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] => {
    try {
      return validate(schema, document, [...specifiedRules, ...limits]);
    } catch (refused) {
      if (refused instanceof GraphQLError) return [refused];
      throw refused;
    }
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
