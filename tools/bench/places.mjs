// SPDX-License-Identifier: EUPL-1.2
// Where a benchmark keeps its events and views: a folder, or a PostgreSQL started for it.
import { join } from 'node:path';
import { TestServer } from '@gezinslijn/event-store/postgres-testing';
import { matrix2025 } from '@gezinslijn/family-case';
import { BlindIndex, PostgresViewEngine, Projector, migrateViews } from '@gezinslijn/party-view';
import { openPlatform } from '../../apps/gateway/dist/platform/platform.js';
import { drop, folder } from './region.mjs';

let server;

/** One server for all benchmarks of a run, with fsync on. */
export async function postgres() {
  server ??= await TestServer.open({ fsync: true });
  return server;
}

export async function stopServers() {
  await server?.close();
  server = undefined;
}

/** A place of its own on PostgreSQL: `open` gives a platform, `project` brings the views up to date as a projector would. */
export async function onPostgres() {
  const data = folder();
  const database = await (await postgres()).eventDatabase({ demonstration: 'true' });
  const { gateway, projector } = database.accounts;
  await migrateViews({ url: database.owner, gateway, projector });
  const topology = { kind: 'postgres', events: database.gateway, views: database.gateway };
  return {
    data,
    database,
    open: () => openPlatform({ data, demonstration: true, topology }),
    project: async (platform) => {
      const engine = await PostgresViewEngine.open({ url: database.projector, access: 'write' });
      const views = new Projector({
        store: platform.store,
        engine,
        keys: platform.keys,
        matrix: matrix2025,
        index: await BlindIndex.of(platform.keys),
        now: () => new Date().toISOString(),
        batchSize: 2000,
      });
      await views.restore();
      await views.catchUp();
      await engine.close();
    },
    drop: () => drop(data),
  };
}

export async function inFolder() {
  const data = folder();
  return {
    data,
    open: async () => {
      const platform = await openPlatform({ data, demonstration: true, keeping: 'thread' });
      return platform;
    },
    project: async (platform) => {
      await platform.views.reached(await platform.store.head(), 600_000);
    },
    drop: () => drop(data),
  };
}

export const peers = join(import.meta.dirname, 'peers');
