// SPDX-License-Identifier: EUPL-1.2
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { INDEXES, TABLES, caseLink, caseReader, entryRow, rendering, searchRow } from '../schema.ts';
import { Fenced } from '../view-engine.ts';
import type { Change, Fence, Row, ShadowEngine, SqlValue, Table } from '../view-engine.ts';

/** Views in one SQLite file. Not synced per commit: a lost tail is projected again from the checkpoint that was lost with it. */
export class SqliteViewEngine implements ShadowEngine {
  readonly #file: string;
  readonly #sorted: boolean;
  #db: DatabaseSync;
  #statements = new Map<string, StatementSync>();

  /** `building`: no sync, no write-ahead file and no index before `finish`. */
  constructor(file: string, mode: 'serving' | 'building' = 'serving') {
    this.#file = file;
    this.#sorted = mode === 'building';
    this.#db = open(file, mode);
  }

  all(sql: string, params: readonly SqlValue[]): Promise<readonly Row[]> {
    return Promise.resolve(this.#statement(sql).all(...params) as unknown as readonly Row[]);
  }

  // An async function: what is refused is a rejection, as on an engine across a network.
  async write(changes: readonly Change[]): Promise<void> {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const change of changes) this.#apply(change);
      this.#db.exec('COMMIT');
    } catch (failure) {
      this.#db.exec('ROLLBACK');
      throw failure;
    }
  }

  shadow(): Promise<ShadowEngine> {
    const file = `${this.#file}.rebuild`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    return Promise.resolve(new SqliteViewEngine(file, 'building'));
  }

  async swap(shadow: ShadowEngine, fence?: Fence): Promise<void> {
    if (!(shadow instanceof SqliteViewEngine)) throw new TypeError('Only a shadow of the same engine can take its place');
    if (fence !== undefined) this.#apply(fence);
    await shadow.close();
    // From here on without a pause: whoever asks meanwhile finds the one file or the other.
    this.#statements.clear();
    this.#db.close();
    for (const suffix of ['-wal', '-shm']) rmSync(`${this.#file}${suffix}`, { force: true });
    renameSync(shadow.#file, this.#file);
    this.#db = open(this.#file, 'serving');
  }

  /** Beside this one, for one share of the rows of a shadow. */
  partFile(index: number): string {
    return `${this.#file}.part-${String(index)}`;
  }

  /**
   * Takes in finished parts, each the rows of other streams than the rest. Rows come in the order of their keys, from all parts at once, so
   * that each goes in behind the one before it.
   * @throws TypeError when the parts do not go up to the same event.
   */
  absorb(parts: readonly string[]): Promise<void> {
    const names: string[] = [];
    try {
      for (const [index, file] of parts.entries()) {
        this.#db.prepare(`ATTACH ? AS part_${String(index)}`).run(file);
        names.push(`part_${String(index)}`);
      }
      this.#takeIn(names);
    } finally {
      // Whatever went wrong: nothing half taken in may stay, and no part may be held on to.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      for (const name of names) this.#db.exec(`DETACH ${name}`);
    }
    return Promise.resolve();
  }

  #takeIn(names: readonly string[]): void {
    const union = (table: string) => names.map((name) => `SELECT * FROM ${name}.${table}`).join(' UNION ALL ');
    const apart = this.#db.prepare(`SELECT name FROM (${union('checkpoint')}) GROUP BY name HAVING count(DISTINCT position) > 1`).get();
    if (apart !== undefined) throw new TypeError('The parts of a rebuild must go up to the same event');
    this.#db.exec('BEGIN IMMEDIATE');
    for (const { name, key } of [entryRow, rendering, caseReader, searchRow, caseLink])
      this.#db.exec(`INSERT INTO ${name} ${union(name)} ORDER BY ${key.join(', ')}`);
    // Each part knows where the time rose among its own events: where it rose among all is a few of these.
    this.#db.exec(`INSERT INTO moment SELECT position, recorded_max FROM (
      SELECT position, recorded_max, max(recorded_max) OVER (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM (${union('moment')})) WHERE before IS NULL OR recorded_max > before`);
    this.#db.exec(`INSERT INTO checkpoint SELECT DISTINCT name, position FROM (${union('checkpoint')})`);
    this.#db.exec('COMMIT');
  }

  finish(): Promise<void> {
    makeIndexes(this.#db);
    syncToDisk(this.#file);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#statements.clear();
    if (this.#db.isOpen) this.#db.close();
    return Promise.resolve();
  }

  #apply(change: Change): void {
    switch (change.kind) {
      case 'put': {
        const statement = this.#statement(putSql(change.table, change.keep ?? false));
        for (const row of this.#sorted ? byKey(change.table, change.rows) : change.rows) statement.run(...row);
        break;
      }
      case 'delete': {
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

/** What was built without a sync must be on disk before it takes the place of what was. */
function syncToDisk(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/**
 * Twice the usual: a rendering of up to 2 kB then stands in its leaf, and not on pages of its own behind it, which made a page of the
 * timeline five times as dear. Takes effect when a file is made.
 */
const PAGE_BYTES = 8192;

const PRAGMAS = {
  serving: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 8000',
  building: 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF',
};

function open(file: string, mode: keyof typeof PRAGMAS): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA page_size = ${String(PAGE_BYTES)}; ${PRAGMAS[mode]}; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536`);
  for (const { name, columns, key } of TABLES) {
    const fields = columns.map(([column, type]) => `${column} ${type === 'text' ? 'TEXT' : 'INTEGER'}`);
    db.exec(`CREATE TABLE IF NOT EXISTS ${name} (${fields.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`);
  }
  if (mode === 'serving') makeIndexes(db);
  return db;
}

function makeIndexes(db: DatabaseSync): void {
  for (const { name, table, columns } of INDEXES) db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`);
}
