// SPDX-License-Identifier: EUPL-1.2
import type { AppendGroup } from '../core/append-group.ts';

/**
 * Three numbers per append: WRITTEN or REPEATED, revision and position of its last event; or CONFLICT, head (-1: no stream), 0.
 * Positions as doubles: exact to 2^53, which is 28,000 years at 10,000 events a second.
 */
export type Outcomes = Float64Array<ArrayBuffer>;

export type ToWriter = { readonly kind: 'commit'; readonly group: AppendGroup } | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly wrongStore: boolean; readonly message: string }
  /** `bytes` comes back to be used again. `milliseconds`: from begin to synced, as the writer saw it. */
  | { readonly kind: 'committed'; readonly outcomes: Outcomes; readonly bytes: ArrayBuffer; readonly milliseconds: number }
  /** Nothing of the group may be acknowledged. After a `fatal` failure the writer takes no more. */
  | { readonly kind: 'failed'; readonly message: string; readonly fatal: boolean; readonly bytes: ArrayBuffer };
