// SPDX-License-Identifier: EUPL-1.2
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import pg from 'pg';
import { ensureAccount, migrate, type AppAccount } from '@gezinslijn/event-store/postgres-connections';
import { CLOSED, CONTROL, FUNCTIONS, INDEXES_READER_LATE, LIVE, SEARCH, VIEWS, grants } from './view-schema.ts';

export interface MigrateViewsOptions {
  /** Address of the account that owns the views: it may make schemas in the database, and accounts (CREATEROLE) if passwords are given. */
  readonly url: string;
  /** Reads, each time for one reader and only his rows. */
  readonly gateway: AppAccount;
  /** Writes the views, and may put a rebuilt set in their place. */
  readonly projector: AppAccount;
}

/** Migrations never change once released. A new shape of the views themselves may also be made by a rebuild. */
export const VIEW_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-views': {
    up: async (db) => {
      for (const part of [VIEWS, CONTROL, FUNCTIONS, CLOSED]) await sql.raw(part).execute(db);
    },
  },
  '0002-search': {
    up: async (db) => {
      await sql.raw(SEARCH).execute(db);
    },
  },
  '0003-reader-late': {
    up: async (db) => {
      await sql.raw(INDEXES_READER_LATE).execute(db);
    },
  },
};

/** Makes or updates the tables of the views, the two accounts and their rights. Run by an operator or a deployment. May run anew. */
export function migrateViews({ url, gateway, projector }: MigrateViewsOptions): Promise<void> {
  if (gateway.name === projector.name) throw new Error('Gateway and projector need an account each: the first must not see all rows');
  return migrate({
    url,
    schema: 'view_control',
    migrations: VIEW_MIGRATIONS,
    after: async (client) => {
      for (const account of [gateway, projector]) await ensureAccount(client, account);
      await client.query(
        `INSERT INTO view_control.account(role, name) VALUES ('gateway', $1), ('projector', $2)
         ON CONFLICT (role) DO UPDATE SET name = excluded.name`,
        [gateway.name, projector.name],
      );
      await client.query(grants(pg.escapeIdentifier(gateway.name), pg.escapeIdentifier(projector.name)));
      await client.query('SELECT view_control.guard($1)', [LIVE]);
    },
  });
}
