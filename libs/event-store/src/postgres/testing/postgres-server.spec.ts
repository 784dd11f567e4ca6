// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { PostgresServer } from './postgres-server.ts';
import { findServerBinaries, packagedBinaries } from './server-binaries.ts';

const child = fileURLToPath(new URL('./holding-server.child.ts', import.meta.url));

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number, folder: string): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (!isRunning(pid) && !existsSync(folder)) return true;
    await pause(50);
  }
  return false;
}

it('a test process that is killed leaves neither a server nor its folder behind', async () => {
  const holder = spawn(process.execPath, ['--no-warnings', '--conditions=@gezinslijn/source', child], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  const [pid = '', folder = ''] = line.toString().trim().split(' ');
  expect(isRunning(Number(pid)) && existsSync(folder)).toBe(true);
  holder.kill('SIGKILL');
  expect(await gone(Number(pid), folder)).toBe(true);
});

it('a server that is stopped is gone, and one that was killed is too', async () => {
  const server = await PostgresServer.start({ fsync: false });
  const { pid, folder } = server;
  await server.kill();
  expect(isRunning(pid)).toBe(false);
  await server.start();
  const again = server.pid;
  expect(isRunning(again)).toBe(true);
  await server.stop();
  expect(await gone(again, folder)).toBe(true);
});

it('the server in the packages serves where the machine has none', async () => {
  const binaries = packagedBinaries() ?? findServerBinaries();
  const server = await PostgresServer.start({ fsync: false, binaries });
  expect(await server.version()).toMatch(/^PostgreSQL \d+/);
  await server.stop();
});
