// SPDX-License-Identifier: EUPL-1.2
import type { KeyObject } from 'node:crypto';
import { UnreadableEvent, type EventStore, type Instant, type StoredEvent } from '@gezinslijn/event-sourcing';
import { openText } from '../sealing/envelope.ts';
import {
  ACCESS_RECORDED,
  accessStream,
  isChained,
  monthOf,
  placeOfBatch,
  placeOfUnchained,
  readBack,
  type AccessEntry,
  type BatchMetadata,
  type ErasedMonth,
} from './access-entry.ts';

export interface ReadAccessLogOptions {
  readonly store: EventStore;
  /** The secret of a month by the name of its stream, `undefined` once it is destroyed; throws when it is lost. `KeyRing.existingSecret` is one. */
  readonly secretOf: (name: string) => KeyObject | undefined;
  /** Inclusive. */
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/**
 * Entries in the order in which they were written, month by month; an erased month shows as one ErasedMonth.
 * @throws TamperedEnvelope, UnreadableEvent, UnknownKey: a log with a part left out is worse than none.
 */
export async function* readAccessLog({ store, secretOf, from, to }: ReadAccessLogOptions): AsyncIterable<AccessEntry | ErasedMonth> {
  for (const month of monthsBetween(monthOf(from), monthOf(to))) {
    const stream = accessStream(month);
    for await (const event of store.readStream(stream)) {
      const secret = secretOf(stream);
      if (secret === undefined) {
        yield { erasedMonth: month };
        break;
      }
      for (const entry of entriesOf(event, secret)) if (entry.at >= from && entry.at < to) yield entry;
    }
  }
}

/** The entries of one batch. @throws TamperedEnvelope, UnreadableEvent */
export function entriesOf({ id, stream, type, data, metadata }: StoredEvent, secret: KeyObject): AccessEntry[] {
  const parsed = JSON.parse(textOf(metadata)) as Partial<BatchMetadata>;
  const chained = isChained(parsed);
  if (type !== ACCESS_RECORDED || !(chained || parsed.version === 1))
    throw new UnreadableEvent(`${type} version ${String(parsed.version)} in ${stream}`);
  const { sealed } = JSON.parse(textOf(data)) as { readonly sealed?: unknown };
  if (typeof sealed !== 'string') throw new UnreadableEvent(`${type} ${id} in ${stream} holds no sealed text`);
  if (!chained) return (JSON.parse(openText(secret, placeOfUnchained(stream, id), sealed)) as UnchainedEntry[]).map(fromUnchained);
  return readBack(openText(secret, placeOfBatch(stream, id, parsed.sequence, parsed.previous), sealed));
}

type UnchainedEntry = Omit<AccessEntry, 'people' | 'manner' | 'seenBy'>;

/** Whose data it was, version 1 did not say: nobody is named rather than everybody guessed. */
function fromUnchained(entry: UnchainedEntry): AccessEntry {
  return { ...entry, ...(entry.outcome === 'granted' ? { manner: 'delivered' as const } : {}), people: [] };
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function* monthsBetween(first: string, last: string): Generator<string> {
  let [year = 0, month = 1] = first.split('-').map(Number);
  for (;;) {
    const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (name > last) return;
    yield name;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
