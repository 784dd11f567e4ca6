// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { COMMAND_LINE_CLIENT, COMMAND_LINE_REDIRECT, DEFAULT_AUDIENCE, signIn } from '@gezinslijn/identity';
import { clientWith, signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { act, childSeen } from '../src/commands.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { caseIdFor } from '../src/waterlelie.ts';

let product: Product;
let lt: Client;
let caseId: string;

beforeAll(async () => {
  product = await startProduct();
  lt = await signedIn(product, 'lt', { 'acting-role': 'fixedFace' });
  caseId = await caseIdFor(lt);
});
afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const session = (username: string) =>
  signIn({
    issuer: product.issuer,
    clientId: COMMAND_LINE_CLIENT,
    redirectUri: COMMAND_LINE_REDIRECT,
    username,
    audience: DEFAULT_AUDIENCE,
  });

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Every message of a live channel with its moment, and when its socket was closed. */
async function follow(token: string) {
  const seen = { arrived: [] as { readonly at: number; readonly id: string }[], closedAt: undefined as number | undefined };
  const socket = createClient({
    url: `${product.origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
    on: { closed: () => (seen.closedAt ??= performance.now()) },
  });
  socket.subscribe<{ timelineChanged: { id: string } }>(
    { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id type } }', variables: { caseId } },
    {
      next: ({ data }) => seen.arrived.push({ at: performance.now(), id: data?.timelineChanged.id ?? '' }),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await wait(500);
  return { seen, dispose: () => socket.dispose() };
}

describe('signing out', () => {
  it('ends the token and the live channel of that session within a second, and leaves a colleague’s alone', async () => {
    const [leaving, staying] = [await session('vt'), await session('vt')];
    const [one, other] = [await follow(leaving.accessToken), await follow(staying.accessToken)];
    await act(lt, 'seeChild', childSeen(caseId));
    for (let tries = 0; tries < 100 && (one.seen.arrived.length === 0 || other.seen.arrived.length === 0); tries += 1) await wait(20);
    expect([one.seen.arrived.length, other.seen.arrived.length]).toEqual([1, 1]);

    await leaving.signOut();
    const signedOutAt = performance.now();
    const answer = await clientWith(product, leaving.accessToken).query('{ me { party } }');
    expect(answer.status).toBe(401);
    for (let tries = 0; tries < 100 && one.seen.closedAt === undefined; tries += 1) await wait(20);
    expect((one.seen.closedAt ?? Infinity) - signedOutAt).toBeLessThan(1_000);

    await act(lt, 'seeChild', childSeen(caseId));
    for (let tries = 0; tries < 100 && other.seen.arrived.length < 2; tries += 1) await wait(20);
    expect(other.seen.arrived).toHaveLength(2);
    await wait(300);
    expect(one.seen.arrived).toHaveLength(1);
    expect((await clientWith(product, staying.accessToken).query('{ me { party } }')).status).toBe(200);
    await Promise.all([one.dispose(), other.dispose()]);
  });
});
