// SPDX-License-Identifier: EUPL-1.2
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { openEventStore, openKeyRing } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { matrix2025, matrixNamed, readerOf } from '@gezinslijn/family-case';
import type { DisclosureMatrix, ReaderKey } from '@gezinslijn/family-case';
import { BlindIndex, SqliteViewEngine, buildViews, diffGrants, diffViews, versionOfViews } from '@gezinslijn/party-view';
import { Misuse } from '../ledger/opened.ts';
import { versionOf } from '../policy-diff.ts';
import { runningIn } from '../rebuild.ts';

export interface DiffProjectionOptions {
  readonly data: string;
  readonly json?: boolean;
}

type OnProgress = (done: number, of: number) => void;

/** Views to compare, as asked for: those that stand, those this program would build, a version of the matrix, or a file. */
const STANDING = 'live';
const REBUILT = 'rebuilt';

interface Count {
  gained: number;
  lost: number;
  changed: number;
  readonly fields: Set<string>;
}

/**
 * What a changed projection would alter for whom, before it serves anybody: numbers, readers, types and names of fields, no content.
 * Nothing that stands is touched: of what stands a copy is looked at. Answers 0 when nothing differs, 1 when something does. @throws Misuse
 */
export async function diffProjectionCommand(
  old: string,
  next: string,
  { data, json = false }: DiffProjectionOptions,
  progress: (what: string) => OnProgress,
): Promise<number> {
  const folder = resolve(data);
  if (!existsSync(join(folder, 'events.sqlite'))) throw new Misuse(`Er is geen opslag in ${folder}.`);
  const running = runningIn(folder);
  if (running !== undefined) throw new Misuse(`Deze opslag is in gebruik (proces ${String(running)}). Stop de gateway eerst.`);
  const store = await openEventStore({ kind: 'embedded' }, { folder });
  const keys = await openKeyRing({ folder: join(folder, 'keys') });
  const scratch = mkdtempSync(join(tmpdir(), 'gezinslijn-diff-'));
  const engines: SqliteViewEngine[] = [];
  try {
    // One moment for both: what a reader may see hangs on it.
    const now = new Date().toISOString();
    for (const [index, name] of [old, next].entries()) {
      const file = join(scratch, `${String(index)}.sqlite`);
      engines.push(await viewsNamed(name, { folder, file, store, keys, now, onProgress: progress(name) }));
    }
    const report = await compared(engines[0] as SqliteViewEngine, engines[1] as SqliteViewEngine, keys);
    process.stdout.write(json ? `${JSON.stringify({ old, next, ...report })}\n` : inWords(report));
    return report.gained + report.lost + report.changed + report.grants === 0 ? 0 : 1;
  } finally {
    for (const engine of engines) await engine.close();
    rmSync(scratch, { recursive: true, force: true });
    await store.close();
    await keys.close();
  }
}

async function viewsNamed(
  name: string,
  place: {
    readonly folder: string;
    readonly file: string;
    readonly store: EventStore;
    readonly keys: KeyRing;
    readonly now: string;
    readonly onProgress: OnProgress;
  },
): Promise<SqliteViewEngine> {
  const { folder, file, store, keys, now, onProgress } = place;
  const standing = join(folder, 'views.sqlite');
  if (name === STANDING || name.endsWith('.sqlite')) {
    const asked = name === STANDING ? standing : resolve(name);
    if (!existsSync(asked)) throw new Misuse(`Er zijn geen weergaven in ${asked}.`);
    await copied(asked, file);
    return new SqliteViewEngine(file);
  }
  const matrix = name === REBUILT ? await matrixOf(standing, `${file}.standing`) : versionOf(name);
  if (typeof matrix === 'string') throw new Misuse(`${matrix} Of noem ‘${STANDING}’, ‘${REBUILT}’ of een bestand met weergaven (.sqlite).`);
  const head = Number((await store.head()) ?? 0n);
  const engine = new SqliteViewEngine(file, 'building');
  await buildViews({ store, engine, keys, matrix, index: await BlindIndex.of(keys), now: () => now }, engine, (position) => {
    onProgress(Number(position), head);
  });
  return engine;
}

/** Opened, a file of an earlier version becomes one that its own program cannot open any more. */
async function copied(file: string, into: string): Promise<void> {
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    await backup(source, into);
  } finally {
    source.close();
  }
}

/** The version the standing views are of; the program’s own where there are none. */
async function matrixOf(standing: string, copy: string): Promise<DisclosureMatrix> {
  if (!existsSync(standing)) return matrix2025;
  await copied(standing, copy);
  const engine = new SqliteViewEngine(copy);
  const version = await versionOfViews(engine);
  await engine.close();
  return matrixNamed(version ?? '') ?? matrix2025;
}

interface Report {
  readonly gained: number;
  readonly lost: number;
  readonly changed: number;
  /** Readers of cases whose right itself differs. */
  readonly grants: number;
  readonly byReader: readonly {
    readonly reader: string;
    readonly type: string;
    readonly gained: number;
    readonly lost: number;
    readonly changed: number;
    readonly fields: readonly string[];
  }[];
}

async function compared(first: SqliteViewEngine, second: SqliteViewEngine, keys: KeyRing): Promise<Report> {
  const counts = new Map<string, Count>();
  const total = { gained: 0, lost: 0, changed: 0 };
  for await (const { reader, type, kind, fields } of diffViews(first, second, keys)) {
    total[kind] += 1;
    const who = `${nameOf(reader)}|${type}`;
    const count = counts.get(who) ?? { gained: 0, lost: 0, changed: 0, fields: new Set<string>() };
    counts.set(who, count);
    count[kind] += 1;
    for (const field of fields) count.fields.add(field);
  }
  let grants = 0;
  for await (const _grant of diffGrants(first, second)) grants += 1;
  const byReader = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([who, { gained, lost, changed, fields }]) => {
      const [reader = '', type = ''] = who.split('|');
      return { reader, type, gained, lost, changed, fields: [...fields].sort() };
    });
  return { ...total, grants, byReader };
}

/** Family members together: there are as many as there are families. */
function nameOf(key: string): string {
  const reader = readerOf(key as ReaderKey);
  if (reader.kind !== 'organisation') return 'gezinsleden';
  const { organisation, emergency, supervises } = reader;
  return emergency !== undefined ? `${organisation} (noodtoegang)` : supervises === true ? `${organisation} (toezicht)` : organisation;
}

function inWords({ gained, lost, changed, grants, byReader }: Report): string {
  const lines = byReader.map((one) => {
    const parts = [
      one.gained > 0 ? `+${String(one.gained)}` : '',
      one.lost > 0 ? `-${String(one.lost)}` : '',
      one.changed > 0 ? `~${String(one.changed)} (${one.fields.join(', ')})` : '',
    ];
    return `${one.reader} · ${one.type}: ${parts.filter((part) => part !== '').join(' ')}`;
  });
  const summary = `${String(gained)} erbij, ${String(lost)} eraf, ${String(changed)} anders; ${String(grants)} rechten anders`;
  return `${[...lines, gained + lost + changed + grants === 0 ? 'Er verschilt niets.' : summary].join('\n')}\n`;
}
