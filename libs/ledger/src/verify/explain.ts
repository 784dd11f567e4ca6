// SPDX-License-Identifier: EUPL-1.2
import type { Place, PlacedEvent } from '../log/places.ts';
import type { Failure } from './report.ts';
import type { HeldLedger } from './held-ledger.ts';

/** An event that the ledger does not know, and before which of its entries it was found. */
interface Stranger {
  readonly event: PlacedEvent;
  readonly before: number;
}

/** Which entries a store has otherwise than the ledger: changed, removed, inserted or moved. Keeps one hash per entry in memory. */
export async function explain(
  events: AsyncIterable<PlacedEvent>,
  ledger: HeldLedger,
  hash: (event: PlacedEvent) => Buffer,
): Promise<Failure[]> {
  const { size } = ledger.checkpoint;
  const missing = new Map<string, number>();
  for (let index = 0; index < size; index += 1) missing.set(ledger.leaf(index).toString('latin1'), index);
  const failures: Failure[] = [];
  const strangers: Stranger[] = [];
  let furthest = -1;
  for await (const event of events) {
    const name = hash(event).toString('latin1');
    const index = missing.get(name);
    missing.delete(name);
    if (index === undefined) strangers.push({ event, before: furthest + 1 });
    else if (index < furthest) failures.push({ what: 'moved', ...named(ledger.place(index), index) });
    else furthest = index;
  }
  failures.push(...matchStrangers(strangers, [...missing.values()], ledger));
  return failures.sort((one, other) => (one.index ?? size) - (other.index ?? size));
}

/** An event the ledger does not know stands for one that it misses, when it is in its place or under its name. */
function matchStrangers(strangers: readonly Stranger[], missing: readonly number[], ledger: HeldLedger): Failure[] {
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
    } else if (event.position <= end) {
      const { stream, revision, id } = event;
      failures.push({ what: 'inserted', index: before, stream, revision, id });
    }
  }
  for (const index of left) failures.push({ what: 'removed', ...named(ledger.place(index), index) });
  return failures;
}

function named(place: Place | undefined, index: number): Omit<Failure, 'what'> {
  return place === undefined ? { index } : { index, stream: place.stream, revision: place.revision, id: place.id };
}
