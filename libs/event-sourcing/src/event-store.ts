// SPDX-License-Identifier: EUPL-1.2
/**
 * The port every engine stands behind. What each method promises is tested once, in `libs/event-store/src/contract`,
 * against every adapter. The port carries bytes: what was appended is what is read, to the byte (the ledger hashes them).
 */
export type ExpectedRevision = 'noStream' | 'any' | number;

export interface NewEvent {
  /** UUID; the same id appended again at the same place is the same append. */
  readonly id: string;
  readonly type: string;
  /** JSON text in UTF-8, kept byte for byte. */
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  /** Orders all events of the store. Contiguous on our own engines, only ordered on KurrentDB. */
  readonly position: bigint;
}

/** The same with its bodies as text, for whoever parses them at once. */
export interface EventText extends Omit<StoredEvent, 'data' | 'metadata'> {
  readonly data: string;
  readonly metadata: string;
}

export interface AppendResult {
  /** Revision of the last event appended. */
  readonly revision: number;
  /** Position of the last event appended. */
  readonly position: bigint;
  /** True when this very append stood there already and nothing was written. */
  readonly repeated: boolean;
}

export interface ReadStreamOptions {
  readonly from?: number | 'start' | 'end';
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

export interface AllFilter {
  /** Only streams whose name starts with one of these. */
  readonly streamPrefixes?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReadAllOptions {
  /** Exclusive; `null` reads from the very first event. */
  readonly after: bigint | null;
  readonly limit: number;
  readonly filter?: AllFilter;
}

export interface AllPage {
  readonly events: readonly StoredEvent[];
  /**
   * Everything up to here has been looked at, matching or not: resume after this.
   * Equals `after` when there was nothing new. Never passes an event that is not final yet.
   */
  readonly lastPosition: bigint | null;
  /** True when the page ended because the store had no more. */
  readonly atHead: boolean;
}

export interface Subscription extends AsyncIterable<StoredEvent | CaughtUp> {
  close(): Promise<void>;
}

/** A sign in the flow of a subscription: all that was in the store has been delivered; from here on it is live. */
export interface CaughtUp {
  readonly caughtUp: true;
  readonly position: bigint | null;
}

export interface EventStore {
  /**
   * Appends all events or none, at the expected revision, and answers when they are durable.
   * @throws WrongExpectedRevision when the stream is elsewhere; nothing is written.
   * @throws StoreUnavailable when the engine cannot be reached or refuses; whether it was written is then unknown, and a repeat is harmless.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;
  /** Empty for a stream that does not exist. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;
  /**
   * All of a stream from its first event on, as text: of engines that give text at less than bytes and a decoding. `textsOf` reads any engine so.
   */
  readTexts?(stream: string): AsyncIterable<EventText>;
  /** Names of all streams with events that begin so, each once, in no order. One that comes about meanwhile may be among them. */
  streams(prefix: string): AsyncIterable<string>;
  /** One page of all events in order of position. */
  readAll(options: ReadAllOptions): Promise<AllPage>;
  /** Catch-up from `after`, turning live without loss or repeat. Ends when closed; throws when it cannot go on. */
  subscribeAll(options: { readonly after: bigint | null; readonly filter?: AllFilter }): Subscription;
  /** Position of the last event, `null` for an empty store. */
  head(): Promise<bigint | null>;
  close(): Promise<void>;
}

const decoder = new TextDecoder();

/** All of a stream from its first event on, as text. */
export function textsOf(store: EventStore, stream: string): AsyncIterable<EventText> {
  return store.readTexts?.(stream) ?? decoded(store.readStream(stream));
}

async function* decoded(events: AsyncIterable<StoredEvent>): AsyncGenerator<EventText> {
  for await (const event of events) yield { ...event, data: decoder.decode(event.data), metadata: decoder.decode(event.metadata) };
}

abstract class EventStoreError extends Error {
  abstract readonly code: string;
}

/** Somebody wrote first. `actual` is `null` when the stream does not exist. */
export class WrongExpectedRevision extends EventStoreError {
  readonly code = 'WRONG_EXPECTED_REVISION';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly actual: number | null;
  constructor(stream: string, expected: ExpectedRevision, actual: number | null) {
    super(`Stream ${stream} is at ${String(actual)}, expected ${String(expected)}`);
    this.name = 'WrongExpectedRevision';
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The engine cannot be used now: closed, unreachable, disk full, deadline passed. */
export class StoreUnavailable extends EventStoreError {
  readonly code = 'STORE_UNAVAILABLE';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** The append itself is wrong: an empty list, a bad id, the same id twice, too large. Nothing is written. */
export class InvalidAppend extends EventStoreError {
  readonly code = 'INVALID_APPEND';
  constructor(message: string) {
    super(message);
    this.name = 'InvalidAppend';
  }
}
