// SPDX-License-Identifier: EUPL-1.2
import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { User, UserManagerSettings } from 'oidc-client-ts';
import type { ClientConfig } from '../client-config.ts';
import type { AuthPort, SignInState, SignedInPerson } from './auth-port.ts';

export const CLIENT_ID = 'gezinslijn-timeline';

/** Code flow with PKCE. Tokens stay in memory; only the short-lived state of a sign-in under way is in this tab's session storage. */
export function oidcSettings({ issuer, audience }: ClientConfig, origin: string): UserManagerSettings {
  return {
    authority: issuer,
    client_id: CLIENT_ID,
    resource: audience,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: `${origin}/signed-in`,
    popup_redirect_uri: `${origin}/signed-in`,
    silent_redirect_uri: `${origin}/silent-sign-in`,
    post_logout_redirect_uri: origin,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage, prefix: 'sign-in.' }),
    automaticSilentRenew: true,
    accessTokenExpiringNotificationTimeInSeconds: 90,
    silentRequestTimeoutInSeconds: 10,
    includeIdTokenInSilentRenew: false,
    loadUserInfo: false,
    monitorSession: false,
  };
}

/** Sign-in by OpenID Connect, from the browser. */
export class OidcAuth implements AuthPort {
  readonly #manager: UserManager;
  readonly #listeners = new Set<() => void>();
  readonly #renewed = new Set<() => void>();
  #state: SignInState = { status: 'starting' };
  #user: User | null = null;

  constructor(manager: UserManager) {
    this.#manager = manager;
    manager.events.addUserLoaded((user) => this.#signedIn(user));
    manager.events.addSilentRenewError(() => this.#ended());
    manager.events.addAccessTokenExpired(() => this.#ended());
  }

  readonly state = (): SignInState => this.#state;
  readonly accessToken = (): string | undefined => (this.#user?.expired === true ? undefined : this.#user?.access_token);
  readonly subscribe = (listener: () => void) => registered(this.#listeners, listener);
  readonly onRenewed = (listener: () => void) => registered(this.#renewed, listener);

  readonly start = async (): Promise<void> => {
    if (location.pathname === '/signed-in') return this.#comeBack();
    if (!(await this.renew())) this.#become({ status: 'signedOut' });
  };

  readonly signIn = (returnTo: string): Promise<void> => this.#manager.signinRedirect({ state: returnTo });

  readonly signInAgain = async (): Promise<void> => {
    try {
      await this.#manager.signinPopup();
    } catch {
      this.#ended();
    }
  };

  readonly renew = async (): Promise<boolean> => {
    try {
      return (await this.#manager.signinSilent()) !== null;
    } catch {
      return false;
    }
  };

  /** Without a token in the address: the provider knows whom it means by its own session. */
  readonly signOut = async (): Promise<void> => {
    await this.#manager.removeUser();
    this.#user = null;
    await this.#manager.signoutRedirect();
  };

  async #comeBack(): Promise<void> {
    try {
      const user = await this.#manager.signinRedirectCallback();
      history.replaceState(null, '', ownPath(user.state));
      this.#signedIn(user);
    } catch {
      history.replaceState(null, '', '/');
      if (!(await this.renew())) this.#become({ status: 'signedOut', problem: true });
    }
  }

  #signedIn(user: User): void {
    this.#user = user;
    this.#become({ status: 'signedIn', person: personOf(user), ended: false });
    for (const listener of this.#renewed) listener();
  }

  #ended(): void {
    if (this.#state.status === 'signedIn' && this.accessToken() === undefined) this.#become({ ...this.#state, ended: true });
  }

  #become(state: SignInState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function registered(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Only a path of our own: an address from elsewhere is not followed. */
export function ownPath(state: unknown): string {
  return typeof state === 'string' && /^\/(?![/\\])/.test(state) && !state.startsWith('/signed-in') ? state : '/';
}

/** Who it is. What he may act for is no business of the issuer. */
export function personOf({ profile }: Pick<User, 'profile'>): SignedInPerson {
  return { subject: profile.sub, name: profile.name ?? profile.preferred_username ?? '' };
}

export function createOidcAuth(config: ClientConfig): OidcAuth {
  return new OidcAuth(new UserManager(oidcSettings(config, location.origin)));
}
