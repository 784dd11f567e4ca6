// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { print } from 'graphql';
import { WebSocket } from 'ws';
import { EndClientSystemDocument, RegisterClientSystemDocument } from '@gezinslijn/api-contract';
import { SYSTEM, registerSystem, systemToken } from './administered-system.ts';
import { openFamily, seeChild, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  await registerSystem(gateway, true);
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

const administer = (document: Parameters<typeof print>[0], input: object) =>
  gateway.ask('administrator', print(document), {
    input: { commandId: randomUUID(), organisation: 'lt-duinrade', clientId: SYSTEM, ...input },
  });

describe('a socket that a system holds', () => {
  it.each([
    [
      'it may no longer act for workers',
      { sub: 'worker-lt', act: { sub: SYSTEM } },
      RegisterClientSystemDocument,
      { publicKeys: [], actsForWorkers: false },
    ],
    ['it was ended', {}, EndClientSystemDocument, {}],
  ])('is closed within a second when %s, and brings nothing newer', async (_why, claims, document, input) => {
    const closed: number[] = [];
    const arrived: unknown[] = [];
    const socket = createClient({
      url: `${gateway.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await systemToken(gateway, claims)}` },
      on: { closed: (event) => void closed.push((event as { readonly code: number }).code) },
    });
    socket.subscribe(
      { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }', variables: { caseId } },
      { next: (value) => void arrived.push(value), error: () => undefined, complete: () => undefined },
    );
    await wait(250);
    await seeChild(gateway, caseId);
    await until(() => arrived.length === 1);
    const started = performance.now();
    await administer(document, input);
    await until(() => closed.length > 0);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(closed).toEqual([4403]);
    await seeChild(gateway, caseId);
    await wait(200);
    expect(arrived).toHaveLength(1);
    await socket.dispose();
  });
});
