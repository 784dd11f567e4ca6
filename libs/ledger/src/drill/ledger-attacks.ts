// SPDX-License-Identifier: EUPL-1.2
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointFile, checkpointSizes, newestNote } from '../log/checkpoint-files.ts';
import { LOG_KEY } from '../log/ledger-log.ts';
import { LedgerReader } from '../log/ledger-reader.ts';
import type { SequencedStore } from '../log/sequencer.ts';
import { tileFileOf } from '../log/tile-files.ts';
import { MalformedNote, formatNote, parseNote } from '../notes/signed-note.ts';
import { UntrustedCheckpoint, openCheckpoint, signCheckpoint } from '../notes/checkpoint.ts';
import { readKeyFile } from '../notes/key-files.ts';
import { HASH_BYTES } from '../tree/hashing.ts';
import { TILE_WIDTH } from '../tree/tile-tree.ts';
import type { Failure } from '../verify/report.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { CHECKPOINT_ATTACKS } from './evidence-attacks.ts';

/** By somebody who can write in the ledger's folder and leaves the store alone. */
export interface LedgerAttack {
  readonly attack: string;
  /** Entry it is about; the size of the ledger where it is about the checkpoint over all of them. */
  readonly index: number;
  readonly attempt: () => Promise<readonly Failure[]>;
  /** Whether this failure says what was done, and where. */
  readonly says: (failure: Failure) => boolean;
}

/**
 * Changes the files of a ledger, and puts each back when it was looked at: the newest checkpoint under the signature it has; a byte of the
 * hash of an entry at each of these points, and of one above it; every later checkpoint gone, so that the log's own earlier one stands. No signature shows the
 * last, nor does the store: only whoever kept the newest sees it, and the drill asks for him.
 */
export function ledgerAttacks(store: SequencedStore, folder: string, points: readonly number[]): readonly LedgerAttack[] {
  const note = newestNote(folder);
  if (note === undefined) return [];
  const key = readKeyFile(join(folder, LOG_KEY), 'log');
  const kept = openCheckpoint(note, [key], 0);
  const { origin, size } = kept;
  const newest = join(folder, checkpointFile(size));
  const earlier = new Map(
    points.filter((point) => point > 0).map((point) => [point, signCheckpoint({ origin, size: point, root: rootAt(folder, point) }, key)]),
  );

  /** As an auditor has it who brings the keys and the newest checkpoint. */
  const verified = async (): Promise<readonly Failure[]> => {
    let ledger: LedgerReader | undefined;
    try {
      ledger = LedgerReader.open(folder);
      if (ledger === undefined) return [];
      openCheckpoint(ledger.note, [key], 0);
      return (await verifyStore({ store, ledger, kept: [kept] })).failures;
    } catch (failure) {
      if (!(failure instanceof MalformedNote || failure instanceof UntrustedCheckpoint)) throw failure;
      return [{ what: 'checkpoint', why: failure.message }];
    } finally {
      ledger?.close();
    }
  };

  const notes: readonly (readonly [string, string])[] = [
    ...Object.entries(CHECKPOINT_ATTACKS).map(([attack, change]) => [attack, change(note)] as const),
    ...[...earlier.values()]
      .slice(-1)
      .map(
        (old) =>
          [
            'checkpoint: the signature of an earlier one',
            formatNote({ ...parseNote(note), signatures: parseNote(old).signatures }),
          ] as const,
      ),
  ];
  return [
    ...notes.map(([attack, changed]): LedgerAttack => ({
      attack: `ledger ${attack}`,
      index: size,
      attempt: () => changing(newest, () => Buffer.from(changed), verified),
      says: ({ what }) => what === 'checkpoint',
    })),
    ...points.map((index): LedgerAttack => ({
      attack: 'ledger tile: a byte of the hash of this entry',
      index,
      attempt: () =>
        changing(
          tileFileOf(folder, 0, index, size),
          (tile) => flippedAt(tile, (index % TILE_WIDTH) * HASH_BYTES + (index % HASH_BYTES)),
          verified,
        ),
      says: (failure) => failure.what === 'tile' && failure.index === index,
    })),
    ...points
      .filter((index) => index < Math.floor(size / TILE_WIDTH) * TILE_WIDTH)
      .map((index): LedgerAttack => ({
        attack: 'ledger tile: a byte of a hash above this entry',
        index,
        attempt: () =>
          changing(
            tileFileOf(folder, 1, index, size),
            (tile) => flippedAt(tile, (Math.floor(index / TILE_WIDTH) % TILE_WIDTH) * HASH_BYTES),
            verified,
          ),
        says: ({ what, from = Infinity, to = 0 }) => what === 'tile' && from <= index && index < to,
      })),
    ...[...earlier].map(([index, old]): LedgerAttack => ({
      attack: 'ledger checkpoint: rolled back to an earlier one',
      index,
      attempt: () => rolledBack(folder, index, old, verified),
      says: ({ what, from, to }) => what === 'rolled-back' && from === index && to === size,
    })),
  ];
}

function rootAt(folder: string, size: number): Buffer {
  const ledger = LedgerReader.open(folder);
  if (ledger === undefined) throw new Error('The ledger of the drill has no checkpoint');
  try {
    return ledger.rootAt(size);
  } finally {
    ledger.close();
  }
}

/** With no checkpoint beyond this size, of however many there are; afterwards all of them again. */
async function rolledBack<Result>(folder: string, size: number, note: string, act: () => Promise<Result>): Promise<Result> {
  const standing = checkpointSizes(folder)
    .filter((other) => other >= size)
    .map((other) => join(folder, checkpointFile(other)))
    .map((file) => ({ file, bytes: readFileSync(file) }));
  for (const { file } of standing) rmSync(file);
  const file = join(folder, checkpointFile(size));
  writeFileSync(file, note);
  try {
    return await act();
  } finally {
    rmSync(file);
    for (const one of standing) writeFileSync(one.file, one.bytes);
  }
}

/** With a file changed; afterwards it is what it was. */
async function changing<Result>(file: string, change: (bytes: Buffer) => Buffer, act: () => Promise<Result>): Promise<Result> {
  const bytes = readFileSync(file);
  writeFileSync(file, change(bytes));
  try {
    return await act();
  } finally {
    writeFileSync(file, bytes);
  }
}

function flippedAt(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
