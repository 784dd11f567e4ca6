// SPDX-License-Identifier: EUPL-1.2
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';

const NICENESS = 15;

/** On one core with those who ask, they go first. Linux has priorities of threads, under their number; elsewhere nothing changes. */
export function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), NICENESS);
  } catch {
    // It may be that no system lets a thread give way: it is no less right for that.
  }
}
