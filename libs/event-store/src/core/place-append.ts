// SPDX-License-Identifier: EUPL-1.2
/** `noStream` and `any` as numbers, so that an expectation travels in an array of numbers. Also the head of a missing stream. */
export const NO_STREAM = -1;
export const ANY = -2;

/** What the rule must know of the stream as it stands inside the transaction. */
export interface StreamNow {
  /** Revision of the last event, or NO_STREAM. */
  readonly head: number;
  readonly idAt: (revision: number) => string | undefined;
  /** Where an id stands that came in by an earlier append with `any`. */
  readonly revisionOfAny: (id: string) => number | undefined;
}

export type Placement =
  | { readonly kind: 'write'; readonly from: number }
  /** The very same append stands there already, its first event at `from`. */
  | { readonly kind: 'repeat'; readonly from: number }
  | { readonly kind: 'conflict' };

const CONFLICT: Placement = { kind: 'conflict' };

/**
 * The one rule of expected revision and idempotence, for every engine that decides in our own code.
 * An append is a repeat when all its ids stand in this stream, in order, right after the revision it expects (for `any`:
 * where an earlier `any` put them). Part of them is a conflict. Ids in another stream say nothing. Content is not compared.
 */
export function placeAppend(expected: number, ids: readonly string[], stream: StreamNow): Placement {
  if (expected === ANY) return placeAnywhere(ids, stream);
  if (expected === stream.head) return { kind: 'write', from: expected + 1 };
  if (expected > stream.head) return CONFLICT;
  const from = expected + 1;
  return ids.every((id, index) => stream.idAt(from + index) === id) ? { kind: 'repeat', from } : CONFLICT;
}

function placeAnywhere(ids: readonly string[], stream: StreamNow): Placement {
  if (stream.head === NO_STREAM) return { kind: 'write', from: 0 };
  const places = ids.map((id) => stream.revisionOfAny(id));
  const from = places[0];
  if (places.every((place) => place === undefined)) return { kind: 'write', from: stream.head + 1 };
  return from !== undefined && places.every((place, index) => place === from + index) ? { kind: 'repeat', from } : CONFLICT;
}
