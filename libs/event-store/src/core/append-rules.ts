// SPDX-License-Identifier: EUPL-1.2
import { InvalidAppend, type ExpectedRevision, type NewEvent } from '@gezinslijn/event-sourcing';

/** Data and metadata of one event together, in bytes. An engine that takes less must say so with the same error. */
export const MAX_EVENT_BYTES = 1024 * 1024;

// Lower case only: an engine that stores ids as numbers would give upper case back changed.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// Printable ASCII sorts, prefixes and compares alike in every engine; a leading $ belongs to KurrentDB.
const NAME = /^(?!\$)[\x21-\x7e]{1,250}$/;

/** Whether there can be a stream of this name. */
export function isStreamName(name: string): boolean {
  return NAME.test(name);
}

/** A text that comes after a name, byte by byte, and before every other name that does: the least sign is below any that a name may hold. */
export function textAfter(name: string): string {
  return `${name}\u0001`;
}

/**
 * What every adapter refuses before it asks its engine.
 * @throws InvalidAppend
 */
export function checkAppend(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): void {
  if (!isStreamName(stream)) throw new InvalidAppend('A stream name is 1 to 250 printable ASCII characters and does not start with $');
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new InvalidAppend(`Expected revision ${String(expected)} is not a whole number from 0; use noStream for a new stream`);
  }
  if (events.length === 0) throw new InvalidAppend('An append holds at least one event');
  events.forEach(checkEvent);
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size !== events.length) {
    throw new InvalidAppend('The same event id stands twice in one append');
  }
}

function checkEvent({ id, type, data, metadata }: NewEvent): void {
  if (!UUID.test(id)) throw new InvalidAppend(`Event id ${JSON.stringify(id)} is not a UUID in lower case`);
  if (!NAME.test(type)) throw new InvalidAppend('An event type is 1 to 250 printable ASCII characters and does not start with $');
  const size = data.byteLength + metadata.byteLength;
  if (size > MAX_EVENT_BYTES) throw new InvalidAppend(`Event ${id} is ${String(size)} bytes; at most ${String(MAX_EVENT_BYTES)} fit`);
}
