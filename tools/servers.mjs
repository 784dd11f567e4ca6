// SPDX-License-Identifier: EUPL-1.2
// What `npm start -- --store …` needs besides the embedded store: a server, its tables and accounts, and the addresses each process gets.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, root, run } from './installed.mjs';

const ACCOUNTS = ['gateway', 'projector'];

/**
 * `store` is `sqlite`, `postgres` (one started for the occasion), or the address of a server under the account that owns it;
 * `views` the same for the views of a KurrentDB store. Answers the environment of each process, and how to stop what was started.
 */
export async function prepareStore({ store, views, data }) {
  if (store === 'sqlite') return { gateway: {}, projector: undefined, stop: async () => undefined };
  const kurrent = /^(kurrentdb|kdb|esdb)/.test(store);
  const wanted = kurrent ? (views ?? 'postgres') : store;
  const { owner, stop } = wanted === 'postgres' ? await ownServer() : { owner: wanted, stop: async () => undefined };
  const passwords = passwordsIn(data);
  const environment = { GATEWAY_PASSWORD: passwords.gateway, PROJECTOR_PASSWORD: passwords.projector };
  const args = ['--no-warnings', join(root, 'apps/rvt/dist/main.js'), 'migrate', '--url', owner, '--demonstration'];
  if (run(node24(), kurrent ? [...args, '--views-only'] : args, environment) !== 0) {
    await stop();
    throw new Error(
      'The tables could not be made; see above. The address must be that of an account that owns the database and may make accounts.',
    );
  }
  const addressOf = (account) => {
    const url = new URL(owner);
    [url.username, url.password] = [`gezinslijn_${account}`, passwords[account]];
    return url.href;
  };
  const environmentOf = (account) => (kurrent ? { STORE: store, VIEWS: addressOf(account) } : { STORE: addressOf(account) });
  return { gateway: environmentOf('gateway'), projector: environmentOf('projector'), stop };
}

/** A PostgreSQL on this machine, or the packaged one. What it holds is gone when it stops. */
async function ownServer() {
  const { PostgresServer } = await import('../libs/event-store/dist/postgres/testing/postgres-testing.js');
  const server = await PostgresServer.start();
  return { owner: server.url, stop: () => server.stop() };
}

/** Accounts of the application sign in with passwords made here and kept for their owner only. */
function passwordsIn(data) {
  const file = join(data, 'accounts.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwords = Object.fromEntries(ACCOUNTS.map((account) => [account, randomBytes(24).toString('hex')]));
  writeFileSync(file, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}
