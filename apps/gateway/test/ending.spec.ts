// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CHILD, act, openFamily, seeChild, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
const open: Client[] = [];

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());
afterEach(async () => {
  for (const socket of open.splice(0)) await socket.dispose();
});

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const AUDIENCE = 'gezinslijn-timeline';

function logoutToken(changes: Readonly<Record<string, unknown>> = {}, header: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: gateway.issuer,
    aud: AUDIENCE,
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    events: { [EVENT]: {} },
    sid: 'session-none',
  };
  return gateway.sign({ ...claims, ...changes }, { typ: 'logout+jwt', ...header });
}

async function signOut(changes: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const body = new URLSearchParams({ logout_token: await logoutToken(changes, header) });
  return (await fetch(`${gateway.origin}/backchannel-logout`, { method: 'POST', body })).status;
}

interface Channel {
  readonly arrived: string[];
  readonly closed: { code: number; reason: string }[];
  readonly ended: string[];
}

/** A live channel, on a socket of its own. */
async function follow(name: WorkerName, claims: Readonly<Record<string, unknown>> = {}): Promise<Channel> {
  const channel: Channel = { arrived: [], closed: [], ended: [] };
  const token = await gateway.token(name, claims);
  const socket = createClient({
    url: `${gateway.origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
    on: { closed: (event) => channel.closed.push(event as { code: number; reason: string }) },
  });
  open.push(socket);
  socket.subscribe<{ timelineChanged: { id: string } }>(
    { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id type } }', variables: { caseId } },
    {
      next: ({ data }) => channel.arrived.push(data?.timelineChanged.id ?? ''),
      error: () => channel.ended.push('error'),
      complete: () => channel.ended.push('complete'),
    },
  );
  await wait(250);
  expect(channel.ended).toEqual([]);
  return channel;
}

const status = async (name: WorkerName, claims: Readonly<Record<string, unknown>>) => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await gateway.token(name, claims)}` };
  return (await fetch(`${gateway.origin}/graphql`, { method: 'POST', headers, body: '{"query":"{ me { party } }"}' })).status;
};

describe('signing out at the identity provider', () => {
  it('refuses the token of that session at once, and no other', async () => {
    expect(await status('vt', { sid: 'a' })).toBe(200);
    expect(await signOut({ sid: 'a' })).toBe(200);
    expect(await status('vt', { sid: 'a' })).toBe(401);
    expect(await status('vt', { sid: 'b' })).toBe(200);
  });

  it('closes the socket of that session within a second, and nothing arrives on it any more', async () => {
    const [mine, other] = [await follow('vt', { sid: 'c' }), await follow('vt', { sid: 'd' })];
    await seeChild(gateway, caseId);
    await until(() => mine.arrived.length === 1 && other.arrived.length === 1);
    const started = performance.now();
    expect(await signOut({ sid: 'c' })).toBe(200);
    await until(() => mine.closed.length > 0);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(mine.closed[0]).toMatchObject({ code: 4401 });
    await seeChild(gateway, caseId);
    await until(() => other.arrived.length === 2);
    await wait(200);
    expect(mine.arrived).toHaveLength(1);
    expect(other.closed).toEqual([]);
  });

  it('of everything of a person ends every session he had, not one he starts afterwards', async () => {
    const before = Math.floor(Date.now() / 1000) - 60;
    expect(await status('gi', { iat: before, exp: before + 900, sid: 'e' })).toBe(200);
    expect(await signOut({ sid: undefined, sub: 'worker-gi' })).toBe(200);
    expect(await status('gi', { iat: before, exp: before + 900, sid: 'e' })).toBe(401);
    expect(await status('gi', { iat: Math.floor(Date.now() / 1000) + 2, sid: 'f' })).toBe(200);
  });

  it('ends once what it ends: who sends the same token again ends no session begun since, and fills no store', async () => {
    const token = await logoutToken({ sid: undefined, sub: 'worker-vt-colleague' });
    const send = async () =>
      (await fetch(`${gateway.origin}/backchannel-logout`, { method: 'POST', body: new URLSearchParams({ logout_token: token }) })).status;
    expect(await send()).toBe(200);
    const head = await gateway.platform.store.head();
    await wait(1_100);
    const now = Math.floor(Date.now() / 1000);
    const anew = { iat: now, exp: now + 900, sid: 'h' };
    expect(await status('vtColleague', anew)).toBe(200);
    await wait(1_000);
    expect(await send()).toBe(200);
    expect(await gateway.platform.store.head()).toBe(head);
    expect(await status('vtColleague', anew)).toBe(200);
  });

  it('counts when the clock of the provider is ahead, as far as an access token of that clock counts', async () => {
    const iat = Math.floor(Date.now() / 1000) + 20;
    const claims = { iat, exp: iat + 900 };
    expect(await status('vtColleague', { ...claims, sid: 'i' })).toBe(200);
    expect(await signOut({ iat, exp: iat + 120, sid: 'i' })).toBe(200);
    expect(await status('vtColleague', { ...claims, sid: 'i' })).toBe(401);
    expect(await status('vtColleague', { ...claims, sid: 'j' })).toBe(200);
    expect(await signOut({ iat, exp: iat + 120, sid: undefined, sub: 'worker-vt-colleague' })).toBe(200);
    expect(await status('vtColleague', { ...claims, sid: 'j' })).toBe(401);
    expect(await signOut({ iat: iat + 60, exp: iat + 120, sid: 'k' })).toBe(400);
  });

  it.each([
    ['of another issuer', { iss: 'https://elders.example' }, {}],
    ['for another client', { aud: 'elders' }, {}],
    ['without the event', { events: {} }, {}],
    ['that could pass for an ID token', { nonce: 'n' }, {}],
    ['of another type', {}, { typ: 'at+jwt' }],
    ['of long ago', { iat: Math.floor(Date.now() / 1000) - 3_600 }, {}],
    ['that names nobody', { sid: undefined }, {}],
  ])('with a token %s ends nothing', async (_what, changes, header) => {
    expect(await signOut({ sid: 'g', ...changes }, header)).toBe(400);
    expect(await status('vt', { sid: 'g' })).toBe(200);
  });

  it.each([
    ['no form', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }, 400],
    ['another method', { method: 'GET' }, 405],
    ['too much', { method: 'POST', body: new URLSearchParams({ logout_token: 'x'.repeat(20_000) }) }, 400],
  ])('takes %s for nothing', async (_what, init, expected) => {
    expect((await fetch(`${gateway.origin}/backchannel-logout`, init)).status).toBe(expected);
  });

  it('says nothing of the session in the store', async () => {
    await signOut({ sid: 'a-session-to-find' });
    const page = await gateway.platform.store.readAll({ after: null, limit: 1_000, filter: { streamPrefixes: ['signedOut-'] } });
    expect(page.events.length).toBeGreaterThan(0);
    const bytes = Buffer.concat(page.events.flatMap(({ data, metadata }) => [data, metadata])).toString();
    expect(bytes).not.toContain('a-session-to-find');
    expect(bytes).not.toContain('worker-gi');
  });
});

describe('a live channel', () => {
  it('is closed when its token expires', async () => {
    const channel = await follow('vt', { exp: Math.floor(Date.now() / 1000) + 2 });
    const took = await until(() => channel.closed.length > 0, 4_000);
    expect(took).toBeLessThan(3_000);
    expect(channel.closed[0]).toMatchObject({ code: 4401 });
  });

  it('ends within a second when its organisation leaves the case, and brings nothing newer', async () => {
    const channel = await follow('vt');
    const started = performance.now();
    const left = { caseId, legalBasis: 'wmo-4.1.1', change: 'PARTY_LEFT', organisation: 'vt-haaglanden', reason: 'afgerond' };
    expect(await act(gateway, 'vt', 'changeMembership', left)).toMatchObject({ __typename: 'CommandAccepted' });
    await until(() => channel.ended.length > 0);
    expect(performance.now() - started).toBeLessThan(1_000);
    const had = channel.arrived.length;
    await seeChild(gateway, caseId);
    await wait(300);
    expect(channel.arrived).toHaveLength(had);
  });

  it('logs every push for its reader, before it is sent', async () => {
    const channel = await follow('lt');
    const { entryIds } = await seeChild(gateway, caseId);
    await until(() => channel.arrived.includes(entryIds?.[0] ?? ''));
    const pushed = (await gateway.logged()).filter(({ operation }) => operation === 'timelineChanged');
    expect(pushed.at(-1)).toMatchObject({
      subject: 'worker-lt',
      caseId,
      manner: 'delivered',
      outcome: 'granted',
      categories: expect.any(Array),
    });
    expect(pushed.at(-1)?.entries).toHaveLength(1);
  });
});

describe('who left a case', () => {
  it('is told nothing of what he did there: neither the same step nor another under its number says that it still is', async () => {
    const left = await openFamily(gateway);
    const met = { caseId: left, legalBasis: 'wmo-4.1.1', childId: CHILD, alone: true, where: 'SCHOOL', observation: 'Rustig vandaag.' };
    const once = { ...met, commandId: randomUUID() };
    expect(await act(gateway, 'vt', 'seeChild', once)).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await act(gateway, 'vt', 'seeChild', { ...once, observation: 'Iets anders.' })).toMatchObject({ code: 'COMMAND_ID_REUSED' });
    const leaving = { caseId: left, legalBasis: 'wmo-4.1.1', change: 'PARTY_LEFT', organisation: 'vt-haaglanden', reason: 'afgerond' };
    expect(await act(gateway, 'vt', 'changeMembership', leaving)).toMatchObject({ __typename: 'CommandAccepted' });
    const nowhere = await act(gateway, 'vt', 'seeChild', { ...once, caseId: randomUUID() });
    expect(nowhere).toMatchObject({ code: 'CASE_UNKNOWN' });
    for (const again of [once, { ...once, observation: 'Iets anders.' }])
      expect(await act(gateway, 'vt', 'seeChild', again)).toEqual(nowhere);
  });
});
