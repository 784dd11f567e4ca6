// SPDX-License-Identifier: EUPL-1.2
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ANY, NO_STREAM, placeAppend, type StreamNow } from '../core/place-append.ts';
import { CONFLICT, REPEATED, WRITTEN, type AppendGroup } from '../core/append-group.ts';
import type { Outcomes } from './writer-messages.ts';

/** The writing side of the events table: one group, one transaction, one sync. */
export class EventTable {
  // Referenced for as long as the statements are: a collected connection closes under them.
  readonly #db: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #lastPosition: StatementSync;
  readonly #head: StatementSync;
  readonly #insert: StatementSync;
  readonly #insertAnywhere: StatementSync;
  readonly #idAt: StatementSync;
  readonly #positionAt: StatementSync;
  readonly #revisionOfAny: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#lastPosition = db.prepare('SELECT max(pos) AS value FROM events');
    this.#head = db.prepare('SELECT rev AS value FROM events WHERE stream = ? ORDER BY rev DESC LIMIT 1');
    this.#insert = db.prepare('INSERT INTO events(pos, stream, rev, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#insertAnywhere = db.prepare('INSERT INTO appended_anywhere(stream, id, rev) VALUES (?, ?, ?)');
    this.#idAt = db.prepare('SELECT id AS value FROM events WHERE stream = ? AND rev = ?');
    this.#positionAt = db.prepare('SELECT pos AS value FROM events WHERE stream = ? AND rev = ?');
    this.#revisionOfAny = db.prepare('SELECT rev AS value FROM appended_anywhere WHERE stream = ? AND id = ?');
  }

  /**
   * Places every append of the group and commits. An append at a wrong revision gets its own CONFLICT and holds nobody up.
   * @throws what SQLite throws; then nothing of the group may be acknowledged.
   */
  commit(group: AppendGroup): Outcomes {
    this.#begin.run();
    try {
      const outcomes = this.#place(group);
      this.#commit.run();
      return outcomes;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #place(group: AppendGroup): Outcomes {
    const outcomes: Outcomes = new Float64Array(group.streams.length * 3);
    // Read inside the transaction and not remembered: another process may have written since.
    let position = numberOf(this.#lastPosition.get()) ?? 0;
    let event = 0;
    let offset = 0;
    group.streams.forEach((stream, append) => {
      const [count, expected] = [group.counts[append] ?? 0, group.expected[append] ?? NO_STREAM];
      const head = numberOf(this.#head.get(stream)) ?? NO_STREAM;
      const ids = group.ids.slice(event, event + count);
      const placement = placeAppend(expected, ids, this.#streamNow(stream, head));
      const last = placement.kind === 'conflict' ? head : placement.from + count - 1;
      if (placement.kind === 'write') {
        for (let index = 0, at = offset; index < count; index += 1) {
          position += 1;
          at = this.#write(group, event + index, at, stream, placement.from + index, position);
          if (expected === ANY) this.#insertAnywhere.run(stream, ids[index] ?? '', placement.from + index);
        }
        outcomes.set([WRITTEN, last, position], append * 3);
      } else if (placement.kind === 'repeat') {
        outcomes.set([REPEATED, last, numberOf(this.#positionAt.get(stream, last)) ?? 0], append * 3);
      } else {
        outcomes.set([CONFLICT, last, 0], append * 3);
      }
      for (let index = 0; index < count; index += 1, event += 1) offset += sizeOf(group, event);
    });
    return outcomes;
  }

  /** Inserts one event whose bytes start at `offset`; gives the offset of the next. */
  #write(group: AppendGroup, event: number, offset: number, stream: string, revision: number, position: number): number {
    const dataSize = group.sizes[2 * event] ?? 0;
    const end = offset + sizeOf(group, event);
    const data = new Uint8Array(group.bytes, offset, dataSize);
    const metadata = new Uint8Array(group.bytes, offset + dataSize, end - offset - dataSize);
    this.#insert.run(position, stream, revision, group.ids[event] ?? '', group.types[event] ?? '', data, metadata);
    return end;
  }

  #streamNow(stream: string, head: number): StreamNow {
    return {
      head,
      idAt: (revision) => this.#idAt.get(stream, revision)?.['value'] as string | undefined,
      revisionOfAny: (id) => numberOf(this.#revisionOfAny.get(stream, id)),
    };
  }
}

function sizeOf({ sizes }: AppendGroup, event: number): number {
  return (sizes[2 * event] ?? 0) + (sizes[2 * event + 1] ?? 0);
}

function numberOf(row: Record<string, unknown> | undefined): number | undefined {
  const value = row?.['value'];
  return typeof value === 'number' ? value : undefined;
}
