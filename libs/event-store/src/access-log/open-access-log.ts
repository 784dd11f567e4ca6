// SPDX-License-Identifier: EUPL-1.2
import { randomUUID, type KeyObject } from 'node:crypto';
import { StoreUnavailable, type EventStore, type Instant } from '@gezinslijn/event-sourcing';
import { MAX_EVENT_BYTES } from '../core/append-rules.ts';
import { sealText } from '../sealing/envelope.ts';
import { newSpan, processingEvents, processingStream } from './processing-log.ts';
import type { ProcessingLogOptions } from './processing-log.ts';
import { AccessChain } from './access-chain.ts';
import {
  ACCESS_RECORDED,
  ACCESS_VERSION,
  accessStream,
  monthOf,
  placeOfBatch,
  type AccessEntry,
  type BatchMetadata,
} from './access-entry.ts';

export interface AccessLogOptions {
  readonly store: EventStore;
  /** The secret of a month, by the name of its stream; made when it is not there. `KeyRing.secret` is one. */
  readonly secretOf: (name: string) => Promise<KeyObject>;
  readonly clock: () => Instant;
  /** Also writes the processing log (Logboek Dataverwerkingen), confirmed like the access log itself. */
  readonly processing?: ProcessingLogOptions;
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
  readonly entry: AccessEntry;
  readonly json: string;
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Reads that come in while a batch is being written share the next one: one event and one sync for all of them. */
export function openAccessLog(options: AccessLogOptions): AccessLog {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  const chain = new AccessChain(options.store);

  const run = async (): Promise<void> => {
    // At the end of this turn, so that reads of the same moment go together from the start.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batches = batchesOf(waiting);
      waiting = [];
      // One after the other: each is chained to the one before it.
      for (const batch of batches) await write(options, chain, batch);
    }
    running = undefined;
  };

  return {
    record: async (asked) => {
      if (closed) throw new StoreUnavailable('The access log is closed');
      const entry = options.processing === undefined ? asked : { ...asked, look: newSpan() };
      const [month, json] = [monthOf(entry.at), JSON.stringify(entry)];
      const bytes = Buffer.byteLength(json);
      if (bytes > BATCH_BYTES) throw new RangeError('An access entry is too large: record it in parts');
      await new Promise<void>((resolve, reject) => {
        waiting.push({ month, entry, json, bytes, resolve, reject });
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
    const bytes = one.bytes + 1;
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

async function write(options: AccessLogOptions, chain: AccessChain, batch: readonly Waiting[]): Promise<void> {
  try {
    // Both at once, so that they share a commit; nothing may be shown before both stand.
    await Promise.all([writeAccess(options, chain, batch), writeProcessing(options, batch)]);
    batch.forEach(({ resolve }) => {
      resolve();
    });
  } catch (error) {
    batch.forEach(({ reject }) => {
      reject(error);
    });
  }
}

async function writeAccess({ secretOf, clock }: AccessLogOptions, chain: AccessChain, batch: readonly Waiting[]): Promise<void> {
  const month = batch[0]?.month ?? '';
  const stream = accessStream(month);
  const secret = await secretOf(stream);
  const text = `[${batch.map(({ json }) => json).join(',')}]`;
  await chain.extend(month, ({ sequence, previous }) => {
    const id = randomUUID();
    const metadata: BatchMetadata = { version: ACCESS_VERSION, recordedAt: clock(), sequence, previous };
    const sealed = sealText(secret, placeOfBatch(stream, id, sequence, previous), text);
    // Sealed text needs no escapes, and is all of one byte.
    const data = Buffer.from(`{"sealed":"${sealed}"}`, 'latin1');
    return { id, type: ACCESS_RECORDED, data, metadata: Buffer.from(JSON.stringify(metadata)) };
  });
}

async function writeProcessing({ store, clock, processing }: AccessLogOptions, batch: readonly Waiting[]): Promise<void> {
  if (processing === undefined) return;
  const stream = processingStream(batch[0]?.month ?? '');
  const secret = await processing.secretOf(stream);
  const entries = batch.map(({ entry }) => entry);
  await store.append(stream, 'any', processingEvents(entries, clock(), stream, secret, processing.register));
}
