// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { DestroyList, DestroyListBroken, carryCopiesLapse, noteCopiesLapse } from '@gezinslijn/case-writing';
import { openEventStore, openKeyRing } from '@gezinslijn/event-store';
import { addDays, localDateOf } from '@gezinslijn/family-case';
import { LedgerReader, verifyStore } from '@gezinslijn/ledger';
import { Misuse } from '../misuse.ts';
import { BACKUP_FORMAT, DESTROY_LIST, EVENTS_FILE, LEDGER_FOLDER, MANIFEST, filesIn } from './backup-files.ts';
import type { BackupManifest } from './backup-files.ts';

export interface BackupOptions {
  readonly data: string;
  readonly output: string;
  readonly keysOutput: string;
  readonly ledger?: string;
  readonly destroyList?: string;
  readonly keptDays: string;
  readonly json?: boolean;
}

const KEY_TABLE = 'keys.sqlite';
const CONTROLLER_KEYS = 'controller-keys.json';
const ATTEMPTS = 20;

/**
 * A copy of an embedded store while it runs: events and ledger in one folder, keys in another, to be kept apart. The ledger first, then the
 * events, then the keys: so the events have all that the ledger signed for, and the keys all that the events are sealed with. Views are
 * not copied: they are built from events. The copy is verified before it counts. Answers 0, or 1 when it does not verify. @throws Misuse
 */
export async function backupCommand(options: BackupOptions): Promise<number> {
  const [data, output, keysOutput] = [resolve(options.data), resolve(options.output), resolve(options.keysOutput)];
  const days = Number(options.keptDays);
  if (!Number.isInteger(days) || days < 1) throw new Misuse('--kept-days is een heel aantal dagen.');
  if (!existsSync(join(data, EVENTS_FILE))) throw new Misuse(`Er is geen opslag in ${data}.`);
  for (const folder of [output, keysOutput]) if (existsSync(folder)) throw new Misuse(`${folder} bestaat al.`);
  if (output === keysOutput || `${keysOutput}/`.startsWith(`${output}/`) || `${output}/`.startsWith(`${keysOutput}/`))
    throw new Misuse('Vermeldingen en sleutels gaan naar twee mappen, de ene niet in de andere: samen openen zij alles.');
  const list = listFor(data, options.destroyList);
  const takenAt = new Date().toISOString();
  const keptUntil = addDays(localDateOf(takenAt), days);
  await noteLapse(join(data, 'keys'), list, keptUntil);
  try {
    for (const folder of [output, keysOutput]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const ledger = resolve(options.ledger ?? join(data, LEDGER_FOLDER));
    const size = existsSync(ledger) ? copyLedger(ledger, join(output, LEDGER_FOLDER)) : 0;
    await copyDatabase(join(data, EVENTS_FILE), join(output, EVENTS_FILE));
    await copyKeys(join(data, 'keys'), keysOutput);
    const { storeId, events, failures } = await verified(output, size);
    if (failures > 0) throw new Misuse(`De kopie klopt niet met het grootboek (${String(failures)}): kijk met rvt verify --all.`);
    const manifest = { format: BACKUP_FORMAT, backupId: randomUUID(), storeId, takenAt, keptUntil } as const;
    const write = (folder: string, part: BackupManifest['part']) => {
      writeFileSync(join(folder, MANIFEST), `${JSON.stringify({ ...manifest, part, files: filesIn(folder) }, null, 2)}\n`, { mode: 0o600 });
    };
    write(output, 'events');
    write(keysOutput, 'keys');
    const report = { backupId: manifest.backupId, events, treeSize: size, keptUntil };
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify(report)}\n`
        : `${output}: ${String(events)} vermeldingen, grootboek van ${String(size)}\n${keysOutput}: sleutels; verwijder deze kopie uiterlijk op ${keptUntil}\n`,
    );
    return 0;
  } catch (failure) {
    for (const folder of [output, keysOutput]) rmSync(folder, { recursive: true, force: true });
    throw failure;
  }
}

/** @throws Misuse for a list that is not where it is said to be: another one would come about, without the decisions. */
function listFor(data: string, named: string | undefined): DestroyList | undefined {
  const file = resolve(named ?? join(data, DESTROY_LIST));
  if (existsSync(file)) {
    try {
      return new DestroyList(file);
    } catch (failure) {
      throw failure instanceof DestroyListBroken ? new Misuse(failure.message) : failure;
    }
  }
  if (named !== undefined) throw new Misuse(`Er is geen lijst op ${file}.`);
  process.stderr.write(
    'Geef --destroy-list, als die elders is: anders is na terugzetten niet bekend tot wanneer deze kopie kan bestaan.\n',
  );
  return undefined;
}

/** Before the copy is made, so that no certificate names an earlier day than the last copy’s. */
async function noteLapse(folder: string, list: DestroyList | undefined, keptUntil: string): Promise<void> {
  const keys = await openKeyRing({ folder });
  try {
    noteCopiesLapse(keys, keptUntil);
    if (list !== undefined) carryCopiesLapse(keys, list);
  } finally {
    await keys.close();
  }
}

/** Pages and write-ahead file as one moment has them, also while others write. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  try {
    await backup(source, to);
  } finally {
    source.close();
  }
  chmodSync(to, 0o600);
}

/** The list of keys first: whatever wraps it holds, the file that unwraps them has them, unless a rotation came in between. */
async function copyKeys(from: string, to: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = readFileSync(join(from, CONTROLLER_KEYS));
    await copyDatabase(join(from, KEY_TABLE), join(to, KEY_TABLE));
    const after = readFileSync(join(from, CONTROLLER_KEYS));
    const rotates = (JSON.parse(after.toString()) as { next?: object }).next !== undefined;
    writeFileSync(join(to, CONTROLLER_KEYS), after, { mode: 0o600 });
    if (!rotates && before.equals(after)) return;
    rmSync(join(to, KEY_TABLE));
  }
  throw new Misuse('De sleutels van een organisatie worden vernieuwd: maak de kopie daarna.');
}

/** Files are added while it is copied, and unfinished ones replaced: what counts is that the copy gives the root of its last checkpoint. */
function copyLedger(from: string, to: string): number {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    rmSync(to, { recursive: true, force: true });
    try {
      // The checkpoint first: what comes after it is redone.
      cpSync(join(from, 'checkpoints'), join(to, 'checkpoints'), { recursive: true });
      cpSync(from, to, { recursive: true, filter: (path) => !path.startsWith(join(from, 'checkpoint')) || path === from });
      const ledger = LedgerReader.open(to);
      if (ledger === undefined) return 0;
      try {
        if (ledger.rootAt(ledger.size).equals(ledger.checkpoint.root)) return ledger.size;
      } finally {
        ledger.close();
      }
    } catch (failure) {
      if (attempt === ATTEMPTS - 1) throw failure;
    }
  }
  throw new Misuse('Het grootboek verandert te snel om het te kopiëren. Probeer het opnieuw.');
}

async function verified(folder: string, size: number): Promise<{ storeId: string; events: number; failures: number }> {
  const store = await openEventStore({ kind: 'embedded' }, { folder });
  try {
    const storeId = store.info['storeId'] ?? 'store';
    const ledger = size === 0 ? undefined : LedgerReader.open(join(folder, LEDGER_FOLDER));
    if (ledger === undefined) return { storeId, events: Number((await store.head()) ?? 0n), failures: 0 };
    try {
      const { events, failures } = await verifyStore({ store, ledger });
      return { storeId, events, failures: failures.length };
    } finally {
      ledger.close();
    }
  } finally {
    await store.close();
  }
}
