// SPDX-License-Identifier: EUPL-1.2
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DestroyListBroken, noteCopiesLapse, readCopiesLapse, readDestroyList, reapplyErasures } from '@gezinslijn/case-writing';
import type { ListedDecision, Reapplied } from '@gezinslijn/case-writing';
import { openEventStore, openKeyRing, syncToDisk, topologyOf } from '@gezinslijn/event-store';
import { Misuse } from '../misuse.ts';
import { DESTROY_LIST, EVENTS_FILE, MANIFEST, readPart } from './backup-files.ts';

export interface ReapplyOptions {
  readonly data: string;
  readonly store: string;
  /** `false`: there is none, as who restores says himself. */
  readonly destroyList: string | false | undefined;
  readonly json?: boolean;
}

export interface RestoreOptions extends Omit<ReapplyOptions, 'store'> {
  readonly from: string;
  readonly keys: string;
}

/** Puts a copy back in an empty folder, and destroys again what was destroyed since before anything can serve it. @throws Misuse */
export async function restoreCommand(options: RestoreOptions): Promise<number> {
  const [from, keys, data] = [resolve(options.from), resolve(options.keys), resolve(options.data)];
  const list = listOf(options.destroyList);
  if (existsSync(data) && readdirSync(data).length > 0) throw new Misuse(`${data} is niet leeg.`);
  const [events, held] = [readPart(from, 'events'), readPart(keys, 'keys')];
  if (events.backupId !== held.backupId) throw new Misuse('Vermeldingen en sleutels zijn niet van dezelfde kopie.');
  const part = (source: string) => ({ recursive: true, filter: (path: string) => path !== join(source, MANIFEST) });
  // Beside it, so that it takes one step to be there: whatever ends this command, what would open what was destroyed is never where it serves.
  const restoring = `${data}.restoring`;
  if (existsSync(restoring)) {
    process.stderr.write(`${restoring} is van een eerdere keer die niet is afgemaakt, en wordt verwijderd.\n`);
    rmSync(restoring, { recursive: true });
  }
  mkdirSync(restoring, { recursive: true, mode: 0o700 });
  try {
    cpSync(from, restoring, part(from));
    cpSync(keys, join(restoring, 'keys'), part(keys));
    if (list !== undefined) copyFileSync(list, join(restoring, DESTROY_LIST));
    const reapplied = await reapply(restoring, 'sqlite', list);
    syncAll(restoring);
    renameSync(restoring, data);
    syncToDisk(dirname(data));
    report(reapplied, list, options.json);
    process.stderr.write('Weergaven worden bij de eerste start opnieuw gemaakt.\n');
    return 0;
  } catch (failure) {
    // Half put back is not put back: what is there would open what was destroyed.
    rmSync(restoring, { recursive: true, force: true });
    const { code } = failure as { readonly code?: unknown };
    if (code === 'EBUSY' || code === 'EXDEV')
      throw new Misuse(`${data} is een schijf op zichzelf: zet terug in een map daarop, of in een map ernaast en verplaats die.`);
    throw failure;
  }
}

/** Everything in a folder is on disk when it returns. */
function syncAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) syncToDisk(join(entry.parentPath, entry.name));
  syncToDisk(folder);
}

/**
 * After somebody put back events or keys by other means, such as pg_restore, and before anything serves: destroys again what was destroyed since.
 * @throws Misuse
 */
export async function reapplyCommand(options: ReapplyOptions): Promise<number> {
  const data = resolve(options.data);
  if (!existsSync(join(data, 'keys', 'keys.sqlite'))) throw new Misuse(`Er zijn geen sleutels in ${join(data, 'keys')}.`);
  if (options.store === 'sqlite' && !existsSync(join(data, EVENTS_FILE))) throw new Misuse(`Er is geen opslag in ${data}.`);
  const list = listOf(options.destroyList);
  report(await reapply(data, options.store, list), list, options.json);
  return 0;
}

async function reapply(data: string, url: string, list: string | undefined): Promise<Reapplied> {
  const { decisions, copiesLapseOn } = list === undefined ? { decisions: [] } : standingOn(list);
  const store = await openEventStore(topologyOf(url), { folder: data });
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  try {
    // These keys know of no copy that was made after theirs: a certificate would name too early a day.
    if (copiesLapseOn !== undefined) noteCopiesLapse(keys, copiesLapseOn);
    return await reapplyErasures({ store, keys }, decisions);
  } finally {
    await keys.close();
    await store.close();
  }
}

/** @throws Misuse for what is no destroy list: nothing of it is recorded. */
function standingOn(list: string): { readonly decisions: readonly ListedDecision[]; readonly copiesLapseOn?: string | undefined } {
  try {
    return { decisions: readDestroyList(list), copiesLapseOn: readCopiesLapse(list) };
  } catch (failure) {
    throw failure instanceof DestroyListBroken ? new Misuse(failure.message) : failure;
  }
}

/** A restore without the list brings back what was destroyed after the copy: whoever means that must say so. */
function listOf(destroyList: string | false | undefined): string | undefined {
  if (destroyList === false) return undefined;
  if (destroyList === undefined)
    throw new Misuse('Geef --destroy-list: zonder die lijst komt terug wat na deze kopie is vernietigd. Is er geen: --no-destroy-list.');
  const list = resolve(destroyList);
  if (!existsSync(list)) throw new Misuse(`Er is geen lijst op ${list}.`);
  return list;
}

function report({ recorded, withoutCase, wraps }: Reapplied, list: string | undefined, json: boolean | undefined): void {
  if (json === true) process.stdout.write(`${JSON.stringify({ recorded, withoutCase, wraps, list: list !== undefined })}\n`);
  else {
    process.stdout.write(`${String(recorded)} besluiten opnieuw vastgelegd, ${String(withoutCase)} in casussen die er niet (meer) zijn\n`);
    process.stdout.write(`${String(wraps)} sleutels opnieuw vernietigd\n`);
  }
}
