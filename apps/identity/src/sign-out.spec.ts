// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorization, exchange, open, ORIGIN, press, signedIn, startProvider } from '../test/running-provider.ts';
import type { Arrival, RunningProvider } from '../test/running-provider.ts';
import type { BrowserSession } from './browser-session.ts';
import { BrowserSession as Browser } from './browser-session.ts';

let provider: RunningProvider;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

function endSession(parameters: Readonly<Record<string, string>>): URL {
  const url = new URL(`${provider.issuer}/session/end`);
  url.search = new URLSearchParams(parameters).toString();
  return url;
}

async function silently(browser: BrowserSession): Promise<string | null> {
  const { url } = await open(browser, authorization(provider.issuer, { prompt: 'none' }));
  return url.searchParams.get('error');
}

async function idTokenOf(arrival: Arrival): Promise<string> {
  return String((await exchange(provider.issuer, arrival)).body['id_token']);
}

describe('signing out', () => {
  it('ends the session and goes back to the application, without asking when the application proves who it speaks for', async () => {
    const { browser, arrival } = await signedIn(provider.issuer, 'lt');
    expect(await silently(browser)).toBeNull();
    const id_token_hint = await idTokenOf(arrival);
    const page = await open(browser, endSession({ id_token_hint, post_logout_redirect_uri: `${ORIGIN}/`, state: 'bye' }));
    expect(page.page).toContain('<h1>U wordt uitgelogd</h1>');
    const { url } = await press(browser, page, { logout: 'yes' });
    expect(url.href).toBe(`${ORIGIN}/?state=bye`);
    expect(await silently(browser)).toBe('login_required');
  });

  it('asks first when anybody could have sent the link', async () => {
    const { browser } = await signedIn(provider.issuer, 'lt');
    const { page } = await open(browser, endSession({ client_id: 'gezinslijn-timeline' }));
    expect(page).toContain('Wilt u uitloggen?');
    expect(page).not.toContain('<script>');
    expect(await silently(browser)).toBeNull();
  });

  it('ends on a page of its own when there is nowhere to go', async () => {
    const { browser } = await signedIn(provider.issuer, 'gi');
    const done = await press(browser, await open(browser, endSession({})), { logout: 'yes' });
    expect(done.page).toContain('<h1>U bent uitgelogd</h1>');
    expect(await silently(browser)).toBe('login_required');
  });

  it('refuses to go to an address that is not registered', async () => {
    const { browser, arrival } = await signedIn(provider.issuer, 'gi');
    const id_token_hint = await idTokenOf(arrival);
    const { response, page } = await open(browser, endSession({ id_token_hint, post_logout_redirect_uri: 'https://evil.example/' }));
    expect(response.status).toBe(400);
    expect(page).not.toContain('evil.example');
    expect(await silently(browser)).toBeNull();
  });

  it('is harmless for somebody who was not signed in', async () => {
    const browser = new Browser();
    const page = await open(browser, endSession({ client_id: 'gezinslijn-timeline', post_logout_redirect_uri: `${ORIGIN}/` }));
    expect(page.page).toContain('lang="nl"');
    expect((await press(browser, page)).url.href).toBe(`${ORIGIN}/`);
  });
});
