// SPDX-License-Identifier: EUPL-1.2
import type { PlacedEvent } from '../log/places.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { hashOfEvent } from '../tree/entry.ts';
import { same } from '../tree/proofs.ts';
import { TileTree } from '../tree/tile-tree.ts';
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
export async function verifyStore({ store, ledger, kept = [], onProgress }: VerifyStoreOptions): Promise<VerificationReport> {
  const { size, root } = ledger.checkpoint;
  const tree = new TileTree();
  const marks = new Map<number, Buffer>();
  const wanted = new Set([size, ...kept.map((one) => one.size)]);
  if (wanted.has(0)) marks.set(0, tree.root());
  let different: number | undefined;
  for await (const event of eventsOf(store)) {
    const leaf = hashOfEvent(event);
    if (different === undefined && tree.size < size && !same(leaf, ledger.leaf(tree.size))) different = tree.size;
    tree.append(leaf);
    if (wanted.has(tree.size)) marks.set(tree.size, tree.root());
    if (tree.size % 1_000 === 0) onProgress?.(Math.min(tree.size, size), size);
  }
  onProgress?.(size, size);
  const failures: Failure[] = [];
  const found = marks.get(size);
  const stands = found !== undefined && same(found, root);
  if (!stands && (different !== undefined || tree.size < size)) failures.push(...(await explain(eventsOf(store), ledger)));
  else if (!stands) failures.push({ what: 'root', from: 0, to: size, why: 'events and tiles agree, but not with the checkpoint' });
  else if (different !== undefined)
    failures.push({ what: 'tile', index: different, why: 'the events are right; the ledger’s own file is not' });
  if (!stands && failures.length === 0) failures.push({ what: 'root', from: 0, to: size });
  // Where the ledger agrees with what was kept, what differs has been named already.
  const disputed = stands ? kept : kept.filter((one) => one.size > size || !same(ledger.rootAt(one.size), one.root));
  failures.push(...againstKept(disputed, marks, { events: tree.size, size, stands }), ...behind(kept, { events: tree.size, size }));
  return { events: tree.size, ok: failures.length === 0, treeSize: size, failures };
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
