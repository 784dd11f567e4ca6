// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyFile } from '../notes/key-files.ts';
import type { SignerKey, VerifierKey } from '../notes/keys.ts';
import { UntrustedCheckpoint, parseCheckpoint, signCheckpoint, signedBy, withSignatures } from '../notes/checkpoint.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { MalformedNote, parseNote } from '../notes/signed-note.ts';
import type { NoteSignature } from '../notes/signed-note.ts';
import { prefixedEntry } from '../tree/entry.ts';
import { same } from '../tree/proofs.ts';
import { TileTree } from '../tree/tile-tree.ts';
import type { Tile } from '../tree/tile-tree.ts';
import { CHECKPOINTS, COSIGNED, LATEST, addCheckpoint, keepCosigned, newestNote, readNote } from './checkpoint-files.ts';
import { PlaceReader, PlaceWriter } from './places.ts';
import type { PlacedEvent } from './places.ts';
import { dropNarrower, readTile, writeTiles } from './tile-files.ts';

/** What stands in the ledger's folder does not fit together, or not with the store. Nothing was changed. Meant for an operator. */
export class LedgerMismatch extends Error {
  readonly code = 'LEDGER_MISMATCH';
  constructor(message: string) {
    super(message);
    this.name = 'LedgerMismatch';
  }
}

export const LOG_KEY = 'log.key';

export interface LedgerLogOptions {
  readonly folder: string;
  /** Name of a log that is made now, without spaces or plus; an older one keeps its own. */
  readonly origin: string;
}

/**
 * The writing side of a ledger. What it writes follows from the order of the store alone: a second writer, or one that comes late, puts
 * the same bytes in the same places. Entries count from the moment that a checkpoint over them stands; what a crash left beyond is redone.
 */
export class LedgerLog {
  readonly folder: string;
  readonly #key: SignerKey;
  readonly #places: PlaceWriter;
  #tree: TileTree;
  #full: Tile[] = [];
  #lastPosition: bigint | null;
  #checkpoint: Checkpoint | undefined;
  #note: string | undefined;

  private constructor(folder: string, key: SignerKey, places: PlaceWriter, standing: Standing) {
    this.folder = folder;
    this.#key = key;
    this.#places = places;
    this.#checkpoint = standing.checkpoint;
    this.#note = standing.note;
    this.#lastPosition = standing.lastPosition;
    const keep = (tile: Tile) => this.#full.push(tile);
    this.#tree = TileTree.restore(standing.checkpoint?.size ?? 0, (level, index, width) => readTile(folder, level, index, width), keep);
  }

  /** @throws LedgerMismatch, UnsafeKeyFile */
  static async open({ folder, origin }: LedgerLogOptions): Promise<LedgerLog> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const key = openKeyFile(join(folder, LOG_KEY), 'log', origin);
    const standing = standingIn(folder, key);
    const places = await PlaceWriter.open(folder, standing.checkpoint?.size ?? 0);
    const log = new LedgerLog(folder, key, places, standing);
    if (standing.checkpoint !== undefined && !same(log.#tree.root(), standing.checkpoint.root))
      throw new LedgerMismatch('The tiles of the ledger do not give the root of its last checkpoint');
    return log;
  }

  get origin(): string {
    return this.#key.name;
  }

  /** Entries taken in, those no checkpoint covers yet among them. */
  get size(): number {
    return this.#tree.size;
  }

  /** Position in the store of the last entry taken in. */
  get lastPosition(): bigint | null {
    return this.#lastPosition;
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** The last checkpoint as signed, with the witnesses that have seen it so far. */
  get note(): string | undefined {
    return this.#note;
  }

  /** Entries that wait for a checkpoint. */
  get uncommitted(): number {
    return this.#tree.size - (this.#checkpoint?.size ?? 0);
  }

  append(events: readonly PlacedEvent[]): void {
    for (const event of events) {
      this.#tree.appendPrefixed(prefixedEntry(event));
      this.#places.add(event);
      this.#lastPosition = event.position;
    }
  }

  /**
   * Makes what was taken in durable, then signs for it. `fence` is asked in between and throws when another is the writer now.
   * A failure leaves this object behind what it took in: open the log anew.
   */
  async commit(fence: () => Promise<void>): Promise<Checkpoint | undefined> {
    if (this.uncommitted === 0) return this.#checkpoint;
    const checkpoint = { origin: this.origin, size: this.#tree.size, root: this.#tree.root() };
    const partial = this.#tree.partial();
    // Side by side, each in a file of its own: none of them counts before the checkpoint that comes after.
    await Promise.all([this.#places.flush(), writeTiles(this.folder, [...this.#full, ...partial])]);
    await fence();
    const note = signCheckpoint(checkpoint, this.#key);
    await addCheckpoint(this.folder, checkpoint, note);
    this.#checkpoint = checkpoint;
    this.#note = note;
    for (const tile of [...this.#full, ...partial]) await dropNarrower(this.folder, tile);
    this.#full = [];
    return checkpoint;
  }

  /** Keeps what witnesses wrote under the last checkpoint. */
  async addSignatures(signatures: readonly NoteSignature[]): Promise<void> {
    if (this.#note === undefined || signatures.length === 0) return;
    this.#note = withSignatures(this.#note, signatures);
    await keepCosigned(this.folder, this.#note);
  }
}

interface Standing {
  readonly checkpoint: Checkpoint | undefined;
  readonly note: string | undefined;
  readonly lastPosition: bigint | null;
}

/**
 * The newest checkpoint in the folder of them. A copy that this key signed and that goes further shows that a later one was taken away: what
 * stands under it was signed for, and must not be sequenced anew. @throws LedgerMismatch
 */
export function standingNote(folder: string, key: VerifierKey): string | undefined {
  // Before the folder: of a ledger that grows meanwhile they would otherwise be the later ones.
  const copies = ([LATEST, COSIGNED] as const).map((name) => ({ name, size: signedSize(readNote(folder, name), key) }));
  const note = newestNote(folder);
  const newest = note === undefined ? undefined : parseCheckpoint(parseNote(note)).size;
  for (const { name, size } of copies) {
    if (size === undefined || size <= (newest ?? -1)) continue;
    const stands = newest === undefined ? 'none is left' : `the newest is of ${String(newest)}`;
    throw new LedgerMismatch(
      `The file ${name} of the ledger is a signed checkpoint of ${String(size)} entries, and in ${join(folder, CHECKPOINTS)} ${stands}: a later one was taken away. ` +
        'Nothing is served. Keep the folder and the store as they are, look with rvt verify --all, and restore both from one backup.',
    );
  }
  return note;
}

/** `undefined` of what is no checkpoint, or not signed by this key: it says nothing about this ledger. */
function signedSize(note: string | undefined, key: VerifierKey): number | undefined {
  if (note === undefined) return undefined;
  try {
    const signed = parseNote(note);
    const { origin, size } = parseCheckpoint(signed);
    return origin === key.name && signedBy(signed, key) === true ? size : undefined;
  } catch (failure) {
    if (failure instanceof MalformedNote) return undefined;
    throw failure;
  }
}

function standingIn(folder: string, key: SignerKey): Standing {
  const note = standingNote(folder, key);
  if (note === undefined) return { checkpoint: undefined, note: undefined, lastPosition: null };
  const signed = parseNote(note);
  const checkpoint = parseCheckpoint(signed);
  if (signedBy(signed, key) !== true || checkpoint.origin !== key.name)
    throw new UntrustedCheckpoint('The last checkpoint of the ledger is not signed by its own key');
  if (checkpoint.size === 0) return { checkpoint, note, lastPosition: null };
  const places = new PlaceReader(folder);
  try {
    const last = places.at(checkpoint.size - 1);
    if (last === undefined) throw new LedgerMismatch('The list of places of the ledger is shorter than its last checkpoint says');
    return { checkpoint, note, lastPosition: last.position };
  } finally {
    places.close();
  }
}
