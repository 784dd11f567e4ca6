// SPDX-License-Identifier: EUPL-1.2
import { parseCheckpoint } from '../notes/checkpoint.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { parseNote } from '../notes/signed-note.ts';
import { ProofError, consistencyProof, edgeOf, inclusionProof, rangeRoot } from '../tree/proofs.ts';
import type { NodeReader } from '../tree/proofs.ts';
import { COSIGNED, newestNote, readNote } from './checkpoint-files.ts';
import { PlaceReader } from './places.ts';
import type { Place } from './places.ts';
import { readTile, tileReader } from './tile-files.ts';

/** Reads a ledger as it was at one checkpoint, also while another process writes on. */
export class LedgerReader {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly #folder: string;
  readonly #places: PlaceReader;
  readonly #node: NodeReader;

  private constructor(folder: string, note: string) {
    this.note = note;
    this.checkpoint = parseCheckpoint(parseNote(note));
    this.#folder = folder;
    this.#places = new PlaceReader(folder);
    this.#node = tileReader(folder, this.checkpoint.size);
  }

  /** At the last checkpoint, or at the last that a witness signed. `undefined` when there is none. @throws MalformedNote */
  static open(folder: string, which: 'latest' | 'cosigned' = 'latest'): LedgerReader | undefined {
    const note = which === 'latest' ? newestNote(folder) : readNote(folder, COSIGNED);
    return note === undefined ? undefined : new LedgerReader(folder, note);
  }

  get size(): number {
    return this.checkpoint.size;
  }

  leaf(index: number): Buffer {
    return this.#node(0, index);
  }

  /** The first `width` hashes of a tile; `undefined` when its file is not there, or too short. */
  tile(level: number, index: number, width: number): Buffer | undefined {
    try {
      return readTile(this.#folder, level, index, width);
    } catch (failure) {
      if (failure instanceof ProofError) return undefined;
      throw failure;
    }
  }

  /** Root over the first `size` entries, computed from the tiles. */
  rootAt(size: number): Buffer {
    return rangeRoot(this.#node, 0, size);
  }

  place(index: number): Place | undefined {
    return index < this.size ? this.#places.at(index) : undefined;
  }

  indexOf(position: bigint): number | undefined {
    return this.#places.indexOf(position, this.size);
  }

  inclusion(index: number): Buffer[] {
    return inclusionProof(this.#node, index, this.size);
  }

  consistency(from: number): Buffer[] {
    return consistencyProof(this.#node, from, this.size);
  }

  edge(size: number): Buffer[] {
    return edgeOf(this.#node, size);
  }

  close(): void {
    this.#places.close();
  }
}
