// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { SignJWT, createLocalJWKSet, importJWK, jwtVerify } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { errors } from 'oidc-provider';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { ACCESS_TOKEN_TYPE, COMMAND_LINE_CLIENT, TIMELINE_CLIENT, TOKEN_EXCHANGE } from './clients.ts';
import type { SystemClient } from './clients.ts';
import { userOf } from './demonstration.ts';
import { publicPart } from './signing-keys.ts';

const PARAMETERS = ['subject_token', 'subject_token_type', 'requested_token_type', 'resource', 'audience'];
/** Whose tokens a person hands on: those he signed in to himself. */
const SIGNED_IN_THROUGH: readonly unknown[] = [TIMELINE_CLIENT, COMMAND_LINE_CLIENT];

interface Exchange {
  readonly issuer: string;
  readonly audience: string;
  readonly signingKeys: readonly JWK[];
  readonly systems: readonly SystemClient[];
  /** Seconds a token lives at most. */
  readonly tokenLife: number;
}

/**
 * Token exchange: a system that proves itself (`private_key_jwt`) and holds the access token of a worker who signed in gets a token with that
 * worker as subject and itself as actor (`act`). Only for a worker of its own organisation, never for longer than the worker's own token,
 * in the same session, so that signing out ends both. What it may then do is for the gateway to say.
 */
export function addTokenExchange(provider: Provider, exchange: Exchange): void {
  provider.registerGrantType(TOKEN_EXCHANGE, (ctx) => answer(ctx, exchange), PARAMETERS);
}

async function answer(ctx: KoaContextWithOIDC, { issuer, audience, signingKeys, systems, tokenLife }: Exchange): Promise<void> {
  const { client, params } = ctx.oidc;
  const system = systems.find(({ clientId }) => clientId === client?.clientId);
  const [signingKey] = signingKeys;
  if (system === undefined || signingKey === undefined) throw new errors.UnauthorizedClient('only a system may exchange a token');
  const asked = (name: string): unknown => params?.[name];
  if (asked('subject_token_type') !== ACCESS_TOKEN_TYPE) throw new errors.InvalidRequest('subject_token_type must be an access token');
  if (![undefined, ACCESS_TOKEN_TYPE].includes(asked('requested_token_type') as string | undefined))
    throw new errors.InvalidRequest('only access tokens are given');
  for (const target of [asked('resource'), asked('audience')])
    if (target !== undefined && target !== audience) throw new errors.InvalidTarget();
  const subject = await verified(String(asked('subject_token')), issuer, audience, signingKeys);
  const user = userOf(subject.sub);
  const isColleague = user?.memberships.some(({ organisation }) => organisation === system.organisation.id) === true;
  // One word for all of it: whoever does not hold a good token learns nothing about it.
  if (!isColleague || subject['act'] !== undefined || !SIGNED_IN_THROUGH.includes(subject['client_id'])) throw unusable();

  const now = Math.floor(Date.now() / 1000);
  const expiresAt = Math.min(subject.exp, now + tokenLife);
  const { clientId } = system;
  const sid = subject['sid'];
  ctx.body = {
    access_token: await new SignJWT({ client_id: clientId, act: { sub: clientId }, ...(sid === undefined ? {} : { sid }) })
      .setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', ...(signingKey.kid === undefined ? {} : { kid: signingKey.kid }) })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject.sub)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(await importJWK(signingKey, 'PS256')),
    issued_token_type: ACCESS_TOKEN_TYPE,
    token_type: 'Bearer',
    expires_in: expiresAt - now,
  };
}

/** An access token of this issuer for this gateway that still holds. @throws InvalidRequest, as RFC 8693 has it for a subject token. */
async function verified(
  token: string,
  issuer: string,
  audience: string,
  signingKeys: readonly JWK[],
): Promise<JWTPayload & { readonly sub: string; readonly exp: number }> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: signingKeys.map(publicPart) }), {
      issuer,
      audience,
      algorithms: ['PS256'],
      typ: 'at+jwt',
      requiredClaims: ['sub', 'exp', 'client_id'],
    });
    return payload as JWTPayload & { readonly sub: string; readonly exp: number };
  } catch {
    throw unusable();
  }
}

const unusable = (): Error => new errors.InvalidRequest('the subject token cannot be used');
