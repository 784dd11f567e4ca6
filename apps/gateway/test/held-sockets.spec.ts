// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { print } from 'graphql';
import { WebSocket } from 'ws';
import { EndClientSystemDocument, RegisterClientSystemDocument } from '@gezinslijn/api-contract';
import { SYSTEM, registerDocuments, registerSystem, systemToken } from './administered-system.ts';
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

const CHANGES = 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }';

/** A socket, with what comes over it and how it ends. */
function holding({ origin }: GatewayUnderTest, connectionParams: Readonly<Record<string, string>>, about: string) {
  const closed: number[] = [];
  const arrived: unknown[] = [];
  const refused: unknown[] = [];
  const socket = createClient({
    url: `${origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
    on: { closed: (event) => void closed.push((event as { readonly code: number }).code) },
  });
  const subscribe = (query: string) =>
    socket.subscribe(
      { query, variables: { caseId: about } },
      { next: (value) => void arrived.push(value), error: (failure) => void refused.push(failure), complete: () => undefined },
    );
  return { socket, closed, arrived, refused, subscribe };
}

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
    const { socket, closed, arrived, subscribe } = holding(
      gateway,
      { authorization: `Bearer ${await systemToken(gateway, claims)}` },
      caseId,
    );
    subscribe(CHANGES);
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

describe('a socket in production', () => {
  const PURPOSE = 'uitvoering van de eigen taak in deze casus';
  const OTHER = 'subscription Other($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }';
  let production: GatewayUnderTest;
  let opened: string;
  beforeAll(async () => {
    production = await startGatewayUnderTest({ DEMONSTRATION: 'false' });
    await registerSystem(production, true);
    await registerDocuments(production, PURPOSE, [CHANGES, OTHER]);
    opened = await openFamily(production);
  });
  afterAll(() => production.close());

  const asSystem = async () => ({ authorization: `Bearer ${await systemToken(production)}`, purpose: PURPOSE });

  it('is closed within a second when what goes over it is registered no more, and brings nothing newer', async () => {
    const { socket, closed, arrived, subscribe } = holding(production, await asSystem(), opened);
    subscribe(CHANGES);
    await wait(250);
    await seeChild(production, opened);
    await until(() => arrived.length === 1);
    const started = performance.now();
    await registerDocuments(production, PURPOSE, [OTHER]);
    await until(() => closed.length > 0);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(closed).toEqual([4403]);
    await seeChild(production, opened);
    await wait(200);
    expect(arrived).toHaveLength(1);
    await socket.dispose();
  });

  it('stays open for what is still registered, also when it asked for the other before', async () => {
    await registerDocuments(production, PURPOSE, [CHANGES, OTHER]);
    const { socket, closed, arrived, subscribe } = holding(production, await asSystem(), opened);
    const end = subscribe(CHANGES);
    subscribe(OTHER);
    await wait(250);
    end();
    await wait(100);
    await registerDocuments(production, PURPOSE, [OTHER]);
    await seeChild(production, opened);
    await until(() => arrived.length === 1);
    expect(closed).toEqual([]);
    await socket.dispose();
  });

  it('stays open when something was refused on it', async () => {
    await registerDocuments(production, PURPOSE, [CHANGES, OTHER]);
    const { socket, closed, arrived, refused, subscribe } = holding(production, await asSystem(), opened);
    subscribe(OTHER);
    subscribe(CHANGES.replace('id }', 'type }'));
    await until(() => refused.length === 1);
    await registerDocuments(production, PURPOSE, [OTHER]);
    await seeChild(production, opened);
    await until(() => arrived.length === 1);
    expect(closed).toEqual([]);
    await socket.dispose();
  });
});
