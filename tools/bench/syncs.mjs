// SPDX-License-Identifier: EUPL-1.2
// Sync calls per group commit, counted by strace, not timed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop, folder } from './region.mjs';

/**
 * Exactly one sync per group commit. Opening and closing a store sync too (header, last checkpoint), the same for any number of groups:
 * a short and a long run are compared, so that this cancels; both end before the first checkpoint is due, which syncs by itself. `undefined` when strace is not on this machine.
 */
export function syncs() {
  if (spawnSync('strace', ['-V']).status !== 0) return undefined;
  const [short, long] = [traced(20), traced(80)];
  return {
    name: 'syncs',
    ours: long.syncs - short.syncs,
    against: long.groups - short.groups,
    target: 1,
    exactly: true,
    unit: 'sync calls / group commits',
    runs: 2,
  };
}

function traced(turns) {
  const data = folder();
  const trace = join(data, 'trace');
  const script = join(import.meta.dirname, 'one-group-at-a-time.mjs');
  const args = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', trace, process.execPath, '--no-warnings', script, data, String(turns)];
  const { status, stdout } = spawnSync('strace', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error('The traced run failed');
  const groups = Number(stdout.trim().split('\n').at(-1));
  const calls = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /f(data)?sync\(/.test(line) && !line.includes('resumed'));
  drop(data);
  return { groups, syncs: calls.length };
}
