// SPDX-License-Identifier: EUPL-1.2
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Witness } from './witness.ts';

const LIMIT = 64 * 1024;

export interface WitnessServer {
  readonly address: string;
  close(): Promise<void>;
}

/** `POST /add-checkpoint`. Source: C2SP tlog-witness. */
export async function serveWitness(
  witness: Witness,
  { port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string },
): Promise<WitnessServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') {
      response.writeHead(404).end();
      return;
    }
    bodyOf(request)
      .then(
        async (body) => {
          const { status, type, body: text } = await witness.addCheckpoint(body);
          response.writeHead(status, { 'content-type': type }).end(text);
        },
        () => response.writeHead(400).end(),
      )
      .catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return { address: `http://${host}:${String((server.address() as AddressInfo).port)}`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > LIMIT) throw new RangeError('The request is too large');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}
