// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { memoryEventStore } from '@gezinslijn/event-store';
import { caseStream } from '@gezinslijn/family-case';
import type { CaseId } from '@gezinslijn/family-case';
import { LOG_KEY, openSequencer } from '@gezinslijn/ledger';
import type { CaseReading } from '@gezinslijn/party-view';
import { ledgerProofs } from './ledger-proofs.ts';

const caseId = randomUUID();
let ledgerFolder: string;
let store: EventStore;

beforeEach(() => {
  ledgerFolder = mkdtempSync(join(tmpdir(), 'proofs-'));
  store = memoryEventStore();
});
afterEach(() => {
  rmSync(ledgerFolder, { recursive: true, force: true });
});

async function recorded(stream: string, words: string): Promise<string> {
  const id = randomUUID();
  await store.append(stream, 'any', [{ id, type: 'ChildSeen', data: Buffer.from(words), metadata: Buffer.from('{}') }]);
  return id;
}

async function sequenced(folder = ledgerFolder): Promise<void> {
  await (await openSequencer({ folder, witnesses: [] }, 'proef', { store })).catchUp();
}

async function statuses(shown: readonly string[]): Promise<readonly unknown[] | undefined> {
  const reading = { page: () => Promise.resolve({ entries: shown.map((id) => ({ id })) }) } as unknown as CaseReading;
  return (await ledgerProofs({ store, ledgerFolder }, caseId, reading))?.entries.map(({ status }) => status);
}

describe('the proofs of a case', () => {
  const own = caseStream(caseId as CaseId);

  it('are of what the last checkpoint covers; what came later has none yet, and what is not shown is not told of', async () => {
    const [first, hidden] = [await recorded(own, 'een'), await recorded(own, 'twee')];
    await recorded('familyCase-other', 'van een ander');
    await sequenced();
    const later = await recorded(own, 'drie');
    expect(await statuses([first, later])).toEqual(['proven', 'notYet']);
    expect(await statuses([hidden])).toEqual(['proven']);
  });

  it('are none under a checkpoint that the key of the ledger did not sign, or without that key', async () => {
    const first = await recorded(own, 'een');
    await sequenced();
    expect(await statuses([first])).toEqual(['proven']);
    const other = mkdtempSync(join(tmpdir(), 'proofs-'));
    await sequenced(other);
    copyFileSync(join(other, `${LOG_KEY}.pub`), join(ledgerFolder, `${LOG_KEY}.pub`));
    rmSync(other, { recursive: true });
    expect(await statuses([first])).toEqual(['broken']);
    rmSync(join(ledgerFolder, `${LOG_KEY}.pub`));
    expect(await statuses([first])).toEqual(['broken']);
  });

  it('are broken where an entry stands among what is covered and the ledger does not know it', async () => {
    const real = store;
    const [first, second] = [await recorded(own, 'een'), await recorded(own, 'twee')];
    await recorded(own, 'drie');
    // The ledger is made of a store in which the second was never written.
    const without = <Event extends { readonly id: string }>(events: readonly Event[]) => events.filter(({ id }) => id !== second);
    store = { ...real, readAll: async (from) => real.readAll(from).then((page) => ({ ...page, events: without(page.events) })) };
    await sequenced();
    store = real;
    expect(await statuses([first, second])).toEqual(['proven', 'broken']);
  });
});
