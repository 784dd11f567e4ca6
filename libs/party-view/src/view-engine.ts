// SPDX-License-Identifier: EUPL-1.2
/** What the read side asks of a database: keyed upserts in batches, deletes, and a handful of queries. SQLite and PostgreSQL stand behind it. */
export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;

export type ColumnType = 'text' | 'bigint' | 'int';

export interface Table {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  readonly key: readonly string[];
}

/** One step of a batch. A `put` replaces a row with the same key, or keeps the row that stands when `keep` is set. */
export type Change =
  | { readonly kind: 'put'; readonly table: Table; readonly rows: readonly (readonly SqlValue[])[]; readonly keep?: boolean }
  | { readonly kind: 'delete'; readonly table: Table; readonly where: readonly string[]; readonly rows: readonly (readonly SqlValue[])[] }
  | { readonly kind: 'run'; readonly sql: string; readonly params: readonly SqlValue[] };

export interface ViewEngine {
  /** SQL with `?` for parameters. Statements are prepared once and kept. */
  all(sql: string, params: readonly SqlValue[]): Promise<readonly Row[]>;
  /** All changes in one transaction, in order: all of them or none. */
  write(changes: readonly Change[]): Promise<void>;
  /** An empty engine of the same kind to build in, beside this one. */
  shadow(): Promise<ShadowEngine>;
  /** Puts a finished shadow in the place of this one; afterwards this engine reads what was built. */
  swap(shadow: ShadowEngine): Promise<void>;
  close(): Promise<void>;
}

/** Views being built: fast rather than safe, and lost with a crash, until they are finished. */
export interface ShadowEngine extends ViewEngine {
  /** Once all rows are there: indexes, and everything durable. */
  finish(): Promise<void>;
}
