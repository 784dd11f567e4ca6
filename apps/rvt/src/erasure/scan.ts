// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FORMS, needlesOf, planted, unpack, unpackFile } from './needles.ts';
import type { Form, Needle, Packed } from './needles.ts';

/** Where one of the texts was found. Says which by its number, never what. */
export interface Finding {
  /** Path in the folder that was scanned. */
  readonly file: string;
  readonly form: Form;
  readonly text: number;
}

export interface Scan {
  readonly files: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** Forms in which what was planted was not found; while there are any, that nothing else was found says nothing. */
  readonly blindTo: readonly Form[];
}

const CHUNK = 16 * 1024 * 1024;
/** Longer than any needle, so that one on the edge of two chunks is found. */
const OVERLAP = 64 * 1024;
const CONTROL_FOLDER = 'scan-control';

/**
 * Looks through every byte of these folders for texts that should be gone, in every form. A control is planted in the first folder, must be
 * found in every form, and is taken away again.
 */
export async function scanFolders(
  folders: readonly string[],
  texts: readonly string[],
  onFile?: (done: number, of: number) => void,
): Promise<Scan> {
  const control = `Controle ${randomBytes(18).toString('base64url')} van het zoeken`;
  const planting = join(folders[0] as string, CONTROL_FOLDER);
  mkdirSync(planting, { recursive: true, mode: 0o700 });
  try {
    for (const form of FORMS) writeFileSync(join(planting, form), Buffer.concat([randomBytes(7), planted(control, form), randomBytes(5)]));
    const needles = new Needles(needlesOf([control, ...texts]));
    const files = folders.flatMap((folder) => filesIn(folder).map((path) => ({ path, name: relative(folder, path) })));
    const findings: Finding[] = [];
    let bytes = 0;
    for (const [index, { path, name }] of files.entries()) {
      onFile?.(index + 1, files.length);
      const file = openIfThere(path);
      if (file === undefined) continue;
      try {
        bytes += fstatSync(file).size;
        findings.push(...(await scanFile(path, file, needles)).map((found) => ({ file: name, ...found })));
      } finally {
        closeSync(file);
      }
    }
    const isControl = ({ text }: Finding) => text === 0;
    const seen = new Set(findings.filter(isControl).map(({ file }) => file.slice(CONTROL_FOLDER.length + 1)));
    return {
      files: files.length - FORMS.length,
      bytes,
      findings: findings.filter((finding) => !isControl(finding)).map((finding) => ({ ...finding, text: finding.text - 1 })),
      blindTo: FORMS.filter((form) => !seen.has(form)),
    };
  } finally {
    rmSync(planting, { recursive: true, force: true });
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A server makes and removes files while it runs: what is gone holds nothing. */
function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}

async function scanFile(path: string, file: number, needles: Needles): Promise<readonly Omit<Finding, 'file'>[]> {
  const found = new Map<string, Omit<Finding, 'file'>>();
  const note = (form: Form, text: number) => found.set(`${form} ${String(text)}`, { form, text });
  const buffer = Buffer.allocUnsafe(CHUNK + OVERLAP);
  // Of what begins in the overlap of two chunks, once.
  const large = new Map<number, Packed>();
  for (let at = 0; ; at += CHUNK) {
    const length = readSync(file, buffer, 0, buffer.length, at);
    const bytes = buffer.subarray(0, length);
    for (const { form, text } of needles.foundIn(bytes)) note(form, text);
    for (const packed of unpack(bytes)) {
      if (packed.bytes === undefined) large.set(at + packed.at, packed.form);
      else for (const { text } of needles.foundIn(packed.bytes)) note(packed.form, text);
    }
    if (length < buffer.length) break;
  }
  for (const [at, form] of large) for await (const text of textsIn(unpackFile(path, form, at), needles)) note(form, text);
  return [...found.values()];
}

/** Texts in something that comes in pieces, with an overlap as of the chunks of a file. */
async function* textsIn(pieces: AsyncIterable<Buffer>, needles: Needles): AsyncIterable<number> {
  let before = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([before, piece]);
    for (const { text } of needles.foundIn(bytes)) yield text;
    before = bytes.subarray(Math.max(0, bytes.length - OVERLAP));
  }
}

/** Many needles in one pass: by their first two bytes, then by their first four, and only then by all of them. */
class Needles {
  readonly #starts = new Uint8Array(0x10000);
  readonly #byHead = new Map<number, Needle[]>();

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) {
      this.#starts[needle.bytes.readUInt16LE(0)] = 1;
      const head = needle.bytes.readUInt32LE(0);
      this.#byHead.set(head, [...(this.#byHead.get(head) ?? []), needle]);
    }
  }

  foundIn(bytes: Buffer): ReadonlySet<Needle> {
    const found = new Set<Needle>();
    const starts = this.#starts;
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      if (starts[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)] === 0) continue;
      for (const needle of this.#byHead.get(bytes.readUInt32LE(at)) ?? []) {
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.add(needle);
      }
    }
    return found;
  }
}
