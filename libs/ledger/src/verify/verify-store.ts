// SPDX-License-Identifier: EUPL-1.2
import type { PlacedEvent } from '../log/places.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { hashOfEvent } from '../tree/entry.ts';
import { ProofError, same } from '../tree/proofs.ts';
import { TILE_WIDTH, TileTree } from '../tree/tile-tree.ts';
import type { Tile } from '../tree/tile-tree.ts';
import { explain } from './explain.ts';
import type { HeldLedger } from './held-ledger.ts';
import type { Failure, VerificationReport } from './report.ts';

export interface VerifyStoreOptions {
  readonly store: SequencedStore;
  readonly ledger: HeldLedger;
  /** Checkpoints of this ledger that somebody kept elsewhere: the store must hold what they covered. */
  readonly kept?: readonly Checkpoint[];
  readonly onProgress?: (done: number, of: number) => void;
}

/** Every event of a store against the ledger, byte for byte, and the ledger against its own checkpoint and those that were kept. */
export async function verifyStore({ store, ledger, kept: all = [], onProgress }: VerifyStoreOptions): Promise<VerificationReport> {
  const { origin, size, root } = ledger.checkpoint;
  const [kept, ofOthers] = [all.filter((one) => one.origin === origin), all.filter((one) => one.origin !== origin)];
  const above: Failure[] = [];
  const tree = new TileTree((tile) => {
    if (tree.size < size) above.push(...tileAbove(tile, ledger));
  });
  const marks = new Map<number, Buffer>();
  const wanted = new Set([size, ...kept.map((one) => one.size)]);
  if (wanted.has(0)) marks.set(0, tree.root());
  let different: number | undefined;
  for await (const event of eventsOf(store)) {
    const leaf = hashOfEvent(event);
    if (different === undefined && tree.size < size && !isLeaf(leaf, tree.size, ledger)) different = tree.size;
    tree.append(leaf);
    if (tree.size === size) for (const tile of tree.partial()) above.push(...tileAbove(tile, ledger));
    if (wanted.has(tree.size)) marks.set(tree.size, tree.root());
    if (tree.size % 1_000 === 0) onProgress?.(Math.min(tree.size, size), size);
  }
  onProgress?.(size, size);
  const failures: Failure[] = [];
  const found = marks.get(size);
  const stands = found !== undefined && same(found, root);
  if (!stands && (different !== undefined || tree.size < size)) failures.push(...(await explained(store, ledger)));
  else if (!stands) failures.push({ what: 'root', from: 0, to: size, why: 'events and tiles agree, but not with the checkpoint' });
  else if (different !== undefined)
    failures.push({ what: 'tile', index: different, why: 'the events are right; the ledger’s own file is not' });
  // Of events that are not right the hashes above them cannot be.
  if (stands) failures.push(...above);
  if (!stands && failures.length === 0) failures.push({ what: 'root', from: 0, to: size });
  // Where the ledger agrees with what was kept, what differs has been named already.
  const disputed = stands ? kept : kept.filter((one) => one.size > size || !agrees(ledger, one));
  failures.push(...againstKept(disputed, marks, { events: tree.size, size, stands }), ...behind(kept, { events: tree.size, size }));
  const strange = (one: Checkpoint) => `a checkpoint that was kept is of ${one.origin}; this ledger calls itself ${origin}`;
  failures.push(...ofOthers.map((one): Failure => ({ what: 'checkpoint', why: strange(one) })));
  return { events: tree.size, ok: failures.length === 0, treeSize: size, failures };
}

function isLeaf(leaf: Buffer, index: number, ledger: HeldLedger): boolean {
  return readable(() => same(leaf, ledger.leaf(index))) ?? false;
}

function agrees(ledger: HeldLedger, { size, root }: Checkpoint): boolean {
  return readable(() => same(ledger.rootAt(size), root)) ?? false;
}

/** `undefined` where a file of the ledger is not there. */
function readable<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof ProofError) return undefined;
    throw failure;
  }
}

/** What the ledger has otherwise above its entries: no event hangs on it, but the proofs of all entries below it do. */
function tileAbove({ level, index, width, hashes }: Tile, ledger: HeldLedger): Failure[] {
  if (level === 0) return [];
  const held = ledger.tile(level, index, width);
  if (held !== undefined && same(held, hashes)) return [];
  const each = TILE_WIDTH ** level;
  const from = index * TILE_WIDTH * each;
  const why = `tile ${String(index)} at level ${String(level)}: the events are right; the ledger’s own file ${held === undefined ? 'is gone' : 'is not'}`;
  return [{ what: 'tile', from, to: from + width * each, why }];
}

/** Which entries are otherwise; of a ledger that misses a file of its own no entry can be named. */
async function explained(store: SequencedStore, ledger: HeldLedger): Promise<Failure[]> {
  try {
    return await explain(eventsOf(store), ledger);
  } catch (failure) {
    if (!(failure instanceof ProofError)) throw failure;
    return [{ what: 'tile', from: 0, to: ledger.checkpoint.size, why: failure.message }];
  }
}

/**
 * Of a ledger that is an earlier one of its own: what came after it is vouched for no longer, whether or not the store still has it. Each
 * signature holds, and the store may be right.
 */
function behind(kept: readonly Checkpoint[], { events, size }: { readonly events: number; readonly size: number }): Failure[] {
  const furthest = Math.max(size, ...kept.map((one) => one.size));
  if (furthest === size) return [];
  const why = events < furthest ? {} : { why: 'the ledger had a later checkpoint than it has now' };
  return [{ what: 'rolled-back', from: Math.min(size, events), to: furthest, ...why }];
}

/**
 * Of a history that was rewritten as a whole no entry can be named, only between which two checkpoints it begins: those that were kept, and
 * that of the ledger where the events lead to it.
 */
function againstKept(
  kept: readonly Checkpoint[],
  marks: ReadonlyMap<number, Buffer>,
  { events, size, stands }: { readonly events: number; readonly size: number; readonly stands: boolean },
): Failure[] {
  let right = 0;
  for (const one of [...kept].sort((a, b) => a.size - b.size)) {
    const beyond = one.size > size;
    if (beyond && stands) right = Math.max(right, size);
    const found = marks.get(one.size);
    if (found === undefined) return beyond ? [] : [{ what: 'rolled-back', from: events, to: one.size }];
    if (!same(found, one.root)) return [{ what: 'rewritten', from: right, to: one.size }];
    right = one.size;
  }
  return [];
}

export async function* eventsOf(store: SequencedStore): AsyncGenerator<PlacedEvent> {
  for (let after: bigint | null = null; ;) {
    const page = await store.readAll({ after, limit: 1_000 });
    yield* page.events;
    after = page.lastPosition;
    if (page.atHead) return;
  }
}
