// SPDX-License-Identifier: EUPL-1.2
import { inflateSync } from 'node:zlib';

/** Everything a PDF holds: each stream unpacked, and the text its letters stand for, in every way they could be read. */
export interface PdfContent {
  /** All bytes outside streams: objects, structure, metadata. */
  readonly structure: string;
  /** Every stream, unpacked where it was packed. */
  readonly streams: readonly string[];
  /** What is shown, decoded with the map of each letter in turn: which one is meant need not be known. */
  readonly texts: readonly string[];
}

export function contentOf(pdf: Buffer): PdfContent {
  const streams: string[] = [];
  let structure = '';
  let from = 0;
  for (;;) {
    const start = pdf.indexOf('stream\n', from);
    if (start === -1) break;
    const begin = start + 'stream\n'.length;
    const end = pdf.indexOf('\nendstream', begin);
    structure += pdf.subarray(from, start).toString('latin1');
    streams.push(unpacked(pdf.subarray(begin, end)));
    from = end + '\nendstream'.length;
  }
  structure += pdf.subarray(from).toString('latin1');
  const maps = streams.filter((stream) => stream.includes('beginbfrange')).map(mapOf);
  const pages = streams.filter((stream) => /\bTJ\b|\bTj\b/.test(stream));
  return { structure, streams, texts: maps.map((map) => pages.map((page) => shownIn(page, map)).join('\n')) };
}

function unpacked(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return stream.toString('latin1');
  }
}

/** What each number of a letter stands for. */
function mapOf(cmap: string): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  for (const [, first = '', list = ''] of cmap.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>\s*\[([^\]]*)\]/g)) {
    const codes = list.match(/<[^>]*>/g) ?? [];
    codes.forEach((code, index) => map.set(parseInt(first, 16) + index, utf16(code)));
  }
  return map;
}

const utf16 = (code: string): string =>
  Buffer.from(code.replace(/[<>\s]/g, ''), 'hex')
    .swap16()
    .toString('utf16le');

/** Text operators one after another. Pieces of a word that were moved closer to each other are one word again. */
function shownIn(page: string, map: ReadonlyMap<number, string>): string {
  const shown: string[] = [];
  for (const [, array = ''] of page.matchAll(/\[([^\]]*)\]\s*TJ/g)) {
    const hex = [...array.matchAll(/<([0-9a-f]*)>/g)].map(([, part = '']) => part).join('');
    shown.push((hex.match(/.{4}/g) ?? []).map((code) => map.get(parseInt(code, 16)) ?? '').join(''));
  }
  return shown.join('\n');
}
