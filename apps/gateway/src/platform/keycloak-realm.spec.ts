// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMAND_LINE_CLIENT, COMMAND_LINE_REDIRECT, DEFAULT_AUDIENCE, TIMELINE_CLIENT, timelineRedirectUris } from '@gezinslijn/identity';
import { ALGORITHMS, LONGEST_LIFE, READ_CLAIMS } from './token-verifier.ts';

interface Mapper {
  readonly name: string;
  readonly protocolMapper: string;
  readonly config: Readonly<Record<string, string>>;
}
interface Client {
  readonly clientId: string;
  readonly publicClient: boolean;
  readonly standardFlowEnabled: boolean;
  readonly implicitFlowEnabled: boolean;
  readonly directAccessGrantsEnabled: boolean;
  readonly serviceAccountsEnabled: boolean;
  readonly fullScopeAllowed: boolean;
  readonly clientAuthenticatorType?: string;
  readonly redirectUris: readonly string[];
  readonly webOrigins: readonly string[];
  readonly defaultClientScopes: readonly string[];
  readonly optionalClientScopes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly protocolMappers: readonly Mapper[];
}
interface Realm {
  readonly accessTokenLifespan: number;
  readonly defaultSignatureAlgorithm: string;
  readonly registrationAllowed: boolean;
  readonly clientScopes: readonly { readonly name: string; readonly protocolMappers: readonly Mapper[] }[];
  readonly clients: readonly Client[];
}

const realm = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../infra/local/keycloak/gezinslijn-realm.json'), 'utf8'),
) as Realm;
const client = (id: string) => realm.clients.find(({ clientId }) => clientId === id) as Client;

/** What each kind of mapper writes; one that is not known here would put into tokens what nobody looked at. */
const CLAIM_OF: Readonly<Record<string, (mapper: Mapper) => string>> = {
  'oidc-audience-mapper': () => 'aud',
  'oidc-sub-mapper': () => 'sub',
  'oidc-full-name-mapper': () => 'name',
  'oidc-hardcoded-claim-mapper': ({ config }) => config['claim.name'] ?? '',
  'oidc-usermodel-attribute-mapper': ({ config }) => config['claim.name'] ?? '',
};
/** Every token has these, without a mapper. */
const ALWAYS = ['iss', 'iat', 'exp'];

function claimsOf(
  { defaultClientScopes, protocolMappers }: Client,
  token: 'access' | 'id',
  also: readonly string[] = [],
): readonly string[] {
  const scopes = [...defaultClientScopes, ...also].flatMap((name) => {
    const scope = realm.clientScopes.find((each) => each.name === name);
    if (scope === undefined) throw new Error(`No scope ${name}`);
    return scope.protocolMappers;
  });
  return [...scopes, ...protocolMappers]
    .filter(({ config }) => config[`${token}.token.claim`] === 'true')
    .map((mapper) => {
      const claim = CLAIM_OF[mapper.protocolMapper];
      if (claim === undefined) throw new Error(`Unknown mapper ${mapper.protocolMapper}`);
      return claim(mapper);
    });
}

describe('the Keycloak realm', () => {
  it('has the clients of the product', () => {
    expect(realm.clients.map(({ clientId }) => clientId)).toEqual([TIMELINE_CLIENT, COMMAND_LINE_CLIENT, 'systeem-partner']);
  });

  it('puts into access tokens what the gateway reads, and nothing else', () => {
    for (const each of realm.clients) {
      // A session stands behind people only; a system signs in anew each time.
      const session = each.serviceAccountsEnabled ? [] : ['sid'];
      const claims = [...ALWAYS, ...session, ...claimsOf(each, 'access', each.optionalClientScopes)];
      const read = READ_CLAIMS.filter((claim) =>
        claim === 'act' ? each.serviceAccountsEnabled : claim !== 'sid' || !each.serviceAccountsEnabled,
      );
      expect([each.clientId, claims.sort()]).toEqual([each.clientId, [...read].sort()]);
    }
  });

  it('names the audience and the client as the gateway expects them', () => {
    const audience = realm.clientScopes.flatMap(({ protocolMappers }) => protocolMappers).find(({ name }) => name === 'audience');
    expect(audience?.config['included.custom.audience']).toBe(DEFAULT_AUDIENCE);
    for (const { clientId, protocolMappers } of realm.clients)
      expect(protocolMappers.find(({ name }) => name === 'client_id')?.config['claim.value']).toBe(clientId);
  });

  it('names a system that acts for a worker by its own client id, and only when that was asked for', () => {
    const act = realm.clientScopes.find(({ name }) => name === 'acts-for-worker')?.protocolMappers[0]?.config ?? {};
    expect([act['jsonType.label'], JSON.parse(act['claim.value'] ?? '{}')]).toEqual(['JSON', { sub: 'systeem-partner' }]);
    expect(claimsOf(client('systeem-partner'), 'access')).not.toContain('act');
    for (const id of [TIMELINE_CLIENT, COMMAND_LINE_CLIENT]) expect(client(id).optionalClientScopes).toEqual([]);
  });

  it('tells names to the screen, in the ID token, and never to the gateway', () => {
    expect(claimsOf(client(TIMELINE_CLIENT), 'id')).toEqual(expect.arrayContaining(['name', 'preferred_username']));
    expect(claimsOf(client('systeem-partner'), 'id')).toEqual([]);
  });

  it('gives short access tokens of the right type and algorithm', () => {
    expect(realm.accessTokenLifespan).toBeLessThanOrEqual(LONGEST_LIFE);
    for (const { attributes } of realm.clients) {
      expect(Number(attributes['access.token.lifespan'])).toBeLessThanOrEqual(LONGEST_LIFE);
      expect(attributes['access.token.header.type.rfc9068']).toBe('true');
      expect(ALGORITHMS).toContain(attributes['access.token.signed.response.alg']);
    }
    expect(ALGORITHMS).toContain(realm.defaultSignatureAlgorithm);
  });

  it('signs people in by code with PKCE S256, at exact addresses', () => {
    const people = realm.clients.filter(({ publicClient }) => publicClient);
    expect(people).toHaveLength(2);
    for (const { attributes, standardFlowEnabled, serviceAccountsEnabled } of people) {
      expect([standardFlowEnabled, serviceAccountsEnabled, attributes['pkce.code.challenge.method']]).toEqual([true, false, 'S256']);
    }
    expect(client(TIMELINE_CLIENT).redirectUris).toEqual(timelineRedirectUris('http://localhost:3000'));
    expect(client(COMMAND_LINE_CLIENT).redirectUris).toEqual([COMMAND_LINE_REDIRECT]);
  });

  it('lets systems in by private_key_jwt, and nobody by a password or the implicit flow', () => {
    const { clientAuthenticatorType, attributes, standardFlowEnabled, publicClient } = client('systeem-partner');
    expect([clientAuthenticatorType, attributes['token.endpoint.auth.signing.alg'], standardFlowEnabled, publicClient]).toEqual([
      'client-jwt',
      'PS256',
      false,
      false,
    ]);
    for (const each of realm.clients) {
      expect([each.implicitFlowEnabled, each.directAccessGrantsEnabled, each.fullScopeAllowed]).toEqual([false, false, false]);
      expect(JSON.stringify([each.redirectUris, each.webOrigins])).not.toMatch(/[*+]/);
      expect(JSON.stringify(each)).not.toContain('secret');
    }
    expect(realm.registrationAllowed).toBe(false);
  });
});
