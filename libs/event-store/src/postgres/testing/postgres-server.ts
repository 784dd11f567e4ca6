// SPDX-License-Identifier: EUPL-1.2
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findServerBinaries, type ServerBinaries } from './server-binaries.ts';
import { isOpenTo, serverUser, temporaryFolder, type ServerUser } from './server-user.ts';

export interface PostgresServerOptions {
  /** False where a test is not about surviving: several times faster. True unless told. */
  readonly fsync?: boolean;
  /** Which server; found by itself unless told. */
  readonly binaries?: ServerBinaries;
}

const START_ATTEMPTS = 5;
const START_MILLISECONDS = 30_000;
const ADMIN = 'admin';

/**
 * Runs the server, and ends when it ends. However the process that started it goes, killed included, the pipe to it closes: then the
 * server is stopped and its folder removed. A last word leaves the folder: `keep` after an orderly stop, `drop` after a hasty one.
 */
const KEEPER = `
  folder=$1; shift
  exec 3<&0
  "$@" & server=$!
  (
    read -r word <&3
    if [ "$word" = keep ]; then kill -INT $server; else kill -QUIT $server; fi
    [ -z "$word" ] || exit
    while kill -0 $server; do sleep 0.1; done
    rm -rf "$folder"
  ) 2>/dev/null &
  wait $server`;

/** A PostgreSQL of its own for tests and benchmarks: a fresh folder, loopback only, a password nobody else knows. */
export class PostgresServer {
  /** Holds its data, and is gone when it is stopped. */
  readonly folder: string;
  readonly #binaries: ServerBinaries;
  readonly #user: ServerUser | undefined;
  readonly #fsync: boolean;
  readonly #password = randomBytes(18).toString('hex');
  #keeper: ChildProcess | undefined;
  #port = 0;

  private constructor({ fsync = true, binaries }: PostgresServerOptions) {
    this.#user = serverUser();
    this.#fsync = fsync;
    const found = binaries ?? findServerBinaries();
    this.folder = mkdtempSync(join(temporaryFolder(this.#user), 'gezinslijn-postgres-'));
    this.#binaries = reachable(found, this.folder, this.#user);
  }

  /** @throws Error that says what is missing when no server can be had. */
  static async start(options: PostgresServerOptions = {}): Promise<PostgresServer> {
    const server = new PostgresServer(options);
    try {
      server.#initialise();
      await server.start();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Address for the account that owns the server. */
  get url(): string {
    return `postgres://${ADMIN}:${this.#password}@127.0.0.1:${String(this.#port)}/postgres`;
  }

  /** Process id of the server, while it runs. */
  get pid(): number {
    const [pid] = readFileSync(join(this.folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
    return Number(pid);
  }

  async version(): Promise<string> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ version: string }>('SELECT version()');
      return rows[0]?.version ?? '';
    } finally {
      await client.end();
    }
  }

  /** Starts it again on the same data, at the same address, after `kill`. */
  async start(): Promise<void> {
    let report = '';
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
      // A port is free until somebody else takes it; after a kill, children of the old server may hold its memory for a moment.
      const port = this.#port === 0 || attempt > 0 ? await freePort(this.#port) : this.#port;
      const keeper = this.#spawn(port);
      if (await answers(this.#urlAt(port), keeper)) {
        [this.#keeper, this.#port] = [keeper, port];
        return;
      }
      keeper.stdin?.end('keep\n');
      await ended(keeper);
      report = this.#log();
      await pause(200);
    }
    throw new Error(`PostgreSQL did not start:\n${report}`);
  }

  /** Kills the server and all that belongs to it at once, as a power cut would. */
  async kill(): Promise<void> {
    const keeper = this.#keeper;
    this.#keeper = undefined;
    const pid = this.pid;
    // Stopped first, so that it starts no more of them and the rest goes before any of them notices.
    process.kill(pid, 'SIGSTOP');
    for (const one of [...childrenOf(pid), pid]) process.kill(one, 'SIGKILL');
    keeper?.stdin?.end('keep\n');
    if (keeper !== undefined) await ended(keeper);
  }

  async stop(): Promise<void> {
    this.#keeper?.stdin?.end('drop\n');
    if (this.#keeper !== undefined) await ended(this.#keeper);
    this.#keeper = undefined;
    rmSync(this.folder, { recursive: true, force: true });
  }

  #urlAt(port: number): string {
    return `postgres://${ADMIN}:${this.#password}@127.0.0.1:${String(port)}/postgres`;
  }

  #initialise(): void {
    const passwordFile = join(this.folder, 'password');
    writeFileSync(passwordFile, this.#password, { mode: 0o600 });
    for (const path of [this.folder, passwordFile]) if (this.#user !== undefined) chownSync(path, this.#user.uid, this.#user.gid);
    const { status, stderr, error } = spawnSync(
      this.#binaries.initdb,
      ['-D', join(this.folder, 'data'), '-U', ADMIN, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '-N'],
      { ...this.#user, cwd: this.folder, encoding: 'utf8' },
    );
    rmSync(passwordFile);
    if (status !== 0) throw new Error(`PostgreSQL could not make its data folder: ${error?.message ?? stderr}`);
  }

  #spawn(port: number): ChildProcess {
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '200',
      shared_buffers: '64MB',
      fsync: this.#fsync ? 'on' : 'off',
      full_page_writes: this.#fsync ? 'on' : 'off',
      logging_collector: 'off',
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = [this.#binaries.postgres, '-D', join(this.folder, 'data'), '-p', String(port), ...flags];
    // `exec` in a shell of its own, so that what the server writes goes to a file and to no pipe that may fill up.
    const logged = ['/bin/sh', '-c', `exec "$@" >>"${join(this.folder, 'log')}" 2>&1`, 'sh', ...server];
    return spawn('/bin/sh', ['-c', KEEPER, 'sh', this.folder, ...logged], {
      ...this.#user,
      cwd: this.folder,
      stdio: ['pipe', 'ignore', 'ignore'],
      // A group of its own: Ctrl+C in a terminal goes to the tests, and what they still have to do needs the server.
      detached: true,
    });
  }

  #log(): string {
    const file = join(this.folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-20).join('\n') : '(it wrote nothing)';
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return processes.filter(([, parent]) => parent === pid).map(([child]) => child ?? 0);
}

/** The packaged server may lie where the user it must run under cannot come. */
function reachable(binaries: ServerBinaries, folder: string, user: ServerUser | undefined): ServerBinaries {
  if (user === undefined || binaries.packaged === undefined || isOpenTo(binaries.packaged)) return binaries;
  const copy = join(folder, 'server');
  mkdirSync(copy);
  cpSync(binaries.packaged, copy, { recursive: true, verbatimSymlinks: true });
  for (const path of [folder, copy]) chownSync(path, user.uid, user.gid);
  return { initdb: join(copy, 'bin', basename(binaries.initdb)), postgres: join(copy, 'bin', basename(binaries.postgres)) };
}

async function freePort(notThis: number): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve, reject) => {
      const probe = createServer();
      probe.on('error', reject);
      probe.listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => {
          resolve(typeof address === 'object' && address !== null ? address.port : 0);
        });
      });
    });
    if (port !== notThis) return port;
  }
}

/** Whether the server takes our password within the time; false as soon as it has ended. */
async function answers(url: string, keeper: ChildProcess): Promise<boolean> {
  let gone = false;
  keeper.once('exit', () => (gone = true));
  const until = Date.now() + START_MILLISECONDS;
  while (Date.now() < until && !gone) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await pause(25);
    }
  }
  return false;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
}
