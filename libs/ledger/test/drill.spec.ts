// SPDX-License-Identifier: EUPL-1.2
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { LedgerReader, NotEvidence, evidenceDrill, exportEvidence, parseKeys, tamperDrill, verifyStore } from '../src/index.ts';
import type { Checkpoint, Failure, PlacedEvent } from '../src/index.ts';
import { attacksOn, editOf } from '../src/drill/attacks.ts';
import { editedStore, upTo } from '../src/drill/edited-store.ts';
import { ledgerAttacks } from '../src/drill/ledger-attacks.ts';
import { roundsOf, sampleOf } from '../src/drill/sample.ts';
import { eventsOf } from '../src/verify/verify-store.ts';
import { listed } from './listed.ts';
import { ledgerOf, madeEvents, store } from './made-events.ts';

const drilled = (
  events: readonly PlacedEvent[],
  more: { readonly entries?: number; readonly seed?: string; readonly events?: number } = {},
) => tamperDrill({ store: listed(events), head: events.at(-1)?.position ?? null, ...more });

async function verified(events: readonly PlacedEvent[], folder: string, kept: readonly Checkpoint[] = []): Promise<readonly Failure[]> {
  const ledger = LedgerReader.open(folder);
  if (ledger === undefined) throw new Error('No ledger');
  const { failures } = await verifyStore({ store: listed(events), ledger, kept });
  ledger.close();
  return failures;
}

async function all(events: AsyncIterable<PlacedEvent>): Promise<PlacedEvent[]> {
  const list: PlacedEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

describe('the tamper drill', () => {
  it('finds everything it does, at the entry where it did it', async () => {
    const report = await drilled(madeEvents(60));
    expect(report.missed).toEqual([]);
    expect(report.attempts).toBe(60 * 9 + 59 * 3 + 8 * 4 + 6 + 8 + 7);
    expect(report.detected).toBe(report.attempts);
    expect(report.sample).toMatchObject({ of: 60, entries: Array.from({ length: 60 }, (_, index) => index) });
  });

  it('of a store of more than 10,000 takes a sample, names it, and finds each of many changes at once', async () => {
    const report = await drilled(madeEvents(12_000), { entries: 20, seed: 'a' });
    expect(report.missed).toEqual([]);
    expect(report.detected).toBe(report.attempts);
    expect(report.attempts).toBeGreaterThan(20 * 10);
    expect(report.sample.entries).toHaveLength(20);
    expect(report.sample).toMatchObject({ of: 12_000, seed: 'a' });
    expect(report.sample.entries).toEqual(expect.arrayContaining([0, 256, 11_999]));
  }, 120_000);

  it('takes only what was there when it began, or so many as it was told', async () => {
    const events = madeEvents(90);
    const before = await tamperDrill({ store: listed(events), head: events[39]?.position ?? null });
    expect(before.sample.of).toBe(40);
    expect((await drilled(events, { events: 25 })).sample.of).toBe(25);
    expect(await tamperDrill({ store: listed([]), head: null })).toMatchObject({ attempts: 0, missed: [] });
  });

  it('keeps no more of a store than a page', async () => {
    let held = 0;
    const events = madeEvents(5_000);
    const inner = listed(events);
    const watched = {
      readAll: async (options: Parameters<typeof inner.readAll>[0]) => {
        const page = await inner.readAll(options);
        held = Math.max(held, page.events.length);
        return page;
      },
    };
    const edited = editedStore(watched, editOf(attacksOn(2_500, 5_000).slice(0, 1)));
    for (const round of [1, 2]) {
      let count = 0;
      for await (const _event of eventsOf(edited)) count += 1;
      expect([round, count]).toEqual([round, 5_000]);
    }
    expect(held).toBeLessThanOrEqual(1_000);
    await expect(edited.readAll({ after: 3n, limit: 10 })).rejects.toThrow(RangeError);
  });
});

describe('the drill of an evidence file', () => {
  const exported = async (events: readonly PlacedEvent[], complete: boolean) => {
    const { folder, reader } = await ledgerOf(events);
    const lines: string[] = [];
    const stream = events[0]?.stream as string;
    for await (const line of exportEvidence({ store: store(events), ledger: reader, stream, complete })) lines.push(line);
    const keys = parseKeys(readFileSync(join(folder, 'log.key.pub'), 'utf8'));
    const drill = (more: { readonly entries?: number; readonly seed?: string } = {}) =>
      evidenceDrill({ lines: () => Readable.from(lines), keys, quorum: 0, ...more });
    return { lines, keys, drill };
  };

  it.each([false, true])('finds everything it does, at the entry where it did it (complete: %s)', async (complete) => {
    const { drill, lines } = await exported(madeEvents(200), complete);
    const report = await drill();
    const { entries } = JSON.parse(lines[0] as string) as { entries: number };
    expect(report.missed).toEqual([]);
    expect(report.detected).toBe(report.attempts);
    expect(report.sample).toMatchObject({ of: entries, entries: Array.from({ length: entries }, (_, index) => index) });
    // Every kind at every entry, twelve of them once more by itself, and five at the checkpoint; in a complete file the last entry and the tail.
    expect(report.attempts).toBe(entries * 13 - 2 + 12 + 5 + (complete ? 3 : 0));
  });

  it('of a case with 10,000 entries takes a sample and names it', async () => {
    const { drill } = await exported(madeEvents(10_000, 1), false);
    const report = await drill({ entries: 12, seed: 'a' });
    expect(report.missed).toEqual([]);
    expect(report.sample).toMatchObject({ of: 10_000, seed: 'a' });
    expect(report.sample.entries).toHaveLength(12);
  }, 120_000);

  it('is not made of a file that does not hold as it is', async () => {
    const { lines, keys } = await exported(madeEvents(50), false);
    const broken = lines.toSpliced(3, 1);
    await expect(evidenceDrill({ lines: () => Readable.from(broken), keys, quorum: 0 })).rejects.toThrow(NotEvidence);
  });
});

describe('an edit', () => {
  const events = madeEvents(12);
  const only = (kind: string, index: number) => editOf(attacksOn(index, 12).filter(({ attack }) => attack === kind));
  const edited = (kind: string, index: number) => all(only(kind, index)(eventsOf(listed(events))));

  it.each(['data', 'metadata', 'id', 'type', 'stream', 'revision'])(
    'flips one bit of %s at that entry and touches no other',
    async (field) => {
      const made = await edited(`flip ${field}`, 5);
      for (const [index, event] of made.entries()) {
        if (index !== 5) expect(event).toEqual(events[index]);
        else expect({ ...event, [field]: 0 }).toEqual({ ...events[5], [field]: 0 });
      }
      expect(made[5]).not.toEqual(events[5]);
    },
  );

  it('removes, moves, puts in, replaces and cuts off what it says', async () => {
    const ids = async (kind: string) => (await edited(kind, 5)).map(({ id }) => events.findIndex((event) => event.id === id));
    expect(await ids('remove')).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
    expect(await ids('swap with the next')).toEqual([0, 1, 2, 3, 4, 6, 5, 7, 8, 9, 10, 11]);
    expect(await ids('insert after')).toEqual([0, 1, 2, 3, 4, 5, -1, 6, 7, 8, 9, 10, 11]);
    expect(await ids('replace by another')).toEqual([0, 1, 2, 3, 4, 4, 6, 7, 8, 9, 10, 11]);
    expect(await ids('cut off from here')).toEqual([0, 1, 2, 3, 4]);
    expect(await ids('insert one of a new stream after')).toEqual([0, 1, 2, 3, 4, 5, -1, 6, 7, 8, 9, 10, 11]);
    for (const kind of ['swap with the next', 'insert after', 'insert one of a new stream after', 'replace by another']) {
      const positions = (await edited(kind, 5)).map(({ position }) => position);
      expect([kind, positions]).toEqual([kind, [...positions].sort((one, other) => (one < other ? -1 : 1))]);
    }
  });
});

describe('a sample', () => {
  it('is the same for the same seed, another for another, and everything when that is no more', () => {
    expect(sampleOf(100_000, 50, 'a')).toEqual(sampleOf(100_000, 50, 'a'));
    expect(sampleOf(100_000, 50, 'a').entries).not.toEqual(sampleOf(100_000, 50, 'b').entries);
    expect(new Set(sampleOf(100_000, 50, 'a').entries).size).toBe(50);
    expect(sampleOf(3, 50, 'a').entries).toEqual([0, 1, 2]);
    expect(sampleOf(0, 50, 'a').entries).toEqual([]);
  });

  it('comes in rounds in which no two attempts stand close, and none is left out', () => {
    const attempts = [0, 0, 0, 1, 2, 5, 6, 9, 30, 30].map((index, number) => ({ index, number }));
    const rounds = roundsOf(attempts, 3, 3);
    expect(
      rounds
        .flat()
        .map(({ number }) => number)
        .sort((one, other) => one - other),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const round of rounds) {
      expect(round.length).toBeLessThanOrEqual(3);
      round.slice(1).forEach(({ index }, at) => {
        expect(index - (round[at]?.index ?? 0)).toBeGreaterThanOrEqual(3);
      });
    }
  });
});

describe('a store as it was', () => {
  it('ends where it ended, in every size of page', async () => {
    const events = madeEvents(50);
    for (const limit of [1, 7, 20, 21, 100]) {
      const before = upTo(listed(events), events[19]?.position ?? 0n);
      const seen: string[] = [];
      for (let after: bigint | null = null; ;) {
        const page = await before.readAll({ after, limit });
        seen.push(...page.events.map(({ id }) => id));
        after = page.lastPosition;
        if (page.atHead) break;
      }
      expect(seen).toEqual(events.slice(0, 20).map(({ id }) => id));
    }
  });
});

describe('a ledger', () => {
  it('of which a file is gone is not called right, whether or not the events are', async () => {
    const events = madeEvents(300);
    const { folder, reader } = await ledgerOf(events);
    reader.close();
    rmSync(join(folder, 'tile', '1', '000.p'), { recursive: true });
    expect(await verified(events, folder)).toMatchObject([{ what: 'tile', from: 0, to: 256, why: expect.stringContaining('is gone') }]);
    rmSync(join(folder, 'tile', '0', '000'));
    expect(await verified(events, folder)).toMatchObject([
      { what: 'tile', index: 0 },
      { what: 'tile', from: 0, to: 256 },
    ]);
    expect(await verified(events.slice(0, -1), folder)).toMatchObject([{ what: 'tile', from: 0, to: 300 }]);
  });

  it('is none of the ledger whose checkpoint was kept, when that has another name', async () => {
    const events = madeEvents(20);
    const { folder, reader } = await ledgerOf(events);
    const { checkpoint } = reader;
    reader.close();
    expect(await verified(events, folder, [checkpoint])).toEqual([]);
    const [failure, ...more] = await verified(events, folder, [checkpoint, { ...checkpoint, origin: 'other.example' }]);
    expect(failure).toMatchObject({ what: 'checkpoint', why: expect.stringContaining('other.example') });
    expect(more).toEqual([]);
  });
});

describe('an attack on the files of a ledger', () => {
  it('is named by what it is, and leaves every file as it was', async () => {
    const events = madeEvents(300);
    const { folder, reader } = await ledgerOf(events);
    const files = () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => `${join(parentPath, name)} ${readFileSync(join(parentPath, name), 'base64')}`);
    const before = files();
    const named: Record<string, unknown> = {};
    for (const { attack, index, attempt } of ledgerAttacks(listed(events), folder, [7, 280]))
      named[`${attack} @${String(index)}`] = (await attempt()).map(({ what, index: entry, from, to }) => [what, entry ?? [from, to]]);
    const whole = [['checkpoint', [undefined, undefined]]];
    expect(named).toEqual({
      'ledger checkpoint: another root @300': whole,
      'ledger checkpoint: another size @300': whole,
      'ledger checkpoint: another name @300': whole,
      'ledger checkpoint: a byte of the signature @300': whole,
      'ledger checkpoint: signed anew with a key of one’s own @300': whole,
      'ledger checkpoint: the signature of an earlier one @300': whole,
      'ledger tile: a byte of the hash of this entry @7': [['tile', 7]],
      'ledger tile: a byte of the hash of this entry @280': [['tile', 280]],
      // Beyond the full tiles there is nothing above an entry yet.
      'ledger tile: a byte of a hash above this entry @7': [['tile', [0, 256]]],
      'ledger checkpoint: rolled back to an earlier one @7': [['rolled-back', [7, 300]]],
      'ledger checkpoint: rolled back to an earlier one @280': [['rolled-back', [280, 300]]],
    });
    expect(files()).toEqual(before);
    reader.close();
  });
});
