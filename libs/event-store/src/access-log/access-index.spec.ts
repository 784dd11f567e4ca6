// SPDX-License-Identifier: EUPL-1.2
import { createSecretKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { memoryEventStore } from '../memory/memory-event-store.ts';
import { memoryKeyRing } from '../sealing/open-key-ring.ts';
import type { AccessEntry } from './access-entry.ts';
import { openAccessIndex } from './access-index.ts';
import { openAccessLog } from './open-access-log.ts';

const entry = (about: Partial<AccessEntry> = {}): AccessEntry => ({
  at: '2026-11-22T09:30:00.000Z',
  subject: 'worker-7',
  organisation: 'gi-a',
  party: 'GI',
  role: 'guardian',
  caseId: 'case-1',
  operation: 'timeline',
  categories: [],
  entries: [],
  people: [],
  purpose: 'eigen taak',
  legalBasis: 'own-task',
  emergency: false,
  outcome: 'granted',
  traceId: 't',
  ...about,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gezinslijn-index-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function opened(store: EventStore = memoryEventStore(), file = join(folder, 'looks.sqlite')) {
  const keys = memoryKeyRing();
  const log = openAccessLog({ store, secretOf: (name) => keys.secret(name), clock: () => '2026-11-22T09:30:00.123Z' });
  const open = (on: EventStore = store) =>
    openAccessIndex({ file, store: on, secretOf: (name) => keys.existingSecret(name), tagKey: createSecretKey(Buffer.alloc(32, 7)) });
  return { store, keys, log, open };
}

describe('the index of the access log', () => {
  it('finds the looks at a case, at a person in it, and by an organisation; last first, page by page', async () => {
    const { log, open } = opened();
    await log.record(entry({ traceId: '1', people: ['p1', 'p2'] }));
    await log.record(entry({ traceId: '2', organisation: 'vt-a', people: ['p2'] }));
    await log.record(entry({ traceId: '3', caseId: 'case-2', people: ['p1'] }));
    await log.record(entry({ traceId: '4', people: [] }));
    const index = open();
    const traces = async (asked: object, limit = 10) =>
      (await index.find({ caseId: 'case-1', limit, ...asked })).map((look) => look.entry.traceId);
    expect(await traces({})).toEqual(['4', '2', '1']);
    expect(await traces({ personId: 'p1' })).toEqual(['1']);
    expect(await traces({ personId: 'p2' })).toEqual(['2', '1']);
    expect(await traces({ organisation: 'vt-a' })).toEqual(['2']);
    expect(await traces({ caseId: 'case-3' })).toEqual([]);
    const [first] = await index.find({ caseId: 'case-1', limit: 1 });
    expect(await traces({ before: first?.number })).toEqual(['2', '1']);
    await index.close();
  });

  it('keeps to a period', async () => {
    const { log, open } = opened();
    for (const at of ['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']) await log.record(entry({ at }));
    const index = open();
    const found = await index.find({ caseId: 'case-1', limit: 10, from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' });
    expect(found.map((look) => look.entry.at)).toEqual(['2026-11-01T00:00:00.000Z']);
    await index.close();
  });

  it('reads each batch once, however often it is asked, also after a restart', async () => {
    const { log, open, store } = opened();
    for (let count = 0; count < 20; count += 1) await log.record(entry({ caseId: `case-${String(count)}` }));
    const reads: number[] = [];
    const counted: EventStore = {
      append: (...args) => store.append(...args),
      readStream: (...args) => store.readStream(...args),
      streams: (...args) => store.streams(...args),
      readAll: async (...args) => {
        const page = await store.readAll(...args);
        reads.push(page.events.length);
        return page;
      },
      subscribeAll: (...args) => store.subscribeAll(...args),
      head: () => store.head(),
      close: () => store.close(),
    };
    const index = open(counted);
    await index.find({ caseId: 'case-3', limit: 10 });
    await index.find({ caseId: 'case-4', limit: 10 });
    await index.close();
    const again = open(counted);
    await log.record(entry({ caseId: 'case-3', traceId: 'new' }));
    expect((await again.find({ caseId: 'case-3', limit: 10 })).map((look) => look.entry.traceId)).toEqual(['new', 't']);
    await again.close();
    expect(reads.reduce((sum, count) => sum + count, 0)).toBe(21);
  });

  it('is one for two processes on its file: whoever comes second goes by the numbers that the first gave', async () => {
    const { log, open, store } = opened();
    for (const traceId of ['1', '2', '3']) await log.record(entry({ traceId }));
    const other = open();
    let overtaken = false;
    // Between what it read and what it is about to note, the other one brings the file up to date.
    const slow: EventStore = {
      ...store,
      readStream: (...args) => store.readStream(...args),
      readAll: async (...args) => {
        const page = await store.readAll(...args);
        if (!overtaken) await other.find({ caseId: 'case-1', limit: 1 });
        overtaken = true;
        return page;
      },
    };
    const index = open(slow);
    const places = async (of: typeof index) =>
      (await of.find({ caseId: 'case-1', limit: 10 })).map((look) => [look.number, look.entry.traceId]);
    expect(await places(index)).toEqual([
      [3, '3'],
      [2, '2'],
      [1, '1'],
    ]);
    expect(overtaken).toBe(true);
    await log.record(entry({ traceId: '4' }));
    expect((await places(other))[0]).toEqual([4, '4']);
    expect((await places(index))[0]).toEqual([4, '4']);
    await index.close();
    await other.close();
  });

  it('holds nothing that says who looked at what', async () => {
    const { log, open } = opened();
    await log.record(entry({ people: ['person-9'] }));
    const index = open();
    await index.find({ caseId: 'case-1', limit: 1 });
    await index.close();
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))).toString('latin1');
    for (const hidden of ['worker-7', 'gi-a', 'case-1', 'person-9', 'eigen taak']) expect(bytes).not.toContain(hidden);
  });

  it('finds nothing of a month whose key was destroyed', async () => {
    const { log, open, keys } = opened();
    await log.record(entry());
    const index = open();
    expect(await index.find({ caseId: 'case-1', limit: 1 })).toHaveLength(1);
    await keys.destroySecret('access-2026-11');
    expect(await index.find({ caseId: 'case-1', limit: 1 })).toEqual([]);
    // What cannot be opened takes no place on a page: what stands behind it is still found.
    await log.record(entry({ at: '2026-10-30T09:30:00.000Z', traceId: 'old' }));
    await log.record(entry({ at: '2026-12-01T09:30:00.000Z', traceId: 'later' }));
    expect((await index.find({ caseId: 'case-1', limit: 1 })).map((look) => look.entry.traceId)).toEqual(['later']);
    await keys.destroySecret('access-2026-12');
    expect((await index.find({ caseId: 'case-1', limit: 1 })).map((look) => look.entry.traceId)).toEqual(['old']);
    await index.close();
  });
});
