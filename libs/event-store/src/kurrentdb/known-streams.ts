// SPDX-License-Identifier: EUPL-1.2
import { NO_STREAM, type StreamNow } from '../core/place-append.ts';

/** Ids kept over all streams; about 100 bytes each. The stream that was used longest ago is forgotten first, and read again when needed. */
const MOST_IDS = 500_000;

/** All ids of one stream up to its revision `head`. */
export class KnownStream {
  head = NO_STREAM;
  readonly #revisions = new Map<string, number>();

  get size(): number {
    return this.#revisions.size;
  }

  add(id: string, revision: number): void {
    this.#revisions.set(id, revision);
    this.head = revision;
  }

  now(): StreamNow {
    return { head: this.head, idAt: () => undefined, revisionOfAny: (id) => this.#revisions.get(id) };
  }
}

/**
 * What appends with `any` need: KurrentDB remembers ids only for a while when no revision is named, so an `any` is an append at the
 * exact head, by somebody who knows every id up to there. One at a time per stream.
 */
export class KnownStreams {
  readonly #streams = new Map<string, KnownStream>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #mostIds: number;
  #ids = 0;

  constructor(mostIds = MOST_IDS) {
    this.#mostIds = mostIds;
  }

  /** Runs alone for this stream. The stream may know less than the server, never something else. */
  async inTurn<T>(stream: string, work: (known: KnownStream) => Promise<T>): Promise<T> {
    const before = this.#turns.get(stream) ?? Promise.resolve();
    const turn = before.then(() => this.#work(stream, work));
    const quiet = turn.catch(() => undefined);
    this.#turns.set(stream, quiet);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(stream) === quiet) this.#turns.delete(stream);
    }
  }

  async #work<T>(stream: string, work: (known: KnownStream) => Promise<T>): Promise<T> {
    const known = this.#streams.get(stream) ?? new KnownStream();
    this.#streams.delete(stream);
    this.#streams.set(stream, known);
    const before = known.size;
    try {
      return await work(known);
    } finally {
      this.#ids += known.size - before;
      this.#forget(stream);
    }
  }

  #forget(inUse: string): void {
    for (const [stream, known] of this.#streams) {
      if (this.#ids <= this.#mostIds) return;
      if (stream === inUse || this.#turns.has(stream)) continue;
      this.#streams.delete(stream);
      this.#ids -= known.size;
    }
  }
}
