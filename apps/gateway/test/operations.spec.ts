// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
});
afterAll(() => gateway.close());

async function send(body: object): Promise<{ readonly status: number; readonly code: unknown; readonly data: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await gateway.token('lt')}` };
  const response = await fetch(`${gateway.origin}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: errors?.[0]?.extensions.code, data };
}

describe('which operation of a document is asked for', () => {
  it('is the one that is named, or the only one', async () => {
    const query = 'query Me { me { party } }';
    expect(await send({ query })).toEqual({ status: 200, code: undefined, data: { me: { party: 'LT' } } });
    expect(await send({ query, operationName: 'Me' })).toEqual({ status: 200, code: undefined, data: { me: { party: 'LT' } } });
  });

  it('is none when another is named, also after the one that is there was asked for', async () => {
    expect(await send({ query: 'query Me { me { party } }', operationName: 'Others' })).toMatchObject({
      status: 400,
      code: 'OPERATION_RESOLUTION_FAILURE',
    });
  });

  it('is no subscription: that goes over a WebSocket, and is no fault of ours', async () => {
    const query = 'subscription { timelineChanged(caseId: "7a1f0c52-0b1e-4c57-9d3e-5f1d2b6a1003") { id } }';
    expect(await send({ query })).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
});
