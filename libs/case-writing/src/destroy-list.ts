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
import { isLocalDate } from '@gezinslijn/family-case';

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
 * would bring back what was destroyed. One line of JSON each, only ever added, on disk before the first key goes. For the same reason it says
 * until when copies of the keys may exist: keys that are put back know of no later copy. Of several such lines the latest day counts, so
 * that nobody who adds one takes back another's.
 */
export class DestroyList {
  readonly #file: string;
  readonly #listed: Set<string>;
  #copiesLapseOn: string | undefined;

  /** @throws DestroyListBroken */
  constructor(file: string) {
    this.#file = file;
    this.#listed = new Set(existsSync(file) ? readDestroyList(file).map(({ id }) => id) : []);
    this.#copiesLapseOn = existsSync(file) ? readCopiesLapse(file) : undefined;
  }

  /** A list on which nothing stands is one: whoever makes a copy, or puts one back, finds it where it is kept. */
  create(): void {
    if (!existsSync(this.#file)) this.#add('');
  }

  /** Local date; `undefined` while this list knows of no copy. */
  get copiesLapseOn(): string | undefined {
    return this.#copiesLapseOn;
  }

  /** Durable when it answers. A day that is no later than what stands there is not added. */
  noteCopiesLapse(day: string): void {
    if (this.#copiesLapseOn !== undefined && day <= this.#copiesLapseOn) return;
    this.#add(`${JSON.stringify({ copiesLapseOn: day })}\n`);
    this.#copiesLapseOn = day;
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

  /** What stands on it. */
  decisions(): readonly ListedDecision[] {
    return existsSync(this.#file) ? readDestroyList(this.#file) : [];
  }

  /** Durable when it answers. A decision that stands there is not added again. */
  note({ stream, id, type, data, metadata }: Pick<StoredEvent, 'stream' | 'id' | 'type' | 'data' | 'metadata'>): void {
    if (this.#listed.has(id)) return;
    this.#add(`${JSON.stringify({ stream, id, type, data: base64(data), metadata: base64(metadata) })}\n`);
    this.#listed.add(id);
  }

  #add(line: string): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const isNew = !existsSync(this.#file);
    const file = openSync(this.#file, 'a+', 0o600);
    try {
      // What a crash cut off must not run on into this line.
      const bytes = Buffer.from(`${endsInLine(file) ? '' : '\n'}${line}`);
      // A full disk takes a part and says nothing: what is not wholly there is not listed, and its keys stay.
      if (writeSync(file, bytes) !== bytes.length)
        throw new Error(`The destroy list ${this.#file} could not be written whole: is the disk full?`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isNew) syncToDisk(dirname(this.#file));
  }
}

/** Is there nothing in it, or does it end where a line does? */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

/** How a line begins. */
const BEGINNINGS = ['{"stream":"', '{"copiesLapseOn":"'] as const;

/** What stands on a list, the first first, each once. @throws DestroyListBroken */
export function readDestroyList(file: string): readonly ListedDecision[] {
  const decisions = new Map<string, ListedDecision>();
  for (const line of linesOf(file)) if (typeof line !== 'string') decisions.set(line.id, line);
  return [...decisions.values()];
}

/** The last day on which a copy of the keys may exist, as a list has it. @throws DestroyListBroken */
export function readCopiesLapse(file: string): string | undefined {
  return linesOf(file)
    .filter((line) => typeof line === 'string')
    .sort()
    .at(-1);
}

/** Decisions, and days on which copies lapse. */
function linesOf(file: string): readonly (ListedDecision | string)[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const read = decisionIn(line) ?? lapseIn(line);
    if (read !== undefined && (typeof read === 'string' ? isLocalDate(read) : mayStand(read))) return [read];
    // A line that a crash cut off is followed by the whole of it, noted once more.
    if (read === undefined && isCutOff(line)) return [];
    throw new DestroyListBroken(file, index + 1);
  });
}

const isCutOff = (line: string): boolean =>
  BEGINNINGS.some((beginning) => beginning.startsWith(line) || (line.startsWith(beginning) && !line.endsWith('}')));

/** Nothing but decisions to destroy, where they are recorded: a restore appends what stands here. */
const mayStand = ({ stream, type }: ListedDecision): boolean =>
  type === 'RetentionDecided' && ['familyCase-', 'partyPrivate-', 'personMatch-'].some((prefix) => stream.startsWith(prefix));

function decisionIn(line: string): ListedDecision | undefined {
  try {
    const { stream, id, type, data, metadata } = JSON.parse(line) as Readonly<
      Record<'stream' | 'id' | 'type' | 'data' | 'metadata', string>
    >;
    return { stream, id, type, data: Buffer.from(data, 'base64'), metadata: Buffer.from(metadata, 'base64') };
  } catch {
    return undefined;
  }
}

function lapseIn(line: string): string | undefined {
  try {
    const { copiesLapseOn } = JSON.parse(line) as { readonly copiesLapseOn?: unknown };
    return typeof copiesLapseOn === 'string' ? copiesLapseOn : undefined;
  } catch {
    return undefined;
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
