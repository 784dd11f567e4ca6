// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Misuse } from '../misuse.ts';

/** What a backup is, in a file beside it. Its two parts, events and keys, name the same backup. */
export interface BackupManifest {
  readonly format: typeof BACKUP_FORMAT;
  readonly part: 'events' | 'keys';
  /** Of both parts. */
  readonly backupId: string;
  readonly storeId: string;
  readonly takenAt: string;
  /** The last day on which this copy of the keys may exist. */
  readonly keptUntil: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

export const BACKUP_FORMAT = 'gezinslijn-backup/1';
export const MANIFEST = 'backup.json';

export const EVENTS_FILE = 'events.sqlite';
export const LEDGER_FOLDER = 'ledger';
export const DESTROY_LIST = 'destroyed.jsonl';

/** Every file of a part, but the manifest. */
export function filesIn(folder: string): BackupManifest['files'] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(folder, path), bytes: statSync(path).size, sha256: digestOf(path) }))
    .filter(({ name }) => name !== MANIFEST)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** @throws Misuse for what is no such part, or not whole. */
export function readPart(folder: string, part: BackupManifest['part']): BackupManifest {
  let manifest: BackupManifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as BackupManifest;
  } catch {
    throw new Misuse(`In ${folder} staat geen kopie van rvt backup.`);
  }
  if (manifest.format !== BACKUP_FORMAT || manifest.part !== part) throw new Misuse(`In ${folder} staat geen kopie van de ${NAMES[part]}.`);
  const found = new Map(filesIn(folder).map(({ name, sha256 }) => [name, sha256]));
  const wrong = manifest.files.filter(({ name, sha256 }) => found.get(name) !== sha256).map(({ name }) => name);
  if (wrong.length > 0 || found.size !== manifest.files.length)
    throw new Misuse(`De kopie in ${folder} is niet wat er gemaakt is: ${wrong.join(', ') || 'er staan andere bestanden bij'}.`);
  return manifest;
}

const NAMES = { events: 'vermeldingen', keys: 'sleutels' } as const;
const CHUNK = 4 * 1024 * 1024;

function digestOf(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) hash.update(buffer.subarray(0, length));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
