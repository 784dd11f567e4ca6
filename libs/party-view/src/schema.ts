// SPDX-License-Identifier: EUPL-1.2
import type { Table } from './view-engine.ts';

/** An entry a reader may see. The row says that; what he sees of it stands in the rendering, sealed. */
export const entryRow: Table = {
  name: 'entry_row',
  columns: [
    ['case_id', 'text'],
    ['reader', 'text'],
    ['position', 'bigint'],
    ['entry_id', 'text'],
    ['type', 'text'],
    ['party', 'text'],
    ['occurred_key', 'text'],
    ['about', 'text'],
    ['audience', 'text'],
  ],
  key: ['case_id', 'reader', 'position'],
};

/** What all readers with the same mask get of one entry. */
export const rendering: Table = {
  name: 'rendering',
  columns: [
    ['case_id', 'text'],
    ['position', 'bigint'],
    ['audience', 'text'],
    ['body', 'text'],
  ],
  key: ['case_id', 'position', 'audience'],
};

/** That a reader may see something of a case: his grant. `valid_until`: when lapse of time alone changes what he sees. */
export const caseReader: Table = {
  name: 'case_reader',
  columns: [
    ['case_id', 'text'],
    ['reader', 'text'],
    ['reads_from', 'text'],
    ['valid_until', 'text'],
    ['last_position', 'bigint'],
    ['opened_key', 'text'],
  ],
  key: ['case_id', 'reader'],
};

/** Where the running maximum of `recordedAt` rises: turns an instant into the last position known then. */
export const moment: Table = {
  name: 'moment',
  columns: [
    ['position', 'bigint'],
    ['recorded_max', 'text'],
  ],
  key: ['position'],
};

export const checkpoint: Table = {
  name: 'checkpoint',
  columns: [
    ['name', 'text'],
    ['position', 'bigint'],
  ],
  key: ['name'],
};

/**
 * Under which blind token (BlindIndex) a reader finds a person of a case, or with an empty `person_id` the case itself. Written from what
 * he may see of its entries, so that somebody he may not know of has no row of his.
 */
export const searchRow: Table = {
  name: 'search_row',
  columns: [
    ['reader', 'text'],
    ['token', 'text'],
    ['case_id', 'text'],
    ['person_id', 'text'],
  ],
  key: ['reader', 'token', 'case_id', 'person_id'],
};

/**
 * What was decided last about two people in two cases, once from each side. Nobody's row: it is read by who sees both ends, and looked at
 * through his own rows of both cases.
 */
export const caseLink: Table = {
  name: 'case_link',
  columns: [
    ['case_id', 'text'],
    ['person_id', 'text'],
    ['other_case', 'text'],
    ['other_person', 'text'],
    ['decision', 'text'],
    ['match_stream', 'text'],
  ],
  key: ['case_id', 'person_id', 'other_case', 'other_person'],
};

export const TABLES: readonly Table[] = [entryRow, rendering, caseReader, moment, checkpoint, searchRow, caseLink];

export interface Index {
  readonly name: string;
  readonly table: string;
  readonly columns: string;
}

/** Where an order does not need it, `reader` stands late: rows of one event for all its readers then go on one page. */
export const READER_LATE: readonly Index[] = [
  { name: 'entry_row_one', table: 'entry_row', columns: 'case_id, entry_id, reader' },
  { name: 'entry_row_of_type', table: 'entry_row', columns: 'case_id, type, reader, position' },
];

/** Those of before, whose place they took. */
export const READER_EARLY: readonly Index[] = [
  { name: 'entry_row_entry', table: 'entry_row', columns: 'case_id, reader, entry_id' },
  { name: 'entry_row_type', table: 'entry_row', columns: 'case_id, reader, type, position' },
];

/** Those of `entry_row` are PostgreSQL's: in a file of SQLite its rows lie otherwise (`sqlite/entry-rows.ts`). */
export const INDEXES: readonly Index[] = [
  { name: 'entry_row_occurred', table: 'entry_row', columns: 'case_id, reader, occurred_key, position' },
  ...READER_LATE,
  { name: 'case_reader_recent', table: 'case_reader', columns: 'reader, last_position' },
  { name: 'case_reader_due', table: 'case_reader', columns: 'valid_until' },
  { name: 'moment_recorded', table: 'moment', columns: 'recorded_max, position' },
  { name: 'search_row_token', table: 'search_row', columns: 'token' },
  { name: 'search_row_case', table: 'search_row', columns: 'case_id, reader' },
];

/**
 * Renderings nobody's row points at any more: after a narrowing they must not linger. Asked as a set, so that the case is gone through once
 * and not once per rendering.
 */
export const DROP_ORPHANS = `DELETE FROM rendering WHERE case_id = ? AND (position, audience) NOT IN (
  SELECT position, audience FROM entry_row WHERE case_id = ?)`;
