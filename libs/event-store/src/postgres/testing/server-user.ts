// SPDX-License-Identifier: EUPL-1.2
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

/** The account the server runs under when this process is root, which PostgreSQL refuses to run as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const ACCOUNTS = ['postgres', 'nobody'];

/** `undefined` when this process may run the server itself. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const account of ACCOUNTS) {
    const fields = lines.find((line) => line.startsWith(`${account}:`))?.split(':');
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(`PostgreSQL does not run as root; this machine has none of the accounts ${ACCOUNTS.join(', ')} to run it under`);
}

/** A folder for temporary files that this user can get at. */
export function temporaryFolder(user: ServerUser | undefined): string {
  const candidates = [tmpdir(), '/tmp', '/var/tmp'];
  const found = candidates.find((folder) => existsSync(folder) && (user === undefined ? isWritable(folder) : isOpenTo(folder)));
  if (found === undefined)
    throw new Error(`No temporary folder (${candidates.join(', ')}) can be reached by the user PostgreSQL runs under`);
  return found;
}

/** Whether everybody may pass through every folder down to this one. */
export function isOpenTo(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
