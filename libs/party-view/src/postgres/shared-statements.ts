// SPDX-License-Identifier: EUPL-1.2
import type { QueryConfig, QueryResult } from 'pg';
import type { Row, SqlValue } from '../view-engine.ts';
import type { Statements } from './view-statements.ts';

/** Forms of questions that are remembered, and of statements made of them: callers can vary lengths of lists and pages. What comes after is made each time. */
const REMEMBERED = 500;

/** A question as it was asked: SQL with `?` for parameters. */
export interface Asked {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

interface Shape {
  readonly id: number;
  /** Places of the parameters that say how many rows are wanted. */
  readonly limits: ReadonlySet<number>;
}

/**
 * Questions that differ in their parameters alone, asked in one statement: the server runs it once per set of parameters, and what a
 * statement costs on either side (its messages, its plan, its result) is paid once for all of them.
 */
export class SharedStatements {
  readonly #statements: Statements;
  readonly #shapes = new Map<string, Shape>();
  readonly #shared = new Map<string, string>();

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /**
   * What has the same key can share a statement; `undefined` for what differs in nothing. How many rows are wanted belongs to it: the server
   * plans by that number, so it must be one for all.
   */
  keyOf({ sql, params }: Asked): string | undefined {
    const shape = this.#shapeOf(sql);
    if (shape === undefined || params.length === shape.limits.size) return undefined;
    const { id, limits } = shape;
    return `${String(id)} ${params.map((value, place) => (limits.has(place) ? String(value) : typeOf(value))).join(' ')}`;
  }

  /** The statement for questions of one key; what has none is asked by itself. */
  query(key: unknown, questions: readonly Asked[]): QueryConfig {
    const [first, ...rest] = questions;
    if (first === undefined) throw new RangeError('Nothing was asked');
    if (typeof key !== 'string' || rest.length === 0) return this.#statements.prepared(first.sql, first.params);
    const limits = this.#shapeOf(first.sql)?.limits ?? limitsIn(first.sql);
    let sql = this.#shared.get(key);
    if (sql === undefined) {
      sql = sharedSql(first, limits);
      if (this.#shared.size < REMEMBERED) this.#shared.set(key, sql);
    }
    const varying = first.params.flatMap((_, place) => (limits.has(place) ? [] : [questions.map(({ params }) => params[place] ?? null)]));
    const fixed = first.params.filter((_, place) => limits.has(place));
    return { ...this.#statements.prepared(sql, [...varying, ...fixed]), rowMode: 'array' } as QueryConfig;
  }

  /** The rows of each question, in the order they were asked in. */
  rowsOf(result: QueryResult, count: number): readonly (readonly Row[])[] {
    if (count === 1) return [result.rows as readonly Row[]];
    const names = result.fields.slice(1).map(({ name }) => name);
    const answers = Array.from({ length: count }, (): Row[] => []);
    for (const [number, ...values] of result.rows as unknown as readonly (readonly [number, ...SqlValue[]])[]) {
      const row: Record<string, SqlValue> = {};
      for (const [place, name] of names.entries()) row[name] = values[place] ?? null;
      answers[number - 1]?.push(row);
    }
    return answers;
  }

  #shapeOf(sql: string): Shape | undefined {
    let shape = this.#shapes.get(sql);
    if (shape === undefined && this.#shapes.size < REMEMBERED) {
      shape = { id: this.#shapes.size, limits: limitsIn(sql) };
      this.#shapes.set(sql, shape);
    }
    return shape;
  }
}

const typeOf = (value: SqlValue): 'text' | 'bigint' => (typeof value === 'number' ? 'bigint' : 'text');

function limitsIn(sql: string): ReadonlySet<number> {
  const before = sql.split('?').slice(0, -1);
  return new Set(before.flatMap((part, place) => (part.endsWith('LIMIT ') ? [place] : [])));
}

/** Rows of one set of parameters keep their order: the server goes through them in a loop, there is nothing else to join by. */
function sharedSql({ sql, params }: Asked, limits: ReadonlySet<number>): string {
  let place = -1;
  const own = sql.replaceAll('?', () => ((place += 1), limits.has(place) ? '?' : `asked.p${String(place)}`));
  const varying = params.flatMap((value, at) => (limits.has(at) ? [] : [{ name: `p${String(at)}`, type: typeOf(value) }]));
  const arrays = varying.map(({ type }) => `?::${type}[]`).join(', ');
  const names = varying.map(({ name }) => name).join(', ');
  return `SELECT asked.number, own.* FROM unnest(${arrays}) WITH ORDINALITY AS asked(${names}, number) CROSS JOIN LATERAL (${own}) own`;
}
