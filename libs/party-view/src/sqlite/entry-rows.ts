// SPDX-License-Identifier: EUPL-1.2
/**
 * How rows of entries lie in the file of SQLite. Each stands in four trees of the file, once per reader: with a case and a reader of some fifty
 * characters each, an event for five readers dirtied pages of 8 kB by the dozen. Here a case and a reader are one number, and what an entry is
 * called stands once per event. Who asks finds them under `entry_row`, as the schema has them. Only erasable TypeScript.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { entryRow } from '../schema.ts';
import type { Index } from '../schema.ts';
import type { SqlValue } from '../view-engine.ts';

const FORM = `
  CREATE TABLE IF NOT EXISTS row_owner (owner INTEGER PRIMARY KEY, case_id TEXT NOT NULL, reader TEXT NOT NULL, UNIQUE (case_id, reader));
  CREATE TABLE IF NOT EXISTS entry_id (position INTEGER PRIMARY KEY, entry_id TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS owned_row (
    owner INTEGER, position INTEGER, type TEXT, party TEXT, occurred_key TEXT, about TEXT, audience TEXT, PRIMARY KEY (owner, position)
  ) WITHOUT ROWID;
  CREATE VIEW IF NOT EXISTS entry_row AS
    SELECT o.case_id, o.reader, r.position, e.entry_id, r.type, r.party, r.occurred_key, r.about, r.audience
    FROM row_owner o JOIN owned_row r ON r.owner = o.owner LEFT JOIN entry_id e ON e.position = r.position`;

/** What an entry is called goes with the last of its renderings. */
const ID_GOES = `
  CREATE TRIGGER IF NOT EXISTS entry_id_goes AFTER DELETE ON rendering
  WHEN NOT EXISTS (SELECT 1 FROM rendering WHERE case_id = OLD.case_id AND position = OLD.position)
  BEGIN DELETE FROM entry_id WHERE position = OLD.position; END`;

export const OWNED_INDEXES: readonly Index[] = [
  { name: 'owned_row_occurred', table: 'owned_row', columns: 'owner, occurred_key, position' },
  { name: 'owned_row_of_type', table: 'owned_row', columns: 'owner, type, position' },
  { name: 'entry_id_one', table: 'entry_id', columns: 'entry_id' },
];

/** As `STATISTICS` of the file. */
export const OWNED_STATISTICS: readonly (readonly [table: string, key: string, counts: string])[] = [
  ['row_owner', 'sqlite_autoindex_row_owner_1', '20000 5 1'],
  ['owned_row', 'owned_row', '1000000 100 1'],
  ['owned_row', 'owned_row_occurred', '1000000 100 3 1'],
  ['owned_row', 'owned_row_of_type', '1000000 100 5 1'],
  ['entry_id', 'entry_id_one', '500000 1'],
];

const TAKE_OVER = `
  INSERT INTO row_owner (case_id, reader) SELECT DISTINCT case_id, reader FROM entry_row_before ORDER BY case_id, reader;
  INSERT OR IGNORE INTO entry_id (position, entry_id) SELECT position, entry_id FROM entry_row_before;
  INSERT INTO owned_row SELECT o.owner, b.position, b.type, b.party, b.occurred_key, b.about, b.audience
    FROM row_owner o CROSS JOIN entry_row_before b ON b.case_id = o.case_id AND b.reader = o.reader;
  DROP TABLE entry_row_before`;

const PUT = `INSERT INTO owned_row (owner, position, type, party, occurred_key, about, audience) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (owner, position) DO UPDATE SET type = excluded.type, party = excluded.party, occurred_key = excluded.occurred_key,
  about = excluded.about, audience = excluded.audience`;
/** Nothing is written where it stands already, as it does for every reader but the first. */
const PUT_NAME = `INSERT INTO entry_id (position, entry_id) VALUES (?, ?)
  ON CONFLICT (position) DO UPDATE SET entry_id = excluded.entry_id WHERE entry_id <> excluded.entry_id`;

type OwnedRow = readonly [owner: number, position: number, ...rest: SqlValue[]];

/** Whatever is written, within a transaction. `prepare` keeps what it prepared. */
export class EntryRows {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  static stand(db: DatabaseSync): boolean {
    return isThere(db, 'view');
  }

  /** Makes the tables, once the others are there, and takes over what an earlier version wrote. */
  static make(db: DatabaseSync): void {
    const before = isThere(db, 'table');
    if (before) db.exec(`ALTER TABLE ${entryRow.name} RENAME TO entry_row_before`);
    db.exec(`${FORM}; ${ID_GOES}`);
    if (before) db.exec(TAKE_OVER);
  }

  /** SQL that takes in the rows of attached files, each with other cases than the rest, in the order of their keys. */
  static takingIn(parts: readonly string[]): string {
    const union = (of: (part: string) => string) => parts.map(of).join(' UNION ALL ');
    return `
      INSERT INTO row_owner (case_id, reader) ${union((part) => `SELECT case_id, reader FROM ${part}.row_owner`)} ORDER BY case_id, reader;
      INSERT INTO entry_id (position, entry_id) ${union((part) => `SELECT position, entry_id FROM ${part}.entry_id`)} ORDER BY position;
      INSERT INTO owned_row ${union(
        (
          part,
        ) => `SELECT o.owner AS owner, r.position AS position, r.type, r.party, r.occurred_key, r.about, r.audience FROM main.row_owner o
          CROSS JOIN ${part}.row_owner p ON p.case_id = o.case_id AND p.reader = o.reader CROSS JOIN ${part}.owned_row r ON r.owner = p.owner`,
      )} ORDER BY owner, position`;
  }

  /** `sorted`: each in beside the one before it, in whatever order they came. */
  put(rows: readonly (readonly SqlValue[])[], sorted: boolean): void {
    const ownerOf = this.#owners();
    const names = new Map<SqlValue | undefined, SqlValue | undefined>();
    const owned = rows.map(([caseId, reader, position, entryId, ...rest]): OwnedRow => {
      names.set(position, entryId);
      return [ownerOf(caseId as string, reader as string), position as number, ...rest];
    });
    const put = this.#prepare(PUT);
    for (const row of sorted ? owned.sort(([a, at], [b, then]) => a - b || at - then) : owned) put.run(...row);
    const name = this.#prepare(PUT_NAME);
    for (const [position, entryId] of names) name.run(position as number, entryId as string);
  }

  /** By the case, or by the case and the reader. */
  delete(where: readonly string[], rows: readonly (readonly SqlValue[])[]): void {
    const found = this.#prepare(`SELECT owner FROM row_owner WHERE ${where.map((column) => `${column} = ?`).join(' AND ')}`);
    const [ofOwner, itself] = ['owned_row', 'row_owner'].map((table) => this.#prepare(`DELETE FROM ${table} WHERE owner = ?`));
    for (const row of rows) {
      for (const { owner } of found.all(...row)) {
        ofOwner?.run(owner as number);
        itself?.run(owner as number);
      }
    }
  }

  /** Finds or makes the number of a case and a reader. Kept no longer than a batch: in between somebody may have deleted it. */
  #owners(): (caseId: string, reader: string) => number {
    const known = new Map<string, Map<string, number>>();
    const find = this.#prepare('SELECT owner FROM row_owner WHERE case_id = ? AND reader = ?');
    const make = this.#prepare('INSERT INTO row_owner (case_id, reader) VALUES (?, ?) RETURNING owner');
    return (caseId, reader) => {
      let ofCase = known.get(caseId);
      if (ofCase === undefined) known.set(caseId, (ofCase = new Map<string, number>()));
      let owner = ofCase.get(reader);
      if (owner === undefined) {
        owner = (find.get(caseId, reader) ?? make.get(caseId, reader))?.['owner'] as number;
        ofCase.set(reader, owner);
      }
      return owner;
    };
  }
}

function isThere(db: DatabaseSync, as: 'table' | 'view'): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ?').get(as, entryRow.name) !== undefined;
}
