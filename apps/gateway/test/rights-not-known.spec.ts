// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startGatewayUnderTest, until } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
});
afterAll(() => gateway.close());

describe('when it cannot be looked up any more what anybody may', () => {
  it('nobody is answered, and who holds a socket is not told on: a hat that was taken since would not show', async () => {
    const closed: { readonly code: number }[] = [];
    const socket = createClient({
      url: `${gateway.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      connectionParams: { authorization: `Bearer ${await gateway.token('vt')}` },
      on: { closed: (event) => void closed.push(event as { code: number }) },
    });
    await new Promise<void>((resolve) => socket.on('connected', () => resolve()));
    // Written by a newer gateway on the same store: this one cannot read on.
    const unknown = { id: randomUUID(), type: 'SomethingNew', data: Buffer.from('{"version":1,"data":{}}'), metadata: Buffer.from('{}') };
    await gateway.platform.store.append('organisation-vt-haaglanden', 'any', [unknown]);
    await until(() => !gateway.platform.directory.current, 15_000);
    expect((await gateway.ask('vt', '{ me { party } }')).status).toBe(503);
    await until(() => closed.length > 0, 1_000);
    expect(closed[0]).toMatchObject({ code: 4403 });
    await socket.dispose();
  }, 30_000);
});
