// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createLocalJWKSet, importJWK, jwtVerify, SignJWT } from 'jose';
import type { JSONWebKeySet, JWK } from 'jose';
import { BrowserSession } from './browser-session.ts';
import { ACCESS_TOKEN_TYPE, TOKEN_EXCHANGE } from './clients.ts';

export interface SignInRequest {
  readonly issuer: string;
  readonly clientId: string;
  /** Registered for this client; it is never requested, so nothing needs to listen there. */
  readonly redirectUri: string;
  readonly username: string;
  /** Resource the token is for; the provider's own default when left out. */
  readonly audience?: string;
}

export interface AccessToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
}

export interface SignedIn extends AccessToken {
  /** Ends the session at the provider, as the link in the application does. Throws SignInError. */
  signOut(): Promise<void>;
}

/** Signing in failed. `code` is the OAuth error (`access_denied`, `invalid_target`, …), `sign_in_refused` or `unexpected_answer`. */
export class SignInError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SignInError';
    this.code = code;
  }
}

interface Endpoints {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint: string;
  readonly jwks_uri: string;
}

const STEPS = 10;
const random = (): string => randomBytes(32).toString('base64url');

/**
 * Signs a person in as a browser would: the same pages, cookies, code and PKCE proof, no grant of its own. Checks state,
 * issuer and ID token. Throws SignInError.
 */
export async function signIn(request: SignInRequest): Promise<SignedIn> {
  const { issuer, clientId, redirectUri, audience } = request;
  const endpoints = await discover(issuer);
  const [verifier, state, nonce] = [random(), random(), random()];
  const start = new URL(endpoints.authorization_endpoint);
  start.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(audience === undefined ? {} : { resource: audience }),
  }).toString();

  const browser = new BrowserSession();
  const answer = await walk(browser, start, request);
  if (answer.get('state') !== state || answer.get('iss') !== endpoints.issuer) {
    throw new SignInError('unexpected_answer', 'The answer does not belong to this request.');
  }
  const refused = answer.get('error');
  if (refused !== null) throw new SignInError(refused, answer.get('error_description') ?? refused);

  const tokens = await requestToken(endpoints, {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code: answer.get('code') ?? '',
    code_verifier: verifier,
  });
  await checkIdToken(endpoints, tokens.id_token, clientId, nonce);
  return { ...accessTokenOf(tokens), signOut: () => signOut(browser, endpoints, tokens.id_token ?? '') };
}

export interface ClientCredentialsRequest {
  readonly issuer: string;
  readonly clientId: string;
  /** Private key whose public half the provider knows for this client; PS256 unless it says otherwise. */
  readonly privateKeyJwk: JWK;
  readonly audience?: string;
}

/** A token for a partner's system itself, by `private_key_jwt`. Throws SignInError. */
export async function clientCredentials({ issuer, clientId, privateKeyJwk, audience }: ClientCredentialsRequest): Promise<AccessToken> {
  const endpoints = await discover(issuer);
  const tokens = await requestToken(endpoints, {
    grant_type: 'client_credentials',
    ...(await proofOf(endpoints, clientId, privateKeyJwk)),
    ...(audience === undefined ? {} : { resource: audience }),
  });
  return accessTokenOf(tokens);
}

export interface ExchangeRequest extends ClientCredentialsRequest {
  /** Access token of the worker who stands behind the system. */
  readonly subjectToken: string;
}

/** A token with which a system acts for a worker (RFC 8693). Throws SignInError. */
export async function exchangeToken({ issuer, clientId, privateKeyJwk, audience, subjectToken }: ExchangeRequest): Promise<AccessToken> {
  const endpoints = await discover(issuer);
  const tokens = await requestToken(endpoints, {
    grant_type: TOKEN_EXCHANGE,
    subject_token: subjectToken,
    subject_token_type: ACCESS_TOKEN_TYPE,
    ...(await proofOf(endpoints, clientId, privateKeyJwk)),
    ...(audience === undefined ? {} : { resource: audience }),
  });
  return accessTokenOf(tokens);
}

/** That a system is who it says (`private_key_jwt`), as parameters of a token request. */
async function proofOf(endpoints: Endpoints, clientId: string, privateKeyJwk: JWK): Promise<Readonly<Record<string, string>>> {
  const alg = privateKeyJwk.alg ?? 'PS256';
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg, ...(privateKeyJwk.kid === undefined ? {} : { kid: privateKeyJwk.kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(endpoints.issuer)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(await importJWK(privateKeyJwk, alg));
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
}

/** From the first address to the redirect URI, whose parameters are the answer. */
async function walk(browser: BrowserSession, start: URL, { redirectUri, username }: SignInRequest): Promise<URLSearchParams> {
  const home = new URL(redirectUri);
  let url = start;
  let response = await browser.get(url);
  for (let step = 0; step < STEPS; step += 1) {
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url);
      if (url.origin === home.origin && url.pathname === home.pathname) return url.searchParams;
      response = await browser.get(url);
      continue;
    }
    const page = await response.text();
    if (!response.ok) throw new SignInError('sign_in_refused', messageIn(page));
    url = new URL(formIn(page), url);
    response = await browser.post(url, { username });
  }
  throw new SignInError('unexpected_answer', 'Signing in went round in circles.');
}

async function signOut(browser: BrowserSession, { end_session_endpoint }: Endpoints, idToken: string): Promise<void> {
  const url = new URL(end_session_endpoint);
  url.searchParams.set('id_token_hint', idToken);
  const response = await browser.get(url);
  const page = await response.text();
  const action = /<form [^>]*action="([^"]+)"/.exec(page)?.[1];
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1];
  if (!response.ok || action === undefined || xsrf === undefined)
    throw new SignInError('unexpected_answer', 'This is no page to sign out on.');
  const done = await browser.post(new URL(action, url), { xsrf, logout: 'yes' });
  if (done.status >= 400) throw new SignInError('unexpected_answer', 'Signing out was refused.');
}

function formIn(page: string): string {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) throw new SignInError('unexpected_answer', 'There is no sign-in form on this page.');
  return action;
}

/** The sentence a person would read: the problem reported, else the first paragraph of the page itself. */
function messageIn(page: string): string {
  const main = page.slice(page.indexOf('<main>'));
  return /<p>([^<]+)<\/p>/.exec(main)?.[1] ?? 'The sign-in page refused.';
}

async function discover(issuer: string): Promise<Endpoints> {
  const endpoints = await json<Endpoints>(`${issuer}/.well-known/openid-configuration`);
  if (endpoints.issuer !== issuer) throw new SignInError('unexpected_answer', `This is not the provider ${issuer}.`);
  return endpoints;
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly id_token?: string;
  readonly expires_in?: number;
}

async function requestToken({ token_endpoint }: Endpoints, form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  return json<TokenAnswer>(token_endpoint, { method: 'POST', body: new URLSearchParams(form) });
}

async function json<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init).catch(
    unexpected(`${new URL(url).origin} cannot be reached. Is it running there? The address of sign-in is given with --issuer.`),
  );
  const body = (await response.json().catch(unexpected(`${url} gave no JSON.`))) as Answer &
    Partial<Record<'error' | 'error_description', string>>;
  if (response.ok) return body;
  const code = body.error ?? 'unexpected_answer';
  throw new SignInError(code, body.error_description ?? code);
}

/** For `catch`: what failed, in one sentence, with the cause kept. */
function unexpected(message: string): (cause: unknown) => never {
  return (cause) => {
    throw Object.assign(new SignInError('unexpected_answer', message), { cause });
  };
}

function accessTokenOf({ access_token, expires_in }: TokenAnswer): AccessToken {
  if (access_token === undefined || expires_in === undefined) throw new SignInError('unexpected_answer', 'The answer holds no token.');
  return { accessToken: access_token, expiresAt: new Date(Date.now() + expires_in * 1000) };
}

async function checkIdToken({ issuer, jwks_uri }: Endpoints, idToken: string | undefined, clientId: string, nonce: string): Promise<void> {
  const keys = createLocalJWKSet(await json<JSONWebKeySet>(jwks_uri));
  const { payload } = await jwtVerify(idToken ?? '', keys, { issuer, audience: clientId, algorithms: ['PS256'] }).catch(
    unexpected('The ID token does not verify.'),
  );
  if (payload['nonce'] !== nonce) throw new SignInError('unexpected_answer', 'The ID token does not belong to this request.');
}
