// SPDX-License-Identifier: EUPL-1.2
import type { EventStore } from '@gezinslijn/event-sourcing';
import type { ListedDecision } from './destroy-list.ts';

/** What became of decisions that a store was asked for. */
export interface Recovered {
  /** Decisions that the store had lost, and has again. */
  readonly recorded: number;
  /** Decisions in cases that the store does not have at all: there is nothing to destroy. */
  readonly withoutCase: number;
}

/** Records again what was lost with events that were put back, with the same bytes under the same id. Doing it twice is doing it once. */
export async function recordLost(store: EventStore, decisions: readonly ListedDecision[]): Promise<Recovered> {
  let recorded = 0;
  let withoutCase = 0;
  for (const { stream, id, type, data, metadata } of decisions) {
    let stands = false;
    let known = false;
    for await (const stored of store.readStream(stream)) {
      known = true;
      stands ||= stored.id === id;
    }
    if (!known) withoutCase += 1;
    if (!known || stands) continue;
    await store.append(stream, 'any', [{ id, type, data, metadata }]);
    recorded += 1;
  }
  return { recorded, withoutCase };
}
