// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { BoundedCache } from '@gezinslijn/party-view';
import type { TokenClaims, TokenOrganisation } from './actor.ts';
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

/** The issuer's published keys, fetched when needed and after they were changed. */
export function issuerKeys(jwksUri: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUri), { cooldownDuration: 5_000 });
}

/** Verifies access tokens against the issuer's published keys: signature, issuer, audience, expiry, algorithm and type; and that its session still is. */
export class TokenVerifier {
  readonly #issuer: string;
  readonly #audience: string;
  readonly #keys: JWTVerifyGetKey;
  readonly #sessions: Sessions;
  /** Verified tokens by their hash, until they expire: a signature is checked once, expiry every time. */
  readonly #verified = new BoundedCache<string, TokenClaims>(10_000);

  constructor(options: {
    readonly issuer: string;
    readonly audience: string;
    readonly keys: JWTVerifyGetKey;
    readonly sessions: Sessions;
  }) {
    this.#issuer = options.issuer;
    this.#audience = options.audience;
    this.#keys = options.keys;
    this.#sessions = options.sessions;
  }

  /** Calls back when the session of a token ends; answers how to stop waiting. */
  onEnd(token: SessionOfToken, callback: () => void): () => void {
    return this.#sessions.onEnd(token, callback);
  }

  /** @throws TokenRefused for whatever is wrong with it. */
  async verify(authorization: string | undefined): Promise<TokenClaims> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined || token.length > 8192) throw new TokenRefused();
    const fingerprint = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(fingerprint);
    const claims = known ?? (await this.#check(token));
    if (claims.expiresAt * 1000 <= Date.now() || this.#sessions.isEnded(claims.sessionOfToken)) {
      this.#verified.delete(fingerprint);
      throw new TokenRefused();
    }
    if (known === undefined) this.#verified.set(fingerprint, claims);
    return claims;
  }

  async #check(token: string): Promise<TokenClaims> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer: this.#issuer,
        audience: this.#audience,
        algorithms: ['PS256'],
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'organisations'],
      });
      const registrations = payload['registrations'] as { readonly SKJ?: boolean } | undefined;
      const personId = payload['personId'];
      const sid = payload['sid'];
      const subject = String(payload.sub);
      return {
        subject,
        organisations: payload['organisations'] as readonly TokenOrganisation[],
        registered: registrations?.SKJ === true,
        personId: typeof personId === 'string' ? personId : undefined,
        expiresAt: payload.exp ?? 0,
        sessionOfToken: {
          session: typeof sid === 'string' ? sessionKey(sid) : undefined,
          subject: subjectKey(this.#issuer, subject),
          issuedAt: payload.iat ?? 0,
        },
      };
    } catch {
      throw new TokenRefused();
    }
  }
}
