// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { allAfter, events } from '../contract/samples.ts';
import { openSqliteEventStore } from './sqlite-event-store.ts';

const ROUNDS = 20;
const folder = mkdtempSync(join(tmpdir(), 'event-drill-'));
const child = fileURLToPath(new URL('./appending.child.ts', import.meta.url));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Lines the child printed. `whenStarted` is called at its first one. */
function run(
  command: string,
  args: readonly string[],
  whenStarted: (kill: () => void) => void,
): Promise<{ lines: string[]; stderr: string }> {
  return new Promise((resolve, reject) => {
    const process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, stderr] = ['', ''];
    process.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output === '') whenStarted(() => process.kill('SIGKILL'));
      output += text;
    });
    process.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    process.on('error', reject);
    // A line cut off by the kill was not acknowledged to anybody.
    process.on('close', () => {
      resolve({ lines: output.split('\n').slice(0, -1), stderr });
    });
  });
}

const nodeOptions = ['--no-warnings', '--conditions=@gezinslijn/source'];

function acknowledgements(lines: readonly string[]): string[] {
  return lines.filter((line) => line.split(' ').length === 3);
}

/** Every acknowledged event stands once, at its place, and no stream has a hole. Gives the number of events. */
async function expectKept(store: EventStore, acknowledged: readonly string[]): Promise<number> {
  const read = await allAfter(store, null, { limit: 2_000 });
  const places = new Set(read.map(({ stream, revision, id }) => `${stream} ${String(revision)} ${id}`));
  expect(acknowledged.filter((line) => !places.has(line))).toEqual([]);
  expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
  const next = new Map<string, number>();
  const holes = read.filter(({ stream, revision }) => {
    const expected = next.get(stream) ?? 0;
    next.set(stream, revision + 1);
    return revision !== expected;
  });
  expect(holes).toEqual([]);
  return read.length;
}

describe('an acknowledged append', () => {
  it(`survives ${String(ROUNDS)} kills at a random moment, once and in its place`, async () => {
    const file = join(folder, 'killed.sqlite');
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { lines, stderr } = await run(process.execPath, [...nodeOptions, child, file], (kill) => setTimeout(kill, Math.random() * 120));
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
  }, 120_000);

  // A limit on file size stands in for a full disk: the write fails in the middle of a group, as it would there.
  const canLimit = existsSync('/bin/sh') && process.platform !== 'win32';
  (canLimit ? it : it.skip)(
    'is never given once the disk is full, and what was given before stays',
    async () => {
      const file = join(folder, 'full.sqlite');
      const limited = `ulimit -f 6000; exec "$0" "$@"`;
      const { lines, stderr } = await run('/bin/sh', ['-c', limited, process.execPath, ...nodeOptions, child, file], () => undefined);
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
});
