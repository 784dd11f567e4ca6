// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Fenced, SqliteViewEngine } from '../src/index.ts';
import type { Change, Row } from '../src/index.ts';
import { checkpoint } from '../src/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'views-'));
let engine: SqliteViewEngine;
let files = 0;

beforeEach(() => {
  files += 1;
  engine = new SqliteViewEngine(join(folder, `${String(files)}.sqlite`), 'threaded');
});
afterEach(() => engine.close());
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, position: number): Change => ({ kind: 'put', table: checkpoint, rows: [[name, position]] });
const never: Change = { kind: 'require', sql: 'SELECT 1 WHERE 1 = ?', params: [0] };
const standing = (): Promise<readonly Row[]> => engine.all('SELECT name, position FROM checkpoint ORDER BY name', []);

it('who asks while the file is let go of waits, and reads what came in its place', async () => {
  const other = new SqliteViewEngine(join(folder, 'other.sqlite'));
  await other.write([put('there', 9)]);
  await other.close();
  const file = join(folder, 'replaced.sqlite');
  const reading = new SqliteViewEngine(file);
  reading.letGo();
  const asked = reading.all('SELECT name FROM checkpoint', []);
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  renameSync(join(folder, 'other.sqlite'), file);
  reading.takeUp();
  expect(await asked).toEqual([{ name: 'there' }]);
  await reading.close();
});

describe('the thread that writes views', () => {
  it('answers each write with what became of that one, in their order', async () => {
    const outcomes = await Promise.allSettled([
      engine.write([put('a', 1)]),
      engine.write([never, put('a', 2)]),
      engine.write([put('b', 3)]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(Fenced);
    expect(await standing()).toEqual([
      { name: 'a', position: 1 },
      { name: 'b', position: 3 },
    ]);
  });

  it('is not confused by what cannot be sent to it', async () => {
    const uncloneable: Change = { kind: 'run', sql: 'DELETE FROM checkpoint WHERE name = ?', params: [(() => 1) as unknown as string] };
    const narrow: Change = { kind: 'put', table: checkpoint, rows: [['short']] };
    const outcomes = await Promise.allSettled([
      engine.write([uncloneable]),
      engine.write([never]),
      engine.write([narrow]),
      engine.write([put('c', 4)]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(Fenced);
    expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(TypeError);
    expect(await standing()).toEqual([{ name: 'c', position: 4 }]);
  });

  it('finishes what was asked for before it closes, and takes nothing after', async () => {
    const asked = engine.write([put('d', 5)]);
    await engine.close();
    await asked;
    await expect(engine.write([put('e', 6)])).rejects.toThrow('closed');
    engine = new SqliteViewEngine(join(folder, `${String(files)}.sqlite`), 'threaded');
    expect(await standing()).toEqual([{ name: 'd', position: 5 }]);
  });
});
