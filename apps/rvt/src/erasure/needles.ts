// SPDX-License-Identifier: EUPL-1.2
import { createReadStream } from 'node:fs';
import { constants, createInflate, createInflateRaw, deflateRawSync, deflateSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Ways in which text can lie about in a file. */
export const FORMS = ['utf-8', 'utf-16le', 'utf-16be', 'base64', 'base64url', 'escaped', 'zlib', 'gzip', 'zip'] as const;
export type Form = (typeof FORMS)[number];

export interface Needle {
  readonly form: Form;
  readonly bytes: Buffer;
  /** Which text, by its number: a report of the scan must not hold what it looked for. */
  readonly text: number;
}

/** A text is looked for in pieces, so that a part of it that was left is found too. */
const PIECE = 32;
/** Shorter could be anybody's words. */
const SHORTEST = 12;

/** What to look for of these texts, in every form but the compressed ones: those are opened instead. */
export function needlesOf(texts: readonly string[]): readonly Needle[] {
  return texts.flatMap((text, index) => piecesOf(text).flatMap((piece) => formsOf(piece, index)));
}

/** Overlapping pieces: whatever stretch of twice the length is left holds one whole. */
export function piecesOf(text: string): readonly string[] {
  if (text.length < SHORTEST) return [];
  if (text.length <= PIECE) return [text];
  const pieces: string[] = [];
  for (let from = 0; from + PIECE < text.length; from += PIECE / 2) pieces.push(text.slice(from, from + PIECE));
  return [...pieces, text.slice(-PIECE)];
}

function formsOf(piece: string, text: number): readonly Needle[] {
  const utf8 = Buffer.from(piece, 'utf8');
  const utf16 = Buffer.from(piece, 'utf16le');
  const escaped = escapedOf(piece);
  return [
    { form: 'utf-8', bytes: utf8, text },
    { form: 'utf-16le', bytes: utf16, text },
    { form: 'utf-16be', bytes: Buffer.from(utf16).swap16(), text },
    ...alignments(utf8).flatMap((signs): readonly Needle[] => [
      { form: 'base64', bytes: Buffer.from(signs), text },
      ...(/[+/]/.test(signs)
        ? [{ form: 'base64url' as const, bytes: Buffer.from(signs.replaceAll('+', '-').replaceAll('/', '_')), text }]
        : []),
    ]),
    ...(escaped === piece ? [] : [{ form: 'escaped' as const, bytes: Buffer.from(escaped), text }]),
  ];
}

/** As JSON writes it with every sign outside ASCII escaped. */
function escapedOf(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Base64 of bytes that start at any of the three places in a group; signs that depend on what stands beside them are left off. */
function alignments(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = padded.subarray(0, padded.length - (padded.length % 3)).toString('base64');
    return before === 0 ? whole : whole.slice(4);
  });
}

/** A text in one of the forms, as something that is planted to be found. */
export function planted(text: string, form: Form): Buffer {
  const utf8 = Buffer.from(text, 'utf8');
  switch (form) {
    case 'utf-8':
      return utf8;
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'base64':
      return Buffer.from(utf8.toString('base64'));
    case 'base64url':
      return Buffer.from(utf8.toString('base64url'));
    case 'escaped':
      return Buffer.from(escapedOf(text));
    case 'zlib':
      return deflateSync(utf8);
    case 'gzip':
      return gzipSync(utf8);
    case 'zip': {
      // The head of a file in a zip: thirty bytes, its name, then what it holds.
      const head = Buffer.alloc(30);
      head.writeUInt32LE(ZIP, 0);
      head.writeUInt16LE(8, 8);
      head.writeUInt16LE(1, 26);
      return Buffer.concat([head, Buffer.from('x'), deflateRawSync(utf8)]);
    }
  }
}

const ZIP = 0x04034b50;
/** What unpacks to more is read bit by bit. */
const AT_ONCE = 16 * 1024 * 1024;
const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: AT_ONCE, info: true };

export type Packed = 'zlib' | 'gzip' | 'zip';

export interface Unpacked {
  readonly form: Packed;
  /** Where in the bytes the packed content begins. */
  readonly at: number;
  /** `undefined` for what is larger than is unpacked at once, or goes on beyond these bytes. */
  readonly bytes: Buffer | undefined;
}

/** What is packed in these bytes, wherever it starts: streams of zlib and gzip, and files in a zip. */
export function* unpack(bytes: Buffer): Iterable<Unpacked> {
  for (const { form, at } of packedPlaces(bytes)) {
    const found = opened(form, bytes, at);
    if (found !== undefined) yield { form, at, bytes: found === 'goes on' ? undefined : found };
  }
}

function* packedPlaces(bytes: Buffer): Iterable<{ readonly form: Packed; readonly at: number }> {
  for (const at of places(bytes, Buffer.from([0x1f, 0x8b, 0x08]))) {
    const content = afterGzipHead(bytes, at);
    if (content !== undefined) yield { form: 'gzip', at: content };
  }
  for (const level of [0x01, 0x5e, 0x9c, 0xda]) {
    for (const at of places(bytes, Buffer.from([0x78, level]))) yield { form: 'zlib', at };
  }
  for (const at of places(bytes, Buffer.from('PK\x03\x04', 'latin1'))) {
    if (at + 30 > bytes.length || bytes.readUInt16LE(at + 8) !== 8) continue;
    yield { form: 'zip', at: at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28) };
  }
}

/** The same of a file, as it is unpacked, however much it is. Ends where it ends, or where it turns out to be nothing packed. */
export async function* unpackFile(path: string, form: Packed, at: number): AsyncIterable<Buffer> {
  const source = createReadStream(path, { start: at, highWaterMark: 1024 * 1024 });
  const options = { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 1024 * 1024 };
  const inflate = form === 'zlib' ? createInflate(options) : createInflateRaw(options);
  source.on('error', (failure) => inflate.destroy(failure)).pipe(inflate);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (failure) {
    if (!isNoPackedData(failure)) throw failure;
  } finally {
    source.destroy();
  }
}

/** Where the content of a gzip stream begins (RFC 1952, 2.3). Node’s own reader refuses a stream with anything behind it. */
function afterGzipHead(bytes: Buffer, at: number): number | undefined {
  const flags = bytes[at + 3] ?? 0;
  let next = at + 10;
  if (next + 2 > bytes.length) return undefined;
  if ((flags & 4) !== 0) next += 2 + bytes.readUInt16LE(next);
  for (const text of [8, 16]) if ((flags & text) !== 0) next = bytes.indexOf(0, next) + 1;
  return (flags & 2) === 0 ? next : next + 2;
}

function* places(bytes: Buffer, mark: Buffer): Iterable<number> {
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) yield at;
}

/** What only looked like the beginning of something packed does not open. */
function opened(form: Packed, bytes: Buffer, at: number): Buffer | 'goes on' | undefined {
  const packed = bytes.subarray(at);
  try {
    const { buffer, engine } = (form === 'zlib' ? inflateSync : inflateRawSync)(packed, LENIENT) as unknown as WithInfo;
    if (engine.bytesWritten >= packed.length && packed.length > 0) return 'goes on';
    return buffer.length === 0 ? undefined : buffer;
  } catch (failure) {
    if (codeOf(failure) === 'ERR_BUFFER_TOO_LARGE') return 'goes on';
    if (isNoPackedData(failure)) return undefined;
    throw failure;
  }
}

/** What Node answers with `info`: how much of the input was taken as well. */
interface WithInfo {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function isNoPackedData(failure: unknown): boolean {
  return codeOf(failure).startsWith('Z_');
}

function codeOf(failure: unknown): string {
  return String((failure as { readonly code?: unknown } | null)?.code);
}
