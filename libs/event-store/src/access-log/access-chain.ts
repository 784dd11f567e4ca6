// SPDX-License-Identifier: EUPL-1.2
import { StoreUnavailable, WrongExpectedRevision, type EventStore, type NewEvent, type StoredEvent } from '@gezinslijn/event-sourcing';
import { accessStream, hashOfBatch, type BatchMetadata, type PreviousBatch } from './access-entry.ts';

export type Link = Pick<BatchMetadata, 'sequence' | 'previous'>;

/** How often a batch is chained anew because another gateway was first; each time somebody's batch did get in. */
const ATTEMPTS = 1_000;
/** How far back the last month with a log is looked for, once per new month. */
const MONTHS_BACK = 120;

/** Where the chain of batches ends, and how it is lengthened while other processes do the same. */
export class AccessChain {
  readonly #store: EventStore;
  /** Last batch per month, as far as this process knows; whoever wrote behind its back is met by the revision. */
  readonly #tails = new Map<string, PreviousBatch | null>();

  constructor(store: EventStore) {
    this.#store = store;
  }

  /**
   * Appends the batch that `make` gives for its place. When another process took that place, it is made anew for the next one.
   * @throws StoreUnavailable
   */
  async extend(month: string, make: (link: Link) => NewEvent): Promise<void> {
    const stream = accessStream(month);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const tail = this.#tails.get(month) ?? (await this.#lastOf(month));
      const previous = tail ?? (await this.#lastBefore(month));
      const sequence = tail === null ? 1 : tail.sequence + 1;
      const event = make({ sequence, previous });
      try {
        await this.#store.append(stream, tail === null ? 'noStream' : sequence - 2, [event]);
        this.#tails.clear();
        this.#tails.set(month, asPrevious({ ...event, stream }, sequence));
        return;
      } catch (failure) {
        // Whatever went wrong: where the chain ends is asked anew. After an unknown outcome it may end with this very batch.
        this.#tails.delete(month);
        if (!(failure instanceof WrongExpectedRevision)) throw failure;
      }
    }
    throw new StoreUnavailable('The access log is written by others without pause');
  }

  async #lastOf(month: string): Promise<PreviousBatch | null> {
    for await (const last of this.#store.readStream(accessStream(month), { from: 'end', direction: 'backwards', limit: 1 })) {
      return previousOf(last);
    }
    return null;
  }

  async #lastBefore(month: string): Promise<PreviousBatch | null> {
    for (let back = 1, name = monthBefore(month); back <= MONTHS_BACK; back += 1, name = monthBefore(name)) {
      const last = await this.#lastOf(name);
      if (last !== null) return last;
    }
    return null;
  }
}

/** A batch as the next one names it. Its place in the month follows from its revision. */
export function previousOf(event: StoredEvent): PreviousBatch {
  return asPrevious(event, event.revision + 1);
}

function asPrevious(event: NewEvent & { readonly stream: string }, sequence: number): PreviousBatch {
  return { stream: event.stream, sequence, eventId: event.id, hash: hashOfBatch(event) };
}

export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1
    ? `${String(year - 1).padStart(4, '0')}-12`
    : `${String(year).padStart(4, '0')}-${String(number - 1).padStart(2, '0')}`;
}
