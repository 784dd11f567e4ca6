// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** The product as it ships, started by its own start script on a folder of its own. */
export interface Product {
  readonly origin: string;
  readonly issuer: string;
  readonly data: string;
  /** Everything it printed so far. */
  readonly output: () => string;
  stop(): Promise<void>;
  /** kill -9 of everything, at once. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly data?: string;
  readonly empty?: boolean;
  /** Resolve as soon as this is printed, instead of when all is ready. */
  readonly until?: RegExp;
}

export async function startProduct({
  data = newFolder(),
  empty = false,
  until = /Gezinslijn is ready/,
}: StartOptions = {}): Promise<Product> {
  const port = await freePortPair();
  const args = ['tools/start.mjs', '--no-build', '--data', data, '--port', String(port), ...(empty ? ['--empty'] : [])];
  const child = spawn(process.execPath, args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const product = asProduct(child, port, data, () => output);
  await new Promise<void>((resolve, reject) => {
    const look = setInterval(() => {
      if (!until.test(output)) return;
      clearInterval(look);
      resolve();
    }, 10);
    child.once('exit', (code) => {
      clearInterval(look);
      reject(new Error(`The product stopped (exit ${String(code)}):\n${output}`));
    });
  });
  return product;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'gezinslijn-'));
}

export function dropFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function asProduct(child: ChildProcess, port: number, data: string, output: () => string): Product {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (signal: NodeJS.Signals, group: boolean) => async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    process.kill(group ? -child.pid : child.pid, signal);
    await gone;
  };
  return {
    origin: `http://localhost:${String(port)}`,
    issuer: `http://localhost:${String(port + 1)}`,
    data,
    output,
    stop: end('SIGTERM', false),
    kill: end('SIGKILL', true),
  };
}

/** Two free ports in a row: the gateway's and sign-in's. */
async function freePortPair(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = await freePort(0);
    if (port !== null && (await freePort(port + 1)) !== null) return port;
  }
  throw new Error('No two free ports in a row');
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
