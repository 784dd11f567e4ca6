// SPDX-License-Identifier: EUPL-1.2
import { UnreadableEvent, upcasting } from '@gezinslijn/event-sourcing';
import type { StoredEvent, SubjectKeys } from '@gezinslijn/event-sourcing';
import { openData, openerFor, partitionAs } from '../recording/event-codec.ts';
import type { Opener, Partition, SealedData } from '../recording/event-codec.ts';
import type { EventDescription } from '../vocabulary/event-description.ts';
import type { AdministrationMetadata, RecordedAdministrationEvent } from './administration-act.ts';
import { administrationEvents, isAdministrationEventType } from './administration-events.ts';
import type { AdministrationEvent, AdministrationEventType } from './administration-events.ts';

/** The released shapes and the way from each to the next; empty while every event is at its first version. */
const toCurrent = upcasting([]);

/** Without its exact type and its own categories: sealing reads neither. */
const descriptionOf = (type: AdministrationEventType): EventDescription => administrationEvents[type] as unknown as EventDescription;

export function partitionAdministration(event: AdministrationEvent): Partition {
  return partitionAs(event, descriptionOf(event.type));
}

const decoder = new TextDecoder();

/** Reads a stored event of administration. @throws UnreadableEvent, never skips. */
export function openAdministrationEvent(stored: StoredEvent, keys: SubjectKeys): RecordedAdministrationEvent {
  return readAdministrationEvent(stored, openerFor(keys, stored.stream, stored.id));
}

/** The same with the opener of one's choice: `leaveSealed` needs no key and reads names as erased. */
export function readAdministrationEvent(stored: StoredEvent, open: Opener): RecordedAdministrationEvent {
  const { id, stream, revision, position, type } = stored;
  if (!isAdministrationEventType(type)) throw new UnreadableEvent(`Unknown event type ${type} at position ${String(position)}`);
  const { version, data } = JSON.parse(decoder.decode(stored.data)) as { version: number; data: SealedData };
  const metadata = JSON.parse(decoder.decode(stored.metadata)) as AdministrationMetadata;
  const description = descriptionOf(type);
  const event = toCurrent({ type, version, data: openData(description, data, open) }, description.version);
  return { id, stream, revision, position, event: event as AdministrationEvent, metadata };
}
