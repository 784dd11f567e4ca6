// SPDX-License-Identifier: EUPL-1.2
import type { StoredEvent, SubjectKeys } from '@gezinslijn/event-sourcing';
import type { DisclosureMatrix, ReaderKey } from '@gezinslijn/family-case';
import type { BlindIndex } from './blind-index.ts';
import { besideEach, readsFrom, renderingRow, rowsFor } from './case-projection.ts';
import type { EntryRow, ProjectedCase, ProjectedEvent } from './case-projection.ts';
import { DROP_ORPHANS, caseLink, caseReader, entryRow, moment, rendering, searchRow } from './schema.ts';
import type { Appeared, Change, SqlValue } from './view-engine.ts';

/** What rows are written with. */
interface Written {
  readonly keys: SubjectKeys;
  readonly matrix: DisclosureMatrix;
  readonly index: BlindIndex;
}

/** What one reader gets of one case in this commit. */
interface Slot {
  readonly stream: string;
  readonly projected: ProjectedCase;
  readonly reader: ReaderKey;
  rows: EntryRow[];
  rewritten: boolean;
}

/** Rows gathered for one commit. A rewrite of a reader's case takes the place of what was gathered for him before. */
export class ProjectionBatch {
  readonly moments: SqlValue[][] = [];
  readonly links: (readonly SqlValue[])[] = [];
  readonly #options: Written;
  readonly #slots = new Map<string, Map<ReaderKey, Slot>>();
  readonly #appeared: Appeared[] = [];
  readonly #rewrittenStreams = new Set<string>();

  constructor(options: Written) {
    this.#options = options;
  }

  add(stream: string, projected: ProjectedCase, rows: readonly EntryRow[]): void {
    for (const row of rows) this.#slot(stream, projected, row.reader).rows.push(row);
  }

  /** Rows in the place of those that stood there, in the views or in this batch; older renderings go. */
  replace(stream: string, projected: ProjectedCase, rows: readonly EntryRow[]): void {
    this.#rewrittenStreams.add(stream);
    for (const row of rows) {
      const slot = this.#slot(stream, projected, row.reader);
      slot.rows = [...slot.rows.filter(({ event }) => event.stored.position !== row.event.stored.position), row];
    }
  }

  rewrite(stream: string, projected: ProjectedCase, readers: Iterable<ReaderKey>, past: readonly ProjectedEvent[]): void {
    this.#rewrittenStreams.add(stream);
    const history = besideEach(past);
    for (const reader of readers) {
      const slot = this.#slot(stream, projected, reader);
      slot.rewritten = true;
      slot.rows = history.flatMap((event) => rowsFor(projected, event, [reader], this.#options));
    }
  }

  /** Notes who got to see this event now, and, without an entry, whose rights it changed. */
  appeared({ stream, position, id }: StoredEvent, projected: ProjectedCase, changed: ReadonlySet<ReaderKey>): void {
    for (const reader of projected.profiles.keys()) {
      const sees = this.#slots.get(stream)?.get(reader)?.rows.at(-1)?.event.stored.position === position;
      if (sees) this.#appeared.push({ stream, reader, position, entryId: id });
      if (changed.has(reader)) this.#appeared.push({ stream, reader, position, entryId: '' });
    }
  }

  appearances(): readonly Appeared[] {
    return this.#appeared;
  }

  changes(): Change[] {
    const slots = [...this.#slots.values()].flatMap((ofStream) => [...ofStream.values()]);
    const rewritten = slots.filter((slot) => slot.rewritten).map(({ stream, reader }) => [stream, reader]);
    const seeing = slots.filter(({ rows }) => rows.length > 0);
    const changes: Change[] = [];
    if (rewritten.length > 0) {
      changes.push({ kind: 'delete', table: entryRow, where: ['case_id', 'reader'], rows: rewritten });
      changes.push({ kind: 'delete', table: caseReader, where: ['case_id', 'reader'], rows: rewritten });
      changes.push({ kind: 'delete', table: searchRow, where: ['case_id', 'reader'], rows: rewritten });
    }
    changes.push({ kind: 'put', table: rendering, rows: this.#renderings(slots), keep: true });
    changes.push({ kind: 'put', table: entryRow, rows: slots.flatMap(({ rows }) => rows.map(({ row }) => row)) });
    changes.push({ kind: 'put', table: searchRow, rows: slots.flatMap(({ rows }) => rows.flatMap(({ found }) => found)) });
    changes.push({ kind: 'put', table: caseReader, rows: seeing.map((slot) => grantRow(slot, this.#options.matrix)) });
    changes.push({ kind: 'put', table: moment, rows: this.moments });
    changes.push({ kind: 'put', table: caseLink, rows: this.links });
    for (const stream of this.#rewrittenStreams) changes.push({ kind: 'run', sql: DROP_ORPHANS, params: [stream, stream] });
    return changes;
  }

  /** One per event and audience. */
  #renderings(slots: readonly Slot[]): (readonly SqlValue[])[] {
    const renderings: (readonly SqlValue[])[] = [];
    const audiences = new Map<ProjectedEvent, string[]>();
    for (const { rows } of slots) {
      for (const row of rows) {
        const made = audiences.get(row.event);
        if (made?.includes(row.audience) === true) continue;
        if (made === undefined) audiences.set(row.event, [row.audience]);
        else made.push(row.audience);
        renderings.push(renderingRow(row, this.#options.keys));
      }
    }
    return renderings;
  }

  #slot(stream: string, projected: ProjectedCase, reader: ReaderKey): Slot {
    let ofStream = this.#slots.get(stream);
    if (ofStream === undefined) this.#slots.set(stream, (ofStream = new Map<ReaderKey, Slot>()));
    let slot = ofStream.get(reader);
    if (slot === undefined) ofStream.set(reader, (slot = { stream, projected, rows: [], rewritten: false, reader }));
    return slot;
  }
}

function grantRow({ stream, reader, projected, rows }: Slot, matrix: DisclosureMatrix): SqlValue[] {
  const last = rows.at(-1)?.event.stored.position ?? 0n;
  return [
    stream,
    reader,
    readsFrom(projected, reader, matrix),
    projected.profiles.get(reader)?.validUntil ?? null,
    Number(last),
    projected.openedOn,
  ];
}
