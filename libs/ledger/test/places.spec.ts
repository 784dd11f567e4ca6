// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { PlaceReader, PlaceWriter } from '../src/log/places.ts';
import { madeEvents } from './made-events.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function written(ids: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'places-'));
  folders.push(folder);
  const places = await PlaceWriter.open(folder, 0);
  const [event] = madeEvents(1);
  if (event === undefined) throw new Error('There is one');
  for (const [index, id] of ids.entries()) places.add({ ...event, id, revision: index, position: BigInt(index + 1) });
  await places.flush();
  return folder;
}

it('gives every place back as it was put in, of more than there was room for at first', async () => {
  const ids = Array.from({ length: 5_000 }, () => crypto.randomUUID());
  const places = new PlaceReader(await written(ids));
  for (const [index, id] of ids.entries())
    expect(places.at(index)).toMatchObject({ index, id, revision: index, position: BigInt(index + 1) });
  expect(places.length).toBe(ids.length);
  places.close();
});

it('writes the 16 bytes that Node reads in a text of hexadecimal digits, zeros where it is shorter or something else', async () => {
  const ids = ['', '-', 'a', 'abc', '0123456789ABCDEFabcdef-0011', 'zz', '12é4', `${'f'.repeat(40)}`, crypto.randomUUID(), '1-2-3-4'];
  const bytes = readFileSync(join(await written(ids), 'places'));
  for (const [index, id] of ids.entries()) {
    const expected = Buffer.alloc(16);
    expected.write(id.replaceAll('-', ''), 0, 16, 'hex');
    expect(bytes.subarray(32 * index + 8, 32 * index + 24)).toEqual(expected);
  }
});
