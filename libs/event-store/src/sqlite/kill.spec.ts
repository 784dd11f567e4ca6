// SPDX-License-Identifier: EUPL-1.2
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { events } from '../contract/samples.ts';
import { acknowledgements, appendingChild, expectKept, failingDiskChild, run } from '../drills/kept-events.ts';
import { openSqliteEventStore } from './sqlite-event-store.ts';

const ROUNDS = 20;
const folder = mkdtempSync(join(tmpdir(), 'event-drill-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('an acknowledged append', () => {
  it(`survives ${String(ROUNDS)} kills at a random moment, once and in its place`, async () => {
    const file = join(folder, 'killed.sqlite');
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { lines, stderr } = await run(process.execPath, appendingChild(file), (kill) => setTimeout(kill, Math.random() * 120));
      expect(stderr).toBe('');
      expect(lines).not.toContain('refused');
      acknowledged.push(...acknowledgements(lines));
      const store = await openSqliteEventStore({ file });
      await expectKept(store, acknowledged);
      // And it can be written on.
      await store.append('after-the-kill', 'any', events(1));
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * 10);
  }, 300_000);

  // A limit on file size stands in for a full disk: the write fails in the middle of a group, as it would there.
  const canLimit = existsSync('/bin/sh') && process.platform !== 'win32';
  (canLimit ? it : it.skip)(
    'is never given once the disk is full, and what was given before stays',
    async () => {
      const file = join(folder, 'full.sqlite');
      const limited = `ulimit -f 6000; exec "$0" "$@"`;
      const { lines, stderr } = await run('/bin/sh', ['-c', limited, process.execPath, ...appendingChild(file)], () => undefined);
      expect(stderr).toBe('');
      expect(lines.at(-1)).toBe('refused');
      const acknowledged = acknowledgements(lines);
      expect(acknowledged.length).toBeGreaterThan(100);
      expect(statSync(file).size).toBeGreaterThan(0);
      const store = await openSqliteEventStore({ file });
      const total = await expectKept(store, acknowledged);
      // The group that failed was rolled back: nothing came in unacknowledged either.
      expect(total).toBe(acknowledged.length);
      await store.append('after-the-full-disk', 'any', events(1));
      await store.close();
    },
    30_000,
  );

  // After a failed sync the cache may say yes to what the disk does not hold: only opening anew reads what is really there.
  const canLift = canLimit && existsSync('/usr/bin/prlimit');
  (canLift ? it : it.skip)(
    'is never given by a writer whose disk failed, also when the disk takes more again; one that opens the file anew goes on',
    async () => {
      const file = join(folder, 'failed.sqlite');
      const limited = `ulimit -S -f 6000; exec "$0" "$@"`;
      const { lines, stderr } = await run('/bin/sh', ['-c', limited, process.execPath, ...failingDiskChild(file)], () => undefined);
      expect(stderr).toBe('');
      expect(lines.filter((line) => line.split(' ').length !== 3)).toEqual(['stopped', 'reopened']);
      const store = await openSqliteEventStore({ file });
      expect(await expectKept(store, acknowledgements(lines))).toBe(acknowledgements(lines).length);
      await store.close();
    },
    30_000,
  );
});
