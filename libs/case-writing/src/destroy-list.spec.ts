// SPDX-License-Identifier: EUPL-1.2
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { DestroyList, DestroyListBroken, readCopiesLapse, readDestroyList } from './destroy-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'destroy-list-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
let count = 0;
const newFile = () => join(folder, String((count += 1)), 'destroyed.jsonl');
const decision = (id: string) => ({
  stream: 'familyCase-1',
  id,
  type: 'RetentionDecided',
  data: Buffer.from(`{"id":"${id}"}`),
  metadata: Buffer.from('{}'),
});
const ids = (file: string) => readDestroyList(file).map(({ id }) => id);

describe('the destroy list', () => {
  it('gives each decision back as it was recorded, once, to a process that opens it later too, and is for its owner only', () => {
    const file = newFile();
    const list = new DestroyList(file);
    list.note(decision('a'));
    list.note(decision('a'));
    const other = new DestroyList(file);
    other.note(decision('a'));
    other.note(decision('b'));
    expect(ids(file)).toEqual(['a', 'b']);
    expect(readDestroyList(file)[1]).toEqual(decision('b'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  it('knows up to where it holds every decision, unless it is lost itself', () => {
    const file = newFile();
    const list = new DestroyList(file);
    expect(list.upTo).toBeNull();
    list.reached(5n);
    expect(new DestroyList(file).upTo).toBe(5n);
    list.note(decision('a'));
    list.reached(7n);
    expect(new DestroyList(file).upTo).toBe(7n);
    rmSync(file);
    expect(new DestroyList(file).upTo).toBeNull();
  });

  it('goes on behind a line that a crash cut off, wherever it was cut', () => {
    const file = newFile();
    const list = new DestroyList(file);
    list.note(decision('a'));
    const whole = statSync(file).size;
    list.note(decision('b'));
    const end = statSync(file).size;
    for (let size = whole + 1; size < end - 1; size += 1) {
      truncateSync(file, size);
      expect(ids(file)).toEqual(['a']);
      new DestroyList(file).note(decision('b'));
      expect(ids(file)).toEqual(['a', 'b']);
      writeFileSync(
        file,
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line.endsWith('}'))
          .join('\n') + '\n',
      );
      expect(statSync(file).size).toBe(end);
    }
  });

  it('says until when copies of the keys may exist: the latest day that anybody noted, and it is no decision', () => {
    const file = newFile();
    const [list, other] = [new DestroyList(file), new DestroyList(file)];
    list.create();
    expect(list.copiesLapseOn).toBeUndefined();
    expect(readCopiesLapse(file)).toBeUndefined();
    list.noteCopiesLapse('2026-05-15');
    list.note(decision('a'));
    // It opened the list before that, and does not know.
    other.noteCopiesLapse('2026-05-02');
    list.noteCopiesLapse('2026-05-14');
    for (const read of [readCopiesLapse(file), new DestroyList(file).copiesLapseOn, list.copiesLapseOn]) expect(read).toBe('2026-05-15');
    expect(ids(file)).toEqual(['a']);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
  });

  it('says so behind a line that a crash cut off, wherever it was cut', () => {
    const file = newFile();
    new DestroyList(file).note(decision('a'));
    const whole = statSync(file).size;
    new DestroyList(file).noteCopiesLapse('2026-05-15');
    const end = statSync(file).size;
    for (let size = whole + 1; size < end - 1; size += 1) {
      truncateSync(file, size);
      expect([ids(file), readCopiesLapse(file)]).toEqual([['a'], undefined]);
      new DestroyList(file).noteCopiesLapse('2026-05-15');
      expect([ids(file), readCopiesLapse(file)]).toEqual([['a'], '2026-05-15']);
    }
  });

  it.each(['{"copiesLapseOn":"2026-02-30"}', '{"copiesLapseOn":20260515}', '{"lapse":"2026-05-15"}'])(
    'that holds %s is not taken for one',
    (line) => {
      const file = newFile();
      new DestroyList(file).create();
      appendFileSync(file, `${line}\n`);
      expect(() => readDestroyList(file)).toThrow(DestroyListBroken);
      expect(() => readCopiesLapse(file)).toThrow(DestroyListBroken);
    },
  );

  it.each([{ type: 'HatGranted' }, { stream: 'administration' }])('that holds %j is not taken for one', (other) => {
    const file = newFile();
    new DestroyList(file).note({ ...decision('a'), ...other });
    expect(() => readDestroyList(file)).toThrow(DestroyListBroken);
  });

  it('that holds something else is not taken for one', () => {
    const file = newFile();
    new DestroyList(file).note(decision('a'));
    appendFileSync(file, 'something else\n');
    expect(() => readDestroyList(file)).toThrow(DestroyListBroken);
    expect(() => new DestroyList(file)).toThrow(DestroyListBroken);
  });
});
