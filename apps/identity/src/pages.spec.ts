// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorization, open, press, startProvider } from '../test/running-provider.ts';
import type { RunningProvider } from '../test/running-provider.ts';
import { BrowserSession } from './browser-session.ts';
import { ORGANISATIONS, USERS } from './demonstration.ts';
import { Html } from './html.ts';
import { contentSecurityPolicy, forwardPage, messagePage, signInPage, signOutPage } from './pages.ts';

const EVIL = `"><script>alert('x')</script>&`;

describe('every page', () => {
  it('escapes the values it shows', () => {
    const user = { ...USERS[0], subject: '', username: EVIL, displayName: EVIL, explanation: EVIL, registrations: { SKJ: false } };
    const pages = [
      signInPage({
        action: EVIL,
        clientName: EVIL,
        organisations: [{ id: EVIL, name: EVIL, party: 'VT', region: EVIL }],
        users: [{ ...user, memberships: [{ organisation: EVIL, roles: ['caseworker'] }] }],
        problem: EVIL,
      }),
      messagePage(EVIL, EVIL, EVIL, EVIL),
      signOutPage(Html.trusted(''), Html.trusted(''), EVIL),
    ];
    for (const { text } of pages) {
      expect(text).toContain('&#34;&#62;&#60;script&#62;');
      expect(text).not.toContain(EVIL);
      expect(text).not.toMatch(/<script|alert\('x'\)/);
    }
  });

  it('runs only the style and the script its policy names', () => {
    const policy = contentSecurityPolicy(['http://localhost:3000']);
    const { text } = forwardPage('Een moment', Html.trusted(''), Html.trusted(''));
    for (const element of ['style', 'script']) {
      const content = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(text)?.[1] ?? '';
      expect(policy).toContain(`${element}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
    expect(text).not.toMatch(/ style="| on\w+="|https?:\/\/|@import|url\(/);
  });
});

describe('the sign-in page as served', () => {
  let provider: RunningProvider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());

  it('offers every user by name below his organisation, in Dutch, marked as invented', async () => {
    const { page, response } = await open(new BrowserSession(), authorization(provider.issuer));
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('<html lang="nl">');
    expect(page).toContain('verzonnen');
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect([...page.matchAll(/name="username" value="([^"]+)"/g)].map(([, name]) => name)).toEqual(
      ORGANISATIONS.flatMap(({ id }) =>
        USERS.filter(({ memberships }) => memberships[0]?.organisation === id).map(({ username }) => username),
      ),
    );
    for (const { name } of ORGANISATIONS) expect(page).toContain(`>${name}</h2>`);
    for (const { explanation } of USERS) expect(page).toContain(explanation);
  });

  it('is served with a strict policy and is not kept or framed', async () => {
    const { headers } = (await open(new BrowserSession(), authorization(provider.issuer))).response;
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'; base-uri 'none'$/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect([headers.get('cache-control'), headers.get('x-frame-options'), headers.get('x-content-type-options')]).toEqual([
      'no-store',
      'DENY',
      'nosniff',
    ]);
  });

  it('says what went wrong with a choice and lets one choose again', async () => {
    const browser = new BrowserSession();
    const start = await open(browser, authorization(provider.issuer));
    const wrong = await press(browser, start, { username: EVIL });
    expect(wrong.response.status).toBe(400);
    expect(wrong.page).toContain('role="alert"');
    expect(wrong.page).not.toContain('alert(');
    expect((await press(browser, wrong, { username: 'auditor' })).url.searchParams.get('code')).not.toBeNull();
  });

  it('shows a Dutch page for an expired attempt and for an unknown address', async () => {
    const gone = await fetch(`${provider.issuer}/sign-in/unknown`, { headers: { accept: 'text/html' } });
    expect([gone.status, await gone.text()]).toEqual([400, expect.stringContaining('is verlopen')]);
    const nothing = await fetch(`${provider.issuer}/`, { headers: { accept: 'text/html' } });
    expect([nothing.status, await nothing.text()]).toEqual([404, expect.stringContaining('Hier is niets')]);
  });
});
