// SPDX-License-Identifier: EUPL-1.2
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { NewEvent, StoredEvent } from '@gezinslijn/event-sourcing';
import { syncToDisk } from '@gezinslijn/event-store';

/** A decision to destroy as it stands in the store: structure only, so ids and codes, and nothing personal. */
export interface ListedDecision extends NewEvent {
  readonly stream: string;
}

/** A line of the list is not one, and not merely cut off at the end. Meant for an operator. */
export class DestroyListBroken extends Error {
  readonly code = 'DESTROY_LIST_BROKEN';
  constructor(file: string, line: number) {
    super(`Line ${String(line)} of the destroy list ${file} cannot be read: bring the list back from a copy`);
    this.name = 'DestroyListBroken';
  }
}

/**
 * Every decision to destroy, in a file that is kept apart from the backups: a backup that is older than a decision does not know of it, and
 * would bring back what was destroyed. One line of JSON each, only ever added, on disk before the first key goes.
 */
export class DestroyList {
  readonly #file: string;
  readonly #listed: Set<string>;

  /** @throws DestroyListBroken */
  constructor(file: string) {
    this.#file = file;
    this.#listed = new Set(existsSync(file) ? readDestroyList(file).map(({ id }) => id) : []);
  }

  /**
   * Up to where this list holds every decision; `null` when that is not known. Kept beside the list and not with the keys: several gateways
   * may have a list each, and one that was down must make up for what it missed.
   */
  get upTo(): bigint | null {
    const noted = existsSync(this.#noteFile) ? /^(\d{1,18}) (\d+)$/.exec(readFileSync(this.#noteFile, 'utf8')) : null;
    // Fewer than there were: the list was lost, or another was put in its place.
    return noted === null || this.#listed.size < Number(noted[2]) ? null : BigInt(noted[1] ?? 0);
  }

  /** All decisions up to here stand on it. Lost with a crash, it is found out anew. */
  reached(position: bigint): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#noteFile}.new`, `${String(position)} ${String(this.#listed.size)}`, { mode: 0o600 });
    renameSync(`${this.#noteFile}.new`, this.#noteFile);
  }

  get #noteFile(): string {
    return `${this.#file}.upto`;
  }

  /** Durable when it answers. A decision that stands there is not added again. */
  note({ stream, id, type, data, metadata }: Pick<StoredEvent, 'stream' | 'id' | 'type' | 'data' | 'metadata'>): void {
    if (this.#listed.has(id)) return;
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const line = JSON.stringify({ stream, id, type, data: base64(data), metadata: base64(metadata) });
    const isNew = !existsSync(this.#file);
    const file = openSync(this.#file, 'a+', 0o600);
    try {
      // What a crash cut off must not run on into this line.
      const bytes = Buffer.from(`${endsInLine(file) ? '' : '\n'}${line}\n`);
      // A full disk takes a part and says nothing: what is not wholly there is not listed, and its keys stay.
      if (writeSync(file, bytes) !== bytes.length)
        throw new Error(`The destroy list ${this.#file} could not be written whole: is the disk full?`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isNew) syncToDisk(dirname(this.#file));
    this.#listed.add(id);
  }
}

/** Is there nothing in it, or does it end where a line does? */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

/** How each line begins. */
const BEGINNING = '{"stream":"';

/** What stands on a list, the first first, each once. @throws DestroyListBroken */
export function readDestroyList(file: string): readonly ListedDecision[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const decisions = new Map<string, ListedDecision>();
  lines.forEach((line, index) => {
    if (line === '') return;
    const decision = parsed(line);
    if (decision !== undefined && !mayStand(decision)) throw new DestroyListBroken(file, index + 1);
    if (decision !== undefined) decisions.set(decision.id, decision);
    // A line that a crash cut off is followed by the whole of it, noted once more.
    else if (BEGINNING.startsWith(line) || (line.startsWith(BEGINNING) && !line.endsWith('}'))) return;
    else throw new DestroyListBroken(file, index + 1);
  });
  return [...decisions.values()];
}

/** Nothing but decisions to destroy, where they are recorded: a restore appends what stands here. */
const mayStand = ({ stream, type }: ListedDecision): boolean =>
  type === 'RetentionDecided' && ['familyCase-', 'partyPrivate-', 'personMatch-'].some((prefix) => stream.startsWith(prefix));

function parsed(line: string): ListedDecision | undefined {
  try {
    const { stream, id, type, data, metadata } = JSON.parse(line) as Readonly<
      Record<'stream' | 'id' | 'type' | 'data' | 'metadata', string>
    >;
    return { stream, id, type, data: Buffer.from(data, 'base64'), metadata: Buffer.from(metadata, 'base64') };
  } catch {
    return undefined;
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
