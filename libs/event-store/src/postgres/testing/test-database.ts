// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateEvents } from '../migrate-events.ts';
import type { StoreInfo } from '../../core/store-info.ts';
import { PostgresServer, type PostgresServerOptions } from './postgres-server.ts';

/** A database of its own on a server, with the accounts a real one has. Addresses, each for one account. */
export interface TestDatabase {
  /** Owns the database, makes tables and accounts; never used by a running application. */
  readonly owner: string;
  /** Runs under the account of a gateway. */
  readonly gateway: string;
  /** Runs under the account of a projector. */
  readonly projector: string;
  /** May do anything: what a test of a refusal needs to look behind it. */
  readonly admin: string;
  readonly accounts: { readonly gateway: TestAccount; readonly projector: TestAccount };
}

export interface TestAccount {
  readonly name: string;
  readonly password: string;
}

/** A server for tests: the one POSTGRES_URL names, else one started for them. Databases are dropped when it is closed. */
export class TestServer {
  readonly #url: string;
  readonly #server: PostgresServer | undefined;
  readonly #made: string[] = [];

  private constructor(url: string, server?: PostgresServer) {
    this.#url = url;
    this.#server = server;
  }

  /** @throws Error that says what is needed when there is no server. */
  static async open(options: PostgresServerOptions = { fsync: false }): Promise<TestServer> {
    const given = process.env['POSTGRES_URL'];
    if (given !== undefined && given !== '') return new TestServer(given);
    const server = await PostgresServer.start(options);
    return new TestServer(server.url, server);
  }

  /** Uses a server that the test itself starts, kills and stops. */
  static on(server: PostgresServer): TestServer {
    return new TestServer(server.url);
  }

  /** Where the server keeps its files, when it was started here. */
  get folder(): string | undefined {
    return this.#server?.folder;
  }

  /**
   * An empty database. `locale` is one of ICU, such as `nl`: a server set up for people sorts text their way, and nothing may rest on
   * how it does.
   */
  async database({ locale = 'nl' }: { readonly locale?: string } = {}): Promise<TestDatabase> {
    const name = `gezinslijn_test_${randomBytes(6).toString('hex')}`;
    const account = (role: string): TestAccount => ({ name: `${name}_${role}`, password: randomBytes(12).toString('hex') });
    const [owner, gateway, projector] = [account('owner'), account('gateway'), account('projector')];
    this.#made.push(name);
    await this.#asAdmin(async (client) => {
      await client.query(`CREATE ROLE ${owner.name} LOGIN CREATEROLE PASSWORD '${owner.password}'`);
      await client.query(`CREATE DATABASE ${name} OWNER ${owner.name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE '${locale}'`);
    });
    const at = (user: TestAccount | undefined): string => {
      const url = new URL(this.#url);
      url.pathname = `/${name}`;
      if (user !== undefined) [url.username, url.password] = [user.name, user.password];
      return url.href;
    };
    return { owner: at(owner), gateway: at(gateway), projector: at(projector), admin: at(undefined), accounts: { gateway, projector } };
  }

  /** A database ready to hold events. */
  async eventDatabase(info: StoreInfo = {}): Promise<TestDatabase> {
    const database = await this.database();
    await migrateEvents({ url: database.owner, accounts: Object.values(database.accounts), info });
    return database;
  }

  async close(): Promise<void> {
    if (this.#server !== undefined) {
      await this.#server.stop();
      return;
    }
    await this.#asAdmin(async (client) => {
      for (const name of this.#made) {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        const { rows } = await client.query<{ role: string }>('SELECT rolname AS role FROM pg_roles WHERE starts_with(rolname, $1)', [
          name,
        ]);
        for (const { role } of rows) await client.query(`DROP ROLE ${role}`);
      }
    });
  }

  async #asAdmin(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}
