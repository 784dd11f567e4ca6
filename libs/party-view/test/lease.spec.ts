// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import { TestServer, type TestDatabase } from '@gezinslijn/event-store/postgres-testing';
import { matrix2025 } from '@gezinslijn/family-case';
import { Fenced, Lease, PostgresViewEngine, Projector, digest, rebuild } from '../src/index.ts';
import { checkpoint } from '../src/schema.ts';
import { index, opened, organisations, samples, write } from './case-kit.ts';
import { asAccount, emptyViews, viewDatabase } from './engines.ts';

let server: TestServer;
let database: TestDatabase;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await TestServer.open();
  database = await viewDatabase(server);
});
afterAll(() => server.close());
beforeEach(() => emptyViews(database));
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function lease(holder: string, lasts = 200): Lease {
  const made = new Lease({ url: database.projector, name: 'projector', holder, lasts });
  closing.push(() => made.close());
  return made;
}

async function engine(): Promise<PostgresViewEngine> {
  const made = await PostgresViewEngine.open({ url: database.projector, access: 'write' });
  closing.push(() => made.close());
  return made;
}

describe('a lease', () => {
  it('is held by one, renewed by him, and taken over when he is late: each time with a higher token', async () => {
    const [first, second] = [lease('first'), lease('second')];
    expect((await first.acquire())?.token).toBe(1n);
    expect(await second.acquire()).toBeNull();
    expect(await first.renew()).toBe(true);
    await pause(250);
    // Late, and nobody took it: it is still his.
    expect(await first.renew()).toBe(true);
    await pause(250);
    expect((await second.acquire())?.token).toBe(2n);
    expect(await first.renew()).toBe(false);
    expect(await first.acquire()).toBeNull();
    await second.release();
    expect((await first.acquire())?.token).toBe(3n);
    await second.release();
    expect(await first.renew()).toBe(true);
  });

  it('of many that ask at once one gets', async () => {
    const all = Array.from({ length: 12 }, (_, index) => lease(String(index), 5_000));
    const got = await Promise.all(all.map((one) => one.acquire()));
    expect(got.filter((held) => held !== null).length).toBe(1);
  });

  it('lets no write through once it was taken over, and no take-over come between a write and its commit', async () => {
    const [first, second] = [lease('first'), lease('second')];
    const [one, other] = [await engine(), await engine()];
    const held = await first.acquire();
    const count = (position: number) => ({ kind: 'put', table: checkpoint, rows: [['count', position]] }) as const;
    await one.write([held!.fence, count(1)]);
    await pause(250);
    // In the middle of its write, the row locked: the other waits for the commit.
    const slow = one.write([held!.fence, { kind: 'run', sql: 'SELECT pg_sleep(?)', params: [0.4] }, count(2)]);
    await pause(100);
    const taken = await second.acquire();
    expect(taken?.token).toBe(2n);
    expect((await other.all('SELECT position FROM checkpoint', []))[0]).toEqual({ position: 2 });
    await slow;
    await other.write([taken!.fence, count(3)]);
    await expect(one.write([held!.fence, count(9)])).rejects.toBeInstanceOf(Fenced);
    expect((await other.all('SELECT position FROM checkpoint', []))[0]).toEqual({ position: 3 });
  });
});

describe('a process that was stopped and wakes after another took over', () => {
  it('writes nothing any more', async () => {
    const child = fileURLToPath(new URL('./writing.child.ts', import.meta.url));
    const start = (holder: string) => {
      const started = spawn(process.execPath, ['--no-warnings', '--conditions=@gezinslijn/source', child, database.projector, holder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      closing.push(() => {
        started.kill('SIGKILL');
        return Promise.resolve();
      });
      let output = '';
      started.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      const ended = new Promise<void>((resolve) =>
        started.on('close', () => {
          resolve();
        }),
      );
      const says = async (words: string) => {
        for (let attempt = 0; attempt < 600 && !output.includes(words); attempt += 1) await pause(25);
        expect(output).toContain(words);
      };
      return { process: started, says, ended };
    };
    const first = start('first');
    await first.says('held 1');
    const second = start('second');
    await pause(700);
    first.process.kill('SIGSTOP');
    await second.says('held 2');
    await pause(300);
    first.process.kill('SIGCONT');
    // Stopped within a write, its connection may have been ended by the server meanwhile: no less harmless.
    await first.ended;
    await pause(200);
    second.process.kill('SIGKILL');
    await second.ended;
    const rows = await asAccount(
      database.admin,
      async (client) =>
        (
          await client.query<{ name: string; position: number }>(
            'SELECT name, position::int FROM party_view.checkpoint ORDER BY position, name',
          )
        ).rows,
    );
    const count = rows.find(({ name }) => name === 'count')?.position ?? 0;
    const marks = rows.filter(({ name }) => name !== 'count');
    // Every number was made by one of the two, once, and after the hand-over none by the first.
    expect(marks.map(({ position }) => position)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    const handedOver = marks.findIndex(({ name }) => name.startsWith('second'));
    expect(handedOver).toBeGreaterThan(0);
    expect(marks.slice(handedOver).every(({ name }) => name.startsWith('second'))).toBe(true);
  }, 60_000);
});

describe('projectors under a lease', () => {
  const NOW = '2026-01-01T12:00:00.000Z';
  const STREAM = 'familyCase-11111111-1111-4111-8111-111111111111';
  const entries = [opened, ...samples.map(({ event }) => event)].map((event, index) => ({
    event,
    by: index === 0 ? organisations.vt : (samples[index - 1]?.by ?? organisations.vt),
    occurredAt: new Date(Date.UTC(2025, 2, 1 + index)).toISOString(),
    recordedAt: new Date(Date.UTC(2025, 2, 1 + index)).toISOString(),
  }));

  it('hand over without an event lost or counted twice; the old one writes nothing, neither rows nor refreshes nor a rebuild', async () => {
    const [store, keys] = [memoryEventStore(), memoryKeyRing()];
    const [first, second] = [lease('first'), lease('second')];
    const [one, other] = [await engine(), await engine()];
    const options = (engineOf: PostgresViewEngine, fence: { fence: NonNullable<Awaited<ReturnType<Lease['acquire']>>>['fence'] }) => ({
      store,
      keys,
      engine: engineOf,
      matrix: matrix2025,
      index,
      now: () => NOW,
      batchSize: 3,
      fence: fence.fence,
    });
    const old = options(one, (await first.acquire())!);
    const oldProjector = new Projector(old);
    await write(store, keys, STREAM, entries.slice(0, 10));
    await oldProjector.catchUp();
    await pause(250);
    const fresh = options(other, (await second.acquire())!);
    await write(store, keys, STREAM, entries.slice(10), 10);
    await expect(oldProjector.catchUp()).rejects.toBeInstanceOf(Fenced);
    await expect(oldProjector.refreshDue()).rejects.toBeInstanceOf(Fenced);
    await expect(rebuild(old)).rejects.toBeInstanceOf(Fenced);
    const projector = new Projector(fresh);
    await projector.restore();
    await projector.catchUp();
    const report = await rebuild(fresh);
    expect(report.digestAfter).toBe(report.digestBefore);
    expect(await digest(one, keys)).toBe(report.digestBefore);
  });

  it('go on after a write that failed half-way, from what stands in the views', async () => {
    const [store, keys] = [memoryEventStore(), memoryKeyRing()];
    const one = await engine();
    let failing = false;
    const shaky = new Proxy(one, {
      get: (target, name) => {
        if (name === 'write' && failing)
          return (changes: Parameters<typeof one.write>[0]) =>
            target.write([...changes, { kind: 'run', sql: 'SELECT 1 / ?::int', params: [0] }]);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const projector = new Projector({ store, keys, engine: shaky, matrix: matrix2025, index, now: () => NOW, batchSize: 4 });
    for (let from = 0; from < entries.length; from += 6) {
      await write(store, keys, STREAM, entries.slice(from, from + 6), from);
      failing = true;
      await expect(projector.catchUp()).rejects.toThrow('zero');
      failing = false;
      await projector.catchUp();
    }
    const report = await rebuild({ store, keys, engine: one, matrix: matrix2025, index, now: () => NOW });
    expect(report.digestAfter).toBe(report.digestBefore);
  });
});
