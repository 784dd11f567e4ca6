// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import rpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import wire from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ClientDuplexStream, ClientReadableStream } from '@grpc/grpc-js';
import type { AllFilter, StoredEvent } from '@gezinslijn/event-sourcing';
import { parseConnectionString, type EndPoint, type KurrentConnection } from './connection-string.ts';
import { KurrentFailure, failureOf, within } from './kurrent-failure.ts';
import {
  allPlace,
  appendAnswer,
  batchMessages,
  readOptions,
  serverFilter,
  storedEvent,
  streamIdentifier,
  structuredId,
} from './kurrent-messages.ts';
import type { AppendAnswer, OutgoingEvent } from './kurrent-messages.ts';

/**
 * Everything we know of the client stands in this file; of its messages, in kurrent-messages.ts. From `@eventstore/db-client` come the
 * connection (discovery, TLS, credentials, finding the leader again) and the generated services. Its own append and read calls are not
 * used: reading parses metadata as JSON, so that the bytes are gone; `readAll` takes no filter; and all clients of a process share one
 * list of batch appends under way, so that the end of one connection answers for the others and a later answer then throws.
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

function untilWritable(call: BatchCall): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close', 'error']) call.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) call.on(event, done);
  });
}
