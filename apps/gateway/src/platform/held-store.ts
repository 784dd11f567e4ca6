// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another gateway has this embedded store open. */
export class StoreInUse extends Error {
  constructor(data: string) {
    super(`de opslag in ${data} is in gebruik bij een andere gateway. Stop die eerst, of kies een andere map met DATA.`);
    this.name = 'StoreInUse';
  }
}

const SQLITE_BUSY = 5;
/** Milliseconds to wait for one that is just stopping. */
const PATIENCE = 1_000;

/**
 * Holds the folder of an embedded store: its views and its ledger are kept by one process. The lock is the operating system's, so that it
 * goes with a process that was killed; the number in `gateway.pid` stays behind and may be another's by then. Answers how to let go.
 * @throws StoreInUse
 */
export function holdStore(data: string): () => void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(data, 'gateway.lock'), { timeout: PATIENCE });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (failure) {
    lock.close();
    throw (failure as { readonly errcode?: number }).errcode === SQLITE_BUSY ? new StoreInUse(data) : failure;
  }
  return () => lock.close();
}
