// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHILD, openFamily, seeChild, startGatewayUnderTest } from './gateway-under-test.ts';
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
});
