// SPDX-License-Identifier: EUPL-1.2
import type { LedgerEvent } from '../tree/entry.ts';

/** First line of an evidence file. The format is described in docs/audit/specification.md, "Evidence file". */
export interface EvidenceHeader {
  readonly format: typeof FORMAT;
  /** `inclusion`: these entries stand in the ledger. `complete`: and the stream has no others up to this checkpoint. */
  readonly kind: 'inclusion' | 'complete';
  readonly stream: string;
  /** Lines with an entry that follow. */
  readonly entries: number;
  /** A signed note. */
  readonly checkpoint: string;
  /** Of a complete file: roots of what comes before its tail, and how many lines the tail has. */
  readonly edge?: readonly string[];
  readonly tail?: number;
  /** An earlier checkpoint, and that this one continues it. */
  readonly since?: { readonly checkpoint: string; readonly proof: readonly string[] };
}

/** An entry, its bytes in base64 as they were appended: sealed where they are personal. */
export interface EvidenceEntry extends Omit<LedgerEvent, 'data' | 'metadata'> {
  readonly index: number;
  readonly data: string;
  readonly metadata: string;
  readonly proof: readonly string[];
}

/** Of an entry of another stream: what it is, not what it says. */
export interface EvidenceTail {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly dataHash: string;
  readonly metadataHash: string;
}

export const FORMAT = 'gezinslijn-evidence/1';
