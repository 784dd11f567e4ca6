// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { AccessEntry } from '@gezinslijn/event-store';
import { NotAllowedToAct, actorOf } from './actor.ts';
import type { Actor, RequestFacts } from './actor.ts';
import type { Admission, NotAdmitted } from './admission.ts';
import { bearerOf } from './bearer.ts';
import type { Bearer, TokenClaims } from './bearer.ts';
import type { Platform } from './platform.ts';
import { TokenRefused } from './token-verifier.ts';
import type { TokenVerifier } from './token-verifier.ts';

export const NOT_ALLOWED: Readonly<Record<NotAllowedToAct['code'], string>> = {
  ACTING_ORGANISATION_NOT_YOURS:
    'U kunt niet handelen voor deze organisatie of in deze rol. / You cannot act for this organisation or in this role.',
  PURPOSE_REQUIRED: 'Noem het doel van uw inzage (kop "purpose"). / State the purpose of your inspection (header "purpose").',
  INSPECTION_INVALID:
    'Noem van uw toezicht de casus en de eerste en laatste dag. / State the case and the first and last day of your inspection.',
  RECORD_CLOCK_NOT_ALLOWED: 'Alleen een demonstratie kent een eigen klok. / Only a demonstration has a clock of its own.',
  RECORD_CLOCK_INVALID: 'Dit tijdstip kan niet. / This instant is not possible.',
};

/** What says who somebody is, what he may, and how often he may be refused. */
export interface Entrance {
  readonly platform: Platform;
  readonly verifier: TokenVerifier;
  readonly admission: Pick<Admission, 'refusedHat'>;
}

/** Who asks, from an HTTP request. @throws GraphQLError UNAUTHENTICATED (401), FORBIDDEN (403) or RATE_LIMITED (429). */
export function fromHttp(entrance: Entrance, request: IncomingMessage): Promise<Actor> {
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return authenticate(entrance, header('authorization'), {
    actingOrganisation: header('acting-organisation'),
    actingRole: header('acting-role'),
    purpose: withReason(decodeHeader(header('purpose')), decodeHeader(header('inspection-reason'))),
    language: header('accept-language'),
    recordClock: header('record-clock'),
    inspection: { caseId: header('inspection-case'), from: header('inspection-from'), until: header('inspection-until') },
    traceId: traceIdOf(header('traceparent')),
  });
}

/** Who asks, and whether he still may: asked again whenever something is administered. */
export interface Connected {
  readonly actor: Actor;
  readonly mayStay: () => boolean;
}

/** Who asks, from the parameters of a WebSocket connection. @throws GraphQLError, also for who has no hat to be told anything under. */
export async function fromConnection(entrance: Entrance, params: Readonly<Record<string, unknown>> | undefined): Promise<Connected> {
  const text = (name: string) => (typeof params?.[name] === 'string' ? params[name] : undefined);
  const facts: RequestFacts = {
    actingOrganisation: text('actingOrganisation'),
    actingRole: text('actingRole'),
    purpose: text('purpose'),
    language: text('language'),
    recordClock: undefined,
    traceId: randomUUID(),
  };
  const { platform, verifier } = entrance;
  const authorization = text('authorization');
  const actor = await authenticate(entrance, authorization, facts);
  if (actor.hatless === true) throw notAllowed('ACTING_ORGANISATION_NOT_YOURS');
  const claims = await verifier.verify(authorization);
  const mayStay = () => {
    if (!platform.directory.current) return false;
    try {
      const now = actorOf(bearerOf(claims, platform.directory, platform.clock.now()), facts, platform.clock);
      return now.organisation === actor.organisation && now.role === actor.role;
    } catch {
      return false;
    }
  };
  return { actor, mayStay };
}

async function authenticate(
  { platform, verifier, admission }: Entrance,
  authorization: string | undefined,
  facts: RequestFacts,
): Promise<Actor> {
  let claims: TokenClaims | undefined;
  let bearer: Bearer | undefined;
  try {
    claims = await verifier.verify(authorization);
    if (!platform.directory.current) throw directoryBehind();
    bearer = bearerOf(claims, platform.directory, platform.clock.now());
    return actorOf(bearer, facts, platform.clock);
  } catch (failure) {
    if (failure instanceof TokenRefused) {
      throw new GraphQLError(failure.message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
    }
    if (failure instanceof NotAllowedToAct && claims !== undefined && bearer !== undefined) {
      // Before the line in the log: whoever asks for it without end would fill the log with himself.
      const tooMany = admission.refusedHat(bearer);
      if (tooMany !== undefined) throw notAdmitted(tooMany);
      await platform.accessLog.record(refusedHat(platform, bearer, facts, failure));
      throw notAllowed(failure.code);
    }
    throw failure;
  }
}

/** Somebody signed in who asked for a hat that is not his, or stated no purpose. The organisation is the one he named. */
function refusedHat(
  { clock }: Platform,
  { subject, system, strangeClient }: Bearer,
  facts: RequestFacts,
  { code }: NotAllowedToAct,
): AccessEntry {
  const client = system?.clientId ?? strangeClient ?? subject;
  return {
    at: clock.now(),
    subject,
    ...(client === subject ? {} : { system: client.slice(0, 200) }),
    organisation: facts.actingOrganisation?.slice(0, 100) ?? '',
    party: '',
    role: facts.actingRole?.slice(0, 100) ?? '',
    operation: 'request',
    categories: [],
    entries: [],
    people: [],
    purpose: facts.purpose?.slice(0, 200) ?? '',
    legalBasis: '',
    emergency: false,
    outcome: 'denied',
    rule: code,
    traceId: facts.traceId,
  };
}

export function notAllowed(code: NotAllowedToAct['code']): GraphQLError {
  return new GraphQLError(NOT_ALLOWED[code], { extensions: { code, http: { status: 403 } } });
}

/** At the HTTP door: a document that was not let in, as an error with its status. */
export function notAdmitted({ code, message, retryAfter }: NotAdmitted): GraphQLError {
  const http = retryAfter === undefined ? { status: 403 } : { status: 429, headers: new HeaderMap([['retry-after', String(retryAfter)]]) };
  return new GraphQLError(message, { extensions: { code, ...(retryAfter === undefined ? {} : { retryAfter }), http } });
}

/** Rights that cannot be looked up are not given. */
function directoryBehind(): GraphQLError {
  return new GraphQLError(
    'Uw rechten zijn nu niet na te gaan. Probeer het zo weer. / Your rights cannot be looked up now. Try again soon.',
    {
      extensions: { code: 'DIRECTORY_BEHIND', http: { status: 503 } },
    },
  );
}

/** W3C trace context when the caller sends one, so that logs of several organisations can be joined. */
function traceIdOf(traceparent: string | undefined): string {
  return /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent ?? '')?.[1] ?? randomUUID();
}

/** Why this one thing is asked for, within what one came for. */
function withReason(purpose: string | undefined, reason: string | undefined): string | undefined {
  return purpose === undefined || reason === undefined ? purpose : `${purpose} (reden: ${reason})`;
}

/** A purpose in plain words may hold accents: headers carry them percent-encoded. */
function decodeHeader(value: string | undefined): string | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
