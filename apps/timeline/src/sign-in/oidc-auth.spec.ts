// SPDX-License-Identifier: EUPL-1.2
import type { User, UserManager } from 'oidc-client-ts';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parseClientConfig } from '../client-config.ts';
import { OidcAuth, oidcSettings, ownPath, personOf } from './oidc-auth.ts';

const config = { issuer: 'http://localhost:3001', audience: 'urn:gezinslijn:gateway', demonstration: true };
const user = (changes: Partial<User> = {}) =>
  ({
    access_token: 'secret',
    expired: false,
    state: '/casus/x',
    profile: { sub: 's', name: 'Noor', organisations: [] },
    ...changes,
  }) as unknown as User;

type Raised = 'userLoaded' | 'silentRenewError' | 'accessTokenExpired';

function fakeManager(answers: { readonly silent?: User | Error; readonly redirect?: User | Error }) {
  const raised = new Map<Raised, (value?: unknown) => void>();
  const answer = (found: User | Error | undefined) =>
    found instanceof Error || found === undefined ? Promise.reject(found ?? new Error('login_required')) : Promise.resolve(found);
  const manager = {
    events: {
      addUserLoaded: (on: (value?: unknown) => void) => raised.set('userLoaded', on),
      addSilentRenewError: (on: () => void) => raised.set('silentRenewError', on),
      addAccessTokenExpired: (on: () => void) => raised.set('accessTokenExpired', on),
    },
    signinSilent: jest.fn(async () => {
      const found = await answer(answers.silent);
      raised.get('userLoaded')?.(found);
      return found;
    }),
    signinRedirectCallback: jest.fn(() => answer(answers.redirect)),
    signinRedirect: jest.fn(() => Promise.resolve()),
    removeUser: jest.fn(() => Promise.resolve()),
    signoutRedirect: jest.fn(() => Promise.resolve()),
  };
  return { manager, raise: (what: Raised) => raised.get(what)?.(), auth: new OidcAuth(manager as unknown as UserManager) };
}

beforeEach(() => window.history.replaceState(null, '', '/'));

describe('the settings of signing in', () => {
  const settings = oidcSettings(config, 'http://localhost:3000');

  it('are code flow with exact addresses and the gateway as resource', () => {
    expect(settings).toMatchObject({
      authority: config.issuer,
      client_id: 'gezinslijn-timeline',
      resource: config.audience,
      response_type: 'code',
      redirect_uri: 'http://localhost:3000/signed-in',
      silent_redirect_uri: 'http://localhost:3000/silent-sign-in',
      post_logout_redirect_uri: 'http://localhost:3000',
      includeIdTokenInSilentRenew: false,
    });
  });

  it('keep tokens in memory', async () => {
    await settings.userStore?.set('token', 'secret');
    expect(JSON.stringify([localStorage, sessionStorage])).not.toContain('secret');
  });

  it('come from an answer of the gateway that makes sense', () => {
    expect(parseClientConfig(config)).toEqual(config);
    expect(() => parseClientConfig({ issuer: 'x', audience: 'y' })).toThrow('issuer');
    expect(() => parseClientConfig(null)).toThrow();
  });
});

describe('signing in', () => {
  it('finds who is signed in already without asking', async () => {
    const { auth } = fakeManager({ silent: user() });
    await auth.start();
    expect(auth.state()).toMatchObject({ status: 'signedIn', ended: false, person: { name: 'Noor' } });
    expect(auth.accessToken()).toBe('secret');
  });

  it('shows the first page to who is not', async () => {
    const { auth } = fakeManager({});
    await auth.start();
    expect(auth.state()).toEqual({ status: 'signedOut' });
  });

  it('comes back to where one was, and leaves no code in the address', async () => {
    window.history.replaceState(null, '', '/signed-in?code=abc&state=def');
    const { auth } = fakeManager({ redirect: user({ state: '/casus/1?volgorde=vastgelegd' }) });
    await auth.start();
    expect(window.location.pathname + window.location.search).toBe('/casus/1?volgorde=vastgelegd');
    expect(auth.state().status).toBe('signedIn');
  });

  it('says so when it failed', async () => {
    window.history.replaceState(null, '', '/signed-in?error=access_denied');
    const { auth } = fakeManager({ redirect: new Error('access_denied') });
    await auth.start();
    expect(auth.state()).toEqual({ status: 'signedOut', problem: true });
    expect(window.location.pathname).toBe('/');
  });

  it('follows no address from elsewhere', () => {
    expect(ownPath('/casus/1')).toBe('/casus/1');
    expect(['//evil.example', 'https://evil.example', '/\\evil.example', undefined, '/signed-in?code=x'].map(ownPath)).toEqual([
      '/',
      '/',
      '/',
      '/',
      '/',
    ]);
  });

  it('keeps the screen when the sign-in runs out, and says that it did', async () => {
    const signedIn = user();
    const { auth, raise } = fakeManager({ silent: signedIn });
    await auth.start();
    Object.assign(signedIn, { expired: true });
    raise('accessTokenExpired');
    expect(auth.state()).toMatchObject({ status: 'signedIn', ended: true });
    expect(auth.accessToken()).toBeUndefined();
  });

  it('tells who listens of a fresh token', async () => {
    const { auth } = fakeManager({ silent: user() });
    const renewed = jest.fn();
    const stop = auth.onRenewed(renewed);
    await auth.renew();
    stop();
    await auth.renew();
    expect(renewed).toHaveBeenCalledTimes(1);
  });

  it('forgets the token before it signs out, so that none stands in an address', async () => {
    const { auth, manager } = fakeManager({ silent: user() });
    await auth.start();
    await auth.signOut();
    expect(auth.accessToken()).toBeUndefined();
    expect(manager.removeUser.mock.invocationCallOrder[0]).toBeLessThan(manager.signoutRedirect.mock.invocationCallOrder[0] ?? 0);
    expect(manager.signoutRedirect).toHaveBeenCalledWith();
  });

  it('reads the hats from what the provider says, and nothing where it says nothing', () => {
    const profile = { sub: 's', name: 'Noor', organisations: [{ id: 'vt', name: 'Veilig Thuis', party: 'VT', roles: ['caseworker'] }] };
    // What an issuer says about organisations is not read.
    expect(personOf({ profile } as never)).toEqual({ subject: 's', name: 'Noor' });
    expect(personOf({ profile: { sub: 's' } } as never)).toEqual({ subject: 's', name: '' });
  });
});
