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

/** That a reader got to see an entry, or (with an empty `entryId`) that what he sees of the case changed. */
export interface Appeared {
  readonly stream: string;
  readonly reader: string;
  readonly position: bigint;
  readonly entryId: string;
}

/** A condition of a whole write: it stands only if the statement gives a row. The row should be locked by it, so that it stays true. */
export interface Fence {
  readonly kind: 'require';
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/**
 * One step of a batch. A `put` replaces a row with the same key, or keeps the row that stands when `keep` is set. A `notice` tells other
 * processes, with the commit, what appeared to whom; an engine that one process alone reads has nobody to tell.
 */
export type Change =
  | { readonly kind: 'put'; readonly table: Table; readonly rows: readonly (readonly SqlValue[])[]; readonly keep?: boolean }
  | { readonly kind: 'delete'; readonly table: Table; readonly where: readonly string[]; readonly rows: readonly (readonly SqlValue[])[] }
  | { readonly kind: 'run'; readonly sql: string; readonly params: readonly SqlValue[] }
  | { readonly kind: 'notice'; readonly appeared: readonly Appeared[] }
  | Fence;

/** The fence of a write did not hold: another holds what this writer believed to hold. Nothing was written. */
export class Fenced extends Error {
  readonly code = 'FENCED';
  constructor() {
    super('Another process keeps the views now; nothing was written');
    this.name = 'Fenced';
  }
}

export interface ViewEngine {
  /**
   * SQL with `?` for parameters. Statements are prepared once and kept. `reader` is for whom a gateway asks: an engine that guards rows
   * shows only his, whatever the SQL says, and none without one.
   */
  all(sql: string, params: readonly SqlValue[], reader?: string): Promise<readonly Row[]>;
  /**
   * All changes in one transaction, in order: all of them or none.
   * @throws Fenced when a `require` among them gives no row.
   */
  write(changes: readonly Change[]): Promise<void>;
  /** An empty engine of the same kind to build in, beside this one. */
  shadow(): Promise<ViewEngine>;
  /** Puts the shadow in the place of this one; afterwards this engine reads what was built. @throws Fenced when the fence does not hold. */
  swap(shadow: ViewEngine, fence?: Fence): Promise<void>;
  close(): Promise<void>;
}
