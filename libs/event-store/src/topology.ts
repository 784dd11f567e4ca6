// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path';
import type { EventStore } from '@gezinslijn/event-sourcing';
import type { StoreInfo } from './core/store-info.ts';
import { openKurrentEventStore } from './kurrentdb/kurrent-event-store.ts';
import { openPostgresEventStore } from './postgres/postgres-event-store.ts';
import { openSqliteEventStore } from './sqlite/sqlite-event-store.ts';

/** Where events and views are kept. `embedded`: both in one folder, for one process; else on servers, for several. */
export type Topology =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'postgres'; readonly events: string; readonly views: string }
  | { readonly kind: 'kurrentdb'; readonly events: string; readonly views: string };

/** Name of the file of an embedded store, in its folder. */
export const EMBEDDED_EVENTS = 'events.sqlite';

/** What was configured cannot be. Its message is meant for an operator, and quotes no address: an address may hold a password. */
export class WrongTopology extends Error {
  readonly code = 'WRONG_TOPOLOGY';
  constructor(message: string) {
    super(message);
    this.name = 'WrongTopology';
  }
}

/**
 * `store` is `sqlite`, or the address of a PostgreSQL (`postgres://…`) or KurrentDB (`kurrentdb://…`, `esdb://…`) server; `views` the address of
 * the PostgreSQL that holds the views, the same server unless told.
 * @throws WrongTopology
 */
export function topologyOf(store: string, views?: string): Topology {
  if (views !== undefined && !isPostgres(views)) throw new WrongTopology('VIEWS must be the address of a PostgreSQL server: postgres://…');
  if (store === 'sqlite') {
    if (views !== undefined) throw new WrongTopology('With STORE=sqlite the views are kept beside the events: leave VIEWS out');
    return { kind: 'embedded' };
  }
  if (isPostgres(store)) return { kind: 'postgres', events: store, views: views ?? store };
  if (/^(kurrentdb|kdb|esdb)(\+discover)?:\/\//.test(store)) {
    if (views === undefined) throw new WrongTopology('With KurrentDB for the events, VIEWS must be the address of a PostgreSQL server');
    return { kind: 'kurrentdb', events: store, views };
  }
  throw new WrongTopology('STORE must be sqlite, or an address that starts with postgres://, kurrentdb:// or esdb://');
}

export interface OpenedStore extends EventStore {
  readonly info: StoreInfo;
  /** Of an embedded store, as `SqliteEventStore` has it. */
  onCommit?(streamPrefixes: readonly string[], told: () => void): () => void;
}

export interface Place {
  /** Where an embedded store keeps its file. */
  readonly folder: string;
  readonly info?: StoreInfo;
  /** Of an embedded store, as `SqliteEventStoreOptions` has it. */
  readonly mapped?: boolean;
}

/** Opens the events of a topology. @throws what the engine throws. */
export function openEventStore(topology: Topology, { folder, info, mapped = false }: Place): Promise<OpenedStore> {
  const marks = info === undefined ? {} : { info };
  switch (topology.kind) {
    case 'embedded':
      return openSqliteEventStore({ file: join(folder, EMBEDDED_EVENTS), mapped, ...marks });
    case 'postgres':
      return openPostgresEventStore({ url: topology.events, ...marks });
    case 'kurrentdb':
      return openKurrentEventStore({ connectionString: topology.events, ...marks });
  }
}

function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address);
}
