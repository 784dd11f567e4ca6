// SPDX-License-Identifier: EUPL-1.2
import type { PlacedEvent } from '../log/places.ts';

/** One way to tamper with a store, and the entry where it was done; the end of the stretch where several would be right. */
export interface Attack {
  readonly attack: string;
  readonly index: number;
  readonly to?: number;
  readonly events: readonly PlacedEvent[];
}

const FIELDS = ['data', 'metadata', 'id', 'type', 'stream', 'revision'] as const;

/** By somebody who can write in the store and has no key: a byte in each field of each entry, an entry gone, put in, moved, the end cut off. */
export function* attacksOnEvents(events: readonly PlacedEvent[]): Generator<Attack> {
  for (const [index, event] of events.entries()) {
    for (const field of FIELDS) yield { attack: `flip ${field}`, index, events: events.with(index, flipped(event, field, index)) };
    yield { attack: 'remove', index, events: events.toSpliced(index, 1) };
    yield { attack: 'cut off from here', index, to: events.length, events: events.slice(0, index) };
    const next = events[index + 1];
    if (next === undefined) continue;
    const swapped = events.with(index, { ...next, position: event.position }).with(index + 1, { ...event, position: next.position });
    yield { attack: 'swap with the next', index, to: index + 2, events: swapped };
    yield { attack: 'insert after', index, to: events.length, events: inserted(events, index) };
  }
}

function flipped(event: PlacedEvent, field: (typeof FIELDS)[number], at: number): PlacedEvent {
  switch (field) {
    case 'data':
    case 'metadata':
      return { ...event, [field]: flippedBytes(event[field], at) };
    case 'revision':
      return { ...event, revision: event.revision ^ (1 << (at % 4)) };
    default:
      return { ...event, [field]: flippedBytes(Buffer.from(event[field]), at).toString('latin1') };
  }
}

/** One bit, at another place for every entry; of nothing, something. */
function flippedBytes(bytes: Uint8Array, seed: number): Buffer {
  if (bytes.length === 0) return Buffer.of(1);
  const copy = Buffer.from(bytes);
  const at = (seed * 31) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** All that follows moves up, positions and revisions too, as in a history that was written over. */
function inserted(events: readonly PlacedEvent[], index: number): readonly PlacedEvent[] {
  const before = events[index];
  if (before === undefined) return events;
  const made = { ...before, id: '00000000-0000-4000-8000-000000000000', revision: before.revision + 1, position: before.position + 1n };
  const later = events.slice(index + 1).map((event) => ({
    ...event,
    position: event.position + 1n,
    revision: event.stream === before.stream ? event.revision + 1 : event.revision,
  }));
  return [...events.slice(0, index + 1), made, ...later];
}
