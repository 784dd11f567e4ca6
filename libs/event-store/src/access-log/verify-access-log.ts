// SPDX-License-Identifier: EUPL-1.2
import type { KeyObject } from 'node:crypto';
import type { EventStore, StoredEvent } from '@gezinslijn/event-sourcing';
import { previousOf } from './access-chain.ts';
import { isChained, type BatchMetadata, type PreviousBatch } from './access-entry.ts';
import { entriesOf, textOf } from './read-access-log.ts';

export interface VerifyAccessLogOptions {
  readonly store: EventStore;
  /** With it each batch is opened too, which finds a change of the very last one; without it only the chain is followed. */
  readonly secretOf?: (name: string) => KeyObject | undefined;
  /** A head noted down earlier: the log must still hold it. Finds a log of which the end was cut off. */
  readonly head?: string;
}

export interface AccessLogFault {
  readonly stream: string;
  readonly sequence: number;
  readonly eventId: string;
  readonly fault: keyof typeof ACCESS_LOG_FAULTS;
}

/** What can be wrong with a batch. */
export const ACCESS_LOG_FAULTS = {
  unreadable: 'is no batch of this log',
  unchained: 'stands after the chain began and is not part of it',
  gap: 'does not carry the next number of its month: something was taken out, put in or moved',
  broken: 'does not follow on the batch before it: that one was changed, taken out or replaced',
  changed: 'does not open: it was changed, or chained anew by who lacks the key',
  headMissing: 'the head that was noted down is not in the log any more: its end was cut off or replaced',
} as const;

export interface MonthOfLog {
  /** `yyyy-mm`, UTC. */
  readonly month: string;
  readonly batches: number;
  /** Reads and refusals in it; `null` when it was not opened, or its key was destroyed. */
  readonly entries: number | null;
  /** Batches written after the next month began, by a gateway that was still at it: covered by this month's own chain and by its head only. */
  readonly late: number;
  /** Hash of the last batch. Noted down elsewhere, it proves later that the month still ends as it did. */
  readonly head: string;
}

export interface AccessLogReport {
  readonly ok: boolean;
  readonly batches: number;
  /** Of before the chain: version 1. */
  readonly unchained: number;
  readonly months: readonly MonthOfLog[];
  readonly failures: readonly AccessLogFault[];
}

interface Month {
  batches: number;
  entries: number | null;
  late: number;
  tail: PreviousBatch;
}

/**
 * Follows the chain over all months. Finds a batch that was changed, taken out, put in or moved. Without keys it needs no right to read who
 * looked. A whole end that was cut off is found by `head`, or by the ledger over all events; never by the chain alone.
 */
export async function verifyAccessLog({ store, secretOf, head }: VerifyAccessLogOptions): Promise<AccessLogReport> {
  const months = new Map<string, Month>();
  const failures: AccessLogFault[] = [];
  let unchained = 0;
  let begun = false;
  let found = head === undefined;
  for await (const event of batchesOf(store)) {
    const month = event.stream.slice('access-'.length);
    const current = previousOf(event);
    const before = months.get(month);
    const fail = (fault: AccessLogFault['fault']) =>
      failures.push({ stream: event.stream, sequence: current.sequence, eventId: event.id, fault });
    const metadata = metadataOf(event);
    if (metadata === undefined) fail('unreadable');
    else if (metadata.version === 1) {
      unchained += 1;
      if (begun) fail('unchained');
    } else {
      if (metadata.sequence !== current.sequence) fail('gap');
      const expected = before?.tail ?? lastBefore(months, month)?.tail;
      const follows = sameBatch(metadata.previous, expected) || (before === undefined && (await stands(store, metadata.previous)));
      if (!(expected === undefined && metadata.previous === null) && !follows) fail('broken');
      begun = true;
    }
    found ||= current.hash === head;
    const secret = secretOf?.(event.stream);
    const entries = secret === undefined ? null : entriesIn(event, secret);
    if (entries === undefined && metadata !== undefined) fail('changed');
    months.set(month, {
      batches: (before?.batches ?? 0) + 1,
      entries: entries === null || before?.entries === null ? null : (before?.entries ?? 0) + (entries ?? 0),
      late: (before?.late ?? 0) + ([...months.keys()].some((other) => other > month) ? 1 : 0),
      tail: current,
    });
  }
  if (!found) failures.push({ stream: '', sequence: 0, eventId: '', fault: 'headMissing' });
  return {
    ok: failures.length === 0,
    batches: [...months.values()].reduce((sum, { batches }) => sum + batches, 0),
    unchained,
    months: [...months]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([month, { batches, entries, late, tail }]) => ({ month, batches, entries, late, head: tail.hash })),
    failures,
  };
}

async function* batchesOf(store: EventStore): AsyncGenerator<StoredEvent> {
  let after: bigint | null = null;
  for (;;) {
    const page = await store.readAll({ after, limit: 500, filter: { streamPrefixes: ['access-'] } });
    yield* page.events;
    after = page.lastPosition;
    if (page.atHead) return;
  }
}

function metadataOf({ metadata }: StoredEvent): BatchMetadata | undefined {
  try {
    const parsed = JSON.parse(textOf(metadata)) as Partial<BatchMetadata> | null;
    if (parsed?.version === 1) return parsed as BatchMetadata;
    return parsed !== null && isChained(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** How many entries a batch holds; `undefined` when it does not open. */
function entriesIn(event: StoredEvent, secret: KeyObject): number | undefined {
  try {
    return entriesOf(event, secret).length;
  } catch {
    return undefined;
  }
}

function sameBatch(named: PreviousBatch | null, actual: PreviousBatch | undefined): boolean {
  return (
    named !== null &&
    actual !== undefined &&
    named.stream === actual.stream &&
    named.sequence === actual.sequence &&
    named.eventId === actual.eventId &&
    named.hash === actual.hash
  );
}

/** A month begins while another gateway may still write to the one before: what it follows on must stand there, if not as the last. */
async function stands(store: EventStore, named: PreviousBatch | null): Promise<boolean> {
  if (named === null || !/^access-\d{4}-\d{2}$/.test(named.stream)) return false;
  for await (const event of store.readStream(named.stream, { from: named.sequence - 1, limit: 1 }))
    return sameBatch(named, previousOf(event));
  return false;
}

function lastBefore(months: ReadonlyMap<string, Month>, month: string): Month | undefined {
  const earlier = [...months.keys()].filter((name) => name < month).sort();
  return months.get(earlier.at(-1) ?? '');
}
