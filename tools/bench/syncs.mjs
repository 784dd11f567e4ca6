// SPDX-License-Identifier: EUPL-1.2
// Sync calls per group commit, counted by strace, not timed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop, folder } from './region.mjs';

/** Exactly one sync per commit. `undefined` when strace is not on this machine. */
export function syncs() {
  if (spawnSync('strace', ['-V']).status !== 0) return undefined;
  const data = folder();
  const trace = join(data, 'trace');
  const script = join(import.meta.dirname, 'one-group-at-a-time.mjs');
  const { status, stdout } = spawnSync(
    'strace',
    ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', trace, process.execPath, '--no-warnings', script, data],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error('The traced run failed');
  const [groups] = stdout.trim().split('\n').slice(-1).map(Number);
  const marks = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /f(data)?sync\(/.test(line) && !line.includes('resumed'));
  drop(data);
  // Opening the store syncs too: a second run without groups says how often.
  const empty = folder();
  spawnSync('strace', [
    '-f',
    '-qq',
    '-e',
    'trace=fsync,fdatasync',
    '-o',
    trace.replace(data, empty),
    process.execPath,
    '--no-warnings',
    script,
    empty,
    '0',
  ]);
  const base = readFileSync(trace.replace(data, empty), 'utf8')
    .split('\n')
    .filter((line) => /f(data)?sync\(/.test(line) && !line.includes('resumed')).length;
  drop(empty);
  return {
    name: 'syncs',
    ours: marks.length - base,
    against: groups,
    target: 1,
    exactly: true,
    unit: 'sync calls / group commits',
    runs: groups,
  };
}
