// SPDX-License-Identifier: EUPL-1.2
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';

export interface MigrationPlan {
  /** Address of the account that owns the tables. */
  readonly url: string;
  /** Schema of the table that says which migrations ran. */
  readonly schema: string;
  /** By name, in order of name. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** Runs after the migrations, each time, with nobody else migrating: accounts, rights, marks. */
  readonly after: (client: pg.ClientBase) => Promise<void>;
}

/** Key of the lock that lets one migrate at a time. */
const MIGRATION_LOCK = '1734700622, 7700';

/** Brings a database up to date. May run anew, and at the same time as another: the second waits and finds nothing to do. */
export async function migrate({ url, schema, migrations, after }: MigrationPlan): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'gezinslijn-migrations' });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await runMigrations(url, schema, migrations);
    await client.query('BEGIN');
    await after(client);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

async function runMigrations(url: string, schema: string, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
      migrationTableSchema: schema,
      migrationTableName: 'migration',
      migrationLockTableName: 'migration_lock',
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error('The migrations failed', { cause: error });
  } finally {
    await db.destroy();
  }
}
