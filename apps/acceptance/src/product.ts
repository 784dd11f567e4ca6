// SPDX-License-Identifier: EUPL-1.2
import { randomInt } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestServer } from '@gezinslijn/event-store/postgres-testing';

const root = join(import.meta.dirname, '../../..');

/** The product as it ships, started by its own start script on a folder of its own. */
export interface Product {
  /** Address of a gateway: with several, another one each time it is asked for, as a balancer would. */
  readonly origin: string;
  readonly origins: readonly string[];
  readonly issuer: string;
  readonly data: string;
  /** Everything it printed so far. */
  readonly output: () => string;
  stop(): Promise<void>;
  /** kill -9 of everything, at once. */
  kill(): Promise<void>;
}

/** Where these tests keep their events: `sqlite`, `postgres`, or the address of a KurrentDB server for tests. */
export const STORE = process.env['ACCEPTANCE_STORE'] ?? 'sqlite';
const GATEWAYS = STORE === 'sqlite' ? 1 : 2;

export interface StartOptions {
  readonly data?: string;
  readonly empty?: boolean;
  /** Resolve as soon as this is printed, instead of when all is ready. */
  readonly until?: RegExp;
  /** Told in place of the store of these tests: a server that outlives the product. */
  readonly store?: string;
  readonly projectors?: number;
}

export async function startProduct({
  data = newFolder(),
  empty = false,
  until = /Gezinslijn is ready/,
  store = STORE,
  projectors = 2,
}: StartOptions = {}): Promise<Product> {
  const ports = await freePorts(GATEWAYS + 1);
  const port = ports[0] as number;
  const several = store === 'sqlite' ? [] : ['--gateways', String(GATEWAYS), '--projectors', String(projectors)];
  const args = ['tools/start.mjs', '--no-build', '--data', data, '--port', String(port), '--store', store, ...several];
  if (empty) args.push('--empty');
  const child = spawn(process.execPath, args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const product = asProduct(child, port, store === 'sqlite' ? 1 : GATEWAYS, data, () => output);
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

/** A database that outlives the product on it, on a server for tests; `undefined` where these tests keep their events in a folder. */
export async function ownDatabase(): Promise<
  { readonly store: string; readonly folder: string | undefined; drop(): Promise<void> } | undefined
> {
  if (STORE !== 'postgres') return undefined;
  const server = await TestServer.open({ fsync: true });
  const { owner } = await server.database();
  return { store: owner, folder: server.folder, drop: () => server.close() };
}

interface RebuildReport {
  readonly digestBefore: string;
  readonly digestAfter: string;
}

/** `rvt rebuild` on what a product left behind. */
export function rebuildViews({ data, store = 'sqlite' }: { readonly data: string; readonly store?: string }): {
  readonly report: RebuildReport;
  readonly status: number | null;
} {
  const args = ['run', '--silent', 'rvt', '--', 'rebuild', '--data', data, '--json'];
  const env = store === 'sqlite' ? process.env : { ...process.env, STORE: asProjector(store, data) };
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', env });
  if (stdout === '') throw new Error(stderr);
  return { report: JSON.parse(stdout) as RebuildReport, status };
}

/** `rvt verify --all` on what a product left behind. */
export function verifyLedger({ data, store = 'sqlite' }: { readonly data: string; readonly store?: string }): {
  readonly report: { readonly events: number; readonly ok: boolean; readonly treeSize: number; readonly failures: readonly object[] };
  readonly status: number | null;
} {
  const args = ['run', '--silent', 'rvt', '--', 'verify', '--all', '--data', data, '--json'];
  const env = store === 'sqlite' ? process.env : { ...process.env, STORE: asProjector(store, data) };
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', env });
  if (stdout === '') throw new Error(stderr);
  return { report: JSON.parse(stdout) as ReturnType<typeof verifyLedger>['report'], status };
}

/** Another command of `rvt`, told where the product is when it must ask it. */
export function runRvt(
  args: readonly string[],
  asked?: Pick<Product, 'origins' | 'issuer'>,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const where = asked === undefined ? [] : ['--url', asked.origins[0] as string, '--issuer', asked.issuer];
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'rvt', '--', ...args, ...where], { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** `rvt reapply-erasures` on what a product left behind. */
export function reapplyErasures({ data, store }: { readonly data: string; readonly store: string }): {
  readonly recorded: number;
  readonly wraps: number;
} {
  const args = [
    'run',
    '--silent',
    'rvt',
    '--',
    'reapply-erasures',
    '--data',
    data,
    '--destroy-list',
    join(data, 'destroyed.jsonl'),
    '--json',
  ];
  const env = { ...process.env, STORE: asAccount('gateway', store, data) };
  const { stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', env });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as ReturnType<typeof reapplyErasures>;
}

const asProjector = (owner: string, data: string): string => asAccount('projector', owner, data);

/** The same database under the account of its gateways or projectors. */
function asAccount(account: 'gateway' | 'projector', owner: string, data: string): string {
  const passwords = JSON.parse(readFileSync(join(data, 'accounts.json'), 'utf8')) as Readonly<Record<typeof account, string>>;
  const url = new URL(owner);
  [url.username, url.password] = [`gezinslijn_${account}`, passwords[account]];
  return url.href;
}

/** A KurrentDB server given for tests is one store for all of them, so they share the keys of what stands in it. */
const SHARED_FOLDER = /^(sqlite|postgres)$/.test(STORE) ? undefined : join(tmpdir(), 'gezinslijn-acceptance-keys');

export function newFolder(): string {
  return SHARED_FOLDER ?? mkdtempSync(join(tmpdir(), 'gezinslijn-'));
}

export function dropFolder(folder: string): void {
  if (folder !== SHARED_FOLDER) rmSync(folder, { recursive: true, force: true });
}

function asProduct(child: ChildProcess, port: number, gateways: number, data: string, output: () => string): Product {
  const origins = Array.from({ length: gateways }, (_, index) => `http://localhost:${String(index === 0 ? port : port + 1 + index)}`);
  let turn = 0;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (signal: NodeJS.Signals, group: boolean) => async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    process.kill(group ? -child.pid : child.pid, signal);
    await gone;
  };
  return {
    get origin() {
      return origins[(turn += 1) % origins.length] as string;
    },
    origins,
    issuer: `http://localhost:${String(port + 1)}`,
    data,
    output,
    stop: end('SIGTERM', false),
    kill: end('SIGKILL', true),
  };
}

/** Free ports in a row: a gateway's, sign-in's, and those of further gateways. */
/** Below those that a system gives to who asks for any, as projectors do: else one of them may have it before the gateway does. */
const PORTS = { from: 20_000, many: 12_000 };

async function freePorts(count: number): Promise<readonly number[]> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = await freePort(PORTS.from + randomInt(PORTS.many));
    if (first === null) continue;
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(ports.slice(1).map(freePort))).every((port) => port !== null)) return ports;
  }
  throw new Error(`No ${String(count)} free ports in a row`);
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
