// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { SqliteViewEngine, packed } from '../src/index.ts';
import type { Change } from '../src/index.ts';
import { checkpoint } from '../src/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'views-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, position: number): Change => ({ kind: 'put', table: checkpoint, rows: [[name, position]] });

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

it('takes nothing after it was closed', async () => {
  const engine = new SqliteViewEngine(join(folder, 'closed.sqlite'));
  await engine.close();
  await expect(engine.write([put('e', 6)])).rejects.toThrow('closed');
});

it('a row of another width is not sent to another thread: all behind it would move along', () => {
  expect(() => packed([{ kind: 'put', table: checkpoint, rows: [['short']] }])).toThrow(TypeError);
});
