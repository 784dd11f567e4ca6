// SPDX-License-Identifier: EUPL-1.2
import type { Place, PlacedEvent } from '../log/places.ts';
import type { Failure } from './report.ts';
import type { HeldLedger } from './held-ledger.ts';
import { hashOfEvent } from '../tree/entry.ts';
import { MissingLeaves } from './missing-leaves.ts';

/** An event that the ledger does not know, and before which of its entries it was found. */
interface Stranger {
  readonly event: PlacedEvent;
  readonly before: number;
}

/**
 * Which entries a store has otherwise than the ledger: changed, removed, inserted or moved. Keeps some 16 bytes per entry in memory, and what
 * it found.
 */
export async function explain(events: AsyncIterable<PlacedEvent>, ledger: HeldLedger): Promise<Failure[]> {
  const { size } = ledger.checkpoint;
  const missing = new MissingLeaves(ledger);
  const failures: Failure[] = [];
  const strangers: Stranger[] = [];
  let furthest = -1;
  for await (const event of events) {
    const index = missing.take(hashOfEvent(event));
    if (index === undefined) strangers.push({ event, before: furthest + 1 });
    else if (index < furthest) failures.push({ what: 'moved', ...named(ledger.place(index), index) });
    else furthest = index;
  }
  failures.push(...matchStrangers(strangers, [...missing.left()], furthest, ledger));
  return failures.sort((one, other) => (one.index ?? one.from ?? size) - (other.index ?? other.from ?? size));
}

/** An event the ledger does not know stands for one that it misses, when it is in its place or under its name. */
function matchStrangers(strangers: readonly Stranger[], missing: readonly number[], furthest: number, ledger: HeldLedger): Failure[] {
  if (strangers.length === 0) return removed(missing, ledger);
  const places = missing.map((index) => ({ index, place: ledger.place(index) }));
  const byPosition = new Map(places.map((one) => [one.place?.position, one]));
  const byId = new Map(places.map((one) => [one.place?.id, one]));
  const end = ledger.place(ledger.checkpoint.size - 1)?.position ?? -1n;
  const failures: Failure[] = [];
  const left = new Set(missing);
  for (const { event, before } of strangers) {
    const match = [byPosition.get(event.position), byId.get(event.id)].find((one) => one !== undefined && left.has(one.index));
    if (match !== undefined) {
      left.delete(match.index);
      failures.push({ what: 'changed', ...named(match.place, match.index) });
    } else if (before <= furthest || event.position <= end) {
      const { stream, revision, id } = event;
      failures.push({ what: 'inserted', index: before, stream, revision, id });
    }
  }
  return [...failures, ...removed([...left], ledger)];
}

/** Of so many in a row the stretch is named, not each. */
const STRETCH = 1_000;

function removed(indexes: readonly number[], ledger: HeldLedger): Failure[] {
  const failures: Failure[] = [];
  for (let from = 0; from < indexes.length;) {
    const first = indexes[from] as number;
    let to = from + 1;
    while (indexes[to] === first + to - from) to += 1;
    if (to - from > STRETCH) failures.push({ what: 'removed', from: first, to: first + to - from });
    else for (const index of indexes.slice(from, to)) failures.push({ what: 'removed', ...named(ledger.place(index), index) });
    from = to;
  }
  return failures;
}

function named(place: Place | undefined, index: number): Omit<Failure, 'what'> {
  return place === undefined ? { index } : { index, stream: place.stream, revision: place.revision, id: place.id };
}
