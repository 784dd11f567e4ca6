// SPDX-License-Identifier: EUPL-1.2
import type { QueryConfig } from 'pg';
import type { Change, SqlValue, Table } from '../view-engine.ts';

/** Rows in one statement: enough that the round trip counts for nothing, few enough to hold in memory. */
const CHUNK = 5_000;

/** Minutes for which a follower that lost its connection can still be told what appeared. */
const KEPT_MINUTES = 10;

/** Statements with a name; each stays prepared on every connection, so callers must not be able to make them without end. */
const NAMED = 500;

/** Names statements, so that a connection prepares each once, and numbers their parameters the way PostgreSQL wants. */
export class Statements {
  readonly #known = new Map<string, { readonly name: string; readonly text: string }>();

  /** `sql` has `?` for parameters. */
  prepared(sql: string, params: readonly unknown[]): QueryConfig {
    let statement = this.#known.get(sql);
    if (statement === undefined) {
      if (this.#known.size >= NAMED) return { text: numbered(sql), values: [...params] };
      statement = { name: `view_${String(this.#known.size)}`, text: numbered(sql) };
      this.#known.set(sql, statement);
    }
    return { ...statement, values: [...params] };
  }

  /** One statement per change, however many rows it has (or per 5,000 of them). */
  of(change: Exclude<Change, { kind: 'require' }>): QueryConfig[] {
    switch (change.kind) {
      case 'put':
        return chunks(change.keep === true ? change.rows : lastPerKey(change.table, change.rows)).map((rows) =>
          this.prepared(putSql(change.table, change.keep ?? false), columnsOf(rows, change.table.columns.length)),
        );
      case 'delete':
        return chunks(change.rows).map((rows) =>
          this.prepared(deleteSql(change.table, change.where), columnsOf(rows, change.where.length)),
        );
      case 'run':
        return [this.prepared(change.sql, change.params)];
      case 'notice': {
        const columns = [
          change.appeared.map(({ position }) => String(position)),
          change.appeared.map(({ reader }) => reader),
          change.appeared.map(({ stream }) => stream),
          change.appeared.map(({ entryId }) => entryId),
        ];
        return [...(change.appeared.length > 0 ? [this.prepared(NOTICES, columns)] : []), this.prepared(TELL, [])];
      }
    }
  }

  /** Throws away what followers had their time to fetch, and notes up to where. */
  prune(): QueryConfig {
    return this.prepared(PRUNE, []);
  }
}

const NOTICES = `INSERT INTO view_control.view_change(position, reader, stream, entry_id)
  SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) ON CONFLICT DO NOTHING`;
const TELL = `SELECT pg_notify('party_view', '')`;
const PRUNE = `WITH gone AS (
    DELETE FROM view_control.view_change WHERE position <= (
      SELECT max(position) FROM view_control.view_change WHERE at < now() - interval '${String(KEPT_MINUTES)} minutes')
    RETURNING position)
  UPDATE view_control.notice_floor SET position = greatest(position, (SELECT max(g.position) FROM gone g)) WHERE EXISTS (SELECT FROM gone)`;

function putSql(table: Table, keep: boolean): string {
  const names = table.columns.map(([name]) => name);
  const rest = names.filter((name) => !table.key.includes(name)).map((name) => `${name} = excluded.${name}`);
  const conflict = keep || rest.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${rest.join(', ')}`;
  const arrays = table.columns.map(([, type]) => `?::${type}[]`);
  return `INSERT INTO ${table.name} (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')}) ON CONFLICT (${table.key.join(', ')}) ${conflict}`;
}

function deleteSql(table: Table, where: readonly string[]): string {
  const arrays = where.map((name) => `?::${table.columns.find(([column]) => column === name)?.[1] ?? 'text'}[]`);
  const same = where.map((name) => `t.${name} = k.${name}`).join(' AND ');
  return `DELETE FROM ${table.name} t USING unnest(${arrays.join(', ')}) AS k(${where.join(', ')}) WHERE ${same}`;
}

/** The last of the rows with one key counts, as when they are put one by one; one statement may touch a row only once. */
function lastPerKey({ columns, key }: Table, rows: readonly (readonly SqlValue[])[]): readonly (readonly SqlValue[])[] {
  const places = key.map((name) => columns.findIndex(([column]) => column === name));
  const last = new Map<string, readonly SqlValue[]>();
  for (const row of rows) last.set(JSON.stringify(places.map((place) => row[place])), row);
  return last.size === rows.length ? rows : [...last.values()];
}

function columnsOf(rows: readonly (readonly SqlValue[])[], width: number): SqlValue[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null));
}

function chunks<T>(rows: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) => rows.slice(index * CHUNK, (index + 1) * CHUNK));
}

/** No statement of ours has a question mark in a literal. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => `$${String((count += 1))}`);
}
