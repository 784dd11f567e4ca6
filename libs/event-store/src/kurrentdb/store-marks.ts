// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '@gezinslijn/event-sourcing';
import { NO_STREAM } from '../core/place-append.ts';
import { checkInfo, WrongStore, type StoreInfo } from '../core/store-info.ts';
import type { AppendAnswer, OutgoingEvent } from './kurrent-messages.ts';

/**
 * The marks of the store are the custom metadata of a stream `storeInfo` that never gets events. Metadata of a stream is a system
 * stream of its own, so no reader of all events ever sees it.
 */
const STREAM = '$$storeInfo';
const METADATA = '$metadata';
const MARKS = 'gezinslijnStore';

export interface MarkAccess {
  readonly append: (stream: string, expected: number, events: readonly OutgoingEvent[]) => Promise<AppendAnswer>;
  readonly first: (stream: string) => Promise<StoredEvent | undefined>;
  /** Any event of ours: marks cannot be put on a store that has been in use without them. */
  readonly isEmpty: () => Promise<boolean>;
}

/**
 * Marks a new store, or compares. Of two processes that start at once, one writes and both read.
 * @throws WrongStore when the server holds events and no marks, or other marks than asked for.
 */
export async function markStore(access: MarkAccess, wanted: StoreInfo): Promise<StoreInfo> {
  const standing = await readMarks(access);
  if (standing !== undefined) {
    checkInfo(standing, wanted);
    return standing;
  }
  if (!(await access.isEmpty())) throw new WrongStore('The server holds events of somebody else: no marks of a store, and not empty');
  const marks = { storeId: randomUUID(), ...wanted };
  const data = new TextEncoder().encode(JSON.stringify({ [MARKS]: marks }));
  await access.append(STREAM, NO_STREAM, [{ id: randomUUID(), type: METADATA, data, metadata: new Uint8Array(), json: true }]);
  const written = await readMarks(access);
  if (written === undefined) throw new WrongStore('The server has a stream storeInfo that is not ours');
  checkInfo(written, wanted);
  return written;
}

async function readMarks({ first }: MarkAccess): Promise<StoreInfo | undefined> {
  const event = await first(STREAM);
  if (event === undefined) return undefined;
  const metadata: unknown = JSON.parse(new TextDecoder().decode(event.data));
  const marks = typeof metadata === 'object' && metadata !== null && MARKS in metadata ? metadata[MARKS] : undefined;
  if (typeof marks !== 'object' || marks === null) throw new WrongStore('The server has a stream storeInfo that is not ours');
  return Object.freeze(Object.fromEntries(Object.entries(marks).map(([key, value]) => [key, String(value)])));
}
