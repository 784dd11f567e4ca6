// SPDX-License-Identifier: EUPL-1.2
import { TABLES } from '../schema.ts';
import type { Change, Fence, SqlValue, Table } from '../view-engine.ts';

/** A change on its way to another thread that writes it: rows as one list of values, because a copy of many small lists costs more. */
export type SentChange =
  | { readonly kind: 'put'; readonly table: string; readonly keep: boolean; readonly values: readonly SqlValue[] }
  | { readonly kind: 'delete'; readonly table: string; readonly where: readonly string[]; readonly values: readonly SqlValue[] }
  | { readonly kind: 'run'; readonly sql: string; readonly params: readonly SqlValue[] }
  | Fence;

/** Notices stay behind: a file has nobody to tell. @throws TypeError for a row of another width: all behind it would move along. */
export function packed(changes: readonly Change[]): readonly SentChange[] {
  return changes.flatMap((change): SentChange[] => {
    switch (change.kind) {
      case 'put': {
        const { kind, table, keep = false, rows } = change;
        return rows.length === 0 ? [] : [{ kind, table: table.name, keep, values: flat(rows, table.columns.length) }];
      }
      case 'delete': {
        const { kind, table, where, rows } = change;
        return rows.length === 0 ? [] : [{ kind, table: table.name, where, values: flat(rows, where.length) }];
      }
      case 'notice':
        return [];
      default:
        return [change];
    }
  });
}

/** @throws TypeError for a table that is not of the views. */
export function unpacked(change: SentChange): Change {
  if (change.kind === 'run' || change.kind === 'require') return change;
  const table = tableNamed(change.table);
  return change.kind === 'put'
    ? { kind: 'put', table, keep: change.keep, rows: inRows(change.values, table.columns.length) }
    : { kind: 'delete', table, where: change.where, rows: inRows(change.values, change.where.length) };
}

function tableNamed(name: string): Table {
  const table = TABLES.find((one) => one.name === name);
  if (table === undefined) throw new TypeError(`The views have no table ${name}`);
  return table;
}

function flat(rows: readonly (readonly SqlValue[])[], width: number): readonly SqlValue[] {
  if (rows.some(({ length }) => length !== width)) throw new TypeError(`A row must have ${String(width)} values`);
  return rows.flat();
}

function inRows(values: readonly SqlValue[], width: number): readonly (readonly SqlValue[])[] {
  const rows: (readonly SqlValue[])[] = [];
  for (let start = 0; start < values.length; start += width) rows.push(values.slice(start, start + width));
  return rows;
}
