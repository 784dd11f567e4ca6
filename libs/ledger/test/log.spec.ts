// SPDX-License-Identifier: EUPL-1.2
import { cpSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { LedgerForked, LedgerLog, LedgerMismatch, LedgerReader, Sequencer, checkAtStart, hashOfEvent, rootOf } from '../src/index.ts';
import { isConsistent, rootFromInclusion } from '../src/tree/proofs.ts';
import { ledgerOf, madeEvents, newFolder, store } from './made-events.ts';

const origin = 'gezinslijn/test';
const rootFor = (count: number) => rootOf(madeEvents(count).map(hashOfEvent));
const free = () => Promise.resolve();

describe('the log', () => {
  it('holds every event once, in the order of the store, and proves each in O(log n) hashes', async () => {
    const events = madeEvents(1_000);
    const { reader } = await ledgerOf(events);
    expect(reader.checkpoint).toMatchObject({ origin, size: 1_000, root: rootFor(1_000) });
    for (const index of [0, 1, 255, 256, 777, 999]) {
      const proof = reader.inclusion(index);
      expect(proof.length).toBeLessThanOrEqual(10);
      expect(rootFromInclusion(hashOfEvent(events[index] as never), index, 1_000, proof)).toEqual(reader.checkpoint.root);
      const { stream, revision, id, position } = events[index] as (typeof events)[number];
      expect(reader.place(index)).toEqual({ index, stream, revision, id, position });
      expect(reader.indexOf(position)).toBe(index);
      expect(reader.indexOf(position + 1n)).toBeUndefined();
    }
    expect(isConsistent({ size: 300, root: rootFor(300) }, reader.checkpoint, reader.consistency(300))).toBe(true);
  });

  it('goes on where it was, and its root is that of one that never stopped', async () => {
    const folder = newFolder();
    for (const count of [0, 1, 2, 255, 256, 257, 600, 1_025]) {
      const { log } = await ledgerOf(madeEvents(count), folder);
      expect(log.checkpoint?.root ?? rootFor(0)).toEqual(rootFor(count));
    }
    const partials = readdirSync(join(folder, 'tile', '0')).filter((name) => name.endsWith('.p'));
    expect(partials).toEqual(['004.p']);
  });

  it('forgets what it took in without signing for it, and takes it in again', async () => {
    const { folder } = await ledgerOf(madeEvents(300));
    const log = await LedgerLog.open({ folder, origin });
    log.append(madeEvents(500).slice(300));
    await expect(log.commit(() => Promise.reject(new Error('fenced')))).rejects.toThrow('fenced');
    expect(LedgerReader.open(folder)?.size).toBe(300);
    const { reader } = await ledgerOf(madeEvents(700), folder);
    expect(reader.checkpoint).toMatchObject({ size: 700, root: rootFor(700) });
    expect(reader.place(699)?.stream).toBe(madeEvents(700)[699]?.stream);
  });

  it('survives a writer that comes late: it writes the same bytes in the same places', async () => {
    const { folder } = await ledgerOf(madeEvents(100));
    const late = await LedgerLog.open({ folder, origin });
    late.append(madeEvents(180).slice(100));
    await ledgerOf(madeEvents(900), folder);
    await late.commit(free);
    const { reader } = await ledgerOf(madeEvents(1_000), folder);
    expect(reader.checkpoint).toMatchObject({ size: 1_000, root: rootFor(1_000) });
    expect(reader.rootAt(1_000)).toEqual(rootFor(1_000));
    expect(reader.place(150)?.id).toBe(madeEvents(151)[150]?.id);
  });

  it('does not sign two histories of one size', async () => {
    const { folder } = await ledgerOf(madeEvents(10));
    const other = await LedgerLog.open({ folder, origin });
    await ledgerOf(madeEvents(12), folder);
    const changed = madeEvents(12)
      .slice(10)
      .map((event) => ({ ...event, type: 'Other' }));
    other.append(changed);
    await expect(other.commit(free)).rejects.toThrow(LedgerForked);
  });

  it('does not open on tiles that are not those it signed for', async () => {
    const { folder } = await ledgerOf(madeEvents(10));
    const tile = join(folder, 'tile', '0', '000.p', '10');
    const bytes = readFileSync(tile);
    bytes[40] = (bytes[40] as number) ^ 1;
    writeFileSync(tile, bytes);
    await expect(LedgerLog.open({ folder, origin })).rejects.toThrow(LedgerMismatch);
  });

  it('copes with leftovers of a crash behind its last checkpoint', async () => {
    const { folder } = await ledgerOf(madeEvents(300));
    const torn = newFolder();
    cpSync(folder, torn, { recursive: true });
    writeFileSync(join(torn, 'places'), Buffer.alloc(50, 7), { flag: 'a' });
    writeFileSync(join(torn, 'tile', '0', '001.p', '45.x.tmp'), 'half');
    const { reader } = await ledgerOf(madeEvents(800), torn);
    expect(reader.checkpoint.root).toEqual(rootFor(800));
    expect(reader.place(400)?.id).toBe(madeEvents(401)[400]?.id);
    truncateSync(join(torn, 'places'), 32 * 100);
    await expect(LedgerLog.open({ folder: torn, origin })).rejects.toThrow('shorter than its last checkpoint');
  });
});

describe('a ledger whose newest checkpoint was taken away', () => {
  const numbered = (folder: string, size: number) => join(folder, 'checkpoints', String(size).padStart(16, '0'));

  async function grown() {
    const folder = newFolder();
    for (const count of [240, 300]) await ledgerOf(madeEvents(count), folder);
    return folder;
  }

  it.each(['checkpoint', 'checkpoint.cosigned'])('does not start where the copy %s still says so', async (copy) => {
    const folder = await grown();
    const latest = readFileSync(join(folder, 'checkpoint'));
    rmSync(join(folder, 'checkpoint'));
    writeFileSync(join(folder, copy), latest);
    rmSync(numbered(folder, 300));
    const events = madeEvents(300);
    const changed = store(events.with(271, { ...(events[271] as (typeof events)[number]), type: 'Other' }));
    const sentence = new RegExp(`The file ${copy} .* of 300 entries, and in .* the newest is of 240: .*rvt verify --all`);
    await expect(LedgerLog.open({ folder, origin })).rejects.toThrow(sentence);
    await expect(checkAtStart(changed, folder)).rejects.toThrow(sentence);
    await expect(checkAtStart(changed, folder)).rejects.toThrow(LedgerMismatch);
    rmSync(join(folder, 'checkpoints'), { recursive: true });
    await expect(LedgerLog.open({ folder, origin })).rejects.toThrow('none is left');
    await expect(checkAtStart(changed, folder)).rejects.toThrow('none is left');
  });

  it('starts with what a crash between a checkpoint and its copy leaves', async () => {
    const folder = newFolder();
    await ledgerOf(madeEvents(240), folder);
    const before = readFileSync(join(folder, 'checkpoint'));
    await ledgerOf(madeEvents(300), folder);
    writeFileSync(join(folder, 'checkpoint'), before);
    await checkAtStart(store(madeEvents(300)), folder);
    expect((await LedgerLog.open({ folder, origin })).size).toBe(300);
    rmSync(join(folder, 'checkpoint'));
    await checkAtStart(store(madeEvents(300)), folder);
    expect((await LedgerLog.open({ folder, origin })).size).toBe(300);
  });

  it('takes nothing from a copy that its key did not sign', async () => {
    const folder = await grown();
    const other = await ledgerOf(madeEvents(500));
    for (const note of ['no note', other.log.note as string]) {
      writeFileSync(join(folder, 'checkpoint.cosigned'), note);
      expect((await LedgerLog.open({ folder, origin })).size).toBe(300);
    }
  });
});

describe('the sequencer', () => {
  const child = fileURLToPath(new URL('./sequencing.child.ts', import.meta.url));

  it('killed again and again, it has every event exactly once', async () => {
    const folder = newFolder();
    const total = 40_000;
    let kills = 0;
    for (let round = 0; round < 40; round += 1) {
      const finished = await new Promise<boolean>((resolve) => {
        const process_ = spawn(process.execPath, ['--no-warnings', '--conditions=@gezinslijn/source', child, folder, String(total)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        process_.stdout.once('data', () => setTimeout(() => process_.kill('SIGKILL'), Math.random() * 150));
        process_.once('exit', (code) => {
          resolve(code === 0);
        });
      });
      if (finished) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(3);
    const { reader } = await ledgerOf(madeEvents(total), folder);
    expect(reader.checkpoint).toMatchObject({ size: total, root: rootFor(total) });
    expect(reader.rootAt(total)).toEqual(rootFor(total));
  }, 120_000);

  it('stops at a fence that does not hold, and says so', async () => {
    const log = await LedgerLog.open({ folder: newFolder(), origin });
    const sequencer = new Sequencer({ store: store(madeEvents(5)), log, fence: () => Promise.reject(new Error('another has it')) });
    sequencer.start();
    await sequencer.stop();
    expect(sequencer.failure?.message).toBe('another has it');
    expect(LedgerReader.open(log.folder)).toBeUndefined();
  });

  it('follows what is appended while it runs', async () => {
    const events = madeEvents(50).slice(0, 20);
    const log = await LedgerLog.open({ folder: newFolder(), origin });
    const sequencer = new Sequencer({ store: store(events), log, every: 5 });
    sequencer.start();
    while ((log.checkpoint?.size ?? 0) < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    events.push(...madeEvents(50).slice(20));
    await sequencer.stop();
    expect(log.checkpoint).toMatchObject({ size: 50, root: rootFor(50) });
  });
});

describe('the check before a start', () => {
  it('lets a store through that has all that was signed for, and more', async () => {
    const { folder } = await ledgerOf(madeEvents(1_000));
    await checkAtStart(store(madeEvents(1_000)), folder);
    await checkAtStart(store(madeEvents(1_200)), folder);
    await checkAtStart(store(madeEvents(3)), newFolder());
  });

  it('refuses one that lost its end, or has another', async () => {
    const { folder } = await ledgerOf(madeEvents(1_000));
    await expect(checkAtStart(store(madeEvents(999)), folder)).rejects.toThrow(/Entry 999 .* is not in the store/);
    const events = madeEvents(1_000);
    const changed = events.with(900, { ...(events[900] as (typeof events)[number]), data: Buffer.from('{}') });
    await expect(checkAtStart(store(changed), folder)).rejects.toThrow(/Entry 900 .*is not what was recorded/);
  });

  it('finds a change far back when it draws that entry, and otherwise leaves it to the full check', async () => {
    const { folder } = await ledgerOf(madeEvents(1_000));
    const events = madeEvents(1_000);
    const changed = store(events.with(10, { ...(events[10] as (typeof events)[number]), type: 'Other' }));
    await expect(checkAtStart(changed, folder, () => 10 / 744)).rejects.toThrow('Entry 10 ');
    await checkAtStart(changed, folder, () => 0.9);
  });

  it('refuses a ledger whose tiles were tampered with', async () => {
    const { folder } = await ledgerOf(madeEvents(300));
    writeFileSync(join(folder, 'tile', '0', '000'), Buffer.alloc(8192, 1));
    await expect(checkAtStart(store(madeEvents(300)), folder)).rejects.toThrow(LedgerMismatch);
    rmSync(folder, { recursive: true });
  });
});
