// SPDX-License-Identifier: EUPL-1.2
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';
import type { AuthPort } from '../sign-in/auth-port.ts';
import { LiveConnection } from './live-connection.ts';
import type { LiveStatus } from './live-connection.ts';
import { connectionParams, requestHeaders } from './request-headers.ts';
import type { RequestIdentity } from './request-headers.ts';

/** All that the screens need of the gateway. One per person, hat and purpose: nothing of one is ever shown to another. */
export interface Gateway {
  readonly client: Client;
  readonly live: Live;
  readonly close: () => void;
}

export interface Live {
  readonly status: () => LiveStatus;
  readonly onStatus: (listener: () => void) => () => void;
  readonly retry: () => void;
}

/** Answers live in memory only, for as long as this gateway does. */
export function connectGateway(auth: AuthPort, identity: RequestIdentity, language: () => string): Gateway {
  const address = new URL('/graphql', location.origin);
  const socket = new URL(address);
  socket.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const live = new LiveConnection({ url: socket.href, params: () => connectionParams(identity, auth.accessToken(), language()) });
  const stopListening = auth.onRenewed(live.renewed);
  const headers = () => requestHeaders(identity, auth.accessToken(), language());
  const client = new Client({
    url: address.href,
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: live.subscribe({ query, ...(variables === undefined ? {} : { variables }) }, sink as never),
          }),
        }),
      }),
    ],
    fetch: renewing(auth, headers),
  });
  return {
    client,
    live,
    close: () => {
      stopListening();
      live.close();
    },
  };
}

/** On a bad connection a question ends unanswered rather than never; a command is then sent again with the same id. */
const PATIENCE_MS = 25_000;

/** Asks with the token of this moment; when that has run out, renews it once and asks again. */
function renewing(auth: AuthPort, headers: () => Record<string, string>): typeof fetch {
  const ask = (input: RequestInfo | URL, init?: RequestInit) =>
    fetch(input, {
      ...init,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([
        AbortSignal.timeout(PATIENCE_MS),
        ...(init?.signal === undefined || init.signal === null ? [] : [init.signal]),
      ]),
      headers: { ...(init?.headers as Record<string, string> | undefined), ...headers() },
    });
  return async (input, init) => {
    const answer = await ask(input, init);
    if (answer.status !== 401 || !(await auth.renew())) return answer;
    return ask(input, init);
  };
}
