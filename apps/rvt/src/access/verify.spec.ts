// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccessLog, openKeyRing, openSqliteEventStore } from '@gezinslijn/event-store';
import type { AccessLogReport } from '@gezinslijn/event-store';
import { verifyCommand } from './verify.ts';

let data: string;
let printed: string;
const write = process.stdout.write.bind(process.stdout);

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'gezinslijn-access-'));
  printed = '';
  process.stdout.write = ((text: string) => {
    printed += text;
    return true;
  }) as typeof process.stdout.write;
  const store = await openSqliteEventStore({ file: join(data, 'events.sqlite') });
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  const log = openAccessLog({ store, secretOf: (name) => keys.secret(name), clock: () => '2026-11-22T09:30:00.123Z' });
  for (const traceId of ['a', 'b', 'c']) {
    await log.record({
      at: '2026-11-22T09:30:00.000Z',
      subject: 'worker-7',
      organisation: 'gi-a',
      party: 'GI',
      role: 'guardian',
      operation: 'timeline',
      categories: [],
      entries: [],
      people: [],
      purpose: 'eigen taak',
      legalBasis: 'own-task',
      emergency: false,
      outcome: 'granted',
      traceId,
    });
  }
  await log.close();
  await store.close();
  await keys.close();
});
afterEach(() => {
  process.stdout.write = write;
  rmSync(data, { recursive: true, force: true });
});

/** Changes the file as its owner can who went round the product: the guards of the table are taken off first. */
function inTheDatabase(sql: string): void {
  const database = new DatabaseSync(join(data, 'events.sqlite'));
  const triggers = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${String(name)}`);
  database.exec(sql);
  database.close();
}

/** Flips one bit of what is stored at `pos`, whatever it is: sealed text differs from run to run. */
function flipOneByteOf(pos: number): void {
  const database = new DatabaseSync(join(data, 'events.sqlite'));
  const kept = Buffer.from(database.prepare('SELECT data FROM events WHERE pos = ?').get(pos)?.['data'] as Uint8Array);
  database.close();
  kept[40] = kept.readUInt8(40) ^ 1;
  inTheDatabase(`UPDATE events SET data = x'${kept.toString('hex')}' WHERE pos = ${String(pos)}`);
}

const report = () => JSON.parse(printed) as AccessLogReport;

describe('rvt access verify', () => {
  it('says that an untouched log is whole, month by month', async () => {
    expect(await verifyCommand({ data, store: 'sqlite', json: true })).toBe(0);
    expect(report()).toMatchObject({ ok: true, batches: 3, months: [{ month: '2026-11', batches: 3, entries: 3, late: 0 }] });
    printed = '';
    expect(await verifyCommand({ data, store: 'sqlite' })).toBe(0);
    expect(printed).toMatch(/de keten klopt: 3 batches, 0 fouten/);
    expect(printed).not.toContain('worker-7');
  });

  it('finds one byte that was changed in the file', async () => {
    flipOneByteOf(2);
    expect(await verifyCommand({ data, store: 'sqlite', json: true })).toBe(1);
    expect(report().failures.length).toBeGreaterThan(0);
  });

  it('finds an end that was cut off, with a head noted down before', async () => {
    await verifyCommand({ data, store: 'sqlite', json: true });
    const head = report().months[0]?.head ?? '';
    inTheDatabase('DELETE FROM events WHERE pos = 3');
    printed = '';
    expect(await verifyCommand({ data, store: 'sqlite', json: true, head })).toBe(1);
    expect(report().failures).toMatchObject([{ fault: 'headMissing' }]);
  });

  it('cannot be asked about a folder without a store', async () => {
    expect(await verifyCommand({ data: join(data, 'nothing'), store: 'sqlite' })).toBe(2);
  });
});
