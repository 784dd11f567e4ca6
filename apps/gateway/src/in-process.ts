// SPDX-License-Identifier: EUPL-1.2
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { parse, subscribe } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import { GatewayModule } from './gateway.module.ts';
import type { Actor } from './platform/actor.ts';
import { Admission } from './platform/admission.ts';
import { formatError } from './platform/error-format.ts';
import type { Platform } from './platform/platform.ts';
import { RateLimits } from './platform/rate-limits.ts';
import { NO_SESSIONS, TokenVerifier } from './platform/token-verifier.ts';

const UNLIMITED = { perSecond: 0, burst: 1, sockets: 1 };

/** The GraphQL API without a network: for whoever puts questions to it by the thousand. Signing in is left out; the actor is given. */
export interface InProcessApi {
  /** The answer as its JSON text: what would go over the line. */
  ask(actor: Actor, document: string, variables: Readonly<Record<string, unknown>>): Promise<string>;
  /** The messages of a subscription as they come, each as its JSON text, until the signal ends it. */
  follow(actor: Actor, document: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal): AsyncIterable<string>;
  close(): Promise<void>;
}

/** Serves the schema of the gateway on a platform, with the resolvers, pipes, permissions and error texts it has over HTTP. */
export async function openInProcess(platform: Platform): Promise<InProcessApi> {
  const keys = () => Promise.reject(new TypeError('Signing in is left out'));
  const nobody = new TokenVerifier({ issuer: 'urn:none', issuerName: 'none', audience: 'urn:none', keys, sessions: NO_SESSIONS });
  // Whoever is in this process is not held to what a client may ask.
  const limits = new RateLimits({ person: UNLIMITED, system: UNLIMITED });
  const admission = new Admission({ platform, limits, registeredOnly: false });
  const app = await NestFactory.create(GatewayModule.for(platform, nobody, { introspection: false, origins: [], admission }), {
    logger: ['fatal'],
  });
  await app.init();
  const { schema } = app.get(GraphQLSchemaHost);
  const compiled = new Map<string, CompiledQuery>();
  return {
    ask: async (actor, document, variables) => {
      const query = compiled.get(document) ?? compile(schema, document);
      compiled.set(document, query);
      const { data, errors } = await query.query(undefined, { actor }, variables);
      const formatted = errors?.map((error) => formatError(error.toJSON(), error));
      return JSON.stringify({ data: data ?? null, ...(formatted === undefined ? {} : { errors: formatted }) });
    },
    follow: (actor, document, variables, signal) => messages(schema, actor, document, variables, signal),
    close: () => app.close(),
  };
}

/** @throws TypeError for a document that does not fit the schema. */
function compile(schema: GraphQLSchema, document: string): CompiledQuery {
  const query = compileQuery(schema, parse(document));
  if (isCompiledQuery(query)) return query;
  throw new TypeError(query.errors?.map(({ message }) => message).join('; '));
}

async function* messages(
  schema: GraphQLSchema,
  actor: Actor,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): AsyncIterable<string> {
  const source = await subscribe({ schema, document: parse(document), contextValue: { actor, signal }, variableValues: variables });
  if (!(Symbol.asyncIterator in source)) {
    yield JSON.stringify(source);
    return;
  }
  for await (const message of source) yield JSON.stringify(message);
}

export type { Actor } from './platform/actor.ts';
export { actorOf } from './platform/actor.ts';
export { FirstAdministrator } from './administration/first-administrator.ts';
export { openAdministration } from './platform/administration-streams.ts';
export { Directory } from './platform/directory.ts';
export { CaseClocks } from './platform/case-clocks.ts';
export { LiveEntries } from './platform/live-entries.ts';
export type { Platform } from './platform/platform.ts';
export { PositionTokens } from './platform/position-tokens.ts';
export { SearchTokens } from './platform/search-tokens.ts';
export { RecordClock } from './platform/record-clock.ts';
