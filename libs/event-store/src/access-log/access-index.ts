// SPDX-License-Identifier: EUPL-1.2
import { createHmac, type KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import type { EventStore, Instant, StoredEvent } from '@gezinslijn/event-sourcing';
import { AT_MOST } from '../sqlite/at-most.ts';
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
  /** Of its batch, in the order of the store: what stands before it was recorded before it was looked. */
  readonly position: bigint;
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

interface Batch {
  readonly position: bigint;
  /** `undefined` for a month whose key was destroyed. */
  readonly entries: readonly AccessEntry[] | undefined;
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
    const batches = new Map<string, Batch>();
    const found: FoundLook[] = [];
    // A place whose month cannot be opened any more takes none of the page: fewer than asked means that there are no more.
    for (let { before } = asked; found.length < asked.limit;) {
      const rows = this.#places({ ...asked, limit: asked.limit - found.length, ...(before === undefined ? {} : { before }) });
      for (const { number, stream, revision, item } of rows) {
        const key = `${String(stream)}/${String(revision)}`;
        const batch = batches.get(key) ?? (await this.#batch(String(stream), Number(revision)));
        batches.set(key, batch);
        const entry = batch.entries?.[Number(item)];
        if (entry !== undefined) found.push({ number: Number(number), position: batch.position, entry });
        before = Number(number);
      }
      if (rows.length === 0) break;
    }
    return found;
  }

  #places(asked: LooksAsked): readonly Record<string, SQLOutputValue>[] {
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
    return this.#db
      .prepare(`SELECT number, stream, revision, item FROM look WHERE ${where} ORDER BY number DESC ${AT_MOST}`)
      .all(...params, limit);
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    this.#db.close();
  }

  async #batch(stream: string, revision: number): Promise<Batch> {
    for await (const event of this.#options.store.readStream(stream, { from: revision, limit: 1 }))
      return { position: event.position, entries: this.#open(event) };
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
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
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
