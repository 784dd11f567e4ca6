// SPDX-License-Identifier: EUPL-1.2
import type { NewEvent } from '@gezinslijn/event-sourcing';

/**
 * Many appends as they travel to what writes them, a thread or a server: flat lists instead of objects (cloning objects cost more than
 * the insert), and all bytes in one buffer. Events stand in order of append.
 */
export interface AppendGroup {
  readonly streams: string[];
  /** A revision, NO_STREAM or ANY, per append. */
  readonly expected: number[];
  /** Number of events, per append. */
  readonly counts: number[];
  readonly ids: string[];
  readonly types: string[];
  /** Bytes of data and of metadata, two numbers per event. */
  readonly sizes: number[];
  readonly bytes: ArrayBuffer;
}

/** What became of an append. */
export const WRITTEN = 0;
export const REPEATED = 1;
export const CONFLICT = 2;

const FIRST_SIZE = 64 * 1024;

/** Collects the next group. Bytes are copied in at once, so that a caller may reuse his own. */
export class GroupBuilder {
  readonly #group: Omit<AppendGroup, 'bytes'> = { streams: [], expected: [], counts: [], ids: [], types: [], sizes: [] };
  #bytes: ArrayBuffer;
  #view: Uint8Array;
  #used = 0;

  constructor(spare?: ArrayBuffer) {
    this.#bytes = spare ?? new ArrayBuffer(FIRST_SIZE);
    this.#view = new Uint8Array(this.#bytes);
  }

  get byteLength(): number {
    return this.#used;
  }

  add(stream: string, expected: number, events: readonly NewEvent[]): void {
    const group = this.#group;
    group.streams.push(stream);
    group.expected.push(expected);
    group.counts.push(events.length);
    for (const { id, type, data, metadata } of events) {
      group.ids.push(id);
      group.types.push(type);
      group.sizes.push(data.byteLength, metadata.byteLength);
      this.#copy(data);
      this.#copy(metadata);
    }
  }

  /** What was added, without the bytes: those leave with the group. */
  get appends(): Omit<AppendGroup, 'bytes'> {
    return this.#group;
  }

  build(): AppendGroup {
    return { ...this.#group, bytes: this.#bytes };
  }

  #copy(part: Uint8Array): void {
    const end = this.#used + part.byteLength;
    if (end > this.#bytes.byteLength) {
      const grown = new Uint8Array(new ArrayBuffer(Math.max(end, 2 * this.#bytes.byteLength)));
      grown.set(this.#view);
      this.#view = grown;
      this.#bytes = grown.buffer;
    }
    this.#view.set(part, this.#used);
    this.#used = end;
  }
}
