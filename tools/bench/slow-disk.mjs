// SPDX-License-Identifier: EUPL-1.2
// 32 writers on a disk whose every sync takes 4 ms longer (strace), against one commit per append on the same disk.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { drop, folder, median } from './region.mjs';

/** `undefined` when strace is not on this machine. */
export function slowDisk({ quick }) {
  if (spawnSync('strace', ['-V']).status !== 0) return undefined;
  const [grouped, single] = [[], []];
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    grouped.push(appends(32));
    single.push(appends(1));
  }
  const unit = 'appends/s, every sync 4 ms slower';
  return { name: 'slow-disk', ours: median(grouped), against: median(single), target: 10, unit, runs: grouped.length };
}

function appends(writers) {
  const data = folder();
  const script = join(import.meta.dirname, 'writers.mjs');
  const slow = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:delay_enter=4000', '-o', '/dev/null'];
  const { status, stdout, stderr } = spawnSync(
    'strace',
    [...slow, process.execPath, '--no-warnings', script, data, String(writers), '4000'],
    {
      encoding: 'utf8',
    },
  );
  drop(data);
  if (status !== 0) throw new Error(`The slowed run failed: ${stderr.slice(-300)}`);
  return Number(stdout.trim().split('\n').at(-1));
}
