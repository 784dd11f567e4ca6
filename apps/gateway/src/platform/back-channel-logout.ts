// SPDX-License-Identifier: EUPL-1.2
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import type { Instant } from '@gezinslijn/event-sourcing';
import { logger } from './logger.ts';
import { sessionKey, subjectKey } from './signed-out-sessions.ts';
import type { SignedOutSessions } from './signed-out-sessions.ts';
import { ALGORITHMS, CLOCK_SKEW } from './token-verifier.ts';

/** Where an identity provider tells that a session ended. Registered there as `backchannel_logout_uri`. */
export const LOGOUT_PATH = '/backchannel-logout';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const BODY_LIMIT = 16 * 1024;
const MAX_AGE_SECONDS = 300;

export interface LogoutOptions {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  /** Client ids of the applications people sign in to. */
  readonly clients: readonly string[];
  readonly sessions: SignedOutSessions;
}

/**
 * OpenID Connect Back-Channel Logout 1.0 (https://openid.net/specs/openid-connect-backchannel-1_0.html): 200 when the session is ended
 * everywhere, 400 for a token that is no logout token of our issuer, 503 when it could not be recorded, so that the provider tries again.
 */
export function backChannelLogout(options: LogoutOptions): RequestListener {
  return (request, response) => {
    void answer(options, request).then((status) => {
      finish(response, status);
    });
  };
}

async function answer({ sessions, ...options }: LogoutOptions, request: IncomingMessage): Promise<200 | 400 | 405 | 503> {
  if (request.method !== 'POST') return 405;
  const token = await tokenIn(request).catch(() => undefined);
  const ended = token === undefined ? undefined : await endedBy(token, options);
  if (ended === undefined) return 400;
  try {
    await sessions.end(ended.key, ended.toldAt);
    return 200;
  } catch (failure) {
    logger.fault(failure);
    return 503;
  }
}

interface Told {
  /** Which session, or whose sessions. */
  readonly key: string;
  readonly toldAt: Instant;
}

/** Validation: section 2.6 of the standard. */
async function endedBy(token: string, { issuer, keys, clients }: Omit<LogoutOptions, 'sessions'>): Promise<Told | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: [...clients],
      algorithms: ALGORITHMS,
      typ: 'logout+jwt',
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: MAX_AGE_SECONDS,
      // A second between two clocks must not leave a session open that somebody ended: few providers try again after a 400.
      clockTolerance: CLOCK_SKEW,
    });
    const events = payload['events'] as Readonly<Record<string, unknown>> | null;
    if (events === null || typeof events !== 'object' || !(EVENT in events) || 'nonce' in payload) return undefined;
    const { sid, sub, iat = 0 } = payload;
    const toldAt = new Date(iat * 1000).toISOString();
    if (typeof sid === 'string') return { key: sessionKey(sid), toldAt };
    return sub === undefined ? undefined : { key: subjectKey(issuer, sub), toldAt };
  } catch {
    return undefined;
  }
}

async function tokenIn(request: IncomingMessage): Promise<string | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('logout_token') ?? undefined;
}

function finish(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  response.end();
}
