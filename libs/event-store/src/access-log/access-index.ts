// SPDX-License-Identifier: EUPL-1.2
import { createHmac, type KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { EventStore, Instant, StoredEvent } from '@gezinslijn/event-sourcing';
import type { AccessEntry } from './access-entry.ts';
import { entriesOf } from './read-access-log.ts';

export interface AccessIndexOptions {
  /** Made when it is not there; holds nothing that could not be made anew from the log. `:memory:` for tests. */
  readonly file: string;
  readonly store: EventStore;
  readonly secretOf: (name: string) => KeyObject | undefined;
  /** Case and person stand in the file under this key only: without it the file says who of nobody. */
  readonly tagKey: KeyObject;
}

export interface LooksAsked {
  readonly caseId: string;
  /** Only looks at this person's data. */
  readonly personId?: string;
  /** Only looks in the name of this organisation. */
  readonly organisation?: string;
  /** Inclusive. */
  readonly from?: Instant;
  /** Exclusive. */
  readonly until?: Instant;
  readonly limit: number;
  /** Only what was written before this number; numbers are of this index alone. */
  readonly before?: number;
}

/** One look at one case, with its number. */
export interface FoundLook {
  readonly number: number;
  readonly entry: AccessEntry;
}

export interface AccessIndex {
  /** Last written first. Work goes with what is asked for and what came in since the last time, not with the length of the log. */
  find(asked: LooksAsked): Promise<readonly FoundLook[]>;
  close(): Promise<void>;
}

/**
 * Where in the log the looks at one case, one person or by one organisation stand. It holds places, never who looked: that stays sealed in
 * the log, and is gone with the key of its month. Each process keeps its own and brings it up to date before it answers.
 */
export function openAccessIndex(options: AccessIndexOptions): AccessIndex {
  if (options.file !== ':memory:') mkdirSync(dirname(options.file), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(options.file, { timeout: 5_000 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS look(tag BLOB NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
      item INTEGER NOT NULL, PRIMARY KEY (tag, number)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS progress(one INTEGER PRIMARY KEY CHECK (one = 1), position TEXT NOT NULL, number INTEGER NOT NULL);`);
  const index = new Index(options, db);
  return { find: (asked) => index.find(asked), close: () => index.close() };
}

class Index {
  readonly #options: AccessIndexOptions;
  readonly #db: DatabaseSync;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: AccessIndexOptions, db: DatabaseSync) {
    this.#options = options;
    this.#db = db;
  }

  async find(asked: LooksAsked): Promise<readonly FoundLook[]> {
    await this.#inTurn(() => this.#catchUp());
    const { caseId, personId, organisation, from, until, limit, before } = asked;
    const tag =
      personId !== undefined
        ? this.#tag(caseId, `p:${personId}`)
        : this.#tag(caseId, organisation === undefined ? '' : `o:${organisation}`);
    let where = 'tag = ?';
    const params: SQLInputValue[] = [tag];
    const and = (clause: string, value: SQLInputValue | undefined) => {
      if (value === undefined) return;
      where += ` AND ${clause}`;
      params.push(value);
    };
    and('at >= ?', from);
    and('at < ?', until);
    and('number < ?', before);
    const rows = this.#db
      .prepare(`SELECT number, stream, revision, item FROM look WHERE ${where} ORDER BY number DESC LIMIT ?`)
      .all(...params, limit);
    const batches = new Map<string, readonly AccessEntry[] | undefined>();
    const found: FoundLook[] = [];
    for (const { number, stream, revision, item } of rows) {
      const key = `${String(stream)}/${String(revision)}`;
      if (!batches.has(key)) batches.set(key, await this.#batch(String(stream), Number(revision)));
      const entry = batches.get(key)?.[Number(item)];
      if (entry !== undefined) found.push({ number: Number(number), entry });
    }
    return found;
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    this.#db.close();
  }

  /** `undefined` for a month whose key was destroyed. */
  async #batch(stream: string, revision: number): Promise<readonly AccessEntry[] | undefined> {
    for await (const event of this.#options.store.readStream(stream, { from: revision, limit: 1 })) return this.#open(event);
    throw new Error(`The access log has no batch ${String(revision)} in ${stream} any more`);
  }

  #open(event: StoredEvent): readonly AccessEntry[] | undefined {
    const secret = this.#options.secretOf(event.stream);
    return secret === undefined ? undefined : entriesOf(event, secret);
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const { after, number } = this.#progress();
      const page = await this.#options.store.readAll({ after, limit: 200, filter: { streamPrefixes: ['access-'] } });
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        // Another process on this file may have been here meanwhile: then its numbers stand.
        if (this.#progress().number === number && page.lastPosition !== null) this.#note(page.events, page.lastPosition, number);
        this.#db.exec('COMMIT');
      } catch (failure) {
        this.#db.exec('ROLLBACK');
        throw failure;
      }
      if (page.atHead) return;
    }
  }

  #progress(): { readonly after: bigint | null; readonly number: number } {
    const row = this.#db.prepare('SELECT position, number FROM progress').get();
    return row === undefined ? { after: null, number: 0 } : { after: BigInt(String(row['position'])), number: Number(row['number']) };
  }

  #note(events: readonly StoredEvent[], position: bigint, from: number): void {
    const put = this.#db.prepare('INSERT INTO look(tag, number, at, stream, revision, item) VALUES (?, ?, ?, ?, ?, ?)');
    let number = from;
    for (const event of events) {
      for (const [item, entry] of (this.#open(event) ?? []).entries()) {
        number += 1;
        for (const tag of this.#tagsOf(entry)) put.run(tag, number, entry.at, event.stream, event.revision, item);
      }
    }
    this.#db.prepare('INSERT OR REPLACE INTO progress(one, position, number) VALUES (1, ?, ?)').run(String(position), number);
  }

  #tagsOf({ caseId, organisation, people }: AccessEntry): readonly Buffer[] {
    if (caseId === undefined) return [];
    return ['', `o:${organisation}`, ...people.map((person) => `p:${person}`)].map((what) => this.#tag(caseId, what));
  }

  #tag(caseId: string, what: string): Buffer {
    return createHmac('sha256', this.#options.tagKey).update(`${caseId}\0${what}`).digest().subarray(0, 16);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
