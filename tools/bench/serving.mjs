// SPDX-License-Identifier: EUPL-1.2
// Servers in processes of their own, a token that opens them, and load on them.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import autocannon from 'autocannon';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { serverFlags } from '../installed.mjs';
import { worker } from './region.mjs';

/** Starts a server in a process of its own; it prints its address. */
export function server(script, env) {
  const child = spawn(process.execPath, [...serverFlags, script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} stopped (${code})`)));
    child.stdout.on('data', (chunk) => {
      const address = /http:\/\/\S+/.exec(String(chunk))?.[0];
      if (address === undefined) return;
      child.removeAllListeners('exit');
      const stop = () => {
        const gone = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        return gone;
      };
      resolve({ address, stop });
    });
  });
}

/**
 * Requests per second over some seconds after one to warm up, on 32 connections. `body` may be a function, for what must differ each time;
 * `expected` stands in every right answer. @throws when one of them fails.
 */
export async function load(address, { headers, body, seconds, expected }) {
  const each = typeof body === 'function' ? { requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }] } : { body };
  const verified = expected === undefined ? {} : { verifyBody: (answer) => answer.includes(expected) };
  const run = (duration) =>
    autocannon({ url: `${address}/graphql`, method: 'POST', headers, ...each, ...verified, connections: 32, duration });
  await run(1);
  const result = await run(seconds);
  const failed = result.non2xx + result.errors + (result.mismatches ?? 0);
  if (failed > 0) throw new Error(`${failed} requests failed`);
  return result.requests.average;
}

/** Published keys and one token signed with them: what an identity provider gives, without its screens. */
export async function bearer(who = worker) {
  const { publicKey, privateKey } = await generateKeyPair('PS256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'PS256', use: 'sig' }] });
  const keys = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(jwks));
  await new Promise((done) => keys.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${keys.address().port}`;
  const token = await new SignJWT({ client_id: 'gezinslijn-timeline' })
    .setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid: 'bench' })
    .setIssuer(issuer)
    .setAudience('urn:gezinslijn:gateway')
    .setSubject(who.subject)
    .setIssuedAt()
    .setExpirationTime('15m')
    .sign(privateKey);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'acting-organisation': who.organisation };
  return { issuer, headers, close: () => keys.close() };
}
