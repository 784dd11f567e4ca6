// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, OperationTypeNode, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import * as contract from '@gezinslijn/api-contract';
import { MyCasesDocument, OrganisationsDocument, TimelineChangedDocument } from '@gezinslijn/api-contract';
import { SYSTEM, registerDocuments, registerSystem, systemToken } from './administered-system.ts';
import { CHILD, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, Reply } from './gateway-under-test.ts';

const OWN_TASK = 'uitvoering van de eigen taak in deze casus';
const REGISTERED = 'query Ours { myCases(first: 10) { edges { node { id } } } }';
const FREE = '{ me { party } }';
const CASE = '11111111-1111-4111-8111-111111111111';

const codeOf = ({ status, errors }: Reply) => [status, errors?.[0]?.extensions?.['code']];
const NOT_REGISTERED = [403, 'DOCUMENT_NOT_REGISTERED'];

/** Asked once: a subscription goes another way. */
function isQuestion(value: unknown): value is DocumentNode {
  if (typeof value !== 'object' || value === null || (value as Partial<DocumentNode>).kind !== Kind.DOCUMENT) return false;
  return (value as DocumentNode).definitions.some(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation !== OperationTypeNode.SUBSCRIPTION,
  );
}

describe('in production only registered documents run', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await startGatewayUnderTest({ DEMONSTRATION: 'false' });
    await registerSystem(gateway, true);
    await registerDocuments(gateway, OWN_TASK, [REGISTERED]);
  });
  afterAll(() => gateway.close());

  it('a worker asks what the screens and the command line ask, laid out as their client library likes', async () => {
    const plain = print(MyCasesDocument);
    const asUrqlSends = `# MyCases\n${plain.replace('node {', 'node {\n __typename')}`;
    for (const document of [plain, asUrqlSends, plain.replace(/\s+/g, ' ')]) expect(codeOf(await gateway.ask('lt', document))[0]).toBe(200);
    expect(codeOf(await gateway.ask('platform', print(OrganisationsDocument)))).toEqual([200, undefined]);
  });

  it('every document of the screens and of the command line is within the limits of one document', async () => {
    const asked = Object.values(contract as Readonly<Record<string, unknown>>).filter(isQuestion);
    expect(asked.length).toBeGreaterThan(50);
    for (const document of asked) {
      const { text } = await gateway.ask('lt', print(document), {});
      // Without its variables none gets further than them; a limit is looked at before.
      expect({ document: print(document), text }).toEqual({
        document: print(document),
        text: expect.not.stringMatching(/limit of|DOCUMENT_NOT_REGISTERED|GRAPHQL_VALIDATION_FAILED/i),
      });
    }
  });

  it('a worker asks nothing else, however little it differs', async () => {
    const plain = print(MyCasesDocument);
    for (const document of [
      FREE,
      REGISTERED,
      '{ __schema { types { name } } }',
      `${plain}\n${FREE}`,
      plain.replace('query MyCases', 'query Other'),
      plain.replace('node {', 'node { kind: __typename '),
      plain.replace('node {', 'node { members { name } '),
      'this is no document',
    ]) {
      expect(document === plain).toBe(false);
      expect(codeOf(await gateway.ask('lt', document))).toEqual(NOT_REGISTERED);
    }
  });

  it('nor by another way in: a GET, or a document beside the one that is looked at', async () => {
    const authorization = `Bearer ${await gateway.token('lt')}`;
    const get = await fetch(`${gateway.origin}/graphql?query=${encodeURIComponent(FREE)}`, {
      headers: { authorization, 'apollo-require-preflight': 'true' },
    });
    expect(get.status).toBe(403);
    const twice = await fetch(
      `${gateway.origin}/graphql?query=${encodeURIComponent(print(MyCasesDocument))}&query=${encodeURIComponent(FREE)}`,
      {
        headers: { authorization, 'apollo-require-preflight': 'true' },
      },
    );
    expect(twice.status).toBe(400);
    for (const [body, status] of [
      [[{ query: FREE }], 400],
      [{ query: [FREE] }, 400],
      [{ query: { text: FREE } }, 400],
      // By its protocol, an answer that there are none.
      [{ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }, 200],
    ] as const) {
      const response = await fetch(`${gateway.origin}/graphql?query=${encodeURIComponent(FREE)}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(status);
      expect(await response.json()).not.toHaveProperty('data');
    }
  });

  it('a system asks what its organisation registered, for that purpose and for no other', async () => {
    const token = await systemToken(gateway);
    expect(codeOf(await gateway.post(token, REGISTERED))).toEqual([200, undefined]);
    expect(codeOf(await gateway.post(token, `${REGISTERED} `))).toEqual(NOT_REGISTERED);
    expect(codeOf(await gateway.post(token, REGISTERED, {}, { purpose: 'iets%20anders' }))).toEqual(NOT_REGISTERED);
    expect(codeOf(await gateway.post(token, print(MyCasesDocument)))).toEqual(NOT_REGISTERED);
  });

  it('a system that acts for a worker too', async () => {
    const token = await systemToken(gateway, { sub: 'worker-lt', act: { sub: SYSTEM } });
    expect(codeOf(await gateway.post(token, REGISTERED))).toEqual([200, undefined]);
    expect(codeOf(await gateway.post(token, print(MyCasesDocument)))).toEqual(NOT_REGISTERED);
  });

  it('a system that nobody registered asks nothing, not even what it could be', async () => {
    const token = await systemToken(gateway, { sub: 'onbekend', client_id: 'onbekend' });
    expect(codeOf(await gateway.post(token, REGISTERED, {}, { 'acting-organisation': '-' }))).toEqual(NOT_REGISTERED);
  });

  it('what is registered anew takes the place of what was', async () => {
    const token = await systemToken(gateway);
    const [before, after] = ['query A { me { party } }', 'query B { me { party } }'];
    await registerDocuments(gateway, 'overgang', [before]);
    const purpose = { purpose: 'overgang' };
    expect(codeOf(await gateway.post(token, before, {}, purpose))[0]).toBe(200);
    await registerDocuments(gateway, 'overgang', [after]);
    expect(codeOf(await gateway.post(token, before, {}, purpose))).toEqual(NOT_REGISTERED);
    expect(codeOf(await gateway.post(token, after, {}, purpose))[0]).toBe(200);
  });

  it('on the WebSocket likewise', async () => {
    const own = print(TimelineChangedDocument);
    expect(await overWebSocket(gateway, own)).not.toContain('DOCUMENT_NOT_REGISTERED');
    expect(await overWebSocket(gateway, 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }')).toContain(
      'DOCUMENT_NOT_REGISTERED',
    );
  });

  it('each refusal stands in the access log, with the rule and nothing of the document', async () => {
    await gateway.ask('lt', '{ geheim }');
    expect((await gateway.logged()).at(-1)).toMatchObject({
      operation: 'document',
      subject: 'worker-lt',
      outcome: 'denied',
      rule: 'DOCUMENT_NOT_REGISTERED',
      entries: [],
    });
    expect(JSON.stringify(await gateway.logged())).not.toContain('geheim');
  });

  it('and when it cannot be logged, it is not told', async () => {
    gateway.logFails = true;
    expect(codeOf(await gateway.ask('lt', FREE))).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    gateway.logFails = false;
  });
});

describe('in a demonstration', () => {
  it('any document runs', async () => {
    const gateway = await startGatewayUnderTest();
    expect(codeOf(await gateway.ask('lt', FREE))).toEqual([200, undefined]);
    await gateway.close();
  });
});

/** What came of it within a moment: the errors, or nothing. */
async function overWebSocket(gateway: GatewayUnderTest, query: string): Promise<string> {
  const socket = createClient({
    url: `${gateway.origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${await gateway.token('lt')}` },
  });
  const told = await new Promise<string>((resolve) => {
    setTimeout(resolve, 500, '');
    socket.subscribe(
      { query, variables: { caseId: CASE, childId: CHILD } },
      {
        next: (value) => resolve(JSON.stringify(value)),
        error: (failure) => resolve(JSON.stringify(failure)),
        complete: () => resolve(''),
      },
    );
  });
  await socket.dispose();
  return told;
}
