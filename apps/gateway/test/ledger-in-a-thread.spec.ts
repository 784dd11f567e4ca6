// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EMBEDDED_EVENTS, openEventStore } from '@gezinslijn/event-store';
import type { OpenedStore } from '@gezinslijn/event-store';
import { LOG_KEY, LedgerMismatch, LedgerReader } from '@gezinslijn/ledger';
import { hostLedger } from '../src/platform/kept-ledger.ts';
import type { KeptLedger } from '../src/platform/kept-ledger.ts';
import { until } from './gateway-under-test.ts';

let data: string;
let store: OpenedStore;
const folder = () => join(data, 'ledger');
const host = (at = folder()): Promise<KeptLedger> =>
  hostLedger({ store, data, settings: { folder: at, witnesses: [] }, keeping: 'thread' });

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'gezinslijn-ledger-'));
  store = await openEventStore({ kind: 'embedded' }, { folder: data });
});
afterEach(async () => {
  await store.close();
  rmSync(data, { recursive: true, force: true });
});

const append = (count: number) =>
  store.append(
    `note-${randomUUID()}`,
    'noStream',
    Array.from({ length: count }, () => ({ id: randomUUID(), type: 'Noted', data: Buffer.from('{}'), metadata: Buffer.from('{}') })),
  );

/** What the ledger has signed for. */
function signed(): number {
  const reader = LedgerReader.open(folder());
  const size = reader?.size ?? 0;
  reader?.close();
  return size;
}

describe('a ledger that another thread keeps', () => {
  it('signs by itself, a moment later, for what was appended', async () => {
    const ledger = await host();
    await append(3);
    await until(() => signed() === 3);
    await ledger.stop();
  });

  it('has signed for all there is when it was asked to catch up, and when it ended', async () => {
    const ledger = await host();
    await append(700);
    await ledger.catchUp();
    expect(signed()).toBe(700);
    await append(5);
    await ledger.stop();
    expect(signed()).toBe(705);
    expect(ledger.failure).toBeUndefined();
    await expect(ledger.catchUp()).rejects.toThrow('not kept any more');
  });

  it('goes on after a restart where it ended', async () => {
    const ledger = await host();
    await append(4);
    await ledger.stop();
    await append(4);
    const next = await host();
    await next.catchUp();
    expect(signed()).toBe(8);
    await next.stop();
  });

  it('says that it stopped when it cannot write, and takes in nothing more', async () => {
    const ledger = await host();
    await append(1);
    await ledger.catchUp();
    rmSync(folder(), { recursive: true });
    await append(1);
    await expect(ledger.catchUp()).rejects.toThrow('ENOENT');
    await until(() => ledger.failure !== undefined);
    await expect(ledger.catchUp()).rejects.toThrow('ENOENT');
    await ledger.stop();
  });

  it('does not start on a key that others can read, and lets go of the store', async () => {
    await append(2);
    await (await host()).stop();
    chmodSync(join(folder(), LOG_KEY), 0o644);
    await expect(host()).rejects.toThrow('chmod 600');
    await expect(append(1)).rejects.toThrow('The store is closed');
  });

  it('does not start where it has no folder, and lets go of the store', async () => {
    await expect(host(join(data, EMBEDDED_EVENTS, 'ledger'))).rejects.toThrow('ENOTDIR');
    await expect(append(1)).rejects.toThrow('The store is closed');
  });

  it('does not start on events that are not its own', async () => {
    await append(2);
    await (await host()).stop();
    await store.close();
    rmSync(join(data, EMBEDDED_EVENTS));
    store = await openEventStore({ kind: 'embedded' }, { folder: data });
    await expect(host()).rejects.toThrow(LedgerMismatch);
  });
});
