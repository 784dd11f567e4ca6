// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import { memoryEventStore } from '@gezinslijn/event-store';
import { backChannelLogout } from './back-channel-logout.ts';
import { SignedOutSessions, sessionKey } from './signed-out-sessions.ts';
import { ALGORITHMS } from './token-verifier.ts';

const ISSUER = 'https://issuer.example';

/** What the gateway answers to a logout token that was signed so, and whether the session is ended. */
async function signedOut(alg: string): Promise<readonly [status: number, ended: boolean]> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg }] });
  const sessions = await SignedOutSessions.open(memoryEventStore(), () => new Date().toISOString());
  const server = createServer(backChannelLogout({ issuer: ISSUER, keys, clients: ['screens'], sessions })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const token = await new SignJWT({ jti: crypto.randomUUID(), sid: 's', events })
    .setProtectedHeader({ alg, typ: 'logout+jwt', kid: 'k' })
    .setIssuer(ISSUER)
    .setAudience('screens')
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(privateKey);
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const { status } = await fetch(address, { method: 'POST', body: new URLSearchParams({ logout_token: token }) });
  const ended = sessions.isEnded({ session: sessionKey('s'), subject: '', issuedAt: 0 });
  server.close();
  server.closeAllConnections();
  await sessions.close();
  return [status, ended];
}

describe('a logout token', () => {
  it.each(ALGORITHMS)('is taken when it is signed with %s, as an access token may be', async (alg) => {
    expect(await signedOut(alg)).toEqual([200, true]);
  });

  it.each(['RS256', 'EdDSA'])('is none when it is signed with %s', async (alg) => {
    expect(await signedOut(alg)).toEqual([400, false]);
  });
});
