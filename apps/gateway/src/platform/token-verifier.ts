// SPDX-License-Identifier: EUPL-1.2
import { hash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { BoundedCache } from '@gezinslijn/event-store';
import type { TokenClaims } from './bearer.ts';
import { sessionKey, subjectKey } from './signed-out-sessions.ts';
import type { SessionOfToken, SignedOutSessions } from './signed-out-sessions.ts';

export class TokenRefused extends Error {
  readonly code = 'UNAUTHENTICATED';
  constructor() {
    // Never why: a caller that forges tokens learns nothing.
    super('Meld u (opnieuw) aan. / Please sign in (again).');
    this.name = 'TokenRefused';
  }
}

type Sessions = Pick<SignedOutSessions, 'isEnded' | 'onEnd'>;

/** Where nobody signs in, nobody signs out. */
export const NO_SESSIONS: Sessions = { isEnded: () => false, onEnd: () => () => undefined };

export interface TokenVerifierOptions {
  /** Address of the issuer, as its tokens state it. */
  readonly issuer: string;
  /** What administration calls this issuer. */
  readonly issuerName: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly sessions: Sessions;
  /** Real time in milliseconds; a test brings its own. */
  readonly now?: () => number;
}

/** RSA-PSS and ECDSA as NL GOV allows them. Nothing symmetric, nothing without a signature. */
export const ALGORITHMS = ['PS256', 'ES256'];
/** All that is read of a token. An issuer needs to give no more, and what else it gives has no effect. */
export const READ_CLAIMS = ['iss', 'aud', 'sub', 'iat', 'exp', 'client_id', 'act', 'sid'] as const;
/** Seconds two clocks may differ. */
export const CLOCK_SKEW = 30;
/** Seconds a token may live from its issue, the skew aside: a longer one was not issued for this gateway. */
export const LONGEST_LIFE = 900;
/** Unknown keys make the published keys be fetched again, but not more often than this. */
const COOLDOWN_MS = 5_000;
/** Keys that the issuer took away are known to be gone after this at the latest. */
export const KEYS_HELD_MS = 300_000;

/** The issuer's published keys: a new one is fetched when a token names it, one that was taken away is forgotten in time. */
export function issuerKeys(jwksUri: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUri), { cooldownDuration: COOLDOWN_MS, cacheMaxAge: KEYS_HELD_MS });
}

/**
 * Verifies access tokens against the issuer's published keys: signature, issuer, audience, times, algorithm and type; and that its session
 * still is. A key that is new at the issuer is fetched when a token names it; one that is gone is forgotten with the tokens it signed.
 */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions;
  readonly #now: () => number;
  /** Verified tokens by their hash: a signature is checked once while its key is known to be there, expiry and session every time. */
  readonly #verified = new BoundedCache<string, { readonly claims: TokenClaims; readonly until: number }>(10_000);

  constructor(options: TokenVerifierOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Calls back when the session of a token ends; answers how to stop waiting. */
  onEnd(token: SessionOfToken, callback: () => void): () => void {
    return this.#options.sessions.onEnd(token, callback);
  }

  /** @throws TokenRefused for whatever is wrong with it. */
  async verify(authorization: string | undefined): Promise<TokenClaims> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined || token.length > 8192) throw new TokenRefused();
    const fingerprint = hash('sha256', token, 'base64');
    const known = this.#verified.get(fingerprint);
    const fresh = known === undefined || known.until <= this.#now();
    const claims = fresh ? await this.#check(token) : inTime(known.claims, this.#now());
    if (this.#options.sessions.isEnded(claims.sessionOfToken)) {
      this.#verified.delete(fingerprint);
      throw new TokenRefused();
    }
    if (fresh) this.#verified.set(fingerprint, { claims, until: this.#now() + KEYS_HELD_MS });
    return claims;
  }

  async #check(token: string): Promise<TokenClaims> {
    const { issuer, issuerName, audience } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#options.keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        clockTolerance: CLOCK_SKEW,
        currentDate: new Date(this.#now()),
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      const { exp = 0, iat = 0, sub } = payload;
      if (exp - iat > LONGEST_LIFE || iat > this.#now() / 1000 + CLOCK_SKEW || sub === undefined || sub === '') throw new TokenRefused();
      return {
        issuer: issuerName,
        subject: sub,
        clientId: clientIn(payload['client_id']),
        actingSystem: actingSystemIn(payload['act']),
        expiresAt: exp,
        sessionOfToken: {
          session: typeof payload['sid'] === 'string' ? sessionKey(payload['sid']) : undefined,
          subject: subjectKey(this.#options.issuer, sub),
          issuedAt: iat,
        },
      };
    } catch {
      throw new TokenRefused();
    }
  }
}

function inTime(claims: TokenClaims, now: number): TokenClaims {
  if ((claims.expiresAt + CLOCK_SKEW) * 1000 <= now) throw new TokenRefused();
  return claims;
}

/** What is no name would pass for no client at all, and a system for the person who signed in through it. */
function clientIn(clientId: unknown): string | undefined {
  if (clientId === undefined || (typeof clientId === 'string' && clientId !== '')) return clientId;
  throw new TokenRefused();
}

/** One system that acts, named by its subject. A chain of them is not accepted: nobody was granted that. */
function actingSystemIn(act: unknown): string | undefined {
  if (act === undefined) return undefined;
  const { sub, act: further } = (act ?? {}) as { readonly sub?: unknown; readonly act?: unknown };
  if (typeof sub !== 'string' || sub === '' || further !== undefined) throw new TokenRefused();
  return sub;
}
