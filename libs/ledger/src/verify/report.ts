// SPDX-License-Identifier: EUPL-1.2
/** What does not hold, and of which entry. `from` and `to`: somewhere in these entries, the last not included. */
export interface Failure {
  readonly what: FailureKind;
  readonly index?: number;
  readonly stream?: string;
  readonly revision?: number;
  readonly id?: string;
  readonly from?: number;
  readonly to?: number;
  readonly why?: string;
}

/**
 * malformed: cannot be read. checkpoint: not vouched for. entry: its bytes do not lead to the root. missing: a hole in a stream.
 * hidden: the stream has an entry that was left out. changed, removed, inserted (before entry `index`), moved: an event of the store,
 * against the ledger.
 * tile: the ledger's own file. root: the whole. rewritten, rolled-back: against a checkpoint that somebody kept.
 */
export type FailureKind =
  | 'malformed'
  | 'checkpoint'
  | 'entry'
  | 'missing'
  | 'hidden'
  | 'changed'
  | 'removed'
  | 'inserted'
  | 'moved'
  | 'tile'
  | 'root'
  | 'rewritten'
  | 'rolled-back';

export interface VerificationReport {
  /** Entries that were looked at. */
  readonly events: number;
  readonly ok: boolean;
  readonly treeSize: number;
  readonly failures: readonly Failure[];
}
