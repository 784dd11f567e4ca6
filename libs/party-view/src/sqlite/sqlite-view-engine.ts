// SPDX-License-Identifier: EUPL-1.2
import { renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { INDEXES, TABLES } from '../schema.ts';
import { Fenced } from '../view-engine.ts';
import type { Change, Fence, Row, SqlValue, Table, ViewEngine } from '../view-engine.ts';

/** Views in one SQLite file. Not synced per commit: a lost tail is projected again from the checkpoint that was lost with it. */
export class SqliteViewEngine implements ViewEngine {
  readonly #file: string;
  #db: DatabaseSync;
  #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#file = file;
    this.#db = open(file);
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

  shadow(): Promise<ViewEngine> {
    const file = `${this.#file}.rebuild`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    return Promise.resolve(new SqliteViewEngine(file));
  }

  async swap(shadow: ViewEngine, fence?: Fence): Promise<void> {
    if (!(shadow instanceof SqliteViewEngine)) throw new TypeError('Only a shadow of the same engine can take its place');
    if (fence !== undefined) this.#apply(fence);
    shadow.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    await shadow.close();
    await this.close();
    for (const suffix of ['-wal', '-shm']) rmSync(`${this.#file}${suffix}`, { force: true });
    renameSync(shadow.#file, this.#file);
    this.#db = open(this.#file);
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
        for (const row of change.rows) statement.run(...row);
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

function putSql(table: Table, keep: boolean): string {
  const columns = table.columns.map(([name]) => name);
  const marks = columns.map(() => '?').join(', ');
  const rest = columns.filter((name) => !table.key.includes(name)).map((name) => `${name} = excluded.${name}`);
  const conflict = keep || rest.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${rest.join(', ')}`;
  return `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${marks}) ON CONFLICT (${table.key.join(', ')}) ${conflict}`;
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON',
  );
  for (const { name, columns, key } of TABLES) {
    const fields = columns.map(([column, type]) => `${column} ${type === 'text' ? 'TEXT' : 'INTEGER'}`);
    db.exec(`CREATE TABLE IF NOT EXISTS ${name} (${fields.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`);
  }
  for (const { name, table, columns } of INDEXES) db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`);
  return db;
}
