// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { readConfig } from '../src/config.ts';
import { startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

const SCREENS = 'https://gezinslijn.example';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGatewayUnderTest({ ORIGINS: `${SCREENS}, https://vt.example:8443` });
});
afterAll(() => gateway.close());

/** How a page of that origin fares: what the first message says, or with what the socket is closed. */
async function from(origin: string | undefined): Promise<string | number> {
  const socket = new WebSocket(`${gateway.origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    ...(origin === undefined ? {} : { origin }),
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${await gateway.token('lt')}` } }));
  const answered = new Promise<string>((resolve) => {
    socket.on('message', (bytes: Buffer) => {
      resolve((JSON.parse(bytes.toString()) as { readonly type: string }).type);
    });
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const fared = await Promise.race([answered, closed]);
  socket.close();
  return fared;
}

describe('a live channel', () => {
  it('is opened for the screens where they are served from, and for a program that is no page', async () => {
    for (const origin of [SCREENS, 'https://vt.example:8443', undefined])
      expect([origin, await from(origin)]).toEqual([origin, 'connection_ack']);
  });

  it('is opened for no other page, though it has a token', async () => {
    for (const origin of ['https://elders.example', `${SCREENS}:444`, 'http://gezinslijn.example', 'null', gateway.origin])
      expect([origin, await from(origin)]).toEqual([origin, 4403]);
  });
});

describe('the addresses of the screens', () => {
  const read = (ORIGINS: string) => readConfig({ ISSUER: 'https://issuer.example', ORIGINS }).origins;

  it('are origins, as a browser writes them', () => {
    expect(read(`${SCREENS},http://localhost:3000`)).toEqual([SCREENS, 'http://localhost:3000']);
    for (const wrong of [
      '',
      '*',
      'gezinslijn.example',
      `${SCREENS}/`,
      `${SCREENS}/app`,
      `${SCREENS},`,
      'HTTPS://gezinslijn.example',
      'file:///',
    ])
      expect(() => read(wrong)).toThrow(/ORIGINS: addresses such as https:/);
  });
});
