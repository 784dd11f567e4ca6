// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import type { SubjectKeys } from '@gezinslijn/event-sourcing';
import { isErased } from '@gezinslijn/event-sourcing';
import { openRendering } from '@gezinslijn/family-case';
import { carryOver } from './checkpoint.ts';
import { Projector, REBUILD_BATCH } from './projector.ts';
import type { ProjectorOptions } from './projector.ts';
import type { ShadowEngine, ViewEngine } from './view-engine.ts';

export interface RebuildProgress {
  readonly position: bigint;
  readonly head: bigint | null;
}

export interface RebuildReport {
  /** Entries at least one reader sees. */
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly digestBefore: string;
  readonly digestAfter: string;
  readonly swapped: boolean;
}

/** Puts all rows into an empty shadow. `onPosition` is told how far it is. */
export type Build = (shadow: ShadowEngine, onPosition: (position: bigint) => void) => Promise<void>;

/** Projects everything there is, or one share of it, into a shadow that nobody reads yet. */
export async function buildViews(
  { onCommit: _quiet, ...options }: ProjectorOptions,
  shadow: ShadowEngine,
  onPosition: (position: bigint) => void,
): Promise<void> {
  const projector = new Projector({ ...options, engine: shadow, batchSize: REBUILD_BATCH });
  await projector.restore();
  await projector.catchUp(onPosition);
}

/**
 * Builds all views anew beside the live ones, compares digests over logical rows, and swaps. When the digests differ nothing is swapped
 * unless `force` is set: a difference is a defect in the one or the other, and somebody must look.
 */
export async function rebuild(
  options: ProjectorOptions,
  onProgress?: (progress: RebuildProgress) => void,
  {
    force = false,
    build = (shadow, onPosition) => buildViews(options, shadow, onPosition),
  }: { readonly force?: boolean; readonly build?: Build } = {},
): Promise<RebuildReport> {
  const { engine, store, keys } = options;
  const live = new Projector(options);
  await live.restore();
  await live.catchUp();
  await live.refreshDue();
  const digestBefore = await digest(engine, keys);
  const shadow = await engine.shadow();
  try {
    const head = await store.head();
    const started = performance.now();
    await build(shadow, (position) => onProgress?.({ position, head }));
    await carryOver(engine, shadow);
    await shadow.finish();
    const seconds = (performance.now() - started) / 1000;
    const events = await countEvents(shadow);
    const digestAfter = await digest(shadow, keys);
    const swapped = digestBefore === digestAfter || force;
    if (swapped) await engine.swap(shadow, options.fence);
    else await shadow.close();
    return { events, eventsPerSecond: Math.round(events / Math.max(seconds, 0.001)), digestBefore, digestAfter, swapped };
  } catch (failure) {
    await shadow.close();
    throw failure;
  }
}

async function countEvents(engine: ViewEngine): Promise<number> {
  const [row] = await engine.all('SELECT count(DISTINCT position) AS n FROM rendering', []);
  return Number(row?.['n'] ?? 0);
}

/** SHA-256 (hex) over every grant and every row with its rendering opened: sealing nonces differ, what is said must not. */
export async function digest(engine: ViewEngine, keys: SubjectKeys): Promise<string> {
  const hash = createHash('sha256');
  let after: readonly [string, string, number] = ['', '', -1];
  for (;;) {
    const rows = await engine.all(
      `SELECT r.case_id, r.reader, r.position, r.entry_id, r.type, r.party, r.occurred_key, r.about, b.body FROM entry_row r
       JOIN rendering b ON b.case_id = r.case_id AND b.position = r.position AND b.audience = r.audience
       WHERE (r.case_id, r.reader, r.position) > (?, ?, ?) ORDER BY r.case_id, r.reader, r.position LIMIT 2000`,
      after,
    );
    for (const { body, ...row } of rows) {
      const entry = openRendering(
        body as string,
        { id: row['entry_id'] as string, position: BigInt(row['position'] as number) },
        keys,
        row['case_id'] as string,
      );
      hash.update(JSON.stringify(row));
      hash.update(
        JSON.stringify(entry, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : isErased(value) ? 'erased' : value)),
      );
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = [last['case_id'] as string, last['reader'] as string, last['position'] as number];
  }
  for (const row of await engine.all('SELECT * FROM case_reader ORDER BY case_id, reader', [])) hash.update(JSON.stringify(row));
  for (const row of await engine.all('SELECT * FROM case_link ORDER BY case_id, person_id, other_case, other_person', [])) {
    hash.update(JSON.stringify(row));
  }
  let found: readonly [string, string, string, string] = ['', '', '', ''];
  for (;;) {
    const rows = await engine.all(
      `SELECT case_id, reader, token, person_id FROM search_row WHERE (case_id, reader, token, person_id) > (?, ?, ?, ?)
       ORDER BY case_id, reader, token, person_id LIMIT 5000`,
      found,
    );
    for (const row of rows) hash.update(JSON.stringify(row));
    const last = rows.at(-1);
    if (last === undefined) break;
    found = [last['case_id'] as string, last['reader'] as string, last['token'] as string, last['person_id'] as string];
  }
  return hash.digest('hex');
}
