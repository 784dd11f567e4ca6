// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { exportEvidence, headOf, verifyEvidence, verifyStore } from '../src/index.ts';
import type { PlacedEvent, VerifierKey } from '../src/index.ts';
import { parseVerifierKey } from '../src/notes/keys.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerOf, madeEvents, store } from './made-events.ts';

async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

const keyOf = (folder: string): VerifierKey[] => [parseVerifierKey(readFileSync(join(folder, 'log.key.pub'), 'utf8'))];
const events = madeEvents(200);
const stream = events[3]?.stream as string;

async function exported(complete: boolean, of: readonly PlacedEvent[] = events) {
  const { folder, reader } = await ledgerOf(of);
  return { keys: keyOf(folder), lines: await linesOf(exportEvidence({ store: store(of), ledger: reader, stream, complete })), reader };
}

const edited = (line: string, change: (value: Record<string, unknown>) => void): string => {
  const value = JSON.parse(line) as Record<string, unknown>;
  change(value);
  return JSON.stringify(value);
};

/** The second of these hashes, or the only one, in so many bytes. */
function resized(hashes: unknown, length: number): string[] {
  const all = hashes as string[];
  const at = Math.min(1, all.length - 1);
  const longer = Buffer.concat([Buffer.from(all[at] as string, 'base64'), Buffer.alloc(16)]);
  return all.with(at, longer.subarray(0, length).toString('base64'));
}

const unpadded = (hashes: unknown): string[] => (hashes as string[]).map((hash) => hash.replace('=', ''));

describe('an evidence file', () => {
  it.each([false, true])('verifies by its lines alone (complete: %s)', async (complete) => {
    const { keys, lines } = await exported(complete);
    expect(await verifyEvidence(lines, { keys, quorum: 0 })).toEqual({ events: 29, ok: true, treeSize: 200, failures: [] });
  });

  it('names the entry in which a byte was changed, whatever the field', async () => {
    const { keys, lines } = await exported(false);
    const changes: ((value: Record<string, unknown>) => void)[] = [
      (value) => (value['data'] = Buffer.from('{}').toString('base64')),
      (value) => (value['metadata'] = ''),
      (value) => (value['id'] = 'other'),
      (value) => (value['type'] = 'Other'),
      (value) => (value['index'] = Number(value['index']) + 1),
      (value) => (value['proof'] = (value['proof'] as string[]).slice(1)),
    ];
    for (const change of changes) {
      const { ok, failures } = await verifyEvidence(lines.with(5, edited(lines[5] as string, change)), { keys, quorum: 0 });
      expect(ok).toBe(false);
      expect(failures[0]).toMatchObject({ what: 'entry', revision: 4 });
    }
  });

  it.each(['1e999', '-1', '4.5', '"7"', '9007199254740993'])(
    'is answered about also when an entry says it is at place %s',
    async (place) => {
      const { keys, lines } = await exported(true);
      const line = (lines[5] as string).replace(/"index":\d+/, `"index":${place}`);
      for (const variant of [lines.with(5, line), [...lines.slice(0, 5), line, ...lines.slice(30)]]) {
        const { ok, failures } = await verifyEvidence(variant, { keys, quorum: 0 });
        expect(ok).toBe(false);
        expect(failures.length).toBeGreaterThan(0);
      }
    },
  );

  it('does not verify with an entry left out, doubled or in another order, or cut off', async () => {
    const { keys, lines } = await exported(false);
    const count = (by: number) => edited(lines[0] as string, (value) => (value['entries'] = Number(value['entries']) + by));
    const variants = [
      [count(-1), ...lines.slice(1, 9), ...lines.slice(10)],
      lines.toSpliced(9, 1),
      [count(1), ...lines.slice(1, 9), lines[8] as string, ...lines.slice(9)],
      lines.with(9, lines[10] as string).with(10, lines[9] as string),
      lines.slice(0, -1),
      [],
      ['{}'],
      lines.with(4, 'x'),
    ];
    for (const variant of variants) expect((await verifyEvidence(variant, { keys, quorum: 0 })).ok).toBe(false);
  });

  it('is one finding, that says what it should have been, when it is something else altogether', async () => {
    const { keys, lines } = await exported(false);
    const other = { what: 'malformed', why: expect.stringMatching(/^it is no evidence file: .*gezinslijn-evidence\/1.*rvt export/) };
    const headless = lines.slice(1);
    const older = [edited(lines[0] as string, (value) => (value['format'] = 'gezinslijn-evidence/0')), ...headless];
    const texts = [
      ['{', '  "name": "x"', '}'],
      ['gezinslijn-erasure-certificate/1', '{}', ''],
      ['', 'x', 'y'],
      ['null', 'null'],
      ['['.repeat(50_000)],
    ];
    for (const variant of [headless, older, ...texts])
      expect(await verifyEvidence(variant, { keys, quorum: 0 })).toEqual({ events: 0, ok: false, treeSize: 0, failures: [other] });
    let read = 0;
    const endless = function* () {
      for (; ; read += 1) yield 'x';
    };
    expect((await verifyEvidence(endless(), { keys, quorum: 0 })).failures).toEqual([other]);
    expect(read).toBe(0);
  });

  it('does not verify with a line behind the last entry, without entries, or with a number of them that is none', async () => {
    const { keys, lines } = await exported(false);
    const check = (variant: readonly string[]) => verifyEvidence(variant, { keys, quorum: 0 });
    const malformed = { what: 'malformed', why: 'a line is not of the form described' };
    const forged = edited(lines[3] as string, (value) => (value['data'] = Buffer.from('{"forged":true}').toString('base64')));
    const tail = edited(forged, (value) => (value['dataHash'] = value['metadataHash'] = Buffer.alloc(32).toString('base64')));
    for (const extra of [forged, tail, lines[3] as string, '{}'])
      expect(await check([...lines, extra])).toMatchObject({ ok: false, failures: [malformed] });
    const counted = (entries: unknown) => edited(lines[0] as string, (value) => (value['entries'] = entries));
    for (const entries of [0, -1, 0.5, '1', null]) {
      for (const variant of [[counted(entries)], [counted(entries), forged]]) {
        const { ok, failures } = await check(variant);
        expect({ entries, ok }).toEqual({ entries, ok: false });
        expect(failures).toContainEqual(malformed);
      }
    }
    const none = await exported(
      true,
      events.filter((event) => event.stream !== stream),
    );
    expect(await verifyEvidence(none.lines, { keys: none.keys, quorum: 0 })).toMatchObject({ ok: true, events: 0 });
    expect(
      (
        await verifyEvidence([edited(none.lines[0] as string, (value) => (value['entries'] = -1)), ...none.lines.slice(1)], {
          keys: none.keys,
          quorum: 0,
        })
      ).ok,
    ).toBe(false);
  });

  it.each([
    ['an entry between two places', 5, (value: Record<string, unknown>) => (value['index'] = Number(value['index']) + 0.5), 'entry'],
    ['a sibling with bytes behind it', 5, (value: Record<string, unknown>) => (value['proof'] = resized(value['proof'], 34)), 'malformed'],
    ['a sibling that is too short', 5, (value: Record<string, unknown>) => (value['proof'] = resized(value['proof'], 31)), 'malformed'],
    ['a sibling spelled otherwise', 5, (value: Record<string, unknown>) => (value['proof'] = unpadded(value['proof'])), 'malformed'],
    ['an edge that is too long', 0, (value: Record<string, unknown>) => (value['edge'] = resized(value['edge'], 33)), 'malformed'],
    ['an edge that is too short', 0, (value: Record<string, unknown>) => (value['edge'] = resized(value['edge'], 31)), 'malformed'],
    [
      'a hash of data with bytes behind it',
      30,
      (value: Record<string, unknown>) => (value['dataHash'] = resized([value['dataHash']], 40)[0]),
      'malformed',
    ],
    [
      'a hash of metadata that is too short',
      30,
      (value: Record<string, unknown>) => (value['metadataHash'] = resized([value['metadataHash']], 31)[0]),
      'malformed',
    ],
  ])('does not verify with %s', async (_what, at, change, what) => {
    const { keys, lines } = await exported(true, events.slice(0, 199));
    const { ok, failures } = await verifyEvidence(lines.with(at, edited(lines[at] as string, change)), { keys, quorum: 0 });
    expect(ok).toBe(false);
    expect(failures).toContainEqual(expect.objectContaining({ what }));
  });

  it('that is complete cannot leave out the last entries of the stream', async () => {
    const { keys, lines, reader } = await exported(true);
    await expect(linesOf(exportEvidence({ store: store(events.slice(0, -1)), ledger: reader, stream, complete: true }))).rejects.toThrow(
      'Entry 199 is not in the store',
    );
    await expect(linesOf(exportEvidence({ store: store(events.toSpliced(10, 1)), ledger: reader, stream }))).rejects.toThrow(
      'Revision 1 of',
    );
    // A forger who has the ledger drops the last entry of the stream, and goes on with what follows the one before.
    const tail = lines.slice(30);
    const hidden = lines[29] as string;
    const { data: _data, metadata: _metadata, proof: _proof, index: _index, ...head } = JSON.parse(hidden) as Record<string, unknown>;
    const dishonest = [
      edited(lines[0] as string, (value) => {
        value['entries'] = 28;
        value['tail'] = 7;
        value['edge'] = reader.edge(193).map((hash) => hash.toString('base64'));
      }),
      ...lines.slice(1, 29),
    ];
    const without = await verifyEvidence([...dishonest, ...tail], { keys, quorum: 0 });
    expect(without.failures.map(({ what }) => what)).toContain('missing');
    const last = JSON.parse(lines[28] as string) as { index: number };
    const rest = events.slice(last.index + 1).map((event) => {
      const { dataHash, metadataHash, ...names } = headOf(event);
      return JSON.stringify({
        ...names,
        dataHash: Buffer.from(dataHash).toString('base64'),
        metadataHash: Buffer.from(metadataHash).toString('base64'),
      });
    });
    const withTail = [
      edited(dishonest[0] as string, (value) => (value['edge'] = reader.edge(last.index + 1).map((hash) => hash.toString('base64')))),
      ...dishonest.slice(1),
      ...rest,
    ];
    const shown = await verifyEvidence(withTail, { keys, quorum: 0 });
    expect(shown.failures).toEqual([expect.objectContaining({ what: 'hidden', stream, revision: 28 })]);
    const renamed = withTail.map((line) => (line.includes(String(head['id'])) ? line.replace(stream, 'familyCase-other') : line));
    expect((await verifyEvidence(renamed, { keys, quorum: 0 })).failures.map(({ what }) => what)).toEqual(['root']);
  });

  it('shows that it continues a checkpoint somebody kept, and not when history was rewritten', async () => {
    const { folder, reader } = await ledgerOf(events.slice(0, 90));
    const kept = reader.note;
    const later = await ledgerOf(events, folder);
    const keys = keyOf(folder);
    const options = { store: store(events), ledger: later.reader, stream };
    const lines = await linesOf(exportEvidence({ ...options, since: kept }));
    expect(await verifyEvidence(lines, { keys, quorum: 0, against: [kept] })).toMatchObject({ ok: true });
    const without = await linesOf(exportEvidence(options));
    expect((await verifyEvidence(without, { keys, quorum: 0, against: [kept] })).failures[0]).toMatchObject({ what: 'checkpoint' });
    const other = (await ledgerOf(events.slice(0, 90).with(4, { ...(events[4] as PlacedEvent), type: 'Other' }))).reader.note;
    const pretended = [
      edited(lines[0] as string, (value) => (value['since'] = { ...(value['since'] as object), checkpoint: other })),
      ...lines.slice(1),
    ];
    expect((await verifyEvidence(pretended, { keys, quorum: 0, against: [other] })).failures).toEqual([
      { what: 'rewritten', from: 0, to: 90 },
    ]);
  });

  it('is held against each checkpoint that was kept, not the first alone', async () => {
    const { folder, reader } = await ledgerOf(events);
    const keys = keyOf(folder);
    const lines = await linesOf(exportEvidence({ store: store(events), ledger: reader, stream }));
    const other = (await ledgerOf(events.with(4, { ...(events[4] as PlacedEvent), type: 'Other' }))).reader.note;
    expect(await verifyEvidence(lines, { keys, quorum: 0, against: [reader.note, reader.note] })).toMatchObject({ ok: true });
    for (const against of [
      [reader.note, other],
      [other, reader.note],
    ])
      expect((await verifyEvidence(lines, { keys, quorum: 0, against })).failures).toEqual([{ what: 'rewritten', from: 0, to: 200 }]);
  });

  it('of a case with 10,000 entries checks a proof in well under a millisecond', async () => {
    const many = madeEvents(10_000, 1);
    const { folder, reader } = await ledgerOf(many);
    const lines = await linesOf(exportEvidence({ store: store(many), ledger: reader, stream: many[0]?.stream as string, complete: true }));
    const started = performance.now();
    const report = await verifyEvidence(lines, { keys: keyOf(folder), quorum: 0 });
    const each = (performance.now() - started) / 10_000;
    expect(report).toMatchObject({ events: 10_000, ok: true });
    expect((JSON.parse(lines[5_000] as string) as { proof: string[] }).proof.length).toBeLessThanOrEqual(14);
    expect(each).toBeLessThan(5);
  });
});

describe('the whole store against the ledger', () => {
  const changed = (index: number, by: Partial<PlacedEvent>) => events.with(index, { ...(events[index] as PlacedEvent), ...by });

  it.each<[string, readonly PlacedEvent[], object]>([
    ['a changed entry', changed(77, { data: Buffer.from('{}') }), { what: 'changed', index: 77, revision: 11 }],
    ['a removed entry', events.toSpliced(77, 1), { what: 'removed', index: 77, revision: 11 }],
    ['the last entry gone', events.slice(0, -1), { what: 'removed', index: 199 }],
    [
      'two entries changed places',
      events
        .with(7, { ...(events[8] as PlacedEvent), position: events[7]?.position as bigint })
        .with(8, { ...(events[7] as PlacedEvent), position: events[8]?.position as bigint }),
      { what: 'moved', index: 7 },
    ],
    [
      'an entry too many',
      events.toSpliced(5, 0, { ...(events[4] as PlacedEvent), id: '0', position: 13n }),
      { what: 'inserted', index: 5, id: '0' },
    ],
  ])('names %s', async (_what, tampered, failure) => {
    const { reader } = await ledgerOf(events);
    const report = await verifyStore({ store: store(tampered), ledger: reader });
    expect(report.ok).toBe(false);
    expect(report.failures).toEqual([expect.objectContaining(failure)]);
  });

  it('names two events put in before the last entry, although the second stands where the store once ended', async () => {
    const { reader } = await ledgerOf(events);
    const last = events[199] as PlacedEvent;
    const put = [0n, 1n].map((more) => ({ ...last, id: String(more), position: last.position + more }));
    const report = await verifyStore({
      store: store(events.toSpliced(199, 1, ...put, { ...last, position: last.position + 2n })),
      ledger: reader,
    });
    expect(report.failures.map(({ what, index, id }) => [what, index, id])).toEqual([
      ['inserted', 199, '0'],
      ['inserted', 199, '1'],
    ]);
  });

  it('names the stretch when very many entries in a row are gone', async () => {
    const many = madeEvents(3_000);
    const { reader } = await ledgerOf(many);
    const { failures } = await verifyStore({ store: store(many.toSpliced(1_500, 1_400).toSpliced(7, 1)), ledger: reader });
    expect(failures).toEqual([expect.objectContaining({ what: 'removed', index: 7 }), { what: 'removed', from: 1_500, to: 2_900 }]);
  });

  it('holds when nothing was changed, with newer entries that no checkpoint covers yet', async () => {
    const { reader } = await ledgerOf(events.slice(0, 150));
    expect(await verifyStore({ store: store(events), ledger: reader })).toEqual({ events: 200, ok: true, treeSize: 150, failures: [] });
  });

  it('is held against checkpoints that were kept elsewhere, by the stretch in which it was rewritten', async () => {
    const kept = await Promise.all([50, 100, 150].map(async (size) => (await ledgerOf(events.slice(0, size))).reader.checkpoint));
    const forged = changed(70, { type: 'Other' });
    const { reader } = await ledgerOf(forged);
    expect(await verifyStore({ store: store(forged), ledger: reader })).toMatchObject({ ok: true });
    expect((await verifyStore({ store: store(forged), ledger: reader, kept })).failures).toEqual([
      { what: 'rewritten', from: 50, to: 100 },
    ]);
    const short = await ledgerOf(events.slice(0, 120));
    expect((await verifyStore({ store: store(events.slice(0, 120)), ledger: short.reader, kept })).failures).toEqual([
      { what: 'rolled-back', from: 120, to: 150 },
    ]);
  });

  it('names what an earlier ledger no longer vouches for, and beside it what was changed there meanwhile', async () => {
    const { reader } = await ledgerOf(events.slice(0, 120));
    const kept = [(await ledgerOf(events.slice(0, 150))).reader.checkpoint];
    const back = { what: 'rolled-back', from: 120, to: 150 };
    const found = async (inStore: typeof events) => (await verifyStore({ store: store(inStore), ledger: reader, kept })).failures;
    expect(await found([...events])).toEqual([expect.objectContaining(back)]);
    expect(await found(changed(130, { type: 'Other' }))).toEqual([
      { what: 'rewritten', from: 120, to: 150 },
      expect.objectContaining(back),
    ]);
    expect(await found(events.slice(0, 135))).toEqual([back]);
    const cut = await found(events.slice(0, 100));
    expect(cut.filter(({ what }) => what === 'removed')).toHaveLength(20);
    expect(cut.filter(({ what }) => what !== 'removed')).toEqual([{ what: 'rolled-back', from: 100, to: 150 }]);
  });
});
