// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { dropFolder, newFolder } from '../src/product.ts';

const root = join(import.meta.dirname, '../../..');

function run(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', script, ...args], { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The gateway, with a start that fails. */
function gateway(environment: Readonly<Record<string, string>>) {
  const env = { ...process.env, PORT: '0', ISSUER: 'http://127.0.0.1:1', ...environment };
  return spawnSync(process.execPath, ['--no-warnings', 'apps/gateway/dist/main.js'], { cwd: root, encoding: 'utf8', env, timeout: 60_000 });
}

describe('a command that is typed wrongly', () => {
  it.each([['--prot', '4000'], ['everything'], ['--port']])('npm start -- %s says so in a sentence', (...args) => {
    const { status, stderr } = run('tools/start.mjs', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain('--help tells which options there are');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('npm run bench does not measure everything for an option it does not have', () => {
    expect(run('tools/bench/run.mjs', '--quik')).toMatchObject({ status: 2, stderr: expect.stringContaining('No such option: --quik') });
    expect(run('tools/bench/run.mjs', '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('There are: ') });
  });
});

describe('a gateway that cannot start', () => {
  const data = newFolder();
  afterAll(() => dropFolder(data));

  it('says in one sentence that its port is taken, its issuer is silent, or its folder is none', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    expect(gateway({ DATA: data, PORT, JWKS_URI: 'http://127.0.0.1:1/jwks' })).toMatchObject({
      status: 1,
      stderr: 'Gezinslijn kon niet starten: de poort is al in gebruik. Kies een andere met PORT.\n',
    });
    taken.close();
    expect(gateway({ DATA: data })).toMatchObject({
      status: 1,
      stderr: 'Gezinslijn kon niet starten: de issuer http://127.0.0.1:1 antwoordt niet. Draait die daar? Het adres geeft u met ISSUER.\n',
    });
    const { status, stderr } = gateway({ DATA: join(root, 'README.md') });
    expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 1, lines: 2 });
    expect(stderr).toContain('README.md');
  });
});
