// SPDX-License-Identifier: EUPL-1.2
export { ORGANISATIONS, PARTNERS, PERSONS, USERS, organisationOf, systemClientOf, userNamed, userOf } from './demonstration.ts';
export type { DemonstrationUser, Membership, Organisation, PartyCode, Role } from './demonstration.ts';
export type { AccessTokenClaims, BearerClaims, OrganisationClaim } from './claims.ts';
export { COMMAND_LINE_CLIENT, COMMAND_LINE_REDIRECT, TIMELINE_CLIENT, timelineRedirectUris } from './clients.ts';
export type { SystemClient } from './clients.ts';
export { ConfigurationError, DEFAULT_AUDIENCE } from './configuration.ts';
export type { IdentityConfiguration } from './configuration.ts';
export { TOKEN_LIFE, createIdentityProvider } from './provider.ts';
export type { IdentityProvider, IdentityProviderOptions } from './provider.ts';
export { startIdentityServer } from './server.ts';
export type { IdentityServer } from './server.ts';
export { KeyFileError, publicPart, signingKey, systemKey } from './signing-keys.ts';
export { SignInError, clientCredentials, exchangeToken, signIn } from './headless-sign-in.ts';
export type { AccessToken, ClientCredentialsRequest, ExchangeRequest, SignInRequest } from './headless-sign-in.ts';
