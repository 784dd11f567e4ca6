// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { BrowserSession } from '../src/browser-session.ts';
import { ORGANISATIONS } from '../src/demonstration.ts';
import { createIdentityProvider, publicPart } from '../src/index.ts';

export const AUDIENCE = 'urn:test:gateway';
export const ORIGIN = 'http://localhost:3000';
export const REDIRECT = `${ORIGIN}/signed-in`;
export const SYSTEM = 'systeem-vt-haaglanden';
/** 43 characters, the least a verifier may have. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

export interface RunningProvider {
  readonly issuer: string;
  /** Private key of the one partner system this provider knows. */
  readonly systemKey: JWK;
  readonly faults: readonly Error[];
  close(): Promise<void>;
}

export async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('PS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'PS256', kid: crypto.randomUUID() };
}

/** A provider on a free port; `path` puts its issuer below one. */
export async function startProvider(path = ''): Promise<RunningProvider> {
  const [signingKey, systemKey] = await Promise.all([newKey(), newKey()]);
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}${path}`;
  const faults: Error[] = [];
  const organisation = ORGANISATIONS[0];
  if (organisation === undefined) throw new Error('no organisation');
  const provider = createIdentityProvider({
    issuer,
    demonstration: true,
    audience: AUDIENCE,
    redirectUris: [REDIRECT],
    signingKeys: [signingKey],
    clients: [{ clientId: SYSTEM, organisation, jwks: { keys: [publicPart(systemKey)] } }],
    onFault: (error) => faults.push(error),
  });
  server.on('request', provider.handle);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { issuer, systemKey, faults, close };
}

/** Address of an authorization request of the timeline; an empty override leaves the parameter out. */
export function authorization(issuer: string, overrides: Readonly<Record<string, string>> = {}): URL {
  const parameters = {
    client_id: 'gezinslijn-timeline',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'state-of-this-test',
    nonce: 'nonce-of-this-test',
    ...overrides,
  };
  const url = new URL(`${issuer}/auth`);
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return url;
}

/** Where following redirects ends: a page, or the application's own address with its parameters. */
export interface Arrival {
  readonly url: URL;
  readonly response: Response;
  readonly page: string;
}

export async function follow(browser: BrowserSession, first: Response, from: string | URL): Promise<Arrival> {
  let [response, url] = [first, new URL(from)];
  for (;;) {
    const location = response.headers.get('location');
    if (location === null) return { url, response, page: await response.text() };
    url = new URL(location, url);
    if (url.origin === ORIGIN) return { url, response, page: '' };
    response = await browser.get(url);
  }
}

export async function open(browser: BrowserSession, url: URL): Promise<Arrival> {
  return follow(browser, await browser.get(url), url);
}

/** Posts the only form of a page, with its hidden fields, as pressing a button would. */
export async function press(
  browser: BrowserSession,
  { url, page }: Arrival,
  button: Readonly<Record<string, string>> = {},
): Promise<Arrival> {
  const action = new URL(/<form[^>]* action="([^"]+)"/.exec(page)?.[1] ?? '', url);
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name ?? '',
    value ?? '',
  ]);
  return follow(browser, await browser.post(action, { ...Object.fromEntries(hidden), ...button }), action);
}

/** A browser in which this person is signed in, and where that ended. */
export async function signedIn(issuer: string, username: string): Promise<{ readonly browser: BrowserSession; readonly arrival: Arrival }> {
  const browser = new BrowserSession();
  const arrival = await press(browser, await open(browser, authorization(issuer)), { username });
  return { browser, arrival };
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function requestToken(
  issuer: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

/** Exchanges the code of an arrival at the timeline. */
export function exchange(
  issuer: string,
  { url }: Arrival,
  overrides: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const code = url.searchParams.get('code') ?? '';
  const form = {
    grant_type: 'authorization_code',
    client_id: 'gezinslijn-timeline',
    redirect_uri: REDIRECT,
    code,
    code_verifier: VERIFIER,
  };
  return requestToken(issuer, { ...form, ...overrides }, headers);
}
