// SPDX-License-Identifier: EUPL-1.2
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEvent } from '../tree/entry.ts';
import { replaceFile, writeAt } from './durable-files.ts';

/** An event with its place in the store it was read from. */
export interface PlacedEvent extends LedgerEvent {
  readonly position: bigint;
}

/** Where entry `index` was found and what it was called. Nothing that proves anything: that is in the tree. */
export interface Place {
  readonly index: number;
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

/** position (8), id (16), revision (4), number of the stream (4) */
const RECORD = 32;
/** Room for so many is made at first; it doubles. */
const FIRST_RECORDS = 1_024;
const DASH = 0x2d;
const PLACES = 'places';
const STREAMS = 'streams';

/** The list from entry to position, written. Records of one size, so that a place is found in one read and a position in O(log n). */
export class PlaceWriter {
  readonly #folder: string;
  readonly #streams: Map<string, number>;
  #streamBytes: number;
  #size: number;
  #records = Buffer.allocUnsafe(FIRST_RECORDS * RECORD);
  /** How many records wait to be written. */
  #waiting = 0;
  #names: string[] = [];

  private constructor(folder: string, size: number, names: readonly string[]) {
    this.#folder = folder;
    this.#size = size;
    this.#streams = new Map(names.map((name, number) => [name, number]));
    this.#streamBytes = names.reduce((sum, name) => sum + Buffer.byteLength(name) + 1, 0);
  }

  /** What was written beyond `size` was never vouched for and is written again. */
  static async open(folder: string, size: number): Promise<PlaceWriter> {
    for (const name of [PLACES, STREAMS]) if (!existsSync(join(folder, name))) await replaceFile(join(folder, name), Buffer.alloc(0));
    return new PlaceWriter(folder, size, streamNames(folder));
  }

  add({ stream, revision, id, position }: PlacedEvent): void {
    let number = this.#streams.get(stream);
    if (number === undefined) {
      number = this.#streams.size;
      this.#streams.set(stream, number);
      this.#names.push(stream);
    }
    const at = this.#waiting * RECORD;
    if (at === this.#records.length) this.#records = Buffer.concat([this.#records, Buffer.allocUnsafe(at)]);
    this.#records.writeBigUInt64BE(position, at);
    writeId(this.#records, at + 8, id);
    this.#records.writeUInt32BE(revision, at + 24);
    this.#records.writeUInt32BE(number, at + 28);
    this.#waiting += 1;
  }

  /** Names first: a record that is there has its name. */
  async flush(): Promise<void> {
    if (this.#names.length > 0) {
      const bytes = Buffer.from(this.#names.map((name) => `${name}\n`).join(''));
      await writeAt(join(this.#folder, STREAMS), this.#streamBytes, bytes);
      this.#streamBytes += bytes.length;
      this.#names = [];
    }
    const count = this.#waiting;
    if (count === 0) return;
    const records = this.#records.subarray(0, count * RECORD);
    this.#records = Buffer.allocUnsafe(FIRST_RECORDS * RECORD);
    this.#waiting = 0;
    await writeAt(join(this.#folder, PLACES), this.#size * RECORD, records);
    this.#size += count;
  }
}

/** What a hexadecimal digit stands for, by its character; 255 for every other. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? 255 : digit;
});

/** The 16 bytes of an id. Digit by digit: a text without its dashes and a native call for it cost more than the rest of the record. */
function writeId(bytes: Buffer, at: number, id: string): void {
  let [digits, high] = [0, 0];
  for (let index = 0; index < id.length && digits < 32; index += 1) {
    const code = id.charCodeAt(index);
    if (code === DASH) continue;
    const digit = DIGITS[code] ?? 255;
    // Of an id that is no such number, as much as is one.
    if (digit === 255) break;
    if (digits % 2 === 1) bytes[at + (digits >> 1)] = high + digit;
    high = digit << 4;
    digits += 1;
  }
  for (let byte = digits >> 1; byte < 16; byte += 1) bytes[at + byte] = 0;
}

/** Names in order of first appearance. A last line without its end was cut off by a crash. */
function streamNames(folder: string): string[] {
  return readFileSync(join(folder, STREAMS), 'utf8').split('\n').slice(0, -1);
}

/** The list from entry to position, read. */
export class PlaceReader {
  readonly #file: number;
  readonly #folder: string;
  #names: readonly string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#file = openSync(join(folder, PLACES), 'r');
  }

  /** `undefined` when the list does not go that far. */
  at(index: number): Place | undefined {
    const record = Buffer.alloc(RECORD);
    if (readSync(this.#file, record, 0, RECORD, index * RECORD) < RECORD) return undefined;
    const id = record.toString('hex', 8, 24).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return {
      index,
      position: record.readBigUInt64BE(0),
      stream: this.#name(record.readUInt32BE(28)),
      revision: record.readUInt32BE(24),
      id,
    };
  }

  /** The entry of the event at this position among the first `size`, in O(log n) reads. */
  indexOf(position: bigint, size: number): number | undefined {
    let [low, high] = [0, size];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#position(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low < size && this.#position(low) === position ? low : undefined;
  }

  /** Records in the file, those that were never vouched for among them. */
  get length(): number {
    return Math.floor(fstatSync(this.#file).size / RECORD);
  }

  close(): void {
    closeSync(this.#file);
  }

  #position(index: number): bigint {
    const bytes = Buffer.alloc(8);
    readSync(this.#file, bytes, 0, 8, index * RECORD);
    return bytes.readBigUInt64BE(0);
  }

  #name(number: number): string {
    if (number >= this.#names.length) this.#names = streamNames(this.#folder);
    return this.#names[number] ?? '';
  }
}
