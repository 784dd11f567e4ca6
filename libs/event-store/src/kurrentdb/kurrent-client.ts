// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import rpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import wire from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import protobuf from 'google-protobuf/google/protobuf/empty_pb.js';
import { status, type ClientDuplexStream, type ClientReadableStream, type ServiceError } from '@grpc/grpc-js';
import type { AllFilter, NewEvent, StoredEvent } from '@gezinslijn/event-sourcing';
import { NO_STREAM } from '../core/place-append.ts';
import { parseConnectionString, type EndPoint, type KurrentConnection } from './connection-string.ts';

/**
 * Everything we know of the client stands in this file. From `@eventstore/db-client` come the connection (discovery, TLS,
 * credentials, finding the leader again) and the generated services. Its own append and read calls are not used: reading
 * parses metadata as JSON, so that the bytes are gone; `readAll` takes no filter; and all clients of a process share one list of
 * batch appends under way, so that the end of one connection answers for the others and a later answer then throws.
 */
export interface KurrentClient {
  /** Sends once. `expected` is a revision or NO_STREAM; with those the server never writes the same ids twice. */
  append(stream: string, expected: number, events: readonly OutgoingEvent[], timeout: number): Promise<AppendAnswer>;
  readStream(stream: string, range: StreamRead): AsyncIterable<StoredEvent>;
  readAll(range: AllRead): AsyncIterable<StoredEvent>;
  /** From after a position on, and whatever comes. Ends by throwing. */
  subscribeAll(after: bigint | null, filter: AllFilter, signal: AbortSignal): AsyncIterable<StoredEvent>;
  close(): Promise<void>;
}

export interface OutgoingEvent extends NewEvent {
  /** Only the marks of the store are JSON to the server; what we record it never looks into. */
  readonly json?: boolean;
}

export interface StreamRead {
  readonly from: number | 'start' | 'end';
  readonly backwards: boolean;
  readonly count: number;
  /** Milliseconds to wait for the next event. */
  readonly timeout: number;
}

export interface AllRead {
  /** Position, inclusive: the server gives the event that stands there too. */
  readonly from: bigint | 'start' | 'end';
  readonly backwards: boolean;
  readonly count: number;
  readonly filter: AllFilter;
  readonly timeout: number;
}

export type AppendAnswer =
  /** `position` is missing where the server no longer knows it. */
  | { readonly kind: 'written'; readonly revision: number; readonly position: bigint | undefined }
  | { readonly kind: 'conflict'; readonly actual: number | null }
  | { readonly kind: 'tooLarge'; readonly most: number };

/** The server or the way to it failed. `passing` failures are worth another try; what an append did is then unknown. */
export class KurrentFailure extends Error {
  readonly passing: boolean;
  constructor(message: string, passing: boolean, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'KurrentFailure';
    this.passing = passing;
  }
}

/** @throws InvalidConnectionString */
export function connectKurrent(connectionString: string): KurrentClient {
  return new Connection(parseConnectionString(connectionString));
}

type BatchCall = ClientDuplexStream<wire.BatchAppendReq, wire.BatchAppendResp>;
type ReadCall = ClientReadableStream<wire.ReadResp>;

interface Waiting {
  readonly call: BatchCall;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (failure: KurrentFailure) => void;
}

/** Bytes of events in one message of an append; the server joins the messages of one append again. Servers take 4 MiB and more. */
const CHUNK_BYTES = 2 * 1024 * 1024;
/** Events the server looks at in one go when few of them match; its default of 32 makes a sparse filter slow. */
const SEARCH_WINDOW = 2_000;
const NOTHING = Symbol('nothing in time');

/** The client's connection, with the doors to it that the client keeps for its own calls. */
class Link extends EventStoreDBClient {
  #opened = false;

  constructor(connection: KurrentConnection) {
    super(settingsOf(connection) as { endpoint: EndPoint }, certificatesOf(connection), connection.credentials);
    // It rejects when it looks at a connection that could not be made either, and its callers do not wait for it.
    const { handleError } = this;
    this.handleError = (client, error) => handleError(client, error).catch(() => undefined);
  }

  openRead(request: wire.ReadReq): Promise<ReadCall> {
    this.#opened = true;
    return this.GRPCStreamCreator(rpc.StreamsClient, 'read', (client) => client.read(request, ...this.#arguments()))();
  }

  openBatchAppend(): Promise<BatchCall> {
    this.#opened = true;
    return this.GRPCStreamCreator(rpc.StreamsClient, 'append', (client) => client.batchAppend(...this.#arguments()))();
  }

  async shut(): Promise<void> {
    await this.dispose();
    const channel = this.#opened ? await this.getChannel().catch(() => undefined) : undefined;
    channel?.close();
  }

  /** Only the leader answers: another node may not have yet what was acknowledged. */
  #arguments() {
    return this.callArguments({ requiresLeader: true }, { deadline: Infinity });
  }
}

class Connection implements KurrentClient {
  readonly #link: Link;
  readonly #waiting = new Map<string, Waiting>();
  #batch: Promise<BatchCall> | undefined;
  /** Resolves when the batch stream takes more; set while it does not. */
  #drained: Promise<void> | undefined;

  constructor(connection: KurrentConnection) {
    this.#link = new Link(connection);
  }

  async append(stream: string, expected: number, events: readonly OutgoingEvent[], timeout: number): Promise<AppendAnswer> {
    const id = randomUUID();
    const messages = [...batchMessages(id, stream, expected, events)];
    const started = performance.now();
    const call = await within(this.#batchCall(), timeout, 'No connection in time');
    return new Promise<AppendAnswer>((resolve, reject) => {
      const left = Math.max(1, timeout - (performance.now() - started));
      const timer = setTimeout(() => this.#settle(id)?.reject(new KurrentFailure('No answer in time', true)), left);
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          then(value);
        };
      this.#waiting.set(id, { call, resolve: settled(resolve), reject: settled(reject) });
      void this.#write(call, messages);
    });
  }

  async *readStream(stream: string, { from, backwards, count, timeout }: StreamRead): AsyncGenerator<StoredEvent> {
    const place = new wire.ReadReq.Options.StreamOptions();
    place.setStreamIdentifier(streamIdentifier(stream));
    if (from === 'start') place.setStart(new shared.Empty());
    else if (from === 'end') place.setEnd(new shared.Empty());
    else place.setRevision(String(from));
    const options = readOptions(backwards);
    options.setStream(place);
    options.setCount(String(count));
    options.setNoFilter(new shared.Empty());
    yield* this.#read(options, timeout);
  }

  async *readAll({ from, backwards, count, filter, timeout }: AllRead): AsyncGenerator<StoredEvent> {
    const options = readOptions(backwards);
    options.setAll(allPlace(from));
    options.setCount(String(count));
    options.setFilter(serverFilter(filter));
    yield* this.#read(options, timeout);
  }

  async *subscribeAll(after: bigint | null, filter: AllFilter, signal: AbortSignal): AsyncGenerator<StoredEvent> {
    const options = readOptions(false);
    options.setAll(allPlace(after ?? 'start'));
    options.setSubscription(new wire.ReadReq.Options.SubscriptionOptions());
    options.setFilter(serverFilter(filter));
    yield* this.#read(options, undefined, signal);
    throw new KurrentFailure('The server ended the subscription', true);
  }

  /** Ends every call. What was under way is unknown. */
  close(): Promise<void> {
    return this.#link.shut();
  }

  async *#read(options: wire.ReadReq.Options, timeout: number | undefined, signal?: AbortSignal): AsyncGenerator<StoredEvent> {
    const request = new wire.ReadReq();
    request.setOptions(options);
    let call: ReadCall | undefined;
    const opening = this.#link.openRead(request);
    // Also a call that is opened only after its reader gave up. Cancelled alone, one that was not read to its end never closes.
    const cancel = () => {
      const end = (late: ReadCall) => {
        late.cancel();
        late.destroy();
      };
      void opening.then(end).catch(() => undefined);
    };
    try {
      call = await within(opening, timeout, 'No connection in time');
      call.on('error', () => undefined);
      if (signal?.aborted === true) return;
      signal?.addEventListener('abort', cancel, { once: true });
      const responses = call[Symbol.asyncIterator]() as AsyncIterator<wire.ReadResp>;
      for (;;) {
        const next = await within(responses.next(), timeout, 'The server stopped answering');
        if (next.done === true || next.value.hasStreamNotFound()) return;
        const event = next.value.getEvent()?.getEvent();
        if (event !== undefined) yield storedEvent(event);
      }
    } catch (error) {
      throw failureOf(error);
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancel();
    }
  }

  /** One stream for all appends, made anew when it broke. */
  #batchCall(): Promise<BatchCall> {
    this.#batch ??= this.#openBatch();
    return this.#batch;
  }

  async #openBatch(): Promise<BatchCall> {
    try {
      const call = await this.#link.openBatchAppend();
      const broken = (failure: KurrentFailure) => {
        this.#batch = undefined;
        for (const [id, { call: its }] of this.#waiting) if (its === call) this.#settle(id)?.reject(failure);
      };
      call.on('data', (answer: wire.BatchAppendResp) => {
        const id = answer.getCorrelationId()?.getString() || structuredId(answer.getCorrelationId());
        const waiting = this.#settle(id);
        if (waiting === undefined) return;
        try {
          waiting.resolve(appendAnswer(answer));
        } catch (error) {
          waiting.reject(failureOf(error));
        }
      });
      call.on('error', (error) => {
        broken(failureOf(error));
      });
      call.on('end', () => {
        broken(new KurrentFailure('The server ended the connection', true));
      });
      return call;
    } catch (error) {
      this.#batch = undefined;
      throw failureOf(error);
    }
  }

  async #write(call: BatchCall, messages: readonly wire.BatchAppendReq[]): Promise<void> {
    for (const message of messages) {
      while (this.#drained !== undefined) await this.#drained;
      if (call.destroyed || call.writableEnded) return;
      if (call.write(message)) continue;
      this.#drained = untilWritable(call).then(() => (this.#drained = undefined));
    }
  }

  #settle(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}

function settingsOf({ hosts, discover, ...rest }: KurrentConnection): object {
  const [first] = hosts;
  const place = discover ? { discover: first } : hosts.length > 1 ? { endpoints: hosts } : { endpoint: first };
  const { connectionName, maxDiscoverAttempts, discoveryInterval, gossipTimeout, keepAliveInterval, keepAliveTimeout } = rest;
  const options = { connectionName, maxDiscoverAttempts, discoveryInterval, gossipTimeout, keepAliveInterval, keepAliveTimeout };
  return { ...place, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) };
}

function certificatesOf({ tls, rootCertificate, userCertificate }: KurrentConnection): object {
  if (!tls) return { insecure: true };
  return {
    ...(rootCertificate && { rootCertificate }),
    ...(userCertificate && { userCertFile: userCertificate.certificate, userKeyFile: userCertificate.key }),
  };
}

function* batchMessages(
  id: string,
  stream: string,
  expected: number,
  events: readonly OutgoingEvent[],
): Generator<wire.BatchAppendReq, void> {
  const options = new wire.BatchAppendReq.Options();
  options.setStreamIdentifier(streamIdentifier(stream));
  // No deadline is sent: it is an instant, so clocks that differ would decide. The server has a time-out of its own.
  if (expected === NO_STREAM) options.setNoStream(new protobuf.Empty());
  else options.setStreamPosition(String(expected));
  const begin = () => {
    const message = new wire.BatchAppendReq();
    message.setCorrelationId(uuid(id));
    return message;
  };
  let message = begin();
  message.setOptions(options);
  let bytes = 0;
  for (const event of events) {
    const size = event.data.byteLength + event.metadata.byteLength;
    if (bytes > 0 && bytes + size > CHUNK_BYTES) {
      yield message;
      [message, bytes] = [begin(), 0];
    }
    message.addProposedMessages(proposed(event));
    bytes += size;
  }
  message.setIsFinal(true);
  yield message;
}

function proposed({ id, type, data, metadata, json = false }: OutgoingEvent): wire.BatchAppendReq.ProposedMessage {
  const message = new wire.BatchAppendReq.ProposedMessage();
  message.setId(uuid(id));
  message
    .getMetadataMap()
    .set('type', type)
    .set('content-type', json ? 'application/json' : 'application/octet-stream');
  message.setData(data);
  message.setCustomMetadata(metadata);
  return message;
}

function appendAnswer(answer: wire.BatchAppendResp): AppendAnswer {
  const success = answer.getSuccess();
  if (success !== undefined) {
    const position = success.getPosition()?.getCommitPosition();
    return {
      kind: 'written',
      revision: Number(success.getCurrentRevision()),
      position: position === undefined ? undefined : BigInt(position),
    };
  }
  const error = answer.getError();
  const details = error?.getDetails();
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const conflict = details.unpack(
        (bytes) => shared.WrongExpectedVersion.deserializeBinary(bytes),
        'event_store.client.WrongExpectedVersion',
      );
      return {
        kind: 'conflict',
        actual: conflict?.hasCurrentStreamRevision() === true ? Number(conflict.getCurrentStreamRevision()) : null,
      };
    }
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const exceeded = details.unpack(
        (bytes) => shared.MaximumAppendSizeExceeded.deserializeBinary(bytes),
        'event_store.client.MaximumAppendSizeExceeded',
      );
      return { kind: 'tooLarge', most: exceeded?.getMaxappendsize() ?? 0 };
    }
    case 'event_store.client.Timeout':
      throw new KurrentFailure('The server did not write in time', true);
    case 'event_store.client.AccessDenied':
      throw new KurrentFailure('The server refuses this user', false);
    case 'event_store.client.StreamDeleted':
      throw new KurrentFailure('The stream was deleted in the server', false);
    // "Server Is Not Ready", "Server Is Busy", no leader known: the server packs nothing. Unknown is what is none of its outcomes.
    case 'google.protobuf.Empty':
    case 'event_store.client.Unknown':
      throw new KurrentFailure(error?.getMessage() ?? 'The server is not ready', true);
    default:
      throw new KurrentFailure(`The server refused the append: ${error?.getMessage() ?? 'no reason given'}`, false);
  }
}

function readOptions(backwards: boolean): wire.ReadReq.Options {
  const options = new wire.ReadReq.Options();
  const ids = new wire.ReadReq.Options.UUIDOption();
  ids.setString(new shared.Empty());
  options.setUuidOption(ids);
  options.setReadDirection(backwards ? 1 : 0);
  options.setResolveLinks(false);
  return options;
}

function allPlace(from: bigint | 'start' | 'end'): wire.ReadReq.Options.AllOptions {
  const place = new wire.ReadReq.Options.AllOptions();
  if (from === 'start') place.setStart(new shared.Empty());
  else if (from === 'end') place.setEnd(new shared.Empty());
  else {
    const position = new wire.ReadReq.Options.Position();
    position.setCommitPosition(from.toString());
    position.setPreparePosition(from.toString());
    place.setPosition(position);
  }
  return place;
}

/**
 * The server filters by stream or by type, not by both, and a list of types means beginnings of types: what comes through is
 * looked at again by who asked. Without a filter system streams are left out.
 */
function serverFilter({ streamPrefixes, types }: AllFilter): wire.ReadReq.Options.FilterOptions {
  const filter = new wire.ReadReq.Options.FilterOptions();
  const expression = new wire.ReadReq.Options.FilterOptions.Expression();
  if (streamPrefixes !== undefined) expression.setPrefixList([...streamPrefixes]);
  else if (types !== undefined) expression.setPrefixList([...types]);
  else expression.setRegex('^[^$]');
  if (streamPrefixes === undefined && types !== undefined) filter.setEventType(expression);
  else filter.setStreamIdentifier(expression);
  filter.setMax(SEARCH_WINDOW);
  filter.setCheckpointintervalmultiplier(1);
  return filter;
}

function storedEvent(event: wire.ReadResp.ReadEvent.RecordedEvent): StoredEvent {
  const position = BigInt(event.getCommitPosition());
  // All ones: a server before 22.10 does not say where an event of a stream stands among all.
  if (position === 0xffff_ffff_ffff_ffffn)
    throw new KurrentFailure('The server gives no positions in streams: 22.10 or newer is needed', false);
  return {
    id: event.getId()?.getString() ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    revision: Number(event.getStreamRevision()),
    position,
    type: event.getMetadataMap().get('type') ?? '',
    data: new Uint8Array(event.getData_asU8()),
    metadata: new Uint8Array(event.getCustomMetadata_asU8()),
  };
}

function streamIdentifier(stream: string): shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));
  return identifier;
}

function uuid(text: string): shared.UUID {
  const id = new shared.UUID();
  id.setString(text);
  return id;
}

/** The server answers some appends with the id as two signed numbers. */
function structuredId(id: shared.UUID | undefined): string {
  const parts = id?.getStructured();
  if (parts === undefined) return '';
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(parts.getMostSignificantBits()) + half(parts.getLeastSignificantBits());
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const PASSING = new Set<number>([
  status.UNAVAILABLE,
  status.CANCELLED,
  status.ABORTED,
  status.DEADLINE_EXCEEDED,
  status.INTERNAL,
  status.RESOURCE_EXHAUSTED,
]);

/** Says nothing of what was sent. */
function failureOf(error: unknown): KurrentFailure {
  if (error instanceof KurrentFailure) return error;
  if (!isServiceError(error)) return new KurrentFailure('The server could not be reached', true, { cause: error });
  const notLeader = error.metadata.get('exception')[0] === 'not-leader' || /leader/i.test(error.details);
  return new KurrentFailure(`The server answered: ${error.details}`, notLeader || PASSING.has(error.code), { cause: error });
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'metadata' in error;
}

/** The value, or a passing failure when it takes too long. */
async function within<T>(promise: Promise<T>, timeout: number | undefined, late: string): Promise<T> {
  if (timeout === undefined) return promise;
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<typeof NOTHING>((resolve) => (timer = setTimeout(resolve, timeout, NOTHING)));
  try {
    const first = await Promise.race([promise, alarm]);
    if (first === NOTHING) {
      promise.catch(() => undefined);
      throw new KurrentFailure(late, true);
    }
    return first;
  } finally {
    clearTimeout(timer);
  }
}

function untilWritable(call: BatchCall): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close', 'error']) call.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) call.on(event, done);
  });
}
