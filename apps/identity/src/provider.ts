// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { JWK } from 'jose';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { claimsOfSystem, claimsOfUser } from './claims.ts';
import { clientMetadata } from './clients.ts';
import type { SystemClient } from './clients.ts';
import { userOf } from './demonstration.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { addTokenExchange } from './token-exchange.ts';
import { errorMessage, logoutPages, screens, signIn } from './screens.ts';

/** Seconds. NL GOV asks for at most 15 minutes where the token lives in a browser. */
export const TOKEN_LIFE = 900;
const SESSION_LIFE = 8 * 3600;
const SIGN_IN_LIFE = 900;

export interface IdentityProviderOptions {
  /** Where people and clients reach this provider; may have a path, never a trailing slash. */
  readonly issuer: string;
  /** Spelled out on purpose: whoever asks for this provider asks for sign-in without passwords. */
  readonly demonstration: true;
  /** Absolute URI of the gateway as resource; the `aud` of every token. */
  readonly audience: string;
  /** Of the browser client, exact. Their origins may call the token endpoint from a browser. */
  readonly redirectUris: readonly string[];
  /** Of the browser client, exact; by default the bare origins of the redirect URIs, with and without a slash. */
  readonly postLogoutRedirectUris?: readonly string[];
  /** Private RSA keys as JWK; the first signs, all are published. */
  /** Where the gateway is told of sessions that ended (OpenID Connect Back-Channel Logout 1.0); nobody is told when left out. */
  readonly backchannelLogoutUri?: string;
  readonly signingKeys: readonly JWK[];
  readonly clients: readonly SystemClient[];
  /** Told of faults (never of refusals); people get a neutral sentence. */
  readonly onFault?: (error: Error) => void;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** For `http.createServer`, or mounted at the issuer's path before any body parser. */
  readonly handle: RequestListener;
}

/**
 * The OpenID Connect provider of a demonstration: authorization code with PKCE S256 for people, client credentials with
 * `private_key_jwt` for systems, token exchange (RFC 8693) for a system that acts for a worker, PS256 throughout, no refresh tokens, no registration. Throws when an option is unusable.
 */
export function createIdentityProvider(options: IdentityProviderOptions): IdentityProvider {
  if (options.demonstration !== true) throw new Error('This provider signs people in without a password: it serves demonstrations only.');
  if (options.signingKeys.length === 0) throw new Error('At least one signing key is needed.');
  const { issuer } = options;
  const mountPath = new URL(issuer).pathname.replace(/\/$/, '');
  const origins = [...new Set(options.redirectUris.map((uri) => new URL(uri).origin))];
  const postLogoutRedirectUris = options.postLogoutRedirectUris ?? origins.flatMap((origin) => [origin, `${origin}/`]);

  const provider = new Provider(issuer, configuration({ ...options, postLogoutRedirectUris }, origins, mountPath));
  const onFault = options.onFault ?? ((error: Error) => console.error(`identity: ${error.message}`));
  addTokenExchange(provider, {
    issuer,
    audience: options.audience,
    signingKeys: options.signingKeys,
    systems: options.clients,
    tokenLife: TOKEN_LIFE,
  });
  provider.on('server_error', (_ctx: KoaContextWithOIDC, error: Error) => onFault(error));
  provider.on('backchannel.error', (_ctx: KoaContextWithOIDC, error: Error) => onFault(error));
  provider.proxy = true;
  provider.use(screens({ formTargets: origins, home: origins[0], onFault }));
  provider.use(signIn({ provider, mountPath }));

  const listener = provider.callback();
  return {
    issuer,
    handle: (request, response) => {
      pinToIssuer(request, issuer, mountPath);
      void listener(request, response);
    },
  };
}

/** Addresses in answers follow the issuer, never a header that the caller chose. */
function pinToIssuer(request: IncomingMessage, issuer: string, mountPath: string): void {
  const { host, protocol } = new URL(issuer);
  request.headers.host = host;
  delete request.headers['x-forwarded-host'];
  delete request.headers['x-forwarded-for'];
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  const url = request.url ?? '/';
  if (mountPath === '') return;
  const inside = url.startsWith(`${mountPath}/`) ? url.slice(mountPath.length) : url;
  Object.assign(request, { originalUrl: mountPath + inside, url: inside });
}

function configuration(
  {
    audience,
    backchannelLogoutUri,
    clients,
    postLogoutRedirectUris,
    redirectUris,
    signingKeys,
  }: IdentityProviderOptions & {
    readonly postLogoutRedirectUris: readonly string[];
  },
  origins: readonly string[],
  mountPath: string,
): Configuration {
  const systems = new Map(clients.map(({ clientId, organisation }) => [clientId, organisation]));
  const policy = interactionPolicy.base();
  policy.remove('consent'); // first-party clients only: nobody is asked for consent
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;

  return {
    adapter: memoryAdapter(clientMetadata({ redirectUris, postLogoutRedirectUris, backchannelLogoutUri, systems: clients })),
    clientAuthMethods: ['none', 'private_key_jwt'],
    clientDefaults: { id_token_signed_response_alg: 'PS256' },
    enabledJWA: { clientAuthSigningAlgValues: ['PS256'], idTokenSigningAlgValues: ['PS256'] },
    jwks: { keys: signingKeys.map((key) => ({ ...key, alg: 'PS256', use: 'sig' })) },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'organisations', 'registrations', 'personId'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    conformIdTokenClaims: false, // no userinfo endpoint: the ID token tells the browser who signed in
    cookies: {
      names: { session: 'gezinslijn_session', interaction: 'gezinslijn_sign_in', resume: 'gezinslijn_resume' },
      keys: [randomBytes(32).toString('base64url')],
      long: cookie,
      short: cookie,
    },
    ttl: {
      AccessToken: TOKEN_LIFE,
      ClientCredentials: TOKEN_LIFE,
      IdToken: TOKEN_LIFE,
      AuthorizationCode: 60,
      Interaction: SIGN_IN_LIFE,
      Session: SESSION_LIFE,
      Grant: SESSION_LIFE,
    },
    interactions: { policy, url: (_ctx, { uid }) => `${mountPath}/sign-in/${uid}` },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      backchannelLogout: { enabled: backchannelLogoutUri !== undefined },
      rpInitiatedLogout: { enabled: true, ...logoutPages(origins[0]) },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return { scope: '', audience, accessTokenFormat: 'jwt', accessTokenTTL: TOKEN_LIFE, jwt: { sign: { alg: 'PS256' } } };
        },
      },
    },
    clientBasedCORS: (_ctx, origin, client) => client.clientAuthMethod === 'none' && origins.includes(origin),
    loadExistingGrant: (ctx) => firstPartyGrant(ctx),
    findAccount: (_ctx, subject) => {
      const user = userOf(subject);
      if (user === undefined) return undefined;
      const { displayName: name, username: preferred_username } = user;
      return { accountId: subject, claims: () => ({ sub: subject, name, preferred_username, ...claimsOfUser(user) }) };
    },
    extraTokenClaims: (ctx, token) => {
      if (token.kind === 'AccessToken') {
        const user = userOf(token.accountId);
        // The session as its client knows it: the same `sid` a logout token names.
        const sid = ctx.oidc.entities.AuthorizationCode?.sid ?? token.sessionUid;
        return user === undefined ? undefined : { ...claimsOfUser(user), sid };
      }
      const organisation = systems.get(token.clientId ?? '');
      return organisation === undefined ? undefined : { ...claimsOfSystem(organisation) };
    },
    // The one address it may call lies on this machine in a demonstration, which the provider's own guard would refuse.
    fetch: (url, init) => {
      if (url !== backchannelLogoutUri) return Promise.reject(new Error('This provider fetches nothing else.'));
      const { dispatcher: _guard, ...request } = init as RequestInit & { readonly dispatcher?: unknown };
      return fetch(url, request);
    },
    renderError: errorMessage,
  };
}

/** The grant of this session for this client, made when there is none: consent is implied. */
async function firstPartyGrant({ oidc }: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']> | undefined> {
  const { account, client, provider, session } = oidc;
  if (account === undefined || client === undefined) return undefined;
  const known = session?.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing?.accountId === account.accountId) return existing;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}
