// SPDX-License-Identifier: EUPL-1.2
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { UnsafeKeyFolder } from './key-ring.ts';

const SCHEMA_VERSION = 3;
const BUSY_MILLISECONDS = 5_000;
export const IN_MEMORY = ':memory:';
const DESTRUCTIONS = 'destructions';

/** `wrapped` is NULL once it is destroyed; the row stays, so that it is never made again. */
const SCHEMA = `
  CREATE TABLE wraps(scope TEXT NOT NULL, subject TEXT NOT NULL, controller TEXT NOT NULL, wrapped BLOB,
    PRIMARY KEY(scope, subject, controller)) STRICT, WITHOUT ROWID;
  CREATE TABLE destroyed(scope TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY(scope, subject)) STRICT, WITHOUT ROWID;
  CREATE TABLE secrets(name TEXT PRIMARY KEY, wrapped BLOB) STRICT, WITHOUT ROWID;
`;
const NOTES = `
  CREATE TABLE notes(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
/**
 * What each controller closed itself off from, by which decision, and which keys that took from it. Files made before know nothing of that:
 * what was noted of how far things came goes, so that every decision is looked at once more.
 */
const CLOSED = `
  CREATE TABLE closed(scope TEXT NOT NULL, controller TEXT NOT NULL, decision TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL,
    generation INTEGER NOT NULL, PRIMARY KEY(scope, controller, decision)) STRICT, WITHOUT ROWID;
  CREATE TABLE closed_keys(scope TEXT NOT NULL, controller TEXT NOT NULL, decision TEXT NOT NULL, subject TEXT NOT NULL,
    PRIMARY KEY(scope, controller, decision, subject)) STRICT, WITHOUT ROWID;
  DELETE FROM notes WHERE name <> '${DESTRUCTIONS}';
  PRAGMA user_version = ${String(SCHEMA_VERSION)};
`;

/** A controller closed itself off from a person, or a part of a file, in a scope. */
export interface Closed {
  /** Id of the decision. */
  readonly decision: string;
  /** What it closed itself off from, as whoever decided names it. */
  readonly name: string;
  /** When the keys went (UTC). */
  readonly at: string;
  /** The how-manieth destruction in this key file it was. */
  readonly generation: number;
  /** Keys that it held no wrap of any more from then on. */
  readonly subjects: readonly string[];
}

export interface Wrap {
  readonly controller: string;
  /** `undefined` once it is destroyed. */
  readonly wrapped: Buffer | undefined;
}

/** Another that scrubs is done in some milliseconds. */
const SCRUB_MS = 1_000;
const SCRUB_PAUSE_MS = 10;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

/** The wrapped keys in a file of their own. Rare and small writes, so on the calling thread; in WAL mode with a full sync. */
export class KeyTable {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    if (file !== IN_MEMORY) closeSync(openSync(file, 'a', 0o600));
    this.#db = new DatabaseSync(file, { timeout: BUSY_MILLISECONDS });
    // secure_delete overwrites what goes with zeros instead of only forgetting where it stood.
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    this.transaction(() => {
      const version = Number(this.#get('PRAGMA user_version')?.['user_version']);
      if (version === 0) this.#db.exec(SCHEMA + NOTES + CLOSED);
      else if (version === 1) this.#db.exec(NOTES + CLOSED);
      else if (version === 2) this.#db.exec(CLOSED);
      else if (version !== SCHEMA_VERSION)
        throw new UnsafeKeyFolder(`${file} has shape ${String(version)}, which this program does not know`);
    });
  }

  /**
   * All or nothing, durable when it returns; keeps other processes out meanwhile.
   * @throws StoreUnavailable when SQLite fails; what `work` throws, otherwise.
   */
  transaction<T>(work: () => T): T {
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      if (error instanceof Error && 'errcode' in error) throw new StoreUnavailable('The key file cannot be written', { cause: error });
      throw error;
    }
  }

  get isEmpty(): boolean {
    return this.#get('SELECT 1 FROM wraps UNION ALL SELECT 1 FROM secrets') === undefined;
  }

  wraps(scope: string, subject: string): Wrap[] {
    const rows = this.#prepare('SELECT controller, wrapped FROM wraps WHERE scope = ? AND subject = ? ORDER BY controller').all(
      scope,
      subject,
    );
    return rows.map(({ controller, wrapped }) => ({ controller: String(controller), wrapped: bufferOf(wrapped) }));
  }

  /** All wraps of a scope, subject by subject; `undefined` when there are more than `most`. */
  wrapsIn(scope: string, most: number): ReadonlyMap<string, readonly Wrap[]> | undefined {
    const rows = this.#lists(
      'SELECT subject, controller, wrapped FROM wraps WHERE scope = ? ORDER BY subject, controller LIMIT CAST(? AS INTEGER)',
      scope,
      String(most + 1),
    ) as [subject: string, controller: string, wrapped: Uint8Array | null][];
    if (rows.length > most) return undefined;
    const wraps = new Map<string, Wrap[]>();
    let last: { readonly subject: string; readonly its: Wrap[] } | undefined;
    for (const [subject, controller, wrapped] of rows) {
      if (last?.subject !== subject) {
        last = { subject, its: [] };
        wraps.set(subject, last.its);
      }
      last.its.push({ controller, wrapped: bufferOf(wrapped) });
    }
    return wraps;
  }

  destroyedIn(scope: string): ReadonlySet<string> {
    return new Set((this.#lists('SELECT subject FROM destroyed WHERE scope = ?', scope) as [string][]).map(([subject]) => subject));
  }

  scopes(prefix: string): string[] {
    return this.#prepare('SELECT DISTINCT scope FROM wraps WHERE scope >= ? AND scope < ? ORDER BY scope')
      .all(prefix, `${prefix}\u{10ffff}`)
      .map(({ scope }) => String(scope));
  }

  subjects(scope: string): string[] {
    return this.#prepare('SELECT DISTINCT subject FROM wraps WHERE scope = ?')
      .all(scope)
      .map(({ subject }) => String(subject));
  }

  isDestroyed(scope: string, subject: string): boolean {
    return this.#get('SELECT 1 FROM destroyed WHERE scope = ? AND subject = ?', scope, subject) !== undefined;
  }

  addWrap(scope: string, subject: string, controller: string, wrapped: Buffer): void {
    this.#prepare('INSERT INTO wraps(scope, subject, controller, wrapped) VALUES (?, ?, ?, ?)').run(scope, subject, controller, wrapped);
  }

  /** Also of a controller that never had one: it will not get one any more. */
  destroyWrap(scope: string, subject: string, controller: string): void {
    this.#prepare(
      'INSERT INTO wraps(scope, subject, controller, wrapped) VALUES (?, ?, ?, NULL) ON CONFLICT(scope, subject, controller) DO UPDATE SET wrapped = NULL',
    ).run(scope, subject, controller);
  }

  destroy(scope: string, subject: string): void {
    this.#prepare('UPDATE wraps SET wrapped = NULL WHERE scope = ? AND subject = ?').run(scope, subject);
    this.#prepare('INSERT OR IGNORE INTO destroyed(scope, subject) VALUES (?, ?)').run(scope, subject);
  }

  /** The first time counts: destroying once more changes nothing of when it was done, nor of which keys went then. */
  noteClosed(scope: string, controller: string, { decision, name, at, generation, subjects }: Closed): void {
    const { changes } = this.#prepare(
      'INSERT OR IGNORE INTO closed(scope, controller, decision, name, at, generation) VALUES (?, ?, ?, ?, ?, CAST(? AS INTEGER))',
    ).run(scope, controller, decision, name, at, String(generation));
    if (changes === 0) return;
    const key = this.#prepare('INSERT OR IGNORE INTO closed_keys(scope, controller, decision, subject) VALUES (?, ?, ?, ?)');
    for (const subject of subjects) key.run(scope, controller, decision, subject);
  }

  /** What a controller closed itself off from in a scope. */
  closedNames(scope: string, controller: string): ReadonlySet<string> {
    const rows = this.#prepare('SELECT name FROM closed WHERE scope = ? AND controller = ?').all(scope, controller);
    return new Set(rows.map(({ name }) => String(name)));
  }

  closed(scope: string, controller: string, decision: string): Closed | undefined {
    const row = this.#get(
      'SELECT name, at, generation FROM closed WHERE scope = ? AND controller = ? AND decision = ?',
      scope,
      controller,
      decision,
    );
    if (row === undefined) return undefined;
    const subjects = this.#prepare(
      'SELECT subject FROM closed_keys WHERE scope = ? AND controller = ? AND decision = ? ORDER BY subject',
    ).all(scope, controller, decision);
    return {
      decision,
      name: String(row['name']),
      at: String(row['at']),
      generation: Number(row['generation']),
      subjects: subjects.map(({ subject }) => String(subject)),
    };
  }

  /** How often something was destroyed in this file. */
  destructions(): number {
    return Number(this.noted(DESTRUCTIONS) ?? 0);
  }

  countDestruction(): number {
    const count = this.destructions() + 1;
    this.note(DESTRUCTIONS, String(count));
    return count;
  }

  noted(name: string): string | undefined {
    return this.#get('SELECT value FROM notes WHERE name = ?', name)?.['value'] as string | undefined;
  }

  note(name: string, value: string): void {
    this.#prepare('INSERT INTO notes(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value').run(name, value);
  }

  secret(name: string): { readonly wrapped: Buffer | undefined } | undefined {
    const row = this.#get('SELECT wrapped FROM secrets WHERE name = ?', name);
    return row === undefined ? undefined : { wrapped: bufferOf(row['wrapped']) };
  }

  addSecret(name: string, wrapped: Buffer): void {
    this.#prepare('INSERT INTO secrets(name, wrapped) VALUES (?, ?)').run(name, wrapped);
  }

  /** Everything a controller still holds. */
  wrapsOf(controller: string): { readonly scope: string; readonly subject: string; readonly wrapped: Buffer }[] {
    const rows = this.#prepare('SELECT scope, subject, wrapped FROM wraps WHERE controller = ? AND wrapped IS NOT NULL').all(controller);
    return rows.map(({ scope, subject, wrapped }) => ({
      scope: String(scope),
      subject: String(subject),
      wrapped: bufferOf(wrapped) as Buffer,
    }));
  }

  replaceWrap(scope: string, subject: string, controller: string, wrapped: Buffer): void {
    this.#prepare('UPDATE wraps SET wrapped = ? WHERE scope = ? AND subject = ? AND controller = ? AND wrapped IS NOT NULL').run(
      wrapped,
      scope,
      subject,
      controller,
    );
  }

  secrets(): { readonly name: string; readonly wrapped: Buffer }[] {
    const rows = this.#prepare('SELECT name, wrapped FROM secrets WHERE wrapped IS NOT NULL').all();
    return rows.map(({ name, wrapped }) => ({ name: String(name), wrapped: bufferOf(wrapped) as Buffer }));
  }

  replaceSecret(name: string, wrapped: Buffer): void {
    this.#prepare('UPDATE secrets SET wrapped = ? WHERE name = ? AND wrapped IS NOT NULL').run(wrapped, name);
  }

  destroySecret(name: string): void {
    this.#prepare('INSERT INTO secrets(name, wrapped) VALUES (?, NULL) ON CONFLICT(name) DO UPDATE SET wrapped = NULL').run(name);
  }

  /**
   * Folds the write-ahead file back and empties it: until then what was destroyed still stands in it.
   * @throws StoreUnavailable when another process keeps it; the key is destroyed then, its old bytes are not: ask again.
   */
  scrub(): void {
    // Who writes or reads is waited for; another that does the same is not, and two that destroy the same keys do it at the same time.
    const until = performance.now() + SCRUB_MS;
    do {
      if (this.#get('PRAGMA wal_checkpoint(TRUNCATE)')?.['busy'] === 0) return;
      Atomics.wait(PAUSE, 0, 0, SCRUB_PAUSE_MS);
    } while (performance.now() < until);
    throw new StoreUnavailable('Old key bytes could not be removed from the write-ahead file yet; ask again');
  }

  /** Changes when another connection has written. */
  dataVersion(): number {
    return Number(this.#get('PRAGMA data_version')?.['data_version']);
  }

  close(): void {
    this.#db.close();
  }

  #get(sql: string, ...values: string[]): Record<string, unknown> | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** Rows as lists: an object with names is made three times as slowly. Not for a statement that is asked for objects too. */
  #lists(sql: string, ...values: string[]): unknown[] {
    const statement = this.#prepare(sql);
    statement.setReturnArrays(true);
    return statement.all(...values);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

function bufferOf(value: unknown): Buffer | undefined {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : undefined;
}
