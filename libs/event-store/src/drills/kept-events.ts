// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { allAfter } from '../contract/samples.ts';

/** So many lines tell that a child is in the midst of it: counted, because how far it comes in some time depends on the machine. */
const UNDER_WAY = 12;

/** Lines the child printed. `whenUnderWay` is called once, when it has printed some. */
export function run(
  command: string,
  args: readonly string[],
  whenUnderWay: (kill: () => void) => void,
): Promise<{ lines: string[]; stderr: string }> {
  return new Promise((resolve, reject) => {
    const process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, stderr, lines] = ['', '', 0];
    process.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const before = lines;
      lines += text.split('\n').length - 1;
      if (before < UNDER_WAY && lines >= UNDER_WAY) whenUnderWay(() => process.kill('SIGKILL'));
    });
    process.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    process.on('error', reject);
    // A line cut off by the kill was not acknowledged to anybody.
    process.on('close', () => {
      resolve({ lines: output.split('\n').slice(0, -1), stderr });
    });
  });
}

/** Arguments for Node that run the appending process on a store. */
export function appendingChild(store: string, ...more: readonly string[]): string[] {
  return childArguments('./appending.child.ts', store, ...more);
}

/** The same for the process that goes on after its disk failed. */
export function failingDiskChild(file: string): string[] {
  return childArguments('./failing-disk.child.ts', file);
}

function childArguments(script: string, ...more: readonly string[]): string[] {
  return ['--no-warnings', '--conditions=@gezinslijn/source', fileURLToPath(new URL(script, import.meta.url)), ...more];
}

export function acknowledgements(lines: readonly string[]): string[] {
  return lines.filter((line) => line.split(' ').length === 3);
}

/** Every acknowledged event stands once, at its place, and no stream has a hole. Gives the number of events. */
export async function expectKept(store: EventStore, acknowledged: readonly string[]): Promise<number> {
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
