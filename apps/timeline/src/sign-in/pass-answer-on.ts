// SPDX-License-Identifier: EUPL-1.2
import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { CLIENT_ID } from './oidc-auth.ts';

/** Hands the provider's answer to the page that asked (the frame around us, or the window that opened us), which alone can use it. */
export async function passAnswerOn(): Promise<void> {
  const redirect = `${location.origin}${location.pathname}`;
  const manager = new UserManager({
    authority: location.origin,
    client_id: CLIENT_ID,
    redirect_uri: redirect,
    silent_redirect_uri: redirect,
    popup_redirect_uri: redirect,
    stateStore: new WebStorageStateStore({ store: sessionStorage, prefix: 'sign-in.' }),
  });
  if (window.opener === null) await manager.signinSilentCallback();
  else await manager.signinPopupCallback();
}
