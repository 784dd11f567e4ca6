// SPDX-License-Identifier: EUPL-1.2
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHILD, openFamily, seeChild, startGatewayUnderTest, until } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let caseId: string;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
  await seeChild(gateway, caseId);
});
afterAll(() => gateway.close());

const TIMELINE = `query ($caseId: ID!, $filter: TimelineFilter, $after: String, $atLeast: String) {
  timeline(caseId: $caseId, first: 20, filter: $filter, after: $after, atLeast: $atLeast) { nodes { id type fields { text } } } }`;
const SQL = ["' OR '1'='1", "'; DROP TABLE entries; --", '" OR ""="', "x') UNION SELECT 1,2,3,4 --", '%', '_', '\\'];
const typesIn = (data: Readonly<Record<string, unknown>> | null) =>
  (data?.['timeline'] as { readonly nodes: readonly { readonly type: string }[] } | null | undefined)?.nodes.map(({ type }) => type);

describe('what is written to be understood as something else', () => {
  it('as a question to the database finds nothing and changes nothing, wherever it stands', async () => {
    const before = typesIn((await gateway.ask('lt', TIMELINE, { caseId })).data);
    expect(before).toContain('ChildSeen');
    for (const sql of SQL) {
      for (const filter of [{ types: [sql] }, { person: sql }, { parties: [sql] }, { from: sql }, { until: sql }]) {
        const { data, errors, status } = await gateway.ask('lt', TIMELINE, { caseId, filter });
        expect(errors?.[0]?.extensions?.['code'] ?? 'nothing').not.toBe('INTERNAL_SERVER_ERROR');
        expect([status, typesIn(data) ?? []]).toEqual([200, []]);
      }
      for (const variables of [{ caseId, after: sql }, { caseId: sql }]) {
        const { data, errors } = await gateway.ask('lt', TIMELINE, variables);
        expect(errors?.[0]?.extensions?.['code'] ?? 'nothing').not.toBe('INTERNAL_SERVER_ERROR');
        expect(typesIn(data) ?? []).toEqual([]);
      }
    }
    expect(typesIn((await gateway.ask('lt', TIMELINE, { caseId })).data)).toEqual(before);
  });

  it('as markup, a path or a format comes back as the text it is, in JSON', async () => {
    const observation = '<script>alert(1)</script> ${7*7} {{7*7}} ../../etc/passwd %s%n \u202e";}</style>';
    const { position } = await seeChild(gateway, caseId, { observation });
    const { text, headers, data } = await gateway.ask('lt', TIMELINE, { caseId, atLeast: position });
    expect(JSON.stringify(data)).toContain(JSON.stringify(observation).slice(1, -1));
    expect(JSON.parse(text)).toBeTruthy();
    expect(headers.get('content-type')).toMatch(/^application\/json; charset=utf-8/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('as a property of every object stays a refused field', async () => {
    const input = `{"caseId":"${caseId}","commandId":"11111111-1111-4111-8111-111111111111","legalBasis":"jeugdwet-2.3","childId":"${CHILD}","alone":true,"where":"SCHOOL","observation":"x","__proto__":{"validateOnly":true},"constructor":{"prototype":{"polluted":true}}}`;
    const response = await fetch(`${gateway.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await gateway.token('lt')}` },
      body: `{"query":"mutation ($input: SeeChildInput!) { seeChild(input: $input) { __typename } }","variables":{"input":${input}}}`,
    });
    expect(await response.text()).toContain('BAD_USER_INPUT');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('as a line of a log, or of a header, stays within its field', async () => {
    const purpose = encodeURIComponent('onderzoek\r\nset-cookie: a=b\n{"level":60,"msg":"vals"}');
    const { headers } = await gateway.ask('lt', TIMELINE, { caseId }, { purpose });
    expect(headers.get('set-cookie')).toBeNull();
    expect((await gateway.logged()).at(-1)?.purpose).toContain('set-cookie: a=b');
  });
});

describe('who the answer is for', () => {
  it('is no page of another origin: no cross-origin access is granted, not even on asking', async () => {
    for (const method of ['OPTIONS', 'POST']) {
      const { headers } = await fetch(`${gateway.origin}/graphql`, {
        method,
        headers: { origin: 'https://elders.example', 'access-control-request-method': 'POST', 'content-type': 'application/json' },
      });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('is asked for by no address: a token or a case in it opens nothing', async () => {
    const token = await gateway.token('lt');
    for (const search of [`?access_token=${token}`, `?authorization=Bearer%20${token}`]) {
      const { status } = await fetch(`${gateway.origin}/graphql${search}&query=${encodeURIComponent('{ me { party } }')}`, {
        headers: { 'apollo-require-preflight': 'true' },
      });
      expect(status).toBe(401);
    }
  });

  it('is sent by a page to us and to the issuer, and to nobody else: no whole scheme is open', async () => {
    for (const path of ['/', '/graphql', '/nowhere', '/health/live', '/client-config.json']) {
      const { headers } = await fetch(gateway.origin + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect({ path, connect: /connect-src ([^;]*)/.exec(policy)?.[1] }).toEqual({ path, connect: `'self' ${gateway.issuer}` });
    }
  });

  it('is at one address only: what looks like it is no second door that asks for no token', async () => {
    const asked = `query=${encodeURIComponent('{ __typename __schema { queryType { name } } }')}`;
    for (const path of ['/graphql/', '/GraphQL', '/graphql/x', `${gateway.origin}/graphql`]) {
      for (const token of [undefined, await gateway.token('lt')]) {
        const headers = { 'apollo-require-preflight': 'true', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
        const { status, text } = await got(`${path}?${asked}`, { accept: 'application/json', ...headers });
        expect({ path, status, told: /Query|errors/.test(text) }).toEqual({ path, status: 404, told: false });
      }
    }
  });
});

describe('a connection that asks for another protocol', () => {
  it.each(['/elders', '/', '/graphql/x', '/graphqlx'])('at %s is closed at once, and not kept for ever', async (path) => {
    const socket = connect(Number(new URL(gateway.origin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const key = Buffer.alloc(16).toString('base64');
    const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}`;
    let answer = '';
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n\r\n`);
    await until(() => socket.destroyed, 2_000);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
  });
});

/** As it is written: `fetch` would tidy up the path. */
function got(path: string, headers: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(gateway.origin, { path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    asking.on('error', reject).end();
  });
}
