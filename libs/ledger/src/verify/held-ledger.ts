// SPDX-License-Identifier: EUPL-1.2
import type { Place } from '../log/places.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';

/** What a store is held against: the ledger at one checkpoint. */
export interface HeldLedger {
  readonly checkpoint: Checkpoint;
  leaf(index: number): Buffer;
  /** Root over the first `size` entries, as the ledger's tiles have it. */
  rootAt(size: number): Buffer;
  place(index: number): Place | undefined;
}
