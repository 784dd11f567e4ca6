// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomUUID } from 'node:crypto';

/**
 * The transaction log of the KurrentDB DOUBLE: a stand-in for tests where no server is at hand. Each rule names where it is
 * documented, in the manual of the server or in its public source (paths of release 22.10), so that it can be held against them.
 */
export interface LogRecord {
  /** Where the record begins; both its commit and its prepare position (StorageWriterService.cs: every prepare is IsCommitted). */
  readonly position: bigint;
  /** Where the next one begins. */
  readonly end: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type LogEvent = Pick<LogRecord, 'id' | 'type' | 'json' | 'data' | 'metadata'>;

/** IndexWriter.cs, `ExpectedVersion`. */
export const NO_STREAM = -1;
export const ANY = -2;
export const STREAM_EXISTS = -4;

export type WriteOutcome =
  | { readonly kind: 'written' | 'known'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'wrongVersion'; readonly current: number };

/** IndexWriter.cs, `_committedEvents`: the server remembers this many event ids for appends without an exact revision; here fewer. */
const REMEMBERED_IDS = 256;

export class DoubleLog {
  readonly #records: LogRecord[] = [];
  readonly #streams = new Map<string, LogRecord[]>();
  readonly #remembered = new Map<string, LogRecord>();
  readonly #listeners = new Set<() => void>();

  constructor() {
    // A new server writes before anybody else does: the first of all events is its own (seen on 22.10.5, run without users).
    this.write('$$$scavenges', ANY, [systemEvent('$metadata')]);
  }

  get records(): readonly LogRecord[] {
    return this.#records;
  }

  /** Where the next record will begin. */
  get end(): bigint {
    return this.#records.at(-1)?.end ?? 0n;
  }

  stream(name: string): readonly LogRecord[] {
    return this.#streams.get(name) ?? [];
  }

  /** Index of the first record that begins at a position or after it. */
  indexAt(position: bigint): number {
    let [low, high] = [0, this.#records.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#records[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls back after each write, until told to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** IndexWriter.cs, `CheckCommit`, then StorageWriterService.cs, `WritePrepares`: all of it or nothing. */
  write(name: string, expected: number, events: readonly LogEvent[]): WriteOutcome {
    const standing = this.#streams.get(name) ?? [];
    const current = standing.length - 1;
    const refused = this.#check(name, standing, expected, events);
    if (refused !== undefined) return refused;
    this.#streams.set(name, standing);
    for (const event of events) this.#append(standing, name, event);
    for (const listener of this.#listeners) listener();
    return { kind: 'written', revision: current + events.length, position: standing.at(-1)?.position ?? 0n };
  }

  #check(name: string, standing: readonly LogRecord[], expected: number, events: readonly LogEvent[]): WriteOutcome | undefined {
    const current = standing.length - 1;
    const wrong: WriteOutcome = { kind: 'wrongVersion', current };
    const known = (record: LogRecord | undefined): WriteOutcome => ({
      kind: 'known',
      revision: record?.revision ?? 0,
      position: record?.position ?? 0n,
    });
    if (expected === STREAM_EXISTS && current < 0) return wrong;
    if (expected === ANY || expected === STREAM_EXISTS) {
      // Only as long as the ids are remembered, and with its first id forgotten the same append is written again.
      const records = events.map(({ id }) => this.#remembered.get(id)).map((record) => (record?.stream === name ? record : undefined));
      if (records[0] === undefined) return undefined;
      return records.includes(undefined) ? wrong : known(records.at(-1));
    }
    if (expected === current) return undefined;
    if (expected > current) return wrong;
    // The ids that stand after the expected revision are compared, however long ago they were written.
    const same = events.every(({ id }, index) => standing[expected + 1 + index]?.id === id);
    return same ? known(standing[expected + events.length]) : wrong;
  }

  #append(standing: LogRecord[], stream: string, event: LogEvent): void {
    const position = this.end;
    // A record is as long as what it holds (manual, "Event metadata" and the log format): positions are bytes, never counted up.
    const length = 90 + 2 * (stream.length + event.type.length) + event.data.length + event.metadata.length;
    const record = { ...event, stream, revision: standing.length, position, end: position + BigInt(length) };
    standing.push(record);
    this.#records.push(record);
    this.#remembered.delete(event.id);
    this.#remembered.set(event.id, record);
    for (const id of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED_IDS) break;
      this.#remembered.delete(id);
    }
  }
}

export function systemEvent(type: string): LogEvent {
  const data = new TextEncoder().encode(JSON.stringify({ of: createHash('sha256').update(type).digest('hex').slice(0, 8) }));
  return { id: randomUUID(), type, json: true, data, metadata: new Uint8Array() };
}
