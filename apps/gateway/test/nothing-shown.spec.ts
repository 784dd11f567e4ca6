// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CHILD, openFamily, seeChild, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest, Reply } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
  await seeChild(gateway, caseId);
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.logFails = false;
});

const TIMELINE = 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 20) { nodes { id type fields { text } } position } }';
const WORDS = ['Rustig', 'Gezin Proef', 'Moeder Proef', 'Duinrade', CHILD];

function expectNothing({ text, errors }: Reply): void {
  for (const word of WORDS) expect(text).not.toContain(word);
  expect(errors?.[0]?.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
}

async function entryId(): Promise<string> {
  const { data } = await gateway.ask('lt', TIMELINE, { caseId });
  const { nodes } = data?.['timeline'] as { nodes: readonly { id: string; type: string }[] };
  return nodes.find(({ type }) => type === 'ChildSeen')?.id ?? '';
}

describe('when the access log cannot be written, nothing is shown', () => {
  it('in the answer to any query', async () => {
    const id = await entryId();
    const queries: readonly [string, object][] = [
      [TIMELINE, { caseId }],
      ['query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { fields { text } } }', { caseId, id }],
      ['query ($caseId: ID!) { case(caseId: $caseId) { name members { name } measures { kind } clocks { norm } } }', { caseId }],
      ['query ($caseId: ID!) { routeMap(caseId: $caseId) { version } }', { caseId }],
      ['query ($caseId: ID!) { routeMaps(caseId: $caseId) { version } }', { caseId }],
      ['{ myCases { edges { node { name } } } }', {}],
    ];
    for (const [query, variables] of queries) {
      expect((await gateway.ask('lt', query, variables)).errors?.[0]?.extensions?.['code']).toBeUndefined();
      gateway.logFails = true;
      const reply = await gateway.ask('lt', query, variables);
      expectNothing(reply);
      expect(JSON.stringify(reply.data ?? {})).not.toMatch(/Proef|ChildSeen/);
      gateway.logFails = false;
    }
  });

  it('not even that there is no such case', async () => {
    expect((await gateway.ask('elsewhere', TIMELINE, { caseId })).data).toEqual({ timeline: null });
    gateway.logFails = true;
    expectNothing(await gateway.ask('elsewhere', TIMELINE, { caseId }));
  });

  it('on a live channel: what cannot be logged is not pushed', async () => {
    const socket = createClient({
      url: `${gateway.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await gateway.token('vt')}` },
    });
    const arrived: string[] = [];
    const ends: string[] = [];
    socket.subscribe(
      { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id type } }', variables: { caseId } },
      { next: (value) => arrived.push(JSON.stringify(value)), error: () => ends.push('error'), complete: () => ends.push('complete') },
    );
    await wait(300);
    await seeChild(gateway, caseId);
    await until(() => arrived.length === 1);
    gateway.logFails = true;
    await seeChild(gateway, caseId);
    await until(() => arrived.length + ends.length > 1);
    expect(arrived.slice(1).join()).not.toContain('ChildSeen');
    await socket.dispose();
  });

  it('of what was added meanwhile, when a command meets a changed case', async () => {
    const { data } = await gateway.ask('lt', TIMELINE, { caseId });
    const { position } = data?.['timeline'] as { position: string };
    await seeChild(gateway, caseId);
    expect(await seeChild(gateway, caseId, { expectedPosition: position })).toMatchObject({ __typename: 'CaseChanged' });
    gateway.logFails = true;
    await expect(seeChild(gateway, caseId, { expectedPosition: position })).rejects.toThrow(/INTERNAL_SERVER_ERROR/);
  });

  it('of why a rule or a form refused', async () => {
    expect(await seeChild(gateway, caseId, { childId: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1999' })).toMatchObject({
      code: 'CASE_PERSON_UNKNOWN',
    });
    gateway.logFails = true;
    await expect(seeChild(gateway, caseId, { childId: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1999' })).rejects.toThrow(/INTERNAL_SERVER_ERROR/);
    const wrong = await gateway.ask('lt', 'query ($caseId: ID!) { timeline(caseId: $caseId, atLeast: "no-token") { position } }', {
      caseId,
    });
    expectNothing(wrong);
    expect(wrong.text).not.toContain('POSITION_INVALID');
    const hat = await gateway.ask('lt', '{ me { party } }', {}, { 'acting-organisation': 'gi-west' });
    expect(hat.text).not.toContain('ACTING_ORGANISATION_NOT_YOURS');
  });
});

it('a command that was accepted beside a refusal that cannot be logged stands, and its answer does not deny that', async () => {
  const frame = { caseId, legalBasis: 'jeugdwet-2.3', childId: CHILD, alone: true, where: 'SCHOOL', observation: 'Twee tegelijk.' };
  const inputs = {
    accepted: { ...frame, commandId: randomUUID() },
    refused: { ...frame, commandId: randomUUID(), childId: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1999' },
  };
  const two = `mutation ($accepted: SeeChildInput!, $refused: SeeChildInput!) {
    one: seeChild(input: $accepted) { __typename ... on CommandAccepted { repeated } } two: seeChild(input: $refused) { __typename } }`;
  gateway.logFails = true;
  const reply = await gateway.ask('lt', two, inputs);
  expectNothing(reply);
  expect(reply.data).toBeNull();
  expect(reply.text).not.toContain('vastgelegd');
  expect(reply.text).toContain('hetzelfde commandId');
  gateway.logFails = false;
  const { data } = await gateway.ask('lt', two, inputs);
  expect(data?.['one']).toEqual({ __typename: 'CommandAccepted', repeated: true });
});

it('nor does that of a command of administration', async () => {
  const register =
    'mutation ($input: RegisterRegionInput!) { result: registerRegion(input: $input) { ... on AdministrationAccepted { repeated } } }';
  const input = { commandId: randomUUID(), region: 'proefstreek', name: 'Proefstreek' };
  gateway.logFails = true;
  const reply = await gateway.ask('platform', register, { input });
  expectNothing(reply);
  expect(reply.text).not.toContain('vastgelegd');
  expect(reply.text).toContain('hetzelfde commandId');
  gateway.logFails = false;
  expect((await gateway.ask('platform', register, { input })).data).toEqual({ result: { repeated: true } });
});

describe('every look stands in the log before it is answered', () => {
  it('and whatever is asked, no answer leaves sooner', async () => {
    const id = await entryId();
    const questions: readonly (readonly [string, string, object])[] = [
      ['lt', TIMELINE, { caseId }],
      ['lt', 'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }', { caseId, id }],
      ['lt', '{ myCases { edges { cursor } } }', {}],
      ['elsewhere', TIMELINE, { caseId }],
      ['lt', 'query ($caseId: ID!) { timeline(caseId: $caseId) { secrets } }', { caseId }],
    ];
    for (const [name, query, variables] of questions) {
      let release = (): void => undefined;
      gateway.logWaits = new Promise((resolve) => (release = resolve));
      let answered = false;
      const reply = gateway.ask(name as 'lt', query, variables).then((answer) => {
        answered = true;
        return answer;
      });
      await wait(150);
      expect([query, answered]).toEqual([query, false]);
      release();
      expect((await reply).text).not.toContain('INTERNAL_SERVER_ERROR');
    }
  });

  it('those of all cases in one answer together: they do not wait for one another', async () => {
    for (let more = 0; more < 4; more += 1) await openFamily(gateway);
    const batches = async () => {
      let count = 0;
      for await (const stream of gateway.platform.store.streams('access-'))
        for await (const _batch of gateway.platform.store.readStream(stream)) count += 1;
      return count;
    };
    const [looksBefore, batchesBefore] = [(await gateway.logged()).length, await batches()];
    let goOn = (): void => undefined;
    gateway.logWaits = new Promise((resolve) => (goOn = resolve));
    const asked = gateway.ask('lt', '{ myCases { edges { node { name } } } }');
    // However slow the machine: while the first waits, all others come along.
    await wait(1_000);
    goOn();
    const { data } = await asked;
    expect((data?.['myCases'] as { edges: readonly unknown[] }).edges.length).toBeGreaterThanOrEqual(5);
    expect((await gateway.logged()).length - looksBefore).toBeGreaterThanOrEqual(5);
    // The first may have left before the others were there.
    expect((await batches()) - batchesBefore).toBeLessThanOrEqual(2);
  });

  it.each([
    [
      'a page',
      TIMELINE,
      { operation: 'timeline', manner: 'delivered', outcome: 'granted', emergency: false, people: expect.arrayContaining([CHILD]) },
    ],
    [
      'one entry, as opened',
      'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }',
      { operation: 'entry', manner: 'opened' },
    ],
  ])('%s', async (_what, query, expected) => {
    const id = query === TIMELINE ? undefined : await entryId();
    await gateway.ask('lt', query, { caseId, ...(id === undefined ? {} : { id }) });
    expect((await gateway.logged()).at(-1)).toMatchObject({
      subject: 'worker-lt',
      organisation: 'lt-duinrade',
      party: 'LT',
      role: 'fixedFace',
      caseId,
      ...expected,
    });
  });

  it('a search that found nothing', async () => {
    await gateway.ask('elsewhere', '{ myCases { edges { cursor } } }');
    expect((await gateway.logged()).at(-1)).toMatchObject({
      operation: 'myCases',
      subject: 'worker-elsewhere',
      outcome: 'granted',
      entries: [],
    });
  });

  it.each([
    ['a case that is not there for him', 'elsewhere', TIMELINE, {}, 'timeline', 'not-involved'],
    ['an entry that is not there', 'lt', 'query ($caseId: ID!) { entry(caseId: $caseId, id: "x") { id } }', {}, 'entry', 'entry-not-shown'],
    [
      'the eyes of another',
      'lt',
      'query ($caseId: ID!) { t: timeline(caseId: $caseId, asSeenBy: { kind: ORGANISATION, id: "gi-west" }) { position } }',
      {},
      'timeline',
      'FORBIDDEN',
    ],
    [
      'a position of another',
      'lt',
      'query ($caseId: ID!) { timeline(caseId: $caseId, atLeast: "x") { position } }',
      {},
      'timeline',
      'POSITION_INVALID',
    ],
    [
      'a field that does not exist',
      'lt',
      'query ($caseId: ID!) { timeline(caseId: $caseId) { secrets } }',
      {},
      'timeline',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a hat that is not his', 'lt', TIMELINE, { 'acting-organisation': 'gi-west' }, 'request', 'ACTING_ORGANISATION_NOT_YOURS'],
    ['no purpose', 'auditor', TIMELINE, {}, 'request', 'PURPOSE_REQUIRED'],
  ] as const)('denied, with the rule: %s', async (_what, name, query, headers, operation, rule) => {
    await gateway.ask(name, query, { caseId }, headers);
    expect((await gateway.logged()).at(-1)).toMatchObject({ operation, outcome: 'denied', rule, entries: [], people: [] });
  });

  it.each([
    ['a rule of the domain', { childId: '7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1999' }, 'CASE_PERSON_UNKNOWN', 'SeeChild'],
    ['a legal basis of another', { legalBasis: 'jeugdwet-3.1' }, 'BASIS_NOT_YOURS', 'SeeChild'],
    ['another’s position', { expectedPosition: 'x' }, 'POSITION_INVALID', 'SeeChild'],
  ])('a command refused by %s', async (_what, more, rule, operation) => {
    await seeChild(gateway, caseId, more);
    expect((await gateway.logged()).at(-1)).toMatchObject({ operation, caseId, outcome: 'denied', rule });
  });

  it('a command whose form is wrong', async () => {
    await expect(seeChild(gateway, caseId, { observation: '' })).rejects.toThrow(/BAD_USER_INPUT/);
    expect((await gateway.logged()).at(-1)).toMatchObject({ operation: 'seeChild', caseId, outcome: 'denied', rule: 'BAD_USER_INPUT' });
  });

  it('a document that is no subscription, on the WebSocket', async () => {
    const socket = createClient({
      url: `${gateway.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await gateway.token('vt')}` },
    });
    await new Promise<void>((resolve) => {
      socket.subscribe({ query: '{ me { party } }' }, { next: () => undefined, error: () => resolve(), complete: () => resolve() });
    });
    expect((await gateway.logged()).at(-1)).toMatchObject({
      operation: 'webSocket',
      subject: 'worker-vt',
      outcome: 'denied',
      rule: 'FORBIDDEN',
    });
    await socket.dispose();
  });

  it('by no name of the caller’s own: it would stand in the processing log in the clear, as often as he was refused', async () => {
    const before = (await gateway.logged()).length;
    await gateway.ask('lt', `{ JantjeVanDerGeheim ${Array.from({ length: 20 }, (_, index) => `field${String(index)}`).join(' ')} }`);
    expect(new Set((await gateway.logged()).slice(before).map(({ operation }) => operation))).toEqual(new Set(['document']));
    for await (const stream of gateway.platform.store.streams('processing-'))
      for await (const { data } of gateway.platform.store.readStream(stream))
        expect(Buffer.from(data).toString()).not.toContain('JantjeVanDerGeheim');
  });

  it('no further than an id goes, whatever was asked for as one', async () => {
    await gateway.ask('lt', 'query ($caseId: ID!) { personLinks(caseId: $caseId) { personId } }', { caseId: 'x'.repeat(200_000) });
    expect((await gateway.logged()).at(-1)).toMatchObject({ operation: 'personLinks', outcome: 'denied', caseId: 'x'.repeat(100) });
  });
});
