// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { SYSTEM, registerSystem, systemToken } from './administered-system.ts';
import { startGatewayUnderTest, until } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

const ME = '{ me { party } }';
const SUBSCRIPTION = 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }';
const CASE = '11111111-1111-4111-8111-111111111111';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGatewayUnderTest({
    RATE_WORKER: '0.5',
    RATE_WORKER_BURST: '20',
    RATE_SYSTEM: '0.5',
    RATE_SYSTEM_BURST: '40',
    SOCKETS_WORKER: '2',
  });
  await registerSystem(gateway);
});
afterAll(() => gateway.close());

/** How many of these it answers before it says to wait, of at most 60. */
async function answered(ask: () => ReturnType<GatewayUnderTest['post']>): Promise<number> {
  for (let index = 0; index < 60; index += 1) if ((await ask()).status === 429) return index;
  return 60;
}

function open(name: WorkerName, token: string) {
  const client = createClient({
    url: `${gateway.origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const ended = new Promise<{ readonly code: number; readonly reason: string }>((resolve) => {
    client.on('closed', (event) => resolve(event as { code: number; reason: string }));
  });
  const connected = new Promise<'connected'>((resolve) => client.on('connected', () => resolve('connected')));
  return { name, client, ended, connected };
}

describe('too many requests', () => {
  it('are told to wait, with status 429 and for how long', async () => {
    expect(await answered(() => gateway.ask('vt', ME))).toBeGreaterThanOrEqual(20);
    const { status, headers, errors, text } = await gateway.ask('vt', ME);
    expect([status, errors?.[0]?.extensions?.['code']]).toEqual([429, 'RATE_LIMITED']);
    const wait = Number(headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(3);
    expect(errors?.[0]?.extensions?.['retryAfter']).toBe(wait);
    expect(text).not.toContain('worker-vt');
  });

  it('may be asked again after that time', async () => {
    await answered(() => gateway.ask('vt', ME));
    const wait = Number((await gateway.ask('vt', ME)).headers.get('retry-after'));
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    expect((await gateway.ask('vt', ME)).status).toBe(200);
  });

  it('of one do not take from another', async () => {
    await answered(() => gateway.ask('vt', ME));
    expect((await gateway.ask('gi', ME)).status).toBe(200);
  });

  it('are counted over all sessions and tokens of a worker', async () => {
    let session = 0;
    const anew = async () => gateway.post(await gateway.token('elsewhere', { sid: `session-${String((session += 1))}` }), ME);
    expect(await answered(anew)).toBeLessThan(30);
  });

  it('weigh what they cost: looking back is worth many ordinary questions', async () => {
    const back = `query ($caseId: ID!) { timeline(caseId: $caseId, first: 1, asOf: { knownAt: "2025-01-01T00:00:00.000Z" }) { position } }`;
    expect(await answered(() => gateway.ask('supervisor', back, { caseId: CASE }))).toBeLessThanOrEqual(2);
  });

  it('of a system have a limit of their own', async () => {
    const token = await systemToken(gateway);
    const before = await answered(() => gateway.post(token, ME));
    expect(before).toBeGreaterThanOrEqual(40);
    expect(before).toBeLessThan(60);
  });

  it('under a hat that is not his stop being logged, and he is told to wait; others are not', async () => {
    const foreign = { 'acting-organisation': 'lt-duinrade' };
    const refusals: number[] = [];
    for (let index = 0; index < 30; index += 1) refusals.push((await gateway.ask('mother', ME, {}, foreign)).status);
    const [first, ...rest] = refusals;
    expect(first).toBe(403);
    expect(rest.filter((status) => status === 429).length).toBeGreaterThan(25);
    const lines = async (subject: string) =>
      (await gateway.logged()).filter((entry) => entry.subject === subject && entry.rule === 'ACTING_ORGANISATION_NOT_YOURS').length;
    expect(await lines('person-mother')).toBe(refusals.filter((status) => status === 403).length);
    expect((await gateway.ask('stranger', ME, {}, foreign)).status).toBe(403);
    expect(await lines('person-stranger')).toBe(1);
  });

  it('of a system that may not act for a worker take nothing from that worker, in whose name it asks', async () => {
    const foreign = await systemToken(gateway, { sub: 'leader-vt', client_id: 'ander', act: { sub: 'ander' } });
    const mismatched = await systemToken(gateway, { sub: 'leader-vt', client_id: 'gezinslijn-timeline', act: { sub: SYSTEM } });
    const hats: readonly Readonly<Record<string, string>>[] = [{}, { 'acting-organisation': '-' }];
    for (const token of [foreign, mismatched])
      for (const hat of hats) await answered(() => gateway.post(token, '{ signedIn { unclaimed } }', {}, hat));
    expect((await gateway.post(foreign, ME)).status).toBe(429);
    expect((await gateway.ask('vtSupervisor', ME)).status).toBe(200);
  });

  it('under a hat that is not his stop being logged on the WebSocket too', async () => {
    const token = await gateway.token('auditor');
    for (let index = 0; index < 10; index += 1) {
      const client = createClient({
        url: `${gateway.origin.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        lazy: false,
        retryAttempts: 0,
        onNonLazyError: () => undefined,
        connectionParams: { authorization: `Bearer ${token}`, actingOrganisation: 'vt-elders' },
      });
      await new Promise((resolve) => client.on('closed', resolve));
    }
    const lines = (await gateway.logged()).filter(({ subject, rule }) => subject === 'inspector' && rule !== undefined);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(4);
  });

  it('with a token that is none are nobody’s', async () => {
    for (let index = 0; index < 30; index += 1) expect((await gateway.post('a.b.c', ME)).status).toBe(401);
  });
});

describe('on the WebSocket', () => {
  it('a subscription too many is an error that says for how long to wait', async () => {
    const { client, connected } = open('lt', await gateway.token('lt'));
    await connected;
    const errors: string[] = [];
    for (let index = 0; index < 30; index += 1) {
      client.subscribe(
        { query: SUBSCRIPTION, variables: { caseId: CASE } },
        { next: () => undefined, error: (failure) => void errors.push(JSON.stringify(failure)), complete: () => undefined },
      );
    }
    await until(() => errors.some((error) => error.includes('RATE_LIMITED')));
    expect(errors.find((error) => error.includes('RATE_LIMITED'))).toMatch(/"retryAfter":\d+/);
    await client.dispose();
  });

  it('one worker holds no more sockets than he may; one that closes makes room', async () => {
    const token = await gateway.token('gi');
    const [first, second] = [open('gi', token), open('gi', token)];
    await Promise.all([first.connected, second.connected]);
    const third = open('gi', token);
    expect(await third.ended).toMatchObject({ code: 4429 });
    await first.client.dispose();
    await first.ended;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const fourth = open('gi', token);
    expect(await Promise.race([fourth.connected, fourth.ended])).toBe('connected');
    await Promise.all([second.client.dispose(), fourth.client.dispose()]);
  });

  it('takes no message that is longer than any of ours, also from who is not signed in', async () => {
    const socket = new WebSocket(`${gateway.origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
    socket.on('error', () => undefined);
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'x'.repeat(200_000) } }));
    expect(await closed).toBe(1009);
  });
});
