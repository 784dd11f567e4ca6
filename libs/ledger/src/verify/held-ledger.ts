// SPDX-License-Identifier: EUPL-1.2
import type { Place } from '../log/places.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';

/** What a store is held against: the ledger at one checkpoint. */
export interface HeldLedger {
  readonly checkpoint: Checkpoint;
  /** @throws ProofError when its file is not there. */
  leaf(index: number): Buffer;
  /** The first `width` hashes of a tile; `undefined` when its file is not there. */
  tile(level: number, index: number, width: number): Buffer | undefined;
  /** Root over the first `size` entries, as the ledger's tiles have it. @throws ProofError when one is not there. */
  rootAt(size: number): Buffer;
  place(index: number): Place | undefined;
}
