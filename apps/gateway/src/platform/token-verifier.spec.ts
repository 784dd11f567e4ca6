// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { CLOCK_SKEW, KEYS_HELD_MS, NO_SESSIONS, TokenVerifier, issuerKeys } from './token-verifier.ts';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'urn:gezinslijn:gateway';
type Key = Awaited<ReturnType<typeof newKey>>;

async function newKey(alg = 'PS256', kid: string = crypto.randomUUID()) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), alg, kid, use: 'sig' } };
}

let server: Server;
let published: readonly JWK[];
let fetched: number;
let now: number;
let verifier: TokenVerifier;
let key: Key;

beforeEach(async () => {
  key = await newKey();
  published = [key.jwk];
  fetched = 0;
  now = Date.now();
  server = createServer((_request, response) => {
    fetched += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const jwksUri = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/jwks`;
  verifier = new TokenVerifier({
    issuer: ISSUER,
    issuerName: 'own',
    audience: AUDIENCE,
    keys: issuerKeys(jwksUri),
    sessions: NO_SESSIONS,
    now: () => now,
  });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const seconds = () => Math.floor(now / 1000);
interface Changes {
  readonly by?: Key;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}
async function bearer({ by = key, header = {}, claims = {} }: Changes = {}): Promise<string> {
  const right = { iss: ISSUER, aud: AUDIENCE, sub: 'w1', client_id: 'gezinslijn-timeline', iat: seconds(), exp: seconds() + 900 };
  const payload = Object.fromEntries(Object.entries({ ...right, ...claims }).filter(([, value]) => value !== undefined));
  const token = await new SignJWT(payload).setProtectedHeader({ alg: by.alg, kid: by.kid, typ: 'at+jwt', ...header }).sign(by.privateKey);
  return `Bearer ${token}`;
}
const refused = async (changes: Changes) => {
  await expect(verifier.verify(await bearer(changes))).rejects.toThrow('Meld u (opnieuw) aan');
};

describe('an access token', () => {
  it('proves who it is, at which issuer and through which client, and nothing of what he may', async () => {
    const claims = { organisations: [{ id: 'vt-a', roles: ['supervisor'] }], registrations: { SKJ: true } };
    expect(await verifier.verify(await bearer({ claims }))).toEqual({
      issuer: 'own',
      subject: 'w1',
      clientId: 'gezinslijn-timeline',
      actingSystem: undefined,
      expiresAt: seconds() + 900,
      sessionOfToken: { session: undefined, subject: expect.any(String), issuedAt: expect.any(Number) },
    });
  });

  it('names the system that acts for the worker, and no chain of them', async () => {
    expect(await verifier.verify(await bearer({ claims: { act: { sub: 's1' } } }))).toMatchObject({ actingSystem: 's1' });
    for (const act of [{}, { sub: '' }, { sub: 1 }, null, 's1', { sub: 's1', act: { sub: 's2' } }]) await refused({ claims: { act } });
  });

  it.each([
    ['another audience', { aud: 'urn:other' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['an issuer that only begins alike', { iss: `${ISSUER}/` }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['several clients', { client_id: ['s1', 'gezinslijn-timeline'] }],
    ['a client that is no name', { client_id: 1 }],
    ['a client without a name', { client_id: '' }],
    ['no expiry', { exp: undefined }],
    ['no time of issue', { iat: undefined }],
  ])('is refused for %s', async (_what, claims) => {
    await refused({ claims });
  });

  it('is refused when it is no access token: an ID token of the same issuer has another type', async () => {
    for (const typ of ['JWT', 'id+jwt', undefined]) await refused({ header: { typ } });
  });

  it('is refused when it was signed with an algorithm that is not allowed, or not at all', async () => {
    for (const alg of ['RS256', 'PS512', 'EdDSA']) {
      const other = await newKey(alg);
      published = [key.jwk, other.jwk];
      now += 10_000;
      await refused({ by: other });
    }
    const [, payload] = (await bearer()).split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const forged of [`Bearer ${none}.${payload ?? ''}.`, `Bearer ${none}.${payload ?? ''}.AAAA`])
      await expect(verifier.verify(forged)).rejects.toThrow();
    // A public key used as a shared secret: the classic confusion of the two.
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk));
    const confused = await new SignJWT({ sub: 'w1' }).setProtectedHeader({ alg: 'HS256', kid: key.kid, typ: 'at+jwt' }).sign(secret);
    await expect(verifier.verify(`Bearer ${confused}`)).rejects.toThrow();
  });

  it('may be an elliptic one', async () => {
    const elliptic = await newKey('ES256');
    published = [elliptic.jwk];
    expect(await verifier.verify(await bearer({ by: elliptic }))).toMatchObject({ subject: 'w1' });
  });

  it('is refused when it lives longer than a quarter of an hour', async () => {
    await refused({ claims: { exp: seconds() + 901 } });
  });

  it('holds until it expires, give or take half a minute between two clocks, also when it was verified before', async () => {
    const token = await bearer();
    await verifier.verify(token);
    now += (900 + CLOCK_SKEW - 1) * 1000;
    expect(await verifier.verify(token)).toBeDefined();
    now += 2_000;
    await expect(verifier.verify(token)).rejects.toThrow();
    await refused({ claims: { iat: seconds() + CLOCK_SKEW + 1, exp: seconds() + 900 } });
    await refused({ claims: { nbf: seconds() + CLOCK_SKEW + 5 } });
    expect(await verifier.verify(await bearer({ claims: { iat: seconds() + CLOCK_SKEW - 1 } }))).toBeDefined();
  });

  it('is refused when a byte of it was changed', async () => {
    const token = await bearer();
    const [head, payload = '', signature] = token.split('.');
    const other = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...other, sub: 'w2' })).toString('base64url');
    await expect(verifier.verify([head, forged, signature].join('.'))).rejects.toThrow();
    await expect(verifier.verify(undefined)).rejects.toThrow();
    await expect(verifier.verify(token.replace('Bearer', 'Basic'))).rejects.toThrow();
  });

  it('that is refused says nothing of why', async () => {
    const reasons = await Promise.all(
      [{ claims: { aud: 'x' } }, { claims: { exp: seconds() - 3600, iat: seconds() - 4000 } }, { header: { typ: 'JWT' } }].map(
        async (changes) =>
          verifier.verify(await bearer(changes)).then(
            () => 'verified',
            (failure: Error) => failure.message,
          ),
      ),
    );
    expect(new Set(reasons).size).toBe(1);
  });
});

describe('keys of the issuer', () => {
  it('are fetched once for all who come at the same time', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, index) => bearer({ claims: { sub: `w${String(index)}` } })));
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(fetched).toBe(1);
  });

  it('that are new are taken when a token names them, old ones beside them', async () => {
    const real = Date.now;
    try {
      await verifier.verify(await bearer());
      const next = await newKey();
      published = [next.jwk, key.jwk];
      later(real, 6_000);
      expect(await verifier.verify(await bearer({ by: next }))).toBeDefined();
      expect(await verifier.verify(await bearer({ claims: { sub: 'w2' } }))).toBeDefined();
      expect(fetched).toBe(2);
    } finally {
      Date.now = real;
    }
  });

  it('that are gone verify nothing any more, not even what they had verified', async () => {
    const real = Date.now;
    try {
      const old = await bearer();
      await verifier.verify(old);
      const next = await newKey();
      published = [next.jwk];
      later(real, KEYS_HELD_MS + 1);
      await expect(verifier.verify(old)).rejects.toThrow();
      await refused({});
      expect(await verifier.verify(await bearer({ by: next }))).toBeDefined();
    } finally {
      Date.now = real;
    }
  });

  it('are not fetched again and again for tokens that name a key that is not there', async () => {
    await verifier.verify(await bearer());
    const stranger = await newKey();
    const tokens = await Promise.all(Array.from({ length: 40 }, (_, index) => bearer({ by: stranger, claims: { sub: String(index) } })));
    await Promise.all(tokens.map((token) => expect(verifier.verify(token)).rejects.toThrow()));
    expect(fetched).toBeLessThanOrEqual(2);
  });

  /** The key set keeps real time; it and the verifier are moved on together. */
  function later(real: () => number, milliseconds: number): void {
    now += milliseconds;
    Date.now = () => real() + milliseconds;
  }
});
