// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COMMAND_LINE_CLIENT, COMMAND_LINE_REDIRECT, DEFAULT_AUDIENCE } from '@gezinslijn/identity';

const PATIENCE_MS = 300_000;
const random = (): string => randomBytes(32).toString('base64url');

/**
 * Signs a person in through his own browser (RFC 8252): an address to open, an answer on a loopback port of this process, PKCE S256.
 * The token stays in memory. @throws Error with a sentence when the answer is not for this request or does not come.
 */
export async function browserSignIn(issuer: string, tell: (address: string) => void): Promise<string> {
  const discovered = await fetch(`${issuer}/.well-known/openid-configuration`);
  const endpoints = (await discovered.json()) as { issuer: string; authorization_endpoint: string; token_endpoint: string };
  if (endpoints.issuer !== issuer) throw new Error(`This is not the issuer ${issuer}.`);
  const [verifier, state] = [random(), random()];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const redirect = new URL(COMMAND_LINE_REDIRECT);
  redirect.port = String((server.address() as AddressInfo).port);
  try {
    const answered = new Promise<URLSearchParams>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error('Nobody signed in within five minutes.'));
      }, PATIENCE_MS);
      server.on('request', (request, response) => {
        const url = new URL(request.url ?? '/', redirect);
        if (url.pathname !== redirect.pathname) {
          response.writeHead(404).end();
          return;
        }
        response.setHeader('content-type', 'text/plain; charset=utf-8');
        response.setHeader('connection', 'close');
        response.end('U kunt dit venster sluiten.\n');
        clearTimeout(late);
        resolve(url.searchParams);
      });
    });
    const start = new URL(endpoints.authorization_endpoint);
    start.search = new URLSearchParams({
      client_id: COMMAND_LINE_CLIENT,
      redirect_uri: redirect.href,
      response_type: 'code',
      scope: 'openid profile',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state,
      resource: DEFAULT_AUDIENCE,
    }).toString();
    tell(start.href);
    const answer = await answered;
    const of = answer.get('iss');
    if (answer.get('state') !== state || (of !== null && of !== issuer)) throw new Error('The answer does not belong to this request.');
    const code = answer.get('code');
    if (code === null) throw new Error(`Sign-in was refused (${answer.get('error') ?? 'without a reason'}).`);
    const form = {
      grant_type: 'authorization_code',
      client_id: COMMAND_LINE_CLIENT,
      redirect_uri: redirect.href,
      code,
      code_verifier: verifier,
    };
    const exchanged = await fetch(endpoints.token_endpoint, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: token } = (await exchanged.json()) as { access_token?: string };
    if (token === undefined) throw new Error('The issuer gave no token.');
    return token;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
