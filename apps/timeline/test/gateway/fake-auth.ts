// SPDX-License-Identifier: EUPL-1.2
import type { AuthPort, SignInState } from '../../src/sign-in/auth-port.ts';

/** Somebody who is signed in, or not, without a provider. */
export function fakeAuth(
  state: SignInState = {
    status: 'signedIn',
    ended: false,
    person: {
      subject: 'c76e45eb-a70e-4554-b42a-c5c862e84dc0',
      name: 'Noor van Dalen',
    },
  },
): AuthPort {
  return {
    state: () => state,
    subscribe: () => () => undefined,
    onRenewed: () => () => undefined,
    accessToken: () => 'token',
    start: () => Promise.resolve(),
    signIn: () => Promise.resolve(),
    signInAgain: () => Promise.resolve(),
    renew: () => Promise.resolve(true),
    signOut: () => Promise.resolve(),
  };
}
