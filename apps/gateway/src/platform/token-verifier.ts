// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { BoundedCache } from '@gezinslijn/party-view';
import type { TokenClaims, TokenOrganisation } from './actor.ts';

export class TokenRefused extends Error {
  readonly code = 'UNAUTHENTICATED';
  constructor() {
    // Never why: a caller that forges tokens learns nothing.
    super('Meld u (opnieuw) aan. / Please sign in (again).');
    this.name = 'TokenRefused';
  }
}

/** Verifies access tokens against the issuer's published keys: signature, issuer, audience, expiry, algorithm and type. */
export class TokenVerifier {
  readonly #issuer: string;
  readonly #audience: string;
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;
  /** Verified tokens by their hash, until they expire: a signature is checked once, expiry every time. */
  readonly #verified = new BoundedCache<string, TokenClaims>(10_000);

  constructor(issuer: string, audience: string, jwksUri: string) {
    this.#issuer = issuer;
    this.#audience = audience;
    this.#keys = createRemoteJWKSet(new URL(jwksUri), { cooldownDuration: 5_000 });
  }

  /** @throws TokenRefused for whatever is wrong with it. */
  async verify(authorization: string | undefined): Promise<TokenClaims> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined || token.length > 8192) throw new TokenRefused();
    const fingerprint = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(fingerprint);
    if (known !== undefined) {
      if (known.expiresAt * 1000 > Date.now()) return known;
      this.#verified.delete(fingerprint);
      throw new TokenRefused();
    }
    const claims = await this.#check(token);
    this.#verified.set(fingerprint, claims);
    return claims;
  }

  async #check(token: string): Promise<TokenClaims> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer: this.#issuer,
        audience: this.#audience,
        algorithms: ['PS256'],
        typ: 'at+jwt',
        requiredClaims: ['exp', 'sub', 'organisations'],
      });
      const registrations = payload['registrations'] as { readonly SKJ?: boolean } | undefined;
      const personId = payload['personId'];
      return {
        subject: String(payload.sub),
        organisations: payload['organisations'] as readonly TokenOrganisation[],
        registered: registrations?.SKJ === true,
        personId: typeof personId === 'string' ? personId : undefined,
        expiresAt: payload.exp ?? 0,
      };
    } catch {
      throw new TokenRefused();
    }
  }
}
