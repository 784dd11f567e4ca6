// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Fenced } from '../src/index.ts';
import type { Change, SqlValue } from '../src/index.ts';
import { caseReader, checkpoint, entryRow, rendering } from '../src/schema.ts';
import type { EngineUnderTest, OpenEngine } from './engines.ts';

/** What the port of the views promises, on any engine. */
export function viewEngineContract(under: EngineUnderTest): void {
  describe('an engine', () => {
    let open: OpenEngine;
    beforeEach(async () => {
      open = await under.open();
    });
    afterEach(() => open.close());

    const row = (position: number, reader = 'organisation:a', about = ''): SqlValue[] => [
      'familyCase-1',
      reader,
      position,
      `e${String(position)}`,
      'FactRecorded',
      'VT',
      '2025-01-01T00:00:00.000Z',
      about,
      'x',
    ];
    const put = (...rows: SqlValue[][]): Change => ({ kind: 'put', table: entryRow, rows });
    const positions = async () =>
      (await open.engine.all('SELECT position FROM entry_row ORDER BY reader, position', [])).map(({ position }) => position);

    it('gives numbers as numbers and text as it was, nulls included', async () => {
      const grant = ['familyCase-1', 'person:"{é,\\}', null, '', 9_007_199_254_740_991, 'b'];
      await open.engine.write([{ kind: 'put', table: caseReader, rows: [grant] }]);
      const [read] = await open.engine.all('SELECT * FROM case_reader', []);
      expect(Object.values(read ?? {})).toEqual(grant);
      expect(await open.engine.all('SELECT count(*) AS n FROM case_reader', [])).toEqual([{ n: 1 }]);
    });

    it('puts many rows at once, the last of the same key', async () => {
      const many = Array.from({ length: 12_000 }, (_, index) => row(index));
      await open.engine.write([put(...many, row(3, 'organisation:a', 'first'), row(3, 'organisation:a', 'last'))]);
      expect((await positions()).length).toBe(12_000);
      expect(await open.engine.all('SELECT about FROM entry_row WHERE position = ?', [3])).toEqual([{ about: 'last' }]);
    });

    it('replaces all of a row by its key, what its entry is called too', async () => {
      await open.engine.write([put(row(3))]);
      await open.engine.write([
        put(row(3).map((value, column) => (column === entryRow.columns.findIndex(([name]) => name === 'entry_id') ? 'other' : value))),
      ]);
      expect(await open.engine.all('SELECT position, entry_id FROM entry_row', [])).toEqual([{ position: 3, entry_id: 'other' }]);
    });

    it('keeps what stands when told to', async () => {
      const body = (text: string): Change => ({ kind: 'put', table: rendering, rows: [['c', 1, 'a', text]], keep: true });
      await open.engine.write([body('first')]);
      await open.engine.write([body('second')]);
      expect(await open.engine.all('SELECT body FROM rendering', [])).toEqual([{ body: 'first' }]);
    });

    it('deletes by some of the columns, and nothing for no rows', async () => {
      await open.engine.write([put(row(1), row(2), row(1, 'organisation:b'), row(2, 'organisation:c'))]);
      await open.engine.write([
        {
          kind: 'delete',
          table: entryRow,
          where: ['case_id', 'reader'],
          rows: [
            ['familyCase-1', 'organisation:a'],
            ['familyCase-1', 'organisation:c'],
          ],
        },
        { kind: 'delete', table: entryRow, where: ['case_id'], rows: [] },
      ]);
      expect(await open.engine.all('SELECT reader, position FROM entry_row', [])).toEqual([{ reader: 'organisation:b', position: 1 }]);
    });

    it('applies changes in their order, all of them or none', async () => {
      const all: Change = { kind: 'delete', table: entryRow, where: ['case_id', 'reader'], rows: [['familyCase-1', 'organisation:a']] };
      const named = (name: string): Change => ({ kind: 'put', table: checkpoint, rows: [[name, 1]] });
      const unnamed: Change = { kind: 'run', sql: 'DELETE FROM checkpoint WHERE position = ?', params: [1] };
      await open.engine.write([put(row(1)), all, put(row(2)), named('gone'), unnamed, named('kept')]);
      expect(await positions()).toEqual([2]);
      expect(await open.engine.all('SELECT name FROM checkpoint', [])).toEqual([{ name: 'kept' }]);
      const bad: Change = { kind: 'run', sql: 'DELETE FROM checkpoint WHERE no_such_column = ?', params: [1] };
      await expect(open.engine.write([put(row(3)), bad, put(row(4))])).rejects.toThrow('no_such_column');
      expect(await positions()).toEqual([2]);
      await open.engine.write([put(row(5))]);
      expect(await positions()).toEqual([2, 5]);
    });

    it('writes nothing when a requirement does not hold, wherever it stands', async () => {
      const require = (token: number): Change => ({
        kind: 'require',
        sql: 'SELECT name FROM checkpoint WHERE name = ? AND position = ?',
        params: ['lease', token],
      });
      await open.engine.write([{ kind: 'put', table: checkpoint, rows: [['lease', 7]] }]);
      await open.engine.write([require(7), put(row(1))]);
      await expect(open.engine.write([require(6), put(row(2))])).rejects.toBeInstanceOf(Fenced);
      await expect(open.engine.write([put(row(2)), require(6)])).rejects.toBeInstanceOf(Fenced);
      expect(await positions()).toEqual([1]);
    });

    it('sorts text by its bytes, whatever language the server was set up for', async () => {
      const readers = ['person:b', 'person:B', 'person:-b', 'person:_', 'person:é', 'person:a c', 'person:ab'];
      await open.engine.write([put(...readers.map((reader) => row(1, reader)))]);
      const sorted = (await open.engine.all('SELECT reader FROM entry_row ORDER BY reader', [])).map(({ reader }) => reader);
      expect(sorted).toEqual(readers.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    });

    it('builds beside itself and takes over what was built, unless it no longer may', async () => {
      await open.engine.write([put(row(1))]);
      const built = async () => {
        const shadow = await open.engine.shadow();
        expect(await shadow.all('SELECT position FROM entry_row', [])).toEqual([]);
        await shadow.write([put(row(2)), { kind: 'notice', appeared: [{ stream: 's', reader: 'r', position: 2n, entryId: 'e' }] }]);
        expect(await positions()).toEqual([1]);
        return shadow;
      };
      const fence = { kind: 'require', sql: 'SELECT name FROM checkpoint WHERE name = ?', params: ['none'] } as const;
      const refused = await built();
      await expect(open.engine.swap(refused, fence)).rejects.toBeInstanceOf(Fenced);
      await refused.close();
      expect(await positions()).toEqual([1]);
      await open.engine.swap(await built());
      expect(await positions()).toEqual([2]);
      expect(await open.reading.all('SELECT position FROM entry_row', [], 'organisation:a')).toEqual([{ position: 2 }]);
      await open.engine.write([put(row(3))]);
      expect(await positions()).toEqual([2, 3]);
    });
  });
}
