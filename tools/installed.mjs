// SPDX-License-Identifier: EUPL-1.2
// Installs from the lockfile what is missing, so that every package script runs on a clean clone.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

/** PATH with the workspace's own Node (24) and tools in front. */
export function withTools(extra = {}) {
  const bin = join(root, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, NX_DAEMON: 'false', NX_TUI: 'false', ...extra };
}

/** Runs `npm ci` when node_modules does not match the lockfile. Says what it does, and plainly what it needs when it fails. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Gezinslijn needs Node 20.19 or newer to start; this is ${process.versions.node}.`);
    process.exit(2);
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules', '.installed-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.log('Installing packages from the lockfile (once; a minute or two) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    console.error(
      'The packages could not be installed. Needed: npm, and access to the npm registry it is set up for. Then run this again.',
    );
    process.exit(2);
  }
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) {
    console.error('The packaged Node 24 for this platform was not installed (Linux x64 is packaged; elsewhere install Node 24 yourself).');
    const own = Number(process.versions.node.split('.')[0]);
    if (own < 24) process.exit(2);
  }
  writeFileSync(mark, lock);
}

/** Runs a command in the workspace, showing its output. Answers its exit code. */
export function run(command, args, env = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: withTools(env) }).status ?? 1;
}

/** The same without waiting, for what may run beside something else. Answers its exit code. */
export function runBeside(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: withTools(env) });
    child.once('error', () => resolve(1)).once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * How servers are run. A page of the timeline makes and drops some hundred kilobytes; with room for the young, most of it is gone before the
 * collector copies it (measured: a tenth of the time of a replay). What lives long is first looked over whole when there is some of it, not
 * every second while a server warms up. Code on large pages, where the system has them, is some six hundredths faster.
 */
export const serverFlags = ['--no-warnings', '--max-semi-space-size=64', '--initial-old-space-size=256', '--use-largepages=silent'];

/** The Node that runs the product: 24 from the workspace when it is there. */
export function node24() {
  const packaged = join(root, 'node_modules', '.bin', 'node');
  return existsSync(packaged) ? packaged : process.execPath;
}

if (process.argv[1] === new URL(import.meta.url).pathname) ensureInstalled();
