// SPDX-License-Identifier: EUPL-1.2
import { renameSync, rmSync } from 'node:fs';
import { syncToDisk } from '@gezinslijn/event-store';
import { caseLink, caseReader, rendering, searchRow } from '../schema.ts';
import type { Change, Fence, Row, ShadowEngine, SqlValue } from '../view-engine.ts';
import { EntryRows } from './entry-rows.ts';
import { ViewFile } from './view-file.ts';

/** `building`: fast rather than safe, until `finish`. */
export type SqliteViewMode = 'serving' | 'building';

/** Who writes the file for an engine that only reads it itself. */
export interface ViewFileWriter {
  write(changes: readonly Change[]): Promise<void>;
  /** Writes what was asked for, then lets go of the file. */
  close(): Promise<void>;
}

export interface SqliteViewOptions {
  /** Another thread, in place of the one that reads. */
  readonly writer?: ViewFileWriter;
  /** Called before another file takes the place of this one: everybody else who has it open must have let go. */
  readonly beforeSwap?: () => Promise<void>;
}

/** Views in one SQLite file, for one process. */
export class SqliteViewEngine implements ShadowEngine {
  readonly #path: string;
  readonly #writer: ViewFileWriter | undefined;
  readonly #beforeSwap: (() => Promise<void>) | undefined;
  #file: ViewFile;
  #closed = false;
  /** While the file is let go of: whoever asks waits for what comes in its place. */
  #away: { readonly back: Promise<void>; readonly isBack: () => void } | undefined;

  constructor(path: string, mode: SqliteViewMode = 'serving', { writer, beforeSwap }: SqliteViewOptions = {}) {
    this.#path = path;
    this.#beforeSwap = beforeSwap;
    this.#file = new ViewFile(path, mode);
    this.#writer = writer;
  }

  async all(sql: string, params: readonly SqlValue[]): Promise<readonly Row[]> {
    while (this.#away !== undefined) await this.#away.back;
    return this.#file.all(sql, params);
  }

  /** Another thread is about to put another file in its place. */
  letGo(): void {
    if (this.#away !== undefined) return;
    let isBack = () => undefined as void;
    const back = new Promise<void>((resolve) => (isBack = resolve));
    this.#away = { back, isBack };
    this.#file.close();
  }

  /** Reads the file that stands there now. */
  takeUp(): void {
    const away = this.#away;
    if (away === undefined) return;
    this.#file = new ViewFile(this.#path, 'serving');
    this.#away = undefined;
    away.isBack();
  }

  // An async function: what is refused is a rejection, as on an engine across a network.
  async write(changes: readonly Change[]): Promise<void> {
    if (this.#closed) throw new Error('The views are closed');
    if (this.#writer === undefined) this.#file.write(changes);
    else await this.#writer.write(changes);
  }

  shadow(): Promise<ShadowEngine> {
    const path = `${this.#path}.rebuild`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    return Promise.resolve(new SqliteViewEngine(path, 'building'));
  }

  async swap(shadow: ShadowEngine, fence?: Fence): Promise<void> {
    if (!(shadow instanceof SqliteViewEngine)) throw new TypeError('Only a shadow of the same engine can take its place');
    if (fence !== undefined) this.#file.apply(fence);
    await shadow.close();
    await this.#beforeSwap?.();
    // From here on without a pause: whoever asks meanwhile finds the one file or the other.
    this.#file.close();
    for (const suffix of ['-wal', '-shm']) rmSync(`${this.#path}${suffix}`, { force: true });
    renameSync(shadow.#path, this.#path);
    this.#file = new ViewFile(this.#path, 'serving');
  }

  /** Beside this one, for one share of the rows of a shadow. */
  partFile(index: number): string {
    return `${this.#path}.part-${String(index)}`;
  }

  /**
   * Takes in finished parts, each the rows of other streams than the rest. Rows come in the order of their keys, from all parts at once, so
   * that each goes in behind the one before it.
   * @throws TypeError when the parts do not go up to the same event.
   */
  absorb(parts: readonly string[]): Promise<void> {
    const names: string[] = [];
    try {
      for (const [index, part] of parts.entries()) {
        this.#file.apply({ kind: 'run', sql: `ATTACH ? AS part_${String(index)}`, params: [part] });
        names.push(`part_${String(index)}`);
      }
      this.#takeIn(names);
    } finally {
      // Whatever went wrong: no part may be held on to.
      for (const name of names) this.#file.exec(`DETACH ${name}`);
    }
    return Promise.resolve();
  }

  #takeIn(names: readonly string[]): void {
    const union = (table: string) => names.map((name) => `SELECT * FROM ${name}.${table}`).join(' UNION ALL ');
    const [apart] = this.#file.all(`SELECT name FROM (${union('checkpoint')}) GROUP BY name HAVING count(DISTINCT position) > 1`, []);
    if (apart !== undefined) throw new TypeError('The parts of a rebuild must go up to the same event');
    this.#file.transaction(() => {
      this.#file.exec(EntryRows.takingIn(names));
      for (const { name, key } of [rendering, caseReader, searchRow, caseLink])
        this.#file.exec(`INSERT INTO ${name} ${union(name)} ORDER BY ${key.join(', ')}`);
      // Each part knows where the time rose among its own events: where it rose among all is a few of these.
      this.#file.exec(`INSERT INTO moment SELECT position, recorded_max FROM (
      SELECT position, recorded_max, max(recorded_max) OVER (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM (${union('moment')})) WHERE before IS NULL OR recorded_max > before`);
      this.#file.exec(`INSERT INTO checkpoint SELECT DISTINCT name, position FROM (${union('checkpoint')})`);
    });
  }

  finish(): Promise<void> {
    this.#file.makeIndexes();
    // What was built without a sync must be on disk before it takes the place of what was.
    syncToDisk(this.#path);
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writer?.close();
    this.#file.close();
  }
}
