// SPDX-License-Identifier: EUPL-1.2
import {
  InvalidAppend,
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
  type ReadStreamOptions,
  type StoredEvent,
} from '@gezinslijn/event-sourcing';
import { ANY, NO_STREAM, placeAppend } from '../core/place-append.ts';
import type { KurrentClient } from './kurrent-client.ts';
import type { Patience } from './kurrent-event-store.ts';
import { KnownStreams, type KnownStream } from './known-streams.ts';
import { retrying } from './retrying.ts';

type ReadStream = (stream: string, options: ReadStreamOptions) => AsyncIterable<StoredEvent>;

/** Appends whose outcome is not known, looked up before they are sent again. */
const MOST_UNCERTAIN = 10_000;

/**
 * Expected revisions and repeats as the port has them, on a server that has them almost so. Whatever is sent is sent at an exact
 * revision: there the server compares the ids that stand, not a list it keeps for a while, so that sending twice writes once.
 */
export class KurrentAppends {
  readonly #client: KurrentClient;
  readonly #readStream: ReadStream;
  readonly #patience: Patience;
  readonly #closed: AbortSignal;
  readonly #known = new KnownStreams();
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #uncertain = new Set<string>();
  /** The last position this process has seen: what stands at or before it was written before. */
  #seen = -1n;

  constructor(client: KurrentClient, readStream: ReadStream, patience: Patience, closed: AbortSignal) {
    this.#client = client;
    this.#readStream = readStream;
    this.#patience = patience;
    this.#closed = closed;
  }

  saw(position: bigint): bigint {
    if (position > this.#seen) this.#seen = position;
    return position;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    // Copied before anything is awaited: the caller may use his array again.
    const own = events.map(({ id, type, data, metadata }) => ({
      id,
      type,
      data: new Uint8Array(data),
      metadata: new Uint8Array(metadata),
    }));
    if (expected === 'any') {
      const key = `${stream} any ${String(own[0]?.id)}`;
      return this.#tracked(key, () => this.#appendAnywhere(key, stream, own));
    }
    const at = expected === 'noStream' ? NO_STREAM : expected;
    const key = `${stream} ${String(at)} ${String(own[0]?.id)}`;
    return this.#tracked(key, () => this.#appendAt(key, stream, at, expected, own));
  }

  /** Resolves when every append under way has its answer. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay.values());
  }

  /** The same append twice at once goes out one after the other, so that the second is seen to be the repeat. */
  async #tracked(key: string, work: () => Promise<AppendResult>): Promise<AppendResult> {
    const before = this.#underWay.get(key);
    const turn = before === undefined ? work() : before.then(work);
    const quiet = turn.catch(() => undefined);
    this.#underWay.set(key, quiet);
    try {
      return await turn;
    } finally {
      if (this.#underWay.get(key) === quiet) this.#underWay.delete(key);
    }
  }

  async #appendAt(key: string, stream: string, at: number, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    if (this.#uncertain.delete(key)) {
      const standing = await this.#standing(stream, at + 1, events);
      if (standing !== undefined) return standing;
    }
    const answer = await this.#send(key, stream, at, events);
    if (answer.kind === 'written') return answer.result;
    const { actual } = answer;
    const standing = actual !== null && actual >= at + events.length ? await this.#standing(stream, at + 1, events) : undefined;
    if (standing !== undefined) return standing;
    throw new WrongExpectedRevision(stream, expected, actual);
  }

  async #appendAnywhere(key: string, stream: string, events: readonly NewEvent[]): Promise<AppendResult> {
    return this.#known.inTurn(stream, async (known) => {
      if (known.head === NO_STREAM || this.#uncertain.delete(key)) await this.#learn(stream, known);
      for (;;) {
        const placement = placeAppend(
          ANY,
          events.map(({ id }) => id),
          known.now(),
        );
        if (placement.kind === 'conflict') throw new WrongExpectedRevision(stream, 'any', known.head === NO_STREAM ? null : known.head);
        if (placement.kind === 'repeat') return this.#repeatAt(stream, placement.from + events.length - 1);
        const answer = await this.#send(key, stream, known.head, events);
        if (answer.kind === 'conflict') {
          await this.#learn(stream, known);
          continue;
        }
        events.forEach(({ id }, index) => {
          known.add(id, placement.from + index);
        });
        return answer.result;
      }
    });
  }

  /** Everything in the stream beyond what is known of it. */
  async #learn(stream: string, known: KnownStream): Promise<void> {
    for await (const { id, revision } of this.#readStream(stream, { from: known.head + 1 })) known.add(id, revision);
  }

  async #send(key: string, stream: string, at: number, events: readonly NewEvent[]) {
    const { deadline, answerWithin } = this.#patience;
    const seenBefore = this.#seen;
    try {
      const answer = await retrying(deadline, this.#closed, (left) =>
        this.#client.append(stream, at, events, Math.min(left, answerWithin)),
      );
      if (answer.kind === 'conflict') return answer;
      if (answer.kind === 'tooLarge') {
        throw new InvalidAppend(`The server takes at most ${String(answer.most)} bytes in one append; its option MaxAppendSize says so`);
      }
      const { revision } = answer;
      if (answer.position === undefined) return { kind: 'written' as const, result: await this.#repeatAt(stream, revision) };
      const result = { revision, position: this.saw(answer.position), repeated: answer.position <= seenBefore };
      return { kind: 'written' as const, result };
    } catch (error) {
      if (error instanceof StoreUnavailable) this.#doubt(key);
      throw error;
    }
  }

  #doubt(key: string): void {
    this.#uncertain.add(key);
    const [oldest] = this.#uncertain;
    if (this.#uncertain.size > MOST_UNCERTAIN && oldest !== undefined) this.#uncertain.delete(oldest);
  }

  /** The answer to a repeat, when exactly these events stand from this revision on. */
  async #standing(stream: string, from: number, events: readonly NewEvent[]): Promise<AppendResult | undefined> {
    let index = 0;
    for await (const event of this.#readStream(stream, { from, limit: events.length })) {
      if (event.id !== events[index]?.id) return undefined;
      index += 1;
      if (index === events.length) return { revision: event.revision, position: event.position, repeated: true };
    }
    return undefined;
  }

  async #repeatAt(stream: string, revision: number): Promise<AppendResult> {
    for await (const { position } of this.#readStream(stream, { from: revision, limit: 1 })) return { revision, position, repeated: true };
    throw new StoreUnavailable('The server lost an event that it had');
  }
}
