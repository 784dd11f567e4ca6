// SPDX-License-Identifier: EUPL-1.2
import type pg from 'pg';
import { isStatementError } from '@gezinslijn/event-store/postgres-connections';
import type { Row } from '../view-engine.ts';

/** Questions in one transaction at most: more would keep the first waiting for the last. */
const BATCH = 64;
const ACTS_FOR = `SELECT set_config('gezinslijn.reader', $1, true)`;
const BEGIN: pg.QueryConfig = { text: 'BEGIN READ ONLY' };
const COMMIT: pg.QueryConfig = { text: 'COMMIT' };

interface Question {
  readonly reader: string;
  readonly query: pg.QueryConfig;
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Questions asked for readers, of the same turn of the event loop, in one transaction and one round trip. The server guards rows by the
 * reader that is set: he is set anew before the first question of each, and holds for this transaction only, so a connection that is used
 * again knows nothing of him. Alone, every question would cost four statements instead of little more than one.
 */
export class GuardedReads {
  readonly #pool: pg.Pool;
  readonly #connections: number;
  #waiting: Question[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(pool: pg.Pool, connections: number) {
    this.#pool = pool;
    this.#connections = connections;
  }

  /** @throws what the server refuses or the connection is lost with: of this question alone. */
  ask(reader: string, query: pg.QueryConfig): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ reader, query, resolve, reject });
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
      batch.forEach(({ resolve }, index) => {
        resolve(answers[index] ?? []);
      });
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      // One that is refused ends the transaction of all: each is asked again by itself, and fails by itself.
      else await Promise.all(batch.map((question) => this.#answer([question])));
    }
  }

  async #inOneTransaction(batch: readonly Question[]): Promise<readonly (readonly Row[])[]> {
    const queries = [BEGIN];
    const at = new Map<Question, number>();
    let acting: string | undefined;
    for (const question of [...batch].sort(byReader)) {
      if (question.reader !== acting) queries.push({ name: 'acts_for', text: ACTS_FOR, values: [question.reader] });
      acting = question.reader;
      at.set(question, queries.push(question.query) - 1);
    }
    queries.push(COMMIT);
    const client = await this.#pool.connect();
    try {
      const results = await inOrder(client, queries);
      client.release();
      return batch.map((question) => (results[at.get(question) ?? -1] as pg.QueryResult<Row>).rows);
    } catch (error) {
      await giveBack(client, error);
      throw error;
    }
  }
}

const byReader = (a: Question, b: Question): number => (a.reader < b.reader ? -1 : a.reader > b.reader ? 1 : 0);

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
