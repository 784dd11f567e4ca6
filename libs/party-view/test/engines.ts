// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { TestServer, type TestDatabase } from '@gezinslijn/event-store/postgres-testing';
import { PostgresViewEngine, SqliteViewEngine, migrateViews } from '../src/index.ts';
import type { ViewEngine } from '../src/index.ts';

export interface OpenEngine {
  /** Writes, as a projector does. */
  readonly engine: ViewEngine;
  /** Reads, as a gateway does; the same engine where one process does both. */
  readonly reading: ViewEngine;
  readonly close: () => Promise<void>;
}

/** How the suites get at an engine: empty each time it is opened. */
export interface EngineUnderTest {
  readonly name: string;
  readonly open: () => Promise<OpenEngine>;
  readonly close: () => Promise<void>;
}

export function sqliteEngines(): EngineUnderTest {
  return {
    name: 'sqlite',
    open: () => {
      const folder = mkdtempSync(join(tmpdir(), 'views-'));
      const engine = new SqliteViewEngine(join(folder, 'views.sqlite'));
      const close = async () => {
        await engine.close();
        rmSync(folder, { recursive: true, force: true });
      };
      return Promise.resolve({ engine, reading: engine, close });
    },
    close: () => Promise.resolve(),
  };
}

/** A database ready to hold views. */
export async function viewDatabase(server: TestServer): Promise<TestDatabase> {
  const database = await server.database();
  await migrateViews({ url: database.owner, ...database.accounts });
  return database;
}

export async function emptyViews(database: TestDatabase): Promise<void> {
  await asAccount(database.admin, async (client) => {
    await client.query(`TRUNCATE party_view.entry_row, party_view.rendering, party_view.case_reader, party_view.moment,
      party_view.checkpoint, party_view.search_row, party_view.case_link, view_control.view_change, view_control.lease; UPDATE view_control.notice_floor SET position = -1`);
  });
}

export async function asAccount<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One database, emptied for each test; writing under the projector's account, reading under the gateway's. */
export function postgresEngines(): EngineUnderTest {
  let server: TestServer | undefined;
  let database: TestDatabase | undefined;
  return {
    name: 'postgres',
    open: async () => {
      server ??= await TestServer.open();
      database ??= await viewDatabase(server);
      await emptyViews(database);
      const engine = await PostgresViewEngine.open({ url: database.projector, access: 'write' });
      const reading = await PostgresViewEngine.open({ url: database.gateway, access: 'read' });
      const close = async () => {
        await Promise.all([engine.close(), reading.close()]);
      };
      return { engine, reading, close };
    },
    close: async () => {
      await server?.close();
    },
  };
}
