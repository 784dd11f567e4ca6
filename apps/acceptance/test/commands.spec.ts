// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');

function run(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', script, ...args], { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
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
