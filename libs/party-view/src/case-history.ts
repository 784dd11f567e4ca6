// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, Instant, SubjectKeys } from '@gezinslijn/event-sourcing';
import { openEvent } from '@gezinslijn/family-case';
import type { RecordedCaseEvent } from '@gezinslijn/family-case';
import type { ViewEngine } from './view-engine.ts';

/** One stream, opened, up to and including a position. */
export async function loadHistory(
  store: EventStore,
  keys: SubjectKeys,
  stream: string,
  upTo: bigint | null = null,
): Promise<readonly RecordedCaseEvent[]> {
  const events: RecordedCaseEvent[] = [];
  for await (const stored of store.readStream(stream)) {
    if (upTo !== null && stored.position > upTo) break;
    events.push(openEvent(stored, keys));
  }
  return events;
}

/** The first position of a case recorded after an instant: everything before it was recorded no later, whatever a clock said. */
export async function firstKnownAfter(engine: ViewEngine, knownAt: Instant): Promise<bigint | null> {
  const [next] = await engine.all('SELECT position FROM moment WHERE recorded_max > ? ORDER BY recorded_max, position LIMIT 1', [knownAt]);
  return next === undefined ? null : BigInt(next['position'] as number);
}

/** The last position whose running maximum of `recordedAt` is not later than an instant: from there on only positions count. */
export async function positionKnownAt(engine: ViewEngine, knownAt: Instant): Promise<bigint> {
  const next = await firstKnownAfter(engine, knownAt);
  if (next !== null) return next - 1n;
  const [last] = await engine.all(`SELECT position FROM checkpoint WHERE name = 'party-view'`, []);
  return last === undefined ? -1n : BigInt(last['position'] as number);
}
