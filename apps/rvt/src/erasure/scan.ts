// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync, readSync, closeSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FORMS, needlesOf, planted, unpack } from './needles.ts';
import type { Form, Needle } from './needles.ts';

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
export function scanFolders(folders: readonly string[], texts: readonly string[], onFile?: (done: number, of: number) => void): Scan {
  const control = `Controle ${randomBytes(18).toString('base64url')} van het zoeken`;
  const planting = join(folders[0] as string, CONTROL_FOLDER);
  mkdirSync(planting, { recursive: true, mode: 0o700 });
  try {
    for (const form of FORMS) writeFileSync(join(planting, form), Buffer.concat([randomBytes(7), planted(control, form), randomBytes(5)]));
    const needles = needlesOf([control, ...texts]);
    const files = folders.flatMap((folder) => filesIn(folder).map((path) => ({ path, name: relative(folder, path) })));
    const findings: Finding[] = [];
    let bytes = 0;
    files.forEach(({ path, name }, index) => {
      bytes += statSync(path).size;
      findings.push(...scanFile(path, needles).map((found) => ({ file: name, ...found })));
      onFile?.(index + 1, files.length);
    });
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

function scanFile(path: string, needles: readonly Needle[]): readonly Omit<Finding, 'file'>[] {
  const found = new Map<string, Omit<Finding, 'file'>>();
  const note = (form: Form, text: number) => found.set(`${form} ${String(text)}`, { form, text });
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK + OVERLAP);
    for (let at = 0; ; at += CHUNK) {
      const length = readSync(file, buffer, 0, buffer.length, at);
      const bytes = buffer.subarray(0, length);
      for (const { form, text } of foundIn(bytes, needles)) note(form, text);
      for (const packed of unpack(bytes)) for (const { text } of foundIn(packed.bytes, needles)) note(packed.form, text);
      if (length < buffer.length) return [...found.values()];
    }
  } finally {
    closeSync(file);
  }
}

const foundIn = (bytes: Buffer, needles: readonly Needle[]): readonly Needle[] => needles.filter((needle) => bytes.includes(needle.bytes));
