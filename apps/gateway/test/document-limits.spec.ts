// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

const CASE = '11111111-1111-4111-8111-111111111111';

const PAGE = `timeline(caseId: "${CASE}", first: 100) { nodes { ${'id '.repeat(15)} } }`;

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
});
afterAll(() => gateway.close());

const times = (count: number, part: (index: number) => string) => Array.from({ length: count }, (_, index) => part(index)).join(' ');

/** Each breaks one limit and no other, so that each limit is seen to be there. */
const tooMuch = (root: string, leaf: string) =>
  [
    ['deep', `${root} { ${'entry { '.repeat(9)}${leaf}${' }'.repeat(9)} }`, 'depth limit of 8'],
    ['aliases', `${root} { ${times(16, (index) => `a${String(index)}: ${leaf}`)} }`, 'Aliases limit of 15'],
    ['directives', `${root} { ${leaf} ${'@skip(if: false) '.repeat(11)}}`, 'Directives limit of 10'],
  ] as const;

describe('a document that asks too much', () => {
  it.each([
    ...tooMuch('{ me', 'party').map(([name, query, limit]) => [name, `${query} }`, limit] as const),
    ['tokens', `{ me { ${'party '.repeat(2_000)} } }`, 'Token limit of 2000'],
    ['cost', `{ ${times(12, (index) => `a${String(index)}: ${PAGE}`)} }`, 'Cost limit of 20000'],
  ])('of %s is refused for that', async (_name, query, limit) => {
    const { status, errors, text } = await gateway.ask('lt', query);
    expect(status).toBe(400);
    for (const { extensions } of errors ?? []) expect(extensions?.['code']).toMatch(/^GRAPHQL_/);
    expect(text).toContain(limit);
  });

  it('at once, or in one that is too long, is refused before it is read', async () => {
    const send = async (body: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${await gateway.token('lt')}` };
      return (await fetch(`${gateway.origin}/graphql`, { method: 'POST', headers, body })).status;
    };
    const one = { query: '{ me { party } }' };
    expect(await send(JSON.stringify(one))).toBe(200);
    expect(await send(JSON.stringify([one, one]))).toBe(400);
    expect(await send(JSON.stringify({ ...one, more: 'x'.repeat(256 * 1024) }))).toBe(413);
  });

  it.each(tooMuch(`subscription { timelineChanged(caseId: "${CASE}")`, 'id'))(
    'of %s is refused for that on the WebSocket too',
    async (_name, query, limit) => {
      expect(await answered(`${query} }`)).toMatch(new RegExp(`^error .*${limit}`));
    },
  );

  it('of tokens, or in parts, is no subscription', async () => {
    const all = (fields: string) => `subscription { timelineChanged(caseId: "${CASE}") { ${fields} } }`;
    expect(await answered(all('id'))).toBe('complete');
    expect(await answered(all('id '.repeat(500)))).toContain('FORBIDDEN');
    expect(await answered(`${all('...one')} fragment one on TimelineEntry { id }`)).toContain('FORBIDDEN');
  });
});

async function answered(query: string): Promise<string> {
  const client = createClient({
    url: `${gateway.origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${await gateway.token('elsewhere')}` },
  });
  const text = await new Promise<string>((resolve) => {
    client.subscribe(
      { query },
      {
        next: (value) => resolve(`next ${JSON.stringify(value)}`),
        error: (failure) => resolve(`error ${JSON.stringify(failure)}`),
        complete: () => resolve('complete'),
      },
    );
  });
  await client.dispose();
  return text;
}
