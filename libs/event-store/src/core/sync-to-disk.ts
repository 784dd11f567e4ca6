// SPDX-License-Identifier: EUPL-1.2
import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** A file, or the names in a folder, are on disk when it returns. Windows opens no folder for that, and needs none. */
export function syncToDisk(path: string): void {
  const windows = process.platform === 'win32';
  if (windows && statSync(path).isDirectory()) return;
  const opened = openSync(path, windows ? 'r+' : 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
