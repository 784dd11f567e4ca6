// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');

/** `rvt`, from source. */
function rvt(...args: readonly string[]) {
  const main = join(ROOT, 'apps/rvt/src/main.ts');
  return spawnSync(process.execPath, ['--conditions=@gezinslijn/source', '--no-warnings', main, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000,
  });
}

describe('rvt', () => {
  it.each([[[]], [['access']], [['admin', 'workers']], [['everything']]])('ends with exit 2 when nothing was asked: %j', (args) => {
    const { status, stderr } = rvt(...args);
    expect(status).toBe(2);
    expect(stderr).toContain('Usage: rvt');
  });

  it.each([[['--help']], [['help']], [['access', '--help']], [['help', 'access']]])('helps who asks for it: %j', (args) => {
    const { status, stdout } = rvt(...args);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: rvt');
  });

  it('ends with exit 2 for a store of a kind there is not', () => {
    expect(rvt('replay', '--store', 'ftp://events')).toMatchObject({ status: 2, stderr: expect.stringContaining('STORE must be sqlite') });
  });

  it('names the file with the key of a ledger that a witness does not find, and makes no key', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gezinslijn-witness-'));
    const key = ['--key', join(folder, 'witness.key'), '--memory', join(folder, 'memory')];
    const missing = join(folder, 'log.key.pub');
    expect(rvt('witness', ...key, '--log', missing)).toMatchObject({ status: 2, stderr: `Er is geen bestand ${missing}.\n` });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
