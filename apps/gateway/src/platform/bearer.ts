// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { OrganisationId } from '@gezinslijn/family-case';
import type { Directory, DirectoryOrganisation, DirectorySystem, HeldHat } from './directory.ts';
import type { SessionOfToken } from './signed-out-sessions.ts';

/** What a verified token proves: who it is, at which issuer, through which client. Nothing of what he may. */
export interface TokenClaims {
  /** The name of the issuer in this installation; its address may move. */
  readonly issuer: string;
  readonly subject: string;
  readonly clientId: string | undefined;
  /** The system that acts for the subject (RFC 8693 `act`), by its client id. */
  readonly actingSystem: string | undefined;
  /** Real time at which the token ends, in seconds. */
  readonly expiresAt: number;
  /** The session at the issuer, which may end before the token does. */
  readonly sessionOfToken: SessionOfToken;
}

/** Who the directory says that is. */
export interface Bearer {
  readonly subject: string;
  /** `system`: nobody stands behind it, so it has no role and no registration anywhere. */
  readonly kind: 'person' | 'system';
  /** The registered system that asks: for itself, or for this person who stands behind it. */
  readonly system?: { readonly clientId: string; readonly organisation: OrganisationId };
  /** The client that asks where it is nobody's system: whom it names in its token does not ask. */
  readonly strangeClient?: string;
  readonly hats: readonly BearerHat[];
  readonly expiresAt: number;
  readonly sessionOfToken: SessionOfToken;
}

export type BearerHat =
  | HeldHat
  | { readonly organisation: DirectoryOrganisation; readonly roles: readonly []; readonly registered: false; readonly personId: undefined };

/**
 * The token proves who, the directory says what he may. A system is what is registered as one: for itself it wears its organisation without
 * a role; for a worker it needs the issuer's signed word that he stands behind it, the right to do so, and then wears only those of his hats
 * that are of its own organisation.
 */
export function bearerOf(claims: TokenClaims, directory: Directory, now: Instant): Bearer {
  const { subject, clientId, actingSystem, issuer, expiresAt, sessionOfToken } = claims;
  const strangeClient = clientId ?? actingSystem;
  const nobody: Bearer = {
    subject,
    kind: 'system',
    ...(strangeClient === undefined ? {} : { strangeClient }),
    hats: [],
    expiresAt,
    sessionOfToken,
  };
  if (actingSystem !== undefined) {
    const system = directory.system(actingSystem);
    if (system?.actsForWorkers !== true || (clientId !== undefined && clientId !== actingSystem)) return nobody;
    const hats = directory.hatsOf(issuer, subject, now).filter(({ organisation }) => organisation.id === system.organisation.id);
    return { subject, kind: 'person', system: asking(system), hats, expiresAt, sessionOfToken };
  }
  const system = clientId === undefined ? undefined : directory.system(clientId);
  if (system !== undefined) {
    return {
      subject,
      kind: 'system',
      system: asking(system),
      hats: [{ organisation: system.organisation, roles: [], registered: false, personId: undefined }],
      expiresAt,
      sessionOfToken,
    };
  }
  // Only what people sign in to speaks for them. Whatever else the issuer gives tokens to was registered for nothing, or was ended.
  if (clientId === undefined || !directory.isSignInClient(clientId)) return nobody;
  return { subject, kind: 'person', hats: directory.hatsOf(issuer, subject, now), expiresAt, sessionOfToken };
}

const asking = ({ clientId, organisation: { id } }: DirectorySystem): NonNullable<Bearer['system']> => ({ clientId, organisation: id });
