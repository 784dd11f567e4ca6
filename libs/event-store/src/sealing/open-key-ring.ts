// SPDX-License-Identifier: EUPL-1.2
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { ControllerKeyFile, memoryControllerKeys } from './controller-keys.ts';
import { UnsafeKeyFolder, type KeyRing } from './key-ring.ts';
import { IN_MEMORY, KeyTable } from './key-table.ts';
import { WrappedKeyRing } from './wrapped-key-ring.ts';

export interface KeyRingOptions {
  /** Made, for its owner only, when it is not there. Holds `keys.sqlite` (wrapped keys) and `controller-keys.json` (what unwraps them). */
  readonly folder: string;
  /** Keys kept at hand, 10,000 unless told. */
  readonly cachedKeys?: number;
}

export const KEY_TABLE_FILE = 'keys.sqlite';
export const CONTROLLER_KEY_FILE = 'controller-keys.json';
const CACHED_KEYS = 10_000;

/**
 * @throws UnsafeKeyFolder when others may read the controllers' keys, or when they are missing while wrapped keys are there.
 * @throws StoreUnavailable when the files cannot be opened.
 */
export async function openKeyRing({ folder, cachedKeys = CACHED_KEYS }: KeyRingOptions): Promise<KeyRing> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, CONTROLLER_KEY_FILE);
  const table = openTable(join(folder, KEY_TABLE_FILE));
  try {
    // Inside a transaction: two processes starting at once must not each make a file, or one would wrap with keys that are lost.
    table.transaction(() => {
      if (existsSync(file)) return;
      if (!table.isEmpty) throw new UnsafeKeyFolder(`${file} is missing, and without it no key opens: bring it back from its backup`);
      ControllerKeyFile.make(file);
    });
    const ring = new WrappedKeyRing(table, new ControllerKeyFile(file), cachedKeys);
    ring.finishRotations();
    return ring;
  } catch (error) {
    table.close();
    throw error;
  }
}

/** For unit tests: the same ring, gone with the process. */
export function memoryKeyRing({ cachedKeys = CACHED_KEYS }: Partial<KeyRingOptions> = {}): KeyRing {
  return new WrappedKeyRing(new KeyTable(IN_MEMORY), memoryControllerKeys(), cachedKeys);
}

function openTable(file: string): KeyTable {
  try {
    return new KeyTable(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'UNSAFE_KEY_FOLDER') throw error;
    throw new StoreUnavailable('The key file cannot be opened', { cause: error });
  }
}
