// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import pg from 'pg';
import { checkInfo, type StoreInfo } from '../core/store-info.ts';
import { ensureAccount, type AppAccount } from './accounts.ts';
import { CLOSED, FUNCTIONS, GUARDS, NOTICES_BY_KIND, TABLES, grantsTo } from './event-schema.ts';
import { migrate } from './migrate.ts';

export interface MigrateEventsOptions {
  /**
   * Address of the account that owns the events: it may make schemas in the database, and accounts (CREATEROLE) if passwords are given.
   * No running application uses it.
   */
  readonly url: string;
  /** Accounts of gateways and projectors. They get to read and to append, nothing else. */
  readonly accounts: readonly AppAccount[];
  /** Marks for the store, such as `demonstration`. Written when it is made; of an older store they must be the same. */
  readonly info?: StoreInfo;
}

/** Migrations never change once released: a new shape is a new one. */
export const EVENT_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-events': {
    up: async (db) => {
      for (const part of [TABLES, GUARDS, FUNCTIONS, CLOSED]) await sql.raw(part).execute(db);
    },
  },
  '0002-notices-by-kind': {
    up: async (db) => {
      await sql.raw(NOTICES_BY_KIND).execute(db);
    },
  },
};

/**
 * Makes or updates the tables of events, the application's accounts and their rights. Run by an operator or a deployment, never by
 * the application. May run anew, and at the same time as another.
 * @throws WrongStore when the store was made with other marks.
 */
export function migrateEvents({ url, accounts, info = {} }: MigrateEventsOptions): Promise<void> {
  return migrate({
    url,
    schema: 'event_store',
    migrations: EVENT_MIGRATIONS,
    after: async (client) => {
      await writeInfo(client, info);
      for (const account of accounts) {
        await ensureAccount(client, account);
        await client.query(grantsTo(pg.escapeIdentifier(account.name)));
      }
    },
  });
}

export async function readInfo(client: pg.ClientBase): Promise<StoreInfo> {
  const { rows } = await client.query<{ key: string; value: string }>('SELECT key, value FROM event_store.store_info');
  return Object.freeze(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
}

async function writeInfo(client: pg.ClientBase, info: StoreInfo): Promise<void> {
  const standing = await readInfo(client);
  if (Object.keys(standing).length > 0) {
    checkInfo(standing, info);
    return;
  }
  const entries = Object.entries({ storeId: randomUUID(), ...info });
  await client.query('INSERT INTO event_store.store_info(key, value) SELECT * FROM unnest($1::text[], $2::text[])', [
    entries.map(([key]) => key),
    entries.map(([, value]) => value),
  ]);
}
