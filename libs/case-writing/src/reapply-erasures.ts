// SPDX-License-Identifier: EUPL-1.2
import type { EventStore } from '@gezinslijn/event-sourcing';
import type { KeyRing } from '@gezinslijn/event-store';
import { Destruction } from './destruction.ts';
import type { ListedDecision } from './destroy-list.ts';
import { recordLost } from './lost-decisions.ts';
import type { Recovered } from './lost-decisions.ts';

/** What it took to make a restored store forget again. */
export interface Reapplied extends Recovered {
  /** Wraps that went, of those the restored keys had. */
  readonly wraps: number;
}

/**
 * After a restore and before anything serves: every decision on the list is recorded again where the restored events have lost it, with the
 * same bytes under the same id, and every decision is carried out again on the restored keys. Recorded, because keys of others still open: what
 * keeps a controller that destroyed from reading on follows from the event. Doing it twice is doing it once.
 */
export async function reapplyErasures(
  { store, keys }: { readonly store: EventStore; readonly keys: KeyRing },
  list: readonly ListedDecision[],
): Promise<Reapplied> {
  const recovered = await recordLost(store, list);
  const before = await wrapsIn(store, keys);
  // From the first event on: how far it came is noted with keys that may be of another day than the events.
  await new Destruction({ store, keys, fromStart: true }).look();
  return { ...recovered, wraps: before - (await wrapsIn(store, keys)) };
}

/** Wraps of the cases in which something was decided. */
async function wrapsIn(store: EventStore, keys: KeyRing): Promise<number> {
  const filter = { streamPrefixes: ['familyCase-'], types: ['RetentionDecided'] };
  const streams = new Set<string>();
  for (let after: bigint | null = null; ;) {
    const page = await store.readAll({ after, limit: 500, filter });
    for (const { stream } of page.events) streams.add(stream);
    after = page.lastPosition;
    if (page.atHead) break;
  }
  return [...streams].flatMap((stream) => keys.subjectsOf(stream).flatMap((subject) => keys.controllersOf(stream, subject))).length;
}
