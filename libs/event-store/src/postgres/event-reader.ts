// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';
import { StoreUnavailable, type AllPage, type ReadAllOptions, type StoredEvent } from '@gezinslijn/event-sourcing';
import { sqlState } from './accounts.ts';

/** Positions looked at per filtered page: a rare match must not hold a connection for the length of the store. */
const SCAN = 4_096;
/** Bytes of events per page, one event more or less: large events come in short pages, so that memory stays bounded. */
const PAGE_BYTES = 4 * 1024 * 1024;

const COLUMNS = 'e.pos, e.stream, e.rev, e.id, e.type, e.data, e.metadata';
/** Bytes of the page before this event, and how many events there were to give. Sizes are known without reading large values. */
const MEASURED = `${COLUMNS}, count(*) OVER () AS found,
  coalesce(sum(octet_length(e.data) + octet_length(e.metadata)) OVER (ORDER BY e.pos ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before`;

const STREAM = (direction: 'forwards' | 'backwards') => {
  const [compare, order] = direction === 'forwards' ? ['>=', ''] : ['<=', ' DESC'];
  return `SELECT ${COLUMNS}, found FROM (
    SELECT ${MEASURED.replace('ORDER BY e.pos', `ORDER BY e.rev${order}`)} FROM (
      SELECT * FROM event_store.event WHERE stream = $1 AND rev ${compare} $2 ORDER BY rev${order} LIMIT $3) e
  ) e WHERE bytes_before < ${String(PAGE_BYTES)} ORDER BY e.rev${order}`;
};

/**
 * The head and the page come from one snapshot. What is below the head there is final: positions are given out under a lock that is
 * held to the commit, so a snapshot that sees one sees all before it.
 */
const PAGE = `WITH head AS MATERIALIZED (SELECT coalesce(max(pos), 0) AS pos FROM event_store.event)
  SELECT head.pos AS head, e.* FROM head LEFT JOIN LATERAL (
    SELECT ${COLUMNS}, found FROM (
      SELECT ${MEASURED} FROM (
        SELECT * FROM event_store.event
        WHERE pos > $1 AND pos <= least(head.pos, $2)
          AND ($3::text[] IS NULL OR type = ANY ($3)) AND ($4::text[] IS NULL OR EXISTS (SELECT FROM unnest($4) p WHERE starts_with(stream, p)))
        ORDER BY pos LIMIT $5) e
    ) e WHERE bytes_before < ${String(PAGE_BYTES)}
  ) e ON true ORDER BY e.pos`;

/** Name by name down the index, however many events each has. */
const NAMES = `WITH RECURSIVE names AS (
    (SELECT stream, 1 AS number FROM event_store.event WHERE stream >= $1 ORDER BY stream LIMIT 1)
    UNION ALL
    SELECT next.stream, names.number + 1 FROM names CROSS JOIN LATERAL (
      SELECT stream FROM event_store.event WHERE stream > names.stream ORDER BY stream LIMIT 1) next WHERE names.number < $2::int
  ) SELECT stream FROM names`;

const STATEMENTS = {
  head: 'SELECT max(pos) AS pos FROM event_store.event',
  forwards: STREAM('forwards'),
  backwards: STREAM('backwards'),
  page: PAGE,
  names: NAMES,
} as const;

interface Row {
  readonly pos: string;
  readonly stream: string;
  readonly rev: string;
  readonly id: string;
  readonly type: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
  readonly found: string;
}

export interface StreamPage {
  readonly events: readonly StoredEvent[];
  /** True when the limit was not reached and the page was not cut for its size: there is no more. */
  readonly atEnd: boolean;
}

/** Reads over a few pooled connections. A statement is prepared once on each. */
export class EventReader {
  readonly #pool: pg.Pool;

  constructor(connection: pg.ClientConfig, max: number) {
    this.#pool = new pg.Pool({ ...connection, max });
    // A connection lost while nobody used it: the pool makes another when one is asked for.
    this.#pool.on('error', () => undefined);
  }

  async head(): Promise<bigint | null> {
    const [row] = await this.#rows<{ pos: string | null }>('head', []);
    return row?.pos == null ? null : BigInt(row.pos);
  }

  async stream(stream: string, from: number, backwards: boolean, limit: number): Promise<StreamPage> {
    const rows = await this.#rows<Row>(backwards ? 'backwards' : 'forwards', [stream, from, limit]);
    const found = Number(rows[0]?.found ?? 0);
    return { events: rows.map(storedEvent), atEnd: found < limit && rows.length === found };
  }

  /** Names of streams in order, byte by byte, from this text on. */
  async streamsFrom(text: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#rows<{ readonly stream: string }>('names', [text, limit]);
    return rows.map(({ stream }) => stream);
  }

  async page({ after, limit, filter }: ReadAllOptions): Promise<AllPage> {
    const start = after ?? 0n;
    const end = start + BigInt(filter === undefined ? limit : Math.max(limit, SCAN));
    const values = [start, end, filter?.types ?? null, filter?.streamPrefixes ?? null, limit];
    // One row without an event when there is none to give.
    const rows = await this.#rows<{ readonly head: string } & Partial<Row>>('page', values);
    const head = BigInt(rows[0]?.head ?? 0);
    if (start >= head) return { events: [], lastPosition: after, atHead: true };
    const events = rows.filter((row): row is { readonly head: string } & Row => row.pos != null).map(storedEvent);
    const found = Number(rows[0]?.found ?? 0);
    const cut = found === limit || events.length < found;
    const lastPosition = (cut ? events.at(-1)?.position : undefined) ?? (end < head ? end : head);
    return { events, lastPosition, atHead: lastPosition === head };
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #rows<R extends object>(name: keyof typeof STATEMENTS, values: readonly unknown[]): Promise<R[]> {
    try {
      const { rows } = await this.#pool.query<R>({ name, text: STATEMENTS[name], values: [...values] });
      return rows;
    } catch (error) {
      const state = sqlState(error);
      throw new StoreUnavailable(`The event store cannot be read now${state === '' ? '' : ` (${state})`}`, { cause: error });
    }
  }
}

function storedEvent({ pos, stream, rev, id, type, data, metadata }: Row): StoredEvent {
  return { id, type, data, metadata, stream, revision: Number(rev), position: BigInt(pos) };
}
