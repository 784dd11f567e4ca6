// SPDX-License-Identifier: EUPL-1.2
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer } from '@apollo/server';
import { ExpressAdapter } from '@nestjs/platform-express';
import { HeldAnswer } from '../access/held-answer.ts';
import { logger } from './logger.ts';

/** The one address of GraphQL, over HTTP and WebSocket. */
export const GRAPHQL_PATH = '/graphql';

/** Bytes of one request; above what any screen of ours sends. */
const BODY_LIMIT = 256 * 1024;

/** Longer than proxies keep theirs (a minute as a rule): a connection must not be closed here while a request is on its way to it. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Nest on Express, with the one busy address answered before Express is asked: routing, body parsing and an entity tag over every page cost
 * as much as the page itself (docs/adr/0009).
 */
export class FrontDoor extends ExpressAdapter {
  #graphql: RequestListener | undefined;

  override initHttpServer(): void {
    const express = this.getInstance<RequestListener>();
    this.httpServer = createServer((request, response) => {
      (isGraphql(request) ? (this.#graphql ?? express) : express)(request, response);
    });
    // Nobody else looks after a connection that asked at another address for another protocol: it would stay open for ever.
    this.httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      if (!isGraphql(request))
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy());
    });
    this.httpServer.keepAliveTimeout = KEEP_ALIVE_MS;
  }

  serveGraphql(listener: RequestListener): void {
    this.#graphql = listener;
  }
}

const isGraphql = ({ url = '' }: IncomingMessage): boolean => url === GRAPHQL_PATH || url.startsWith(`${GRAPHQL_PATH}?`);

/** What a request asks, as Apollo will read it. */
export interface Asked {
  readonly query: string;
  readonly variables: unknown;
}

export interface GraphqlHttpOptions<Context extends object> {
  readonly server: ApolloServer<Context>;
  /** Who asks, and what his looks hold up; refuses by throwing, before the document is looked at. */
  readonly context: (request: IncomingMessage, asked: Asked | undefined, answer: HeldAnswer) => Promise<Context>;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** GraphQL over HTTP: one JSON document in, one JSON document out. What Apollo decides stands; here are only bytes and headers. */
export function graphqlHttp<Context extends object>({ server, context, headers }: GraphqlHttpOptions<Context>): RequestListener {
  const fixed = Object.entries(headers);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of fixed) response.setHeader(name, value);
    const read = await bodyOf(request);
    if ('refused' in read) {
      refuse(response, read.refused);
      return;
    }
    const search = searchOf(request.url ?? '');
    const held = new HeldAnswer();
    const {
      body,
      status,
      headers: answered,
    } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        search,
        body: read.body,
      },
      context: () => context(request, askedIn(request, search, read.body), held),
    });
    try {
      await held.released();
    } catch (failure) {
      refuseUnlogged(response, failure);
      return;
    }
    for (const [name, value] of answered) response.setHeader(name, value);
    response.statusCode = body.kind === 'complete' && (status ?? 200) >= 500 && isCallersFault(body.string) ? 400 : (status ?? 200);
    if (body.kind === 'complete') response.end(body.string);
    else refuse(response, REFUSALS.incremental);
  };
  return (request, response) => {
    answer(request, response).catch((failure: unknown) => {
      logger.fault(failure);
      if (!response.headersSent) refuse(response, REFUSALS.fault);
      else response.destroy();
    });
  };
}

/** A document that is none, or too long to be looked at, is found out before any hook of Apollo's; it is the caller's fault all the same. */
function isCallersFault(answer: string): boolean {
  const { errors } = JSON.parse(answer) as { readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[] };
  return errors?.every(({ extensions }) => extensions?.code?.startsWith('GRAPHQL_') === true) ?? false;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly nl: string;
  readonly en: string;
}

const REFUSALS = {
  tooLarge: {
    status: 413,
    code: 'BAD_REQUEST',
    nl: `Het verzoek is te groot: ten hoogste ${String(BODY_LIMIT / 1024)} kB.`,
    en: `The request is too large: at most ${String(BODY_LIMIT / 1024)} kB.`,
  },
  notJson: {
    status: 400,
    code: 'BAD_REQUEST',
    nl: 'De inhoud van het verzoek is geen JSON-object.',
    en: 'The body of the request is no JSON object.',
  },
  mediaType: {
    status: 415,
    code: 'BAD_REQUEST',
    nl: 'Stuur application/json in UTF-8, niet samengeperst.',
    en: 'Send application/json in UTF-8, not compressed.',
  },
  incremental: {
    status: 406,
    code: 'BAD_REQUEST',
    nl: 'Antwoorden in delen worden niet gegeven.',
    en: 'Answers in parts are not given.',
  },
  fault: {
    status: 500,
    code: 'INTERNAL_SERVER_ERROR',
    nl: 'Er ging iets mis; er is niets getoond of vastgelegd.',
    en: 'Something went wrong; nothing was shown or recorded.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

function refuse(response: ServerResponse, { status, code, nl, en }: Refusal): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  // What was not read of a body that is too large is not waited for.
  if (status === 413) response.setHeader('connection', 'close');
  response.end(JSON.stringify({ errors: [{ message: `${nl} / ${en}`, extensions: { code } }] }));
}

/** What could not be logged is not shown, whatever else the answer was going to say. Other commands of the same document may stand by then. */
function refuseUnlogged(response: ServerResponse, failure: unknown): void {
  const number = logger.fault(failure);
  const nl =
    'Er ging iets mis; er is niets getoond. Wat u vastlegde kan er staan: kijk het na, of stuur het met hetzelfde commandId opnieuw.';
  const en = 'Something went wrong; nothing was shown. What you recorded may stand: look, or send it again with the same commandId';
  const extensions = { code: REFUSALS.fault.code, number };
  response.statusCode = REFUSALS.fault.status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify({ errors: [{ message: `${nl} Of meld nummer ${number}. / ${en} (${number}).`, extensions }], data: null }));
}

type Body = { readonly body: unknown } | { readonly refused: Refusal };

async function bodyOf(request: IncomingMessage): Promise<Body> {
  if (request.method !== 'POST') return { body: undefined };
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity', 'content-length': length } = request.headers;
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type) || encoding !== 'identity') return { refused: REFUSALS.mediaType };
  if (length !== undefined && Number(length) > BODY_LIMIT) return { refused: REFUSALS.tooLarge };
  const bytes = await bytesOf(request);
  if (bytes === undefined) return { refused: REFUSALS.tooLarge };
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    return body !== null && typeof body === 'object' ? { body } : { refused: REFUSALS.notJson };
  } catch {
    return { refused: REFUSALS.notJson };
  }
}

/** `undefined` when there is more of it than is taken in. Events and no iterator, which cost as much as the parsing. @throws when it breaks off. */
function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= BODY_LIMIT) {
        chunks.push(chunk);
        return;
      }
      request.removeAllListeners('data').pause();
      resolve(undefined);
    });
    request.once('end', () => {
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', reject);
    request.once('close', () => {
      if (!request.readableEnded) reject(new Error('The request broke off'));
    });
  });
}

/** The one document of a request. Without one there is nothing to admit, and Apollo refuses it; so it does a batch, or a query given twice. */
function askedIn({ method }: IncomingMessage, search: string, body: unknown): Asked | undefined {
  if (method === 'POST') {
    const { query, variables } = body as { readonly query?: unknown; readonly variables?: unknown };
    return typeof query === 'string' ? { query, variables } : undefined;
  }
  const given = new URLSearchParams(search);
  const query = given.get('query');
  if (query === null) return undefined;
  try {
    return { query, variables: JSON.parse(given.get('variables') ?? 'null') };
  } catch {
    return { query, variables: undefined };
  }
}

/** What Apollo looks at: in what form something is sent and wanted, and that no form on another's page could have sent it. */
const LOOKED_AT = ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name'];

function headersOf({ headers }: IncomingMessage): HeaderMap {
  const looked = new HeaderMap();
  for (const name of LOOKED_AT) {
    const value = headers[name];
    if (value !== undefined) looked.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return looked;
}

function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
}
