// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable, UnreadableEvent, type EventStore } from '@gezinslijn/event-sourcing';
import { all, allAfter, event, rejection } from '../contract/samples.ts';
import { memoryEventStore } from '../memory/memory-event-store.ts';
import { TamperedEnvelope, sealText } from '../sealing/envelope.ts';
import { memoryKeyRing } from '../sealing/open-key-ring.ts';
import { placeOfBatch, placeOfUnchained, type AccessEntry } from './access-entry.ts';
import { openAccessLog } from './open-access-log.ts';
import { readAccessLog } from './read-access-log.ts';
import { verifyAccessLog } from './verify-access-log.ts';

const entry = (about: Partial<AccessEntry> = {}): AccessEntry => ({
  at: '2026-11-22T09:30:00.000Z',
  subject: 'worker-7',
  organisation: 'Samen Veilig',
  party: 'gi',
  role: 'jeugdbeschermer',
  caseId: 'case-1',
  operation: 'timeline',
  manner: 'delivered',
  categories: ['C1', 'C7'],
  entries: ['12', '40'],
  people: ['person-1'],
  purpose: 'veiligheidsplan opstellen',
  legalBasis: 'Jw-7.3.11',
  emergency: false,
  outcome: 'granted',
  traceId: 'trace-1',
  ...about,
});

function logOn(store: EventStore, keys = memoryKeyRing()) {
  const log = openAccessLog({ store, secretOf: (name) => keys.secret(name), clock: () => '2026-11-22T09:30:00.123Z' });
  const read = (from = '2026-01-01T00:00:00.000Z', to = '2027-12-31T00:00:00.000Z') =>
    all(readAccessLog({ store, secretOf: (name) => keys.existingSecret(name), from, to }));
  return { log, read, keys };
}

/** A store whose appends wait until they are let through, or fail. */
function held(store: EventStore) {
  const gates: { open: () => void; fail: (error: Error) => void }[] = [];
  const append: EventStore['append'] = async (...args) => {
    await new Promise<void>((open, fail) => gates.push({ open, fail }));
    return store.append(...args);
  };
  const next = async () => {
    while (gates.length === 0) await new Promise((resolve) => setImmediate(resolve));
    return gates.shift();
  };
  return { store: { ...facade(store), append }, next };
}

function facade(store: EventStore): EventStore {
  return {
    append: (...args) => store.append(...args),
    readStream: (...args) => store.readStream(...args),
    streams: (...args) => store.streams(...args),
    readAll: (...args) => store.readAll(...args),
    subscribeAll: (...args) => store.subscribeAll(...args),
    head: () => store.head(),
    close: () => store.close(),
  };
}

describe('the access log', () => {
  it('gives back every entry as it was recorded', async () => {
    const { log, read } = logOn(memoryEventStore());
    const denied = entry({ outcome: 'denied', rule: 'not-involved', entries: [], emergency: true });
    await log.record(entry());
    await log.record(denied);
    expect(await read()).toEqual([entry(), denied]);
  });

  it('answers only once the entry is in the store', async () => {
    const inner = memoryEventStore();
    const { store, next } = held(inner);
    const { log, read } = logOn(store);
    let shown = false;
    const recorded = log.record(entry()).then(() => (shown = true));
    const gate = await next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(shown).toBe(false);
    gate?.open();
    await recorded;
    expect(await read()).toEqual([entry()]);
  });

  it('writes what comes in while it is writing as one event', async () => {
    const inner = memoryEventStore();
    const { store, next } = held(inner);
    const { log, read } = logOn(store);
    const first = log.record(entry({ traceId: 'first' }));
    const gate = await next();
    const others = Array.from({ length: 30 }, (_, index) => log.record(entry({ traceId: `other-${String(index)}` })));
    gate?.open();
    await first;
    (await next())?.open();
    await Promise.all(others);
    expect((await allAfter(inner, null)).length).toBe(2);
    expect((await read()).length).toBe(31);
  });

  it('that cannot be written rejects every read that waits for it: nothing is shown', async () => {
    const inner = memoryEventStore();
    const { store, next } = held(inner);
    const { log, read } = logOn(store);
    const waiting = [log.record(entry()), log.record(entry())];
    const outcomes = Promise.allSettled(waiting);
    (await next())?.fail(new StoreUnavailable('disk full'));
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable)).toEqual([
      true,
      true,
    ]);
    expect(await read()).toEqual([]);
    // The next read is tried anew.
    const again = log.record(entry());
    (await next())?.open();
    await again;
    expect((await read()).length).toBe(1);
  });

  it('without its key rejects too', async () => {
    const store = memoryEventStore();
    const { log, keys } = logOn(store);
    await keys.destroySecret('access-2026-11');
    expect(await rejection(log.record(entry()))).toMatchObject({ code: 'KEY_DESTROYED' });
    expect(await allAfter(store, null)).toEqual([]);
  });

  it('on a closed store rejects', async () => {
    const store = memoryEventStore();
    const { log } = logOn(store);
    await store.close();
    expect(await rejection(log.record(entry()))).toBeInstanceOf(StoreUnavailable);
  });

  it('keeps nothing personal readable: not in stream, type, metadata or data', async () => {
    const store = memoryEventStore();
    const { log } = logOn(store);
    await log.record(entry());
    const [stored] = await allAfter(store, null);
    expect(stored?.stream).toBe('access-2026-11');
    expect(JSON.parse(Buffer.from(stored?.metadata ?? []).toString())).toEqual({
      version: 3,
      recordedAt: '2026-11-22T09:30:00.123Z',
      sequence: 1,
      previous: null,
    });
    const bytes = Buffer.concat([stored?.data ?? Buffer.of(), stored?.metadata ?? Buffer.of()]).toString();
    for (const text of ['worker-7', 'person-1', 'Samen', 'case-1', 'timeline', 'veiligheidsplan', 'granted', 'trace-1'])
      expect(bytes).not.toContain(text);
  });

  it('puts each entry in its own month, by UTC, and reads a period to the millisecond', async () => {
    const { log, read } = logOn(memoryEventStore());
    const instants = ['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00.000Z'];
    await Promise.all(instants.map((at) => log.record(entry({ at }))));
    const ats = async (from?: string, to?: string) => (await read(from, to)).map((one) => ('at' in one ? one.at : one));
    expect(await ats()).toEqual(instants);
    expect(await ats('2026-11-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z')).toEqual(instants.slice(1, 3));
    expect(await ats('2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00.001Z')).toEqual(instants.slice(2));
    expect(await ats('2026-11-02T00:00:00.000Z', '2026-11-02T00:00:00.000Z')).toEqual([]);
  });

  it('of a month whose key was destroyed says that it is gone, and reads the others', async () => {
    const { log, read, keys } = logOn(memoryEventStore());
    const later = entry({ at: '2026-12-01T00:00:00.000Z' });
    await log.record(entry());
    await log.record(entry());
    await log.record(later);
    await keys.destroySecret('access-2026-11');
    expect(await read()).toEqual([{ erasedMonth: '2026-11' }, later]);
  });

  it('whose key is lost, not destroyed, stops: a lost key must not pass for the end of a retention', async () => {
    const store = memoryEventStore();
    await logOn(store).log.record(entry());
    expect(await rejection(logOn(store).read())).toMatchObject({ code: 'UNKNOWN_KEY' });
  });

  it('splits what does not fit in one event, and refuses an entry that never will', async () => {
    const store = memoryEventStore();
    const { log, read } = logOn(store);
    const positions = Array.from({ length: 30_000 }, (_, index) => String(1_000_000 + index));
    const large = Array.from({ length: 5 }, (_, index) => entry({ entries: positions, traceId: String(index) }));
    await Promise.all(large.map((one) => log.record(one)));
    expect(await read()).toEqual(large);
    const tooLarge = entry({ entries: [...positions, ...positions, ...positions] });
    expect(await rejection(log.record(tooLarge))).toBeInstanceOf(RangeError);
    // Nor does it take others of its moment with it.
    const [before, refused, after] = ['before', 'tooLarge', 'after'].map((traceId) =>
      log.record(traceId === 'tooLarge' ? tooLarge : entry({ traceId })),
    );
    expect(await rejection(refused ?? Promise.resolve())).toBeInstanceOf(RangeError);
    await Promise.all([before, after]);
    expect((await read()).slice(large.length)).toEqual([entry({ traceId: 'before' }), entry({ traceId: 'after' })]);
  });

  it.each(['', '2026-13-01T00:00:00.000Z', '2026-11-22', '2026-11-22T09:30:00.000+01:00', 'now'])('refuses an entry at %s', async (at) => {
    expect(await rejection(logOn(memoryEventStore()).log.record(entry({ at })))).toBeInstanceOf(RangeError);
  });

  it('stops at an event that was moved, changed or is unknown, rather than leave it out', async () => {
    const store = memoryEventStore();
    const { log, read } = logOn(store);
    await log.record(entry());
    const [stored] = await allAfter(store, null);
    if (stored === undefined) throw new Error('nothing was recorded');
    await store.append('access-2026-11', 'any', [{ ...stored, id: event().id }]);
    expect(await rejection(read())).toBeInstanceOf(TamperedEnvelope);
    const other = memoryEventStore();
    const { log: otherLog, read: otherRead } = logOn(other);
    await otherLog.record(entry());
    await other.append('access-2026-11', 'any', [event({ type: 'AccessRecorded', metadata: '{"version":4}' })]);
    expect(await rejection(otherRead())).toBeInstanceOf(UnreadableEvent);
  });

  it('of version 1, before the chain, is still read: it named nobody', async () => {
    const store = memoryEventStore();
    const { read, keys } = logOn(store);
    const { people: _people, manner: _manner, ...old } = entry();
    const id = event().id;
    const sealed = sealText(await keys.secret('access-2026-11'), placeOfUnchained('access-2026-11', id), JSON.stringify([old]));
    const metadata = '{"version":1,"recordedAt":"2026-11-22T09:30:00.123Z"}';
    await store.append('access-2026-11', 'any', [event({ id, type: 'AccessRecorded', data: JSON.stringify({ sealed }), metadata })]);
    expect(await read()).toEqual([{ ...old, manner: 'delivered', people: [] }]);
  });

  it('of version 2, with the name of each field in each entry, is still read, and goes on in the same chain', async () => {
    const store = memoryEventStore();
    const { log, read, keys } = logOn(store);
    const id = event().id;
    const old = [entry(), entry({ entries: [], people: [], outcome: 'denied', rule: 'hidden-from' })];
    const sealed = sealText(await keys.secret('access-2026-11'), placeOfBatch('access-2026-11', id, 1, null), JSON.stringify(old));
    const metadata = '{"version":2,"recordedAt":"2026-11-22T09:30:00.123Z","sequence":1,"previous":null}';
    await store.append('access-2026-11', 'any', [event({ id, type: 'AccessRecorded', data: JSON.stringify({ sealed }), metadata })]);
    await log.record(entry({ traceId: 'later' }));
    expect(await read()).toEqual([...old, entry({ traceId: 'later' })]);
    expect(await verifyAccessLog({ store, secretOf: (name) => keys.existingSecret(name) })).toMatchObject({
      ok: true,
      batches: 2,
      unchained: 0,
    });
  });

  it('gives back what was recorded, whatever of it was left out', async () => {
    const { log, read } = logOn(memoryEventStore());
    const inspection = { from: '2026-11-01T00:00:00.000Z', until: '2026-11-20T00:00:00.000Z' };
    const full = {
      system: 'dossier',
      reader: 'auditor',
      clock: '2026-03-01T09:00:00.000Z',
      inspection,
      seenBy: 'p:person-2',
      rule: 'none',
    };
    const { caseId: _caseId, manner: _manner, ...least } = entry({ categories: [], entries: [], people: [], outcome: 'denied' });
    const recorded = [entry(full), least, entry({ rule: undefined, system: undefined })];
    for (const one of recorded) await log.record(one);
    const found = await read();
    expect(found).toEqual(recorded);
    expect(Object.keys(found[1] ?? {})).not.toContain('caseId');
  });

  it('that is closed has written what it took, and takes no more', async () => {
    const { log, read } = logOn(memoryEventStore());
    const recorded = [log.record(entry()), log.record(entry())];
    await log.close();
    // Before anybody waits for them: closing itself waited.
    expect((await read()).length).toBe(2);
    await Promise.all(recorded);
    expect(await rejection(log.record(entry()))).toBeInstanceOf(StoreUnavailable);
  });
});
