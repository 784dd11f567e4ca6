// SPDX-License-Identifier: EUPL-1.2
/** A fact as a decider yields it: plain JSON, a type and a shape version. Never renamed, never reinterpreted. */
export interface Event<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  /** Version of the shape of `data`; older shapes are lifted by upcasters when read. */
  readonly version: number;
  readonly data: Data;
}

/** UTC instant, ISO 8601 with milliseconds: `2025-04-12T21:15:00.000Z`. */
export type Instant = string;
/** Calendar date in Europe/Amsterdam, `YYYY-MM-DD`. */
export type LocalDate = string;

/** An event as it stands in the store, decoded. `position` only orders; nothing may assume that positions are contiguous. */
export interface Recorded<E extends Event = Event, M = unknown> {
  readonly id: string;
  readonly stream: string;
  /** 0 for the first event of the stream. */
  readonly revision: number;
  readonly position: bigint;
  readonly event: E;
  readonly metadata: M;
}
