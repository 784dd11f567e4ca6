// SPDX-License-Identifier: EUPL-1.2
import type { JSONWebKeySet } from 'jose';
import type { ClientMetadata } from 'oidc-provider';
import type { Organisation } from './demonstration.ts';

/** RFC 8693: a system that acts for a worker. */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** The browser application: public, tokens in memory only, no refresh token. */
export const TIMELINE_CLIENT = 'gezinslijn-timeline';
/** The command line: public, answers on a loopback port of its own choosing. */
export const COMMAND_LINE_CLIENT = 'gezinslijn-rvt';
/** Redirect URI of the command line; any port may be added to the loopback address (RFC 8252, section 7.3). */
export const COMMAND_LINE_REDIRECT = 'http://127.0.0.1/signed-in';

/** A partner's own system: authenticates with `private_key_jwt` (PS256) against these public keys and acts for this organisation. */
export interface SystemClient {
  readonly clientId: string;
  readonly organisation: Organisation;
  readonly jwks: JSONWebKeySet;
}

/** The addresses the timeline uses at its origin; exact strings, nothing else is accepted. */
export const timelineRedirectUris = (origin: string): readonly string[] => [`${origin}/signed-in`, `${origin}/silent-sign-in`];

interface ClientAddresses {
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string | undefined;
  readonly systems: readonly SystemClient[];
}

/** The closed list of clients; there is no registration endpoint. */
export function clientMetadata({ redirectUris, postLogoutRedirectUris, backchannelLogoutUri, systems }: ClientAddresses): ClientMetadata[] {
  const publicClient = {
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    response_modes: ['query'],
    token_endpoint_auth_method: 'none' as const,
    ...(backchannelLogoutUri === undefined
      ? {}
      : { backchannel_logout_uri: backchannelLogoutUri, backchannel_logout_session_required: true }),
  };
  return [
    {
      ...publicClient,
      client_id: TIMELINE_CLIENT,
      client_name: 'de tijdlijn van Gezinslijn',
      application_type: 'web',
      redirect_uris: [...redirectUris],
      post_logout_redirect_uris: [...postLogoutRedirectUris],
    },
    {
      ...publicClient,
      client_id: COMMAND_LINE_CLIENT,
      client_name: 'de opdrachtregel van Gezinslijn',
      application_type: 'native',
      redirect_uris: [COMMAND_LINE_REDIRECT],
      post_logout_redirect_uris: [COMMAND_LINE_REDIRECT],
    },
    ...systems.map(({ clientId, organisation, jwks }): ClientMetadata => ({
      client_id: clientId,
      client_name: `het systeem van ${organisation.name}`,
      grant_types: ['client_credentials', TOKEN_EXCHANGE],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'PS256',
      jwks: { keys: jwks.keys.map((key) => ({ ...key })) },
    })),
  ];
}
