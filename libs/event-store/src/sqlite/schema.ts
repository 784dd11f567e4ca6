// SPDX-License-Identifier: EUPL-1.2
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkInfo, WrongStore, type StoreInfo } from '../core/store-info.ts';

export interface SqliteFile {
  readonly file: string;
  readonly info: StoreInfo;
  /** Milliseconds to wait for another process that is writing. */
  readonly busyTimeout: number;
}

const SCHEMA_VERSION = 1;

/**
 * Positions and revisions are contiguous, and the file itself refuses what would break that. The insert guards also stop
 * INSERT OR REPLACE, which deletes without asking a delete trigger. `id` stands before `data`: reading it never touches overflow pages.
 */
const SCHEMA = `
  CREATE TABLE events(
    pos INTEGER PRIMARY KEY, stream TEXT NOT NULL, rev INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
    data BLOB NOT NULL, metadata BLOB NOT NULL) STRICT;
  CREATE UNIQUE INDEX events_stream_rev ON events(stream, rev);
  CREATE TRIGGER events_only_at_the_end BEFORE INSERT ON events
    WHEN NEW.pos IS NOT (SELECT coalesce(max(pos), 0) + 1 FROM events)
      OR NEW.rev IS NOT (SELECT coalesce(max(rev), -1) + 1 FROM events WHERE stream = NEW.stream)
    BEGIN SELECT RAISE(ABORT, 'events are only added at the end'); END;
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events never change'); END;
  CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events never go'); END;

  CREATE TABLE appended_anywhere(stream TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, PRIMARY KEY(stream, id)) STRICT, WITHOUT ROWID;
  CREATE TRIGGER appended_anywhere_only_new BEFORE INSERT ON appended_anywhere
    WHEN EXISTS (SELECT 1 FROM appended_anywhere WHERE stream = NEW.stream AND id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'ids are only added'); END;
  CREATE TRIGGER appended_anywhere_never_change BEFORE UPDATE ON appended_anywhere BEGIN SELECT RAISE(ABORT, 'ids never change'); END;
  CREATE TRIGGER appended_anywhere_never_go BEFORE DELETE ON appended_anywhere BEGIN SELECT RAISE(ABORT, 'ids never go'); END;

  CREATE TABLE store_info(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER store_info_written_once BEFORE INSERT ON store_info
    WHEN (SELECT user_version FROM pragma_user_version) <> 0 BEGIN SELECT RAISE(ABORT, 'store info is written once'); END;
  CREATE TRIGGER store_info_never_change BEFORE UPDATE ON store_info BEGIN SELECT RAISE(ABORT, 'store info never changes'); END;
  CREATE TRIGGER store_info_never_go BEFORE DELETE ON store_info BEGIN SELECT RAISE(ABORT, 'store info never goes'); END;
`;

/**
 * Opens the file for the one connection that writes; makes it, readable by its owner only, when it is not there.
 * @throws WrongStore when it holds something else, a newer shape or other marks than `info` asks for.
 */
export function openForWriting({ file, info, busyTimeout }: SqliteFile): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file, { timeout: busyTimeout });
  try {
    setPragma(db, 'journal_mode', 'WAL', 'wal');
    // FULL and nothing less: NORMAL loses the last acknowledged commits when the power goes.
    setPragma(db, 'synchronous', 'FULL', 2);
    db.exec('PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA recursive_triggers = ON;');
    prepare(db, info);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export function openForReading(file: string, busyTimeout: number): DatabaseSync {
  return new DatabaseSync(file, { readOnly: true, timeout: busyTimeout });
}

export function readInfo(db: DatabaseSync): StoreInfo {
  const rows = db.prepare('SELECT key, value FROM store_info').all();
  return Object.freeze(Object.fromEntries(rows.map(({ key, value }) => [String(key), String(value)])));
}

function prepare(db: DatabaseSync, info: StoreInfo): void {
  // In one transaction, so that a second process that starts at the same time finds all of it or nothing.
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version === 0) makeStore(db, info);
    else if (version !== SCHEMA_VERSION)
      throw new WrongStore(`The event file has shape ${String(version)}; this program knows ${String(SCHEMA_VERSION)}`);
    else checkInfo(readInfo(db), info);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function makeStore(db: DatabaseSync, info: StoreInfo): void {
  if (db.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined) throw new WrongStore('The file is a database, but not an event store');
  db.exec(SCHEMA);
  const insert = db.prepare('INSERT INTO store_info(key, value) VALUES (?, ?)');
  for (const [key, value] of Object.entries({ storeId: crypto.randomUUID(), ...info })) insert.run(key, value);
  db.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION)}`);
}

/** Some file systems refuse WAL without an error: what was set is read back. */
function setPragma(db: DatabaseSync, name: string, value: string, expected: string | number): void {
  db.exec(`PRAGMA ${name} = ${value}`);
  const now = db.prepare(`PRAGMA ${name}`).get()?.[name];
  if (now !== expected) throw new WrongStore(`The file system of the event store does not allow ${name} = ${value}`);
}
