// SPDX-License-Identifier: EUPL-1.2
/** The file that holds views, as one thread has it open. It runs in a worker thread as it stands: only erasable TypeScript. */
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { INDEXES, TABLES, entryRow } from '../schema.ts';
import { Fenced } from '../view-engine.ts';
import type { Change, Row, SqlValue, Table } from '../view-engine.ts';
import { EntryRows, OWNED_INDEXES, OWNED_STATISTICS } from './entry-rows.ts';

/** `building`: no sync, no write-ahead file and no index before `makeIndexes`. */
export type FileMode = 'serving' | 'building';

/**
 * Twice the usual: a rendering of up to 2 kB then stands in its leaf, and not on pages of its own behind it, which made a page of the
 * timeline five times as dear. Takes effect when a file is made.
 */
const PAGE_BYTES = 8192;

const PRAGMAS = {
  serving: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 8000',
  building: 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF',
};

/**
 * About how many rows there are, and how many share the first column of a key, the first two, and so on: of a region with thousands of cases.
 * Untold, the planner takes the primary key of any table for the best way in, and goes through all rows of a reader for one of them. Fixed,
 * so that a plan never changes by itself.
 */
const STATISTICS: readonly (readonly [table: string, key: string, counts: string])[] = [
  ...OWNED_STATISTICS,
  ['rendering', 'rendering', '500000 250 3 1'],
  ['case_reader', 'case_reader', '20000 5 1'],
  ['case_reader', 'case_reader_recent', '20000 200 1'],
  ['case_reader', 'case_reader_due', '20000 20'],
  ['search_row', 'search_row', '2000000 20000 10 2 1'],
  ['search_row', 'search_row_token', '2000000 100'],
  ['search_row', 'search_row_case', '2000000 500 100'],
];

/** Not synced per commit: a lost tail is projected again from the checkpoint that was lost with it. */
export class ViewFile {
  readonly #sorted: boolean;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #entries: EntryRows;

  constructor(path: string, mode: FileMode) {
    this.#sorted = mode === 'building';
    this.#db = new DatabaseSync(path);
    this.#db.exec(`PRAGMA page_size = ${String(PAGE_BYTES)}; ${PRAGMAS[mode]}; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536`);
    this.#entries = new EntryRows((sql) => this.#statement(sql));
    this.#makeTables();
    if (mode === 'serving') this.makeIndexes();
  }

  all(sql: string, params: readonly SqlValue[]): readonly Row[] {
    return this.#statement(sql).all(...params) as unknown as readonly Row[];
  }

  /** All of them or none. @throws Fenced when a condition among them does not hold. */
  write(changes: readonly Change[]): void {
    this.transaction(() => {
      for (const change of changes) this.apply(change);
    });
  }

  transaction(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (failure) {
      // Some failures end the transaction themselves.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw failure;
    }
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  #makeTables(): void {
    for (const { name, columns, key } of TABLES.filter((table) => table !== entryRow)) {
      const fields = columns.map(([column, type]) => `${column} ${type === 'text' ? 'TEXT' : 'INTEGER'}`);
      this.#db.exec(`CREATE TABLE IF NOT EXISTS ${name} (${fields.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`);
    }
    // Not each time: while another thread writes, who opens it would wait.
    if (EntryRows.stand(this.#db)) return;
    this.transaction(() => {
      EntryRows.make(this.#db);
    });
  }

  makeIndexes(): void {
    const others = INDEXES.filter(({ table }) => table !== entryRow.name);
    for (const { name, table, columns } of [...others, ...OWNED_INDEXES])
      this.#db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`);
    this.#tellPlanner();
  }

  /** Once in the life of a file; a rebuild makes another. */
  #tellPlanner(): void {
    // Of a table that hardly has rows: it only makes the place where the numbers stand.
    if (this.#db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'`).get() === undefined)
      this.#db.exec('ANALYZE checkpoint');
    if (this.#db.prepare(`SELECT 1 FROM sqlite_stat1 WHERE tbl = ?`).get('owned_row') !== undefined) return;
    this.transaction(() => {
      this.#db.exec('DELETE FROM sqlite_stat1');
      const tell = this.#db.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)');
      for (const row of STATISTICS) tell.run(...row);
    });
    this.#db.exec('ANALYZE sqlite_schema');
  }

  close(): void {
    this.#statements.clear();
    if (this.#db.isOpen) this.#db.close();
  }

  apply(change: Change): void {
    switch (change.kind) {
      case 'put': {
        if (change.table === entryRow) return this.#entries.put(change.rows, this.#sorted);
        const statement = this.#statement(putSql(change.table, change.keep ?? false));
        for (const row of this.#sorted ? byKey(change.table, change.rows) : change.rows) statement.run(...row);
        break;
      }
      case 'delete': {
        if (change.table === entryRow) return this.#entries.delete(change.where, change.rows);
        const where = change.where.map((column) => `${column} = ?`).join(' AND ');
        const statement = this.#statement(`DELETE FROM ${change.table.name} WHERE ${where}`);
        for (const row of change.rows) statement.run(...row);
        break;
      }
      case 'run':
        this.#statement(change.sql).run(...change.params);
        break;
      case 'require':
        if (this.#statement(change.sql).get(...change.params) === undefined) throw new Fenced();
        break;
      case 'notice':
        break;
    }
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** Rows of a large batch in the order of their key: each then goes in beside the one before it, on a page that is at hand. */
function byKey({ columns, key }: Table, rows: readonly (readonly SqlValue[])[]): readonly (readonly SqlValue[])[] {
  const places = key.map((name) => columns.findIndex(([column]) => column === name));
  return [...rows].sort((a, b) => {
    for (const place of places) {
      const [one, other] = [a[place] as string | number, b[place] as string | number];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  });
}

function putSql(table: Table, keep: boolean): string {
  const columns = table.columns.map(([name]) => name);
  const marks = columns.map(() => '?').join(', ');
  const rest = columns.filter((name) => !table.key.includes(name)).map((name) => `${name} = excluded.${name}`);
  const conflict = keep || rest.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${rest.join(', ')}`;
  return `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${marks}) ON CONFLICT (${table.key.join(', ')}) ${conflict}`;
}
