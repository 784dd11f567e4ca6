// SPDX-License-Identifier: EUPL-1.2
import type pg from 'pg';
import { isStatementError } from '@gezinslijn/event-store/postgres-connections';
import type { Row, SqlValue } from '../view-engine.ts';
import type { Asked, SharedStatements } from './shared-statements.ts';

/** Questions in one transaction at most: more would keep the first waiting for the last. */
const BATCH = 64;
const ACTS_FOR = `SELECT set_config('gezinslijn.reader', $1, true)`;
const BEGIN: pg.QueryConfig = { text: 'BEGIN READ ONLY' };
const COMMIT: pg.QueryConfig = { text: 'COMMIT' };

interface Question extends Asked {
  readonly reader: string;
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Questions asked for readers, of the same turn of the event loop, in one transaction and one round trip. The server guards rows by the
 * reader that is set: he is set anew before the first question of each, and holds for this transaction only, so a connection that is used
 * again knows nothing of him. What he asks in the same words shares a statement. Alone, every question would cost four statements instead of
 * a part of one.
 */
export class GuardedReads {
  readonly #pool: pg.Pool;
  readonly #shared: SharedStatements;
  readonly #connections: number;
  #waiting: Question[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(pool: pg.Pool, shared: SharedStatements, connections: number) {
    this.#pool = pool;
    this.#shared = shared;
    this.#connections = connections;
  }

  /** @throws what the server refuses or the connection is lost with: of this question alone. */
  ask(reader: string, sql: string, params: readonly SqlValue[]): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ reader, sql, params, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#underWay >= this.#connections) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const batch = this.#waiting.splice(0, BATCH);
      this.#underWay += 1;
      void this.#answer(batch).then(() => {
        this.#underWay -= 1;
        this.#schedule();
      });
      this.#schedule();
    });
  }

  async #answer(batch: readonly Question[]): Promise<void> {
    try {
      const answers = await this.#inOneTransaction(batch);
      for (const question of batch) question.resolve(answers.get(question) ?? []);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      // One that is refused ends the transaction of all: each is asked again by itself, and fails by itself.
      else await Promise.all(batch.map((question) => this.#answer([question])));
    }
  }

  async #inOneTransaction(batch: readonly Question[]): Promise<ReadonlyMap<Question, readonly Row[]>> {
    const queries = [BEGIN];
    const asked: { readonly at: number; readonly questions: readonly Question[] }[] = [];
    for (const [reader, ofReader] of groupedBy(batch, ({ reader }) => reader)) {
      queries.push({ name: 'acts_for', text: ACTS_FOR, values: [reader] });
      for (const [key, questions] of groupedBy(ofReader, (question) => this.#shared.keyOf(question) ?? question)) {
        asked.push({ at: queries.push(this.#shared.query(key, questions)) - 1, questions });
      }
    }
    queries.push(COMMIT);
    const results = await this.#sent(queries);
    const answers = new Map<Question, readonly Row[]>();
    for (const { at, questions } of asked) {
      const rows = this.#shared.rowsOf(results[at] as pg.QueryResult, questions.length);
      questions.forEach((question, index) => answers.set(question, rows[index] ?? []));
    }
    return answers;
  }

  async #sent(queries: readonly pg.QueryConfig[]): Promise<readonly pg.QueryResult[]> {
    const client = await this.#pool.connect();
    try {
      const results = await inOrder(client, queries);
      client.release();
      return results;
    } catch (error) {
      await giveBack(client, error);
      throw error;
    }
  }
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Sends all at once and waits for all. The first refusal counts; those after it only say that the transaction was over. */
export async function inOrder(client: pg.PoolClient, queries: readonly pg.QueryConfig[]): Promise<pg.QueryResult[]> {
  const { stream } = client.connection;
  // One write for all: a system call for each of them was a tenth of what a page costs.
  stream.cork();
  let asked: readonly Promise<pg.QueryResult>[];
  try {
    asked = queries.map((query) => client.query(query));
  } finally {
    stream.uncork();
  }
  const outcomes = await Promise.allSettled(asked);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason instanceof Error ? outcome.reason : new Error(String(outcome.reason));
    return outcome.value;
  });
}

/** Ends the transaction and keeps the connection if it is still good, else throws it away. */
export async function giveBack(client: pg.PoolClient, error: unknown, stillGood = isStatementError(error)): Promise<void> {
  if (!stillGood) {
    client.release(true);
    return;
  }
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
