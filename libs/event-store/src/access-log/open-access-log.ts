// SPDX-License-Identifier: EUPL-1.2
import { randomUUID, type KeyObject } from 'node:crypto';
import { StoreUnavailable, type EventStore, type Instant } from '@gezinslijn/event-sourcing';
import { MAX_EVENT_BYTES } from '../core/append-rules.ts';
import { sealText } from '../sealing/envelope.ts';
import { ACCESS_RECORDED, ACCESS_VERSION, accessStream, monthOf, placeOfBatch, type AccessEntry } from './access-entry.ts';

export interface AccessLogOptions {
  readonly store: EventStore;
  /** The secret of a month, by the name of its stream; made when it is not there. `KeyRing.secret` is one. */
  readonly secretOf: (name: string) => Promise<KeyObject>;
  readonly clock: () => Instant;
}

export interface AccessLog {
  /**
   * Resolves once the entry is durable, and only then may what it tells of be shown. When it rejects, show nothing.
   * The log may then still hold the entry (the engine's answer was lost): it errs towards "was shown".
   * @throws StoreUnavailable, KeyDestroyed; RangeError for an entry without an instant or too large for one event.
   */
  record(entry: AccessEntry): Promise<void>;
  /** Waits for what was recorded before. */
  close(): Promise<void>;
}

/** Bytes of JSON per event; base64 makes a third more of it, and that must stay below what an event may be. */
const BATCH_BYTES = MAX_EVENT_BYTES / 2;

interface Waiting {
  readonly month: string;
  readonly json: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Reads that come in while a batch is being written share the next one: one event and one sync for all of them. */
export function openAccessLog(options: AccessLogOptions): AccessLog {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  const run = async (): Promise<void> => {
    // At the end of this turn, so that reads of the same moment go together from the start.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batches = batchesOf(waiting);
      waiting = [];
      await Promise.all(batches.map((batch) => write(options, batch)));
    }
    running = undefined;
  };

  return {
    record: async (entry) => {
      if (closed) throw new StoreUnavailable('The access log is closed');
      const [month, json] = [monthOf(entry.at), JSON.stringify(entry)];
      if (Buffer.byteLength(json) > BATCH_BYTES) throw new RangeError('An access entry is too large: record it in parts');
      await new Promise<void>((resolve, reject) => {
        waiting.push({ month, json, resolve, reject });
        running ??= run();
      });
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}

/** Per month, and no larger than an event may be. */
function batchesOf(waiting: readonly Waiting[]): Waiting[][] {
  const open = new Map<string, { batch: Waiting[]; bytes: number }>();
  const batches: Waiting[][] = [];
  for (const one of waiting) {
    const bytes = Buffer.byteLength(one.json) + 1;
    const current = open.get(one.month);
    if (current !== undefined && current.bytes + bytes <= BATCH_BYTES) {
      current.batch.push(one);
      current.bytes += bytes;
    } else {
      const batch = [one];
      open.set(one.month, { batch, bytes });
      batches.push(batch);
    }
  }
  return batches;
}

async function write({ store, secretOf, clock }: AccessLogOptions, batch: readonly Waiting[]): Promise<void> {
  try {
    const stream = accessStream(batch[0]?.month ?? '');
    const id = randomUUID();
    const sealed = sealText(await secretOf(stream), placeOfBatch(stream, id), `[${batch.map(({ json }) => json).join(',')}]`);
    const data = Buffer.from(JSON.stringify({ sealed }));
    const metadata = Buffer.from(JSON.stringify({ version: ACCESS_VERSION, recordedAt: clock() }));
    await store.append(stream, 'any', [{ id, type: ACCESS_RECORDED, data, metadata }]);
    batch.forEach(({ resolve }) => {
      resolve();
    });
  } catch (error) {
    batch.forEach(({ reject }) => {
      reject(error);
    });
  }
}
