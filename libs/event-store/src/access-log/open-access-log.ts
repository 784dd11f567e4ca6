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
  writtenOut,
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
  readonly entry: AccessEntry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Reads that come in while a batch is being written share the next one: one event and one sync for all of them. */
export function openAccessLog(options: AccessLogOptions): AccessLog {
  let waiting = new Map<string, Waiting[]>();
  let running: Promise<void> | undefined;
  let closed = false;
  const chain = new AccessChain(options.store);

  const run = async (): Promise<void> => {
    // At the end of this turn, so that reads of the same moment go together from the start.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.size > 0) {
      const batches = waiting;
      waiting = new Map();
      // One after the other: each is chained to the one before it.
      for (const [month, batch] of batches) await write(options, chain, month, batch);
    }
    running = undefined;
  };

  return {
    record: async (asked) => {
      if (closed) throw new StoreUnavailable('The access log is closed');
      const month = monthOf(asked.at);
      const entry = options.processing === undefined ? asked : { ...asked, look: newSpan() };
      await new Promise<void>((resolve, reject) => {
        const one = { entry, resolve, reject };
        const batch = waiting.get(month);
        if (batch === undefined) waiting.set(month, [one]);
        else batch.push(one);
        running ??= run();
      });
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}

/** As one event; as several where that would be larger than an event may be. */
async function write(options: AccessLogOptions, chain: AccessChain, month: string, batch: readonly Waiting[]): Promise<void> {
  try {
    const entries = batch.map(({ entry }) => entry);
    const text = writtenOut(entries);
    if (isTooLarge(text)) {
      if (batch.length === 1) throw new RangeError('An access entry is too large: record it in parts');
      const half = Math.ceil(batch.length / 2);
      await write(options, chain, month, batch.slice(0, half));
      await write(options, chain, month, batch.slice(half));
      return;
    }
    // Both at once, so that they share a commit; nothing may be shown before both stand.
    await Promise.all([writeAccess(options, chain, month, text), writeProcessing(options, month, entries)]);
    for (const { resolve } of batch) resolve();
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

/** A sign takes at most three bytes: hardly any text needs counting. */
function isTooLarge(text: string): boolean {
  return text.length * 3 > BATCH_BYTES && Buffer.byteLength(text) > BATCH_BYTES;
}

async function writeAccess({ secretOf, clock }: AccessLogOptions, chain: AccessChain, month: string, text: string): Promise<void> {
  const stream = accessStream(month);
  const secret = await secretOf(stream);
  await chain.extend(month, ({ sequence, previous }) => {
    const id = randomUUID();
    const metadata: BatchMetadata = { version: ACCESS_VERSION, recordedAt: clock(), sequence, previous };
    const sealed = sealText(secret, placeOfBatch(stream, id, sequence, previous), text);
    // Sealed text needs no escapes, and is all of one byte.
    const data = Buffer.from(`{"sealed":"${sealed}"}`, 'latin1');
    return { id, type: ACCESS_RECORDED, data, metadata: Buffer.from(JSON.stringify(metadata)) };
  });
}

async function writeProcessing(
  { store, clock, processing }: AccessLogOptions,
  month: string,
  entries: readonly AccessEntry[],
): Promise<void> {
  if (processing === undefined) return;
  const stream = processingStream(month);
  const secret = await processing.secretOf(stream);
  await store.append(stream, 'any', processingEvents(entries, clock(), stream, secret, processing.register));
}
