// SPDX-License-Identifier: EUPL-1.2
import type { Appeared, SentChange } from '@gezinslijn/party-view';

/** What the thread that keeps the views opens for itself. */
export interface ProjectionPlace {
  /** Files of the views and of the events. */
  readonly views: string;
  readonly events: string;
  /** Folder of the keys. */
  readonly keys: string;
  /** Milliseconds to wait for more after a crowd of events. */
  readonly gather: number;
  /** One whole number: 1 while the thread was told that events were written and has not looked yet. */
  readonly told: SharedArrayBuffer;
}

/** What is asked of the thread, and answered with the same number. */
export type Question =
  /** Catches up and follows from there. */
  | { readonly kind: 'start' }
  | { readonly kind: 'write'; readonly changes: readonly SentChange[] }
  /** Builds the views anew under another version of the disclosure matrix, and swaps. */
  | { readonly kind: 'change'; readonly version: string }
  /** Follows no further; what is asked to be written still is. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'close' };

export type ToProjection =
  | { readonly kind: 'asked'; readonly number: number; readonly question: Question }
  /** Events were written. */
  | { readonly kind: 'wrote' }
  /** Somebody waits so long for the views to come here. */
  | { readonly kind: 'awaited'; readonly position: bigint; readonly timeoutMs: number }
  /** The file was let go of: another may take its place. */
  | { readonly kind: 'gone' };

export type FromProjection =
  /** Done; the views stand at `position`. */
  | { readonly kind: 'answered'; readonly number: number; readonly position: bigint | null }
  | { readonly kind: 'refused'; readonly number: number; readonly fenced: boolean; readonly message: string }
  /** The views stand here. `appeared`: what was seen by whom with that, as JSON of AppearedText; most of the time nobody looks. */
  | { readonly kind: 'committed'; readonly position: bigint; readonly appeared: string }
  | { readonly kind: 'stopped'; readonly name: string; readonly message: string }
  /** Another file is about to take the place of the views: whoever has it open must let go. */
  | { readonly kind: 'letGo' }
  | { readonly kind: 'swapped' };

/** One that appeared: stream, reader, position, entry. */
type AppearedText = readonly [string, string, string, string];

export function packAppeared(appeared: readonly Appeared[]): string {
  if (appeared.length === 0) return '';
  return JSON.stringify(appeared.map(({ stream, reader, position, entryId }): AppearedText => [stream, reader, String(position), entryId]));
}

export function unpackAppeared(text: string): readonly Appeared[] {
  if (text === '') return [];
  const rows = JSON.parse(text) as readonly AppearedText[];
  return rows.map(([stream, reader, position, entryId]) => ({ stream, reader, position: BigInt(position), entryId }));
}
