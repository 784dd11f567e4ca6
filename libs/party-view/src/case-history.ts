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

/** The last position whose running maximum of `recordedAt` is not later than an instant: from there on only positions count. */
export async function positionKnownAt(engine: ViewEngine, knownAt: Instant): Promise<bigint> {
  // Everything before the next rise of the maximum was recorded no later, whatever a clock said.
  const [next] = await engine.all('SELECT position FROM moment WHERE recorded_max > ? ORDER BY recorded_max, position LIMIT 1', [knownAt]);
  if (next !== undefined) return BigInt(next['position'] as number) - 1n;
  const [last] = await engine.all(`SELECT position FROM checkpoint WHERE name = 'party-view'`, []);
  return last === undefined ? -1n : BigInt(last['position'] as number);
}
