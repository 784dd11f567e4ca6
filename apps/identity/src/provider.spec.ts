// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JWTVerifyOptions, JWTVerifyResult } from 'jose';
import {
  AUDIENCE,
  authorization,
  exchange,
  newKey,
  open,
  ORIGIN,
  press,
  requestToken,
  SYSTEM,
  signedIn,
  startProvider,
} from '../test/running-provider.ts';
import type { RunningProvider } from '../test/running-provider.ts';
import { BrowserSession } from './browser-session.ts';
import {
  clientCredentials,
  COMMAND_LINE_CLIENT,
  createIdentityProvider,
  exchangeToken,
  PERSONS,
  signIn,
  userNamed,
  USERS,
} from './index.ts';
import type { SignInRequest } from './index.ts';

let provider: RunningProvider;
let issuer: string;

beforeAll(async () => {
  provider = await startProvider();
  issuer = provider.issuer;
});
afterAll(async () => {
  await provider.close();
  expect(provider.faults).toEqual([]);
});

const commandLine = (username: string, changes: Partial<SignInRequest> = {}): SignInRequest => ({
  issuer,
  clientId: COMMAND_LINE_CLIENT,
  redirectUri: 'http://127.0.0.1:8123/signed-in',
  username,
  ...changes,
});
const verify = (token: string, options: JWTVerifyOptions = {}): Promise<JWTVerifyResult> =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${issuer}/jwks`)), { issuer, audience: AUDIENCE, typ: 'at+jwt', ...options });

describe('signing in with a code and PKCE', () => {
  it('gives a PS256 access token that verifies against the published keys', async () => {
    const { accessToken, expiresAt } = await signIn(commandLine('vt', { audience: AUDIENCE }));
    const { payload, protectedHeader } = await verify(accessToken, { algorithms: ['PS256'] });
    expect(protectedHeader).toMatchObject({ alg: 'PS256', typ: 'at+jwt' });
    expect(Math.abs(expiresAt.getTime() / 1000 - (payload.exp ?? 0))).toBeLessThan(5);
  });

  it('says what somebody may do and never how he is called', async () => {
    const { accessToken } = await signIn(commandLine('vt'));
    const { iat, exp, jti, sid, ...claims } = decodeJwt(accessToken);
    expect(claims).toEqual({
      iss: issuer,
      aud: AUDIENCE,
      sub: USERS[0]?.subject,
      client_id: COMMAND_LINE_CLIENT,
      organisations: [{ id: 'vt-haaglanden', party: 'VT', roles: ['caseworker', 'safetyExpert'], name: 'Veilig Thuis Haaglanden' }],
      registrations: { SKJ: true },
    });
    expect([typeof iat, typeof exp, typeof jti, typeof sid]).toEqual(['number', 'number', 'string', 'string']);
  });

  it('names the person of the case for family members only', async () => {
    const k2 = decodeJwt((await signIn(commandLine('k2'))).accessToken);
    expect(k2['personId']).toBe(PERSONS.K2);
    expect(k2['organisations']).toEqual([{ id: 'gezin', party: 'FAMILY', roles: ['familyMember'], name: 'Gezin Waterlelie' }]);
    expect(decodeJwt((await signIn(commandLine('gi'))).accessToken)).not.toHaveProperty('personId');
  });

  it.each(USERS.map(({ username }) => username))('works for %s', async (username) => {
    await expect(signIn(commandLine(username)).then(({ accessToken }) => verify(accessToken))).resolves.toBeDefined();
  });

  it('gives tokens that live fifteen minutes at most and no refresh token', async () => {
    const { arrival } = await signedIn(issuer, 'lt');
    const { body } = await exchange(issuer, arrival);
    const { exp = Infinity, iat = 0 } = decodeJwt(String(body['access_token']));
    expect(exp - iat).toBeLessThanOrEqual(900);
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'token_type'].sort());
    await expect(verify(String(body['access_token']), { currentDate: new Date((exp + 1) * 1000) })).rejects.toThrow('exp');
  });

  it('tells the browser in the ID token who signed in', async () => {
    const { body } = await exchange(issuer, (await signedIn(issuer, 'moeder')).arrival);
    expect(decodeJwt(String(body['id_token']))).toMatchObject({
      aud: 'gezinslijn-timeline',
      nonce: 'nonce-of-this-test',
      name: 'Moeder Waterlelie',
      preferred_username: 'moeder',
      personId: PERSONS.mother,
    });
  });

  it('knows a signed-in browser again without asking', async () => {
    const { browser, arrival } = await signedIn(issuer, 'raad');
    const again = await open(browser, authorization(issuer, { prompt: 'none' }));
    const subjects = await Promise.all(
      [arrival, again].map(async (each) => decodeJwt(String((await exchange(issuer, each)).body['access_token'])).sub),
    );
    expect(subjects[0]).toBe(subjects[1]);
  });

  it('lets another person take over the browser', async () => {
    const { browser } = await signedIn(issuer, 'vt');
    const choice = await open(browser, authorization(issuer, { prompt: 'login' }));
    const between = await press(browser, choice, { username: 'gi' });
    expect(between.page).toContain('<h1>Een moment</h1>');
    const { body } = await exchange(issuer, await press(browser, between));
    expect(decodeJwt(String(body['id_token']))['preferred_username']).toBe('gi');
  });
});

describe('what is refused', () => {
  it.each([
    ['a request without PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['PKCE that is not S256', { code_challenge_method: 'plain' }],
    ['a token straight from the front door', { response_type: 'token' }],
  ])('%s', async (_what, overrides) => {
    const { url } = await open(new BrowserSession(), authorization(issuer, overrides));
    const answer = new URLSearchParams(url.hash === '' ? url.search : url.hash.slice(1));
    expect(answer.get('error')).toMatch(/^(invalid_request|unsupported_response_type)$/);
    expect(answer.get('code')).toBeNull();
  });

  it('a code with another verifier, and a code used twice', async () => {
    const { arrival } = await signedIn(issuer, 'vt');
    expect((await exchange(issuer, arrival, { code_verifier: 'x'.repeat(43) })).body['error']).toBe('invalid_grant');
    const { arrival: second } = await signedIn(issuer, 'vt');
    expect((await exchange(issuer, second)).status).toBe(200);
    expect((await exchange(issuer, second)).body['error']).toBe('invalid_grant');
  });

  it.each([`${ORIGIN}/elsewhere`, `${ORIGIN}/signed-in/`, 'http://localhost:3001/signed-in', 'https://evil.example/signed-in'])(
    'the unregistered address %s, on a Dutch page without a way on',
    async (redirect_uri) => {
      const { response, page } = await open(new BrowserSession(), authorization(issuer, { redirect_uri }));
      expect(response.status).toBe(400);
      expect(page).toContain('Het adres waarnaar u terug zou gaan, is niet bekend.');
      expect(page).not.toMatch(/<form|node_modules|at \w+ \(/);
    },
  );

  it('an unknown user', async () => {
    await expect(signIn(commandLine('burgemeester'))).rejects.toMatchObject({
      code: 'sign_in_refused',
      message: expect.stringContaining('niet voor'),
    });
    const people = [PERSONS.K1, PERSONS.aunt, USERS[0]?.subject ?? ''];
    for (const name of people) await expect(signIn(commandLine(name))).rejects.toMatchObject({ code: 'sign_in_refused' });
  });

  it('a choice from a browser that did not start this attempt', async () => {
    const { url } = await open(new BrowserSession(), authorization(issuer));
    const response = await new BrowserSession().post(url, { username: 'vt' });
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('somebody who cancels', async () => {
    const browser = new BrowserSession();
    const { url } = await press(browser, await open(browser, authorization(issuer)), { choice: 'cancel' });
    expect(url.searchParams.get('error')).toBe('access_denied');
  });

  it('a token for another resource, or for an unknown application', async () => {
    await expect(signIn(commandLine('vt', { audience: 'urn:test:other' }))).rejects.toMatchObject({ code: 'invalid_target' });
    await expect(signIn(commandLine('vt', { clientId: 'unknown' }))).rejects.toMatchObject({ code: 'sign_in_refused' });
  });

  it('a web page of another origin at the token endpoint', async () => {
    const { arrival } = await signedIn(issuer, 'vt');
    const evil = await exchange(issuer, arrival, {}, { origin: 'https://evil.example' });
    expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([400, null]);
    const own = await exchange(issuer, arrival, {}, { origin: ORIGIN });
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, ORIGIN]);
  });
});

describe('systems of partners', () => {
  it('get a token for their organisation, without roles, by private_key_jwt', async () => {
    const { accessToken } = await clientCredentials({ issuer, clientId: SYSTEM, privateKeyJwk: provider.systemKey, audience: AUDIENCE });
    const { payload } = await verify(accessToken);
    expect(payload).toMatchObject({ sub: SYSTEM, client_id: SYSTEM, registrations: { SKJ: false } });
    expect(payload['organisations']).toEqual([{ id: 'vt-haaglanden', party: 'VT', roles: [], name: 'Veilig Thuis Haaglanden' }]);
    expect((payload.exp ?? Infinity) - (payload.iat ?? 0)).toBeLessThanOrEqual(900);
  });

  it('are refused with a key that is not theirs', async () => {
    const attempt = clientCredentials({ issuer, clientId: SYSTEM, privateKeyJwk: await newKey() });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid_client' });
  });

  it('are the only ones who may: a public client may not use client_credentials', async () => {
    for (const client_id of ['gezinslijn-timeline', COMMAND_LINE_CLIENT]) {
      const { status, body } = await requestToken(issuer, { grant_type: 'client_credentials', client_id });
      expect([status, body['access_token']]).toEqual([400, undefined]);
    }
  });
});

describe('a system that acts for a worker', () => {
  const ofWorker = async (username: string) => (await signIn(commandLine(username))).accessToken;
  const exchanged = async (subjectToken: string, more: object = {}) =>
    exchangeToken({ issuer, clientId: SYSTEM, privateKeyJwk: provider.systemKey, audience: AUDIENCE, subjectToken, ...more });

  it('gets a token of his that names it as the actor, by token exchange', async () => {
    const subjectToken = await ofWorker('vt');
    const { accessToken } = await exchanged(subjectToken);
    const { payload, protectedHeader } = await verify(accessToken);
    expect(protectedHeader).toMatchObject({ alg: 'PS256', typ: 'at+jwt' });
    expect(payload).toMatchObject({ sub: userNamed('vt')?.subject, client_id: SYSTEM, act: { sub: SYSTEM }, iss: issuer, aud: AUDIENCE });
  });

  it('for no longer than his own, and in his session, so that signing out ends it too', async () => {
    const subjectToken = await ofWorker('vt');
    const { sid, exp } = decodeJwt(subjectToken);
    const { accessToken } = await exchanged(subjectToken);
    expect(decodeJwt(accessToken)['sid']).toBe(sid);
    expect(sid).toEqual(expect.any(String));
    expect(decodeJwt(accessToken).exp ?? Infinity).toBeLessThanOrEqual(exp ?? 0);
  });

  it('is nobody’s but a worker of its own organisation', async () => {
    for (const username of ['lt', 'gi', 'moeder', 'auditor'])
      await expect(exchanged(await ofWorker(username))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('acts on the worker’s own token only: not on one of a system, not on one of an actor, not on an ID token, not on words', async () => {
    const own = await clientCredentials({ issuer, clientId: SYSTEM, privateKeyJwk: provider.systemKey, audience: AUDIENCE });
    const acting = await exchanged(await ofWorker('vt'));
    const [header, payload, signature] = (await ofWorker('vt')).split('.') as [string, string, string];
    const other = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), sub: userNamed('vt-dienst')?.subject };
    const changed = `${header}.${Buffer.from(JSON.stringify(other)).toString('base64url')}.${signature}`;
    const { arrival } = await signedIn(issuer, 'vt');
    const idToken = String((await exchange(issuer, arrival)).body['id_token']);
    for (const subject of [own.accessToken, acting.accessToken, changed, idToken, 'x', ''])
      await expect(exchanged(subject)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('proves itself with its own key, and is no public client', async () => {
    const subjectToken = await ofWorker('vt');
    await expect(exchanged(subjectToken, { privateKeyJwk: await newKey() })).rejects.toMatchObject({ code: 'invalid_client' });
    for (const client_id of ['gezinslijn-timeline', COMMAND_LINE_CLIENT]) {
      const { status, body } = await requestToken(issuer, {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        client_id,
        subject_token: subjectToken,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      });
      expect([status, body['access_token']]).toEqual([400, undefined]);
    }
  });

  it('gets nothing for another resource', async () => {
    await expect(exchanged(await ofWorker('vt'), { audience: 'urn:test:other' })).rejects.toMatchObject({ code: 'invalid_target' });
  });
});

describe('where it runs', () => {
  it('serves demonstrations only', () => {
    const options = { issuer, demonstration: false, audience: AUDIENCE, redirectUris: [], signingKeys: [], clients: [] };
    expect(() => createIdentityProvider(options as never)).toThrow('demonstrations only');
  });

  it('gives addresses of its issuer, whatever the caller calls it', async () => {
    const answer = await fetch(`${issuer.replace('localhost', '127.0.0.1')}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(await answer.json()).toMatchObject({ issuer, token_endpoint: `${issuer}/token`, code_challenge_methods_supported: ['S256'] });
  });

  it('works below a path', async () => {
    const below = await startProvider('/identity');
    try {
      const { accessToken } = await signIn({ ...commandLine('vader'), issuer: below.issuer });
      expect(decodeJwt(accessToken)).toMatchObject({ iss: below.issuer, personId: PERSONS.father });
    } finally {
      await below.close();
    }
  });
});
