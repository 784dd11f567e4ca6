// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent, StoredEvent } from '@gezinslijn/event-sourcing';
import { allAfter, event } from '../contract/samples.ts';
import { memoryEventStore } from '../memory/memory-event-store.ts';
import { memoryKeyRing } from '../sealing/open-key-ring.ts';
import type { AccessEntry } from './access-entry.ts';
import { openAccessLog } from './open-access-log.ts';
import { verifyAccessLog } from './verify-access-log.ts';

const entry = (at: string): AccessEntry => ({
  at,
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
  traceId: 't',
});

const NOVEMBER = '2026-11-10T09:00:00.000Z';
const DECEMBER = '2026-12-10T09:00:00.000Z';
const MARCH = '2027-03-10T09:00:00.000Z';

/** A log of six batches over three months, one with no log in between. */
async function written(store: EventStore = memoryEventStore()) {
  const keys = memoryKeyRing();
  const open = (on: EventStore) => openAccessLog({ store: on, secretOf: (name) => keys.secret(name), clock: () => NOVEMBER });
  const log = open(store);
  for (const at of [NOVEMBER, NOVEMBER, NOVEMBER, DECEMBER, DECEMBER, MARCH]) await log.record(entry(at));
  return { store, keys, open };
}

const secretsOf = (keys: ReturnType<typeof memoryKeyRing>) => ({ secretOf: (name: string) => keys.existingSecret(name) });

/** The same events in another store, as somebody with a hand in the database would leave them. */
async function tamperedWith(store: EventStore, change: (events: readonly StoredEvent[]) => readonly (NewEvent & { stream: string })[]) {
  const copy = memoryEventStore();
  for (const { stream, ...one } of change(await allAfter(store, null))) await copy.append(stream, 'any', [one]);
  return copy;
}

const flipped = (stored: StoredEvent): StoredEvent => {
  const data = Buffer.from(stored.data);
  const at = data.length - 10;
  data[at] = data[at] === 65 ? 66 : 65;
  return { ...stored, data };
};

describe('the chain of the access log', () => {
  it('holds over months, also over one without a log', async () => {
    const { store, keys } = await written();
    const report = await verifyAccessLog({ store, ...secretsOf(keys) });
    expect(report).toMatchObject({ ok: true, batches: 6, unchained: 0, failures: [] });
    expect(report.months.map(({ month, batches, entries, late }) => [month, batches, entries, late])).toEqual([
      ['2026-11', 3, 3, 0],
      ['2026-12', 2, 2, 0],
      ['2027-03', 1, 1, 0],
    ]);
  });

  it('is followed without a key, also where the key of a month was destroyed', async () => {
    const { store, keys } = await written();
    expect((await verifyAccessLog({ store })).ok).toBe(true);
    await keys.destroySecret('access-2026-11');
    const report = await verifyAccessLog({ store, ...secretsOf(keys) });
    expect(report.ok).toBe(true);
    expect(report.months[0]).toMatchObject({ month: '2026-11', entries: null });
  });

  it('of an empty store holds', async () => {
    expect(await verifyAccessLog({ store: memoryEventStore() })).toEqual({ ok: true, batches: 0, unchained: 0, months: [], failures: [] });
  });

  it.each([0, 1, 2, 3, 4])('shows that batch %s was changed, without any key', async (index) => {
    const { store } = await written();
    const copy = await tamperedWith(store, (events) => events.map((one, at) => (at === index ? flipped(one) : one)));
    const { ok, failures } = await verifyAccessLog({ store: copy });
    expect(ok).toBe(false);
    expect(failures[0]?.fault).toBe('broken');
  });

  it('shows a change of the very last batch to who holds the keys', async () => {
    const { store, keys } = await written();
    const copy = await tamperedWith(store, (events) => events.map((one, at) => (at === 5 ? flipped(one) : one)));
    expect((await verifyAccessLog({ store: copy, ...secretsOf(keys) })).failures).toMatchObject([{ fault: 'changed', sequence: 1 }]);
  });

  it.each([0, 1, 2, 3, 4])('shows that batch %s was taken out', async (index) => {
    const { store } = await written();
    const copy = await tamperedWith(store, (events) => events.filter((_, at) => at !== index));
    expect((await verifyAccessLog({ store: copy })).ok).toBe(false);
  });

  it('shows a month that was taken out whole', async () => {
    const { store } = await written();
    for (const month of ['access-2026-11', 'access-2026-12']) {
      const copy = await tamperedWith(store, (events) => events.filter(({ stream }) => stream !== month));
      expect((await verifyAccessLog({ store: copy })).ok).toBe(false);
    }
  });

  it('shows two batches that changed places, and one put in between', async () => {
    const { store } = await written();
    const swapped = await tamperedWith(store, ([one, two, three, ...rest]) => [one, three, two, ...rest] as readonly StoredEvent[]);
    expect((await verifyAccessLog({ store: swapped })).ok).toBe(false);
    const doubled = await tamperedWith(
      store,
      ([one, two, ...rest]) => [one, two, { ...two, id: event().id }, ...rest] as readonly StoredEvent[],
    );
    expect((await verifyAccessLog({ store: doubled })).ok).toBe(false);
  });

  it('chained anew after a batch was taken out does not open for who holds the key: the place is sealed in', async () => {
    const { store, keys } = await written();
    // Everything after it renumbered and linked anew, with the right hashes, but without the key.
    const forged = memoryEventStore();
    const log = openAccessLog({ store: forged, secretOf: (name) => memoryKeyRing().secret(name), clock: () => NOVEMBER });
    await log.record(entry(NOVEMBER));
    const [made] = await allAfter(forged, null);
    const [first] = await allAfter(store, null);
    if (made === undefined || first === undefined) throw new Error('nothing was recorded');
    const rechained = await tamperedWith(memoryEventStore(), () => [{ ...made, data: first.data }]);
    expect((await verifyAccessLog({ store: rechained })).ok).toBe(true);
    expect((await verifyAccessLog({ store: rechained, ...secretsOf(keys) })).failures).toMatchObject([{ fault: 'changed' }]);
  });

  it('shows an end that was cut off to who noted the head down', async () => {
    const { store } = await written();
    const head = (await verifyAccessLog({ store })).months.at(-1)?.head ?? '';
    const copy = await tamperedWith(store, (events) => events.slice(0, -1));
    expect((await verifyAccessLog({ store, head })).ok).toBe(true);
    expect((await verifyAccessLog({ store: copy })).ok).toBe(true);
    expect((await verifyAccessLog({ store: copy, head })).failures).toMatchObject([{ fault: 'headMissing' }]);
  });

  it('goes on in a new process where it ended', async () => {
    const { store, open } = await written();
    await open(store).record(entry(MARCH));
    expect(await verifyAccessLog({ store })).toMatchObject({ ok: true, batches: 7 });
  });

  it('holds when many gateways write to the same months at once: whoever was second is chained anew', async () => {
    const store = memoryEventStore();
    const { open, keys } = await written(store);
    const gateways = Array.from({ length: 5 }, () => open(store));
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        if (index % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
        await gateways[index % 5]?.record(entry(index < 100 ? MARCH : '2027-04-01T00:00:00.000Z'));
      }),
    );
    const report = await verifyAccessLog({ store, ...secretsOf(keys) });
    expect(report.failures).toEqual([]);
    expect(report.months.reduce((sum, { entries }) => sum + (entries ?? 0), 0)).toBe(206);
    expect(report.months.some(({ batches }) => batches > 1)).toBe(true);
  });

  it('takes a late batch of the month before, and says that it was late', async () => {
    const { store, open } = await written();
    await open(store).record(entry(DECEMBER));
    const report = await verifyAccessLog({ store });
    expect(report.ok).toBe(true);
    expect(report.months[1]).toMatchObject({ month: '2026-12', batches: 3, late: 1 });
  });

  it('after an answer that was lost is neither broken nor doubled', async () => {
    const inner = memoryEventStore();
    let lost = true;
    const store: EventStore = {
      append: async (...args) => {
        const result = await inner.append(...args);
        if (lost) {
          lost = false;
          throw new Error('the answer was lost');
        }
        return result;
      },
      readStream: (...args) => inner.readStream(...args),
      streams: (...args) => inner.streams(...args),
      readAll: (...args) => inner.readAll(...args),
      subscribeAll: (...args) => inner.subscribeAll(...args),
      head: () => inner.head(),
      close: () => inner.close(),
    };
    const keys = memoryKeyRing();
    const log = openAccessLog({ store, secretOf: (name) => keys.secret(name), clock: () => NOVEMBER });
    await expect(log.record(entry(NOVEMBER))).rejects.toThrow('the answer was lost');
    await log.record(entry(NOVEMBER));
    expect(await verifyAccessLog({ store: inner, ...secretsOf(keys) })).toMatchObject({ ok: true, batches: 2 });
  });

  it('does not take a batch of before the chain once it began', async () => {
    const { store } = await written();
    await store.append('access-2027-03', 'any', [event({ type: 'AccessRecorded', metadata: '{"version":1}' })]);
    expect((await verifyAccessLog({ store })).failures).toMatchObject([{ fault: 'unchained' }]);
  });
});
