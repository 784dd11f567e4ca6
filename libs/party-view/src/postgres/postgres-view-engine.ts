// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';
import { connectionConfig, isStatementError } from '@gezinslijn/event-store/postgres-connections';
import { Fenced } from '../view-engine.ts';
import type { Change, Fence, Row, ShadowEngine, SqlValue } from '../view-engine.ts';
import { GuardedReads, giveBack, inOrder } from './guarded-reads.ts';
import { SharedStatements } from './shared-statements.ts';
import { checkViewAccount } from './view-account.ts';
import { LIVE, REBUILD } from './view-schema.ts';
import { Statements } from './view-statements.ts';

export interface PostgresViewEngineOptions {
  readonly url: string;
  /** `read` under the gateway's account, `write` under the projector's. */
  readonly access: 'read' | 'write';
  /** Connections at most; 10 unless told. */
  readonly connections?: number;
  /** Milliseconds a statement may take; 30,000 unless told. */
  readonly deadline?: number;
  /** Milliseconds between two times of throwing old notices away; a minute unless told. */
  readonly pruneEvery?: number;
}

const INT8: number = pg.types.builtins.INT8;
const PRUNE_EVERY = 60_000;
const CONNECTIONS = 10;

/** Views on a PostgreSQL server: one projector writes, many gateways read. Rows are guarded by the server, by reader. */
export class PostgresViewEngine implements ShadowEngine {
  readonly #options: PostgresViewEngineOptions;
  readonly #schema: string;
  readonly #pool: pg.Pool;
  readonly #guarded: GuardedReads;
  readonly #statements = new Statements();
  #prunedAt = performance.now();
  #closing: Promise<void> | undefined;

  private constructor(options: PostgresViewEngineOptions, schema: string) {
    this.#options = options;
    this.#schema = schema;
    const { url, access, connections = CONNECTIONS, deadline = 30_000 } = options;
    this.#pool = new pg.Pool({
      ...connectionConfig({ url, name: `gezinslijn-views-${access}`, deadline, settings: { search_path: schema } }),
      max: connections,
      // What is sent together travels together: a transaction costs one round trip.
      pipeline: true,
      types: {
        getTypeParser: (oid, format) =>
          Number(oid) === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
      },
    } as pg.PoolConfig);
    this.#pool.on('error', () => undefined);
    this.#guarded = new GuardedReads(this.#pool, new SharedStatements(this.#statements), connections);
  }

  /**
   * @throws UnsafeAccount when a reading account could see rows of every reader, or change them.
   * @throws Error when there are no views for this account, or of another shape.
   */
  static async open(options: PostgresViewEngineOptions): Promise<PostgresViewEngine> {
    const engine = new PostgresViewEngine(options, LIVE);
    try {
      await checkViewAccount(engine.#pool, options.access);
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  async all(sql: string, params: readonly SqlValue[], reader?: string): Promise<readonly Row[]> {
    const ask = async () =>
      reader === undefined
        ? (await this.#pool.query<Row>(this.#statements.prepared(sql, params))).rows
        : this.#guarded.ask(reader, sql, params);
    try {
      return await ask();
    } catch (error) {
      // A connection the server ended while nobody used it: reading again does no harm.
      if (isStatementError(error) || this.#closing !== undefined) throw error;
      return ask();
    }
  }

  async write(changes: readonly Change[]): Promise<void> {
    const client = await this.#pool.connect();
    try {
      // Not synced per commit: a lost tail is projected again from the checkpoint that was lost with it.
      await client.query('BEGIN; SET LOCAL synchronous_commit = off');
      const fences = changes.filter((change) => change.kind === 'require');
      for (const fence of fences) await this.#require(client, fence);
      await inOrder(client, [...this.#queries(changes), { text: 'COMMIT' }]);
      client.release();
    } catch (error) {
      await giveBack(client, error, isStatementError(error) || error instanceof Fenced);
      throw error;
    }
  }

  async shadow(): Promise<ShadowEngine> {
    await this.#pool.query('SELECT view_control.begin_rebuild()');
    return new PostgresViewEngine(this.#options, REBUILD);
  }

  /** Nothing is left to do: indexes stand from the start, and the swap is a durable commit that takes all before it along. */
  finish(): Promise<void> {
    return Promise.resolve();
  }

  async swap(shadow: ShadowEngine, fence?: Fence): Promise<void> {
    if (!(shadow instanceof PostgresViewEngine) || shadow.#schema !== REBUILD)
      throw new TypeError('Only a shadow of the same engine can take its place');
    await shadow.close();
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      if (fence !== undefined) await this.#require(client, fence);
      await client.query('SELECT view_control.swap_rebuild()');
      await client.query('COMMIT');
      // Waits for who still reads the old tables; new statements do not look there any more.
      await client.query('SELECT view_control.drop_replaced()');
      client.release();
    } catch (error) {
      await giveBack(client, error, isStatementError(error) || error instanceof Fenced);
      throw error;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  async #require(client: pg.ClientBase, { sql, params }: Fence): Promise<void> {
    const { rows } = await client.query(this.#statements.prepared(sql, params));
    if (rows.length === 0) throw new Fenced();
  }

  #queries(changes: readonly Change[]): pg.QueryConfig[] {
    const live = this.#schema === LIVE;
    const queries = changes.flatMap((change) => {
      if (change.kind === 'require') return [];
      // Nobody reads a rebuild yet: what appears in it is no news.
      return change.kind === 'notice' && !live ? [] : this.#statements.of(change);
    });
    if (!live || performance.now() - this.#prunedAt < (this.#options.pruneEvery ?? PRUNE_EVERY)) return queries;
    this.#prunedAt = performance.now();
    return [...queries, this.#statements.prune()];
  }
}
