// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointText } from '../notes/checkpoint.ts';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { parseNote } from '../notes/signed-note.ts';
import { createFile, replaceFile } from './durable-files.ts';

export const CHECKPOINTS = 'checkpoints';
const KEPT = 32;
/**
 * The newest, and the newest that a witness saw. Copies: what counts is in the folder of checkpoints. Each is written after the one it is a
 * copy of, so no crash leaves one that is further than the folder.
 */
export const LATEST = 'checkpoint';
export const COSIGNED = 'checkpoint.cosigned';

/** Another checkpoint of this size stands there already: two histories under one key. */
export class LedgerForked extends Error {
  readonly code = 'LEDGER_FORKED';
  constructor(size: number) {
    super(`The ledger has a checkpoint of ${String(size)} entries with another root: the events are not those that were sequenced before`);
    this.name = 'LedgerForked';
  }
}

/** Of the checkpoint over so many entries, within the folder of a ledger. */
export function checkpointFile(size: number): string {
  return join(CHECKPOINTS, String(size).padStart(16, '0'));
}

/** Notes by size. A file is only ever added, under the size of its tree: a writer that is late adds an older one, and harms nobody. */
export function newestNote(folder: string): string | undefined {
  const [newest] = checkpointSizes(folder);
  return newest === undefined ? undefined : readFileSync(join(folder, checkpointFile(newest)), 'utf8');
}

/** Newest first. */
export function checkpointSizes(folder: string): number[] {
  if (!existsSync(join(folder, CHECKPOINTS))) return [];
  return readdirSync(join(folder, CHECKPOINTS))
    .filter((name) => /^\d{16}$/.test(name))
    .map(Number)
    .sort((one, other) => other - one);
}

/** From here on the entries up to its size count. @throws LedgerForked */
export async function addCheckpoint(folder: string, checkpoint: Checkpoint, note: string): Promise<void> {
  if (!(await createFile(join(folder, checkpointFile(checkpoint.size)), Buffer.from(note)))) {
    const standing = parseNote(readFileSync(join(folder, checkpointFile(checkpoint.size)), 'utf8'));
    if (standing.text !== checkpointText(checkpoint)) throw new LedgerForked(checkpoint.size);
  }
  await replaceFile(join(folder, LATEST), Buffer.from(note));
  for (const old of checkpointSizes(folder).slice(KEPT)) await rm(join(folder, checkpointFile(old)), { force: true });
}

export async function keepCosigned(folder: string, note: string): Promise<void> {
  await replaceFile(join(folder, COSIGNED), Buffer.from(note));
}

/** The newest checkpoint that a witness signed, as text: whether it is any good is another question. */
export function cosignedNote(folder: string): string | undefined {
  return readNote(folder, COSIGNED);
}

/** The copy of the newest checkpoint, as text: whether it is any good is another question. */
export function latestNote(folder: string): string | undefined {
  return readNote(folder, LATEST);
}

export function readNote(folder: string, name: typeof LATEST | typeof COSIGNED): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
