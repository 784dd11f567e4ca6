// SPDX-License-Identifier: EUPL-1.2
// ledger: commands with the ledger running against the same without. tree: a Merkle tree in memory against plain SHA-256 of the same bytes.
// proof: checking a proof in a large ledger against one in a small.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LedgerLog, LedgerReader, TileTree, hashOfEvent, rootFromInclusion } from '@gezinslijn/ledger';
import { openPlatform } from '../../apps/gateway/dist/platform/platform.js';
import { cases, concurrently, drop, folder, median, seeChild } from './region.mjs';

/**
 * Appends through the whole command path, 32 at a time, on two stores alike but for the ledger, in turns. The clock runs until the ledger
 * has taken in all of them: what it put off counts as its cost.
 */
export async function ledger({ quick }) {
  // Some seconds each: a checkpoint a second, as in the product.
  const total = quick ? 8000 : 30000;
  const kits = [];
  for (const kept of [true, false]) {
    const data = folder();
    const settings = { folder: join(data, 'ledger'), witnesses: [] };
    const platform = await openPlatform({ data, demonstration: true, keeping: 'thread', ...(kept ? { ledger: settings } : {}) });
    await platform.views.stop();
    const opened = await cases(platform, 320);
    kits.push({ kept, data, platform, opened, settings, rates: [] });
  }
  // Both as they run after a while: whichever came first would pay for what the compiler does once.
  for (const { platform, opened } of kits) await concurrently(32, total / 2, (index) => seeChild(platform, opened[index % opened.length]));
  await kits[0].platform.ledger.catchUp();
  const rounds = quick ? 5 : 9;
  for (let round = 0; round < rounds; round += 1)
    for (const { kept, platform, opened, rates } of round % 2 === 0 ? kits : kits.toReversed()) {
      const started = performance.now();
      await concurrently(32, total, (index) => seeChild(platform, opened[index % opened.length]));
      if (kept) await platform.ledger.catchUp();
      rates.push(total / ((performance.now() - started) / 1000));
    }
  for (const { kept, platform, data, settings } of kits) {
    const events = Number(await platform.store.head());
    await platform.close();
    // Positions of this engine are contiguous, so the head is also how many events there are.
    if (kept && LedgerReader.open(settings.folder).size !== events) throw new Error('The ledger has not taken in everything');
    drop(data);
  }
  const [ours, against] = kits.map(({ rates }) => median(rates));
  const ratio = ofPairs(kits[0].rates, kits[1].rates);
  return { name: 'ledger', ours, against, ratio, target: 0.9, unit: 'commands/s', runs: rounds };
}

/** Leaves of 1 kB each, as one event is; plain SHA-256 goes over all of them in one stream. Both on one thread. */
export async function tree({ quick }) {
  const LEAF = 1024;
  const count = quick ? 200_000 : 1_000_000;
  // 64 MB, gone over again and again: a gigabyte need not be held to be hashed. The first byte of each leaf is that of RFC 9162.
  const held = 65_536;
  const bytes = Buffer.alloc(held * LEAF, 'gezinslijn ');
  for (let leaf = 0; leaf < held; leaf += 1) {
    bytes[leaf * LEAF] = 0;
    bytes.writeUInt32BE(leaf, leaf * LEAF + 1);
  }
  const leaves = Array.from({ length: held }, (_, leaf) => bytes.subarray(leaf * LEAF, (leaf + 1) * LEAF));
  const [ours, plain] = [[], []];
  const warm = new TileTree();
  for (let leaf = 0; leaf < held; leaf += 1) warm.appendPrefixed(leaves[leaf]);
  const rounds = quick ? 7 : 5;
  for (let round = 0; round < rounds; round += 1) {
    let started = performance.now();
    const grown = new TileTree();
    for (let leaf = 0; leaf < count; leaf += 1) grown.appendPrefixed(leaves[leaf % held]);
    grown.root();
    ours.push(count / ((performance.now() - started) / 1000));
    started = performance.now();
    const hash = createHash('sha256');
    for (let leaf = 0; leaf < count; leaf += held) hash.update(bytes.subarray(0, Math.min(held, count - leaf) * LEAF));
    hash.digest();
    plain.push(count / ((performance.now() - started) / 1000));
  }
  return {
    name: 'tree',
    ours: median(ours),
    against: median(plain),
    ratio: ofPairs(ours, plain),
    target: 0.35,
    unit: 'leaves/s',
    runs: rounds,
  };
}

/** The median of what each round gave, its two sides one after the other: a machine that slows down meanwhile slows both. */
function ofPairs(ours, against) {
  return median(ours.map((rate, round) => rate / against[round]));
}

/**
 * What a verifier does per entry, hashing its bytes and the hashes of its proof up to the root, in a ledger a hundred times as large: it
 * should grow with the number of hashes, so with the logarithm. Proofs come from ledgers as they are on disk.
 */
export async function proof({ quick }) {
  const SIZES = quick ? [1_000, 100_000] : [10_000, 1_000_000];
  const sides = [];
  for (const size of SIZES) sides.push(await provenLedger(size));
  for (let round = 0; round < 9; round += 1)
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const started = performance.now();
      for (const { event, index, hashes } of side.proven) {
        const root = rootFromInclusion(hashOfEvent(event), index, side.size, hashes);
        if (root === undefined || !root.equals(side.root)) throw new Error('A proof does not lead to the root');
      }
      side.times.push((performance.now() - started) / side.proven.length);
    }
  const [small, large] = sides;
  const unit = `ms per proof; at most ${String(large.most)} hashes of ${String(large.size)} entries, ${String(small.most)} of ${String(small.size)}`;
  return { name: 'proof', ours: median(large.times), against: median(small.times), target: 2, atMost: true, unit, runs: 9 };
}

/** A ledger over events of 1 kB, and proofs of 1,000 of its entries, evenly spread. */
async function provenLedger(size) {
  const data = folder();
  const log = await LedgerLog.open({ folder: data, origin: 'proofs' });
  const [body, metadata] = [Buffer.alloc(1024, 'gezinslijn '), Buffer.from('{}')];
  const eventAt = (index) => ({
    stream: 'familyCase-proof',
    revision: index,
    position: BigInt(index + 1),
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    type: 'Proven',
    data: body,
    metadata,
  });
  const STEP = 10_000;
  for (let from = 0; from < size; from += STEP)
    log.append(Array.from({ length: Math.min(STEP, size - from) }, (_, offset) => eventAt(from + offset)));
  await log.commit(async () => {});
  const reader = LedgerReader.open(data);
  const proven = Array.from({ length: 1000 }, (_, part) => Math.floor((part * size) / 1000)).map((index) => ({
    index,
    event: eventAt(index),
    hashes: reader.inclusion(index),
  }));
  reader.close();
  drop(data);
  return { size, root: reader.checkpoint.root, proven, most: Math.max(...proven.map(({ hashes }) => hashes.length)), times: [] };
}
