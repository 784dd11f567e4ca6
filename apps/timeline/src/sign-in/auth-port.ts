// SPDX-License-Identifier: EUPL-1.2

/** An organisation somebody may act for, and the roles held there. */
export interface Hat {
  readonly organisation: string;
  readonly name: string;
  /** Kind of organisation: LT, VT, RvdK, GI, ZA, FAMILY, AUDITOR or PLATFORM. */
  readonly party: string;
  readonly roles: readonly string[];
}

export interface SignedInPerson {
  /** Pseudonym; another subject is another person, for whom nothing may remain on the screen. */
  readonly subject: string;
  readonly name: string;
}

export type SignInState =
  | { readonly status: 'starting' }
  | { readonly status: 'signedOut'; readonly problem?: boolean }
  /** `ended`: the sign-in ran out and could not be renewed. What is on the screen stays; nothing new can be asked. */
  | { readonly status: 'signedIn'; readonly person: SignedInPerson; readonly ended: boolean };

/**
 * How somebody signs in, whatever stands behind it: today OpenID Connect in the browser, tomorrow perhaps a session on the server.
 * The screens know this port alone.
 */
export interface AuthPort {
  readonly state: () => SignInState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Told when a new access token came, so that open connections can take it. */
  readonly onRenewed: (listener: () => void) => () => void;
  /** For an Authorization header, nothing else. */
  readonly accessToken: () => string | undefined;
  /** Finds out whether somebody is signed in already. */
  readonly start: () => Promise<void>;
  /** Leaves the page to sign in, and comes back to `returnTo` (a path of ours). */
  readonly signIn: (returnTo: string) => Promise<void>;
  /** Signs in again in a small window, so that what was typed stays. */
  readonly signInAgain: () => Promise<void>;
  /** A fresh token without asking anything. False when that is not possible. */
  readonly renew: () => Promise<boolean>;
  readonly signOut: () => Promise<void>;
}
