// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';
import {
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
} from '@gezinslijn/event-sourcing';
import { CONFLICT, GroupBuilder, REPEATED, type AppendGroup } from '../core/append-group.ts';
import { ANY, NO_STREAM } from '../core/place-append.ts';
import { sqlState } from './accounts.ts';
import { isStatementError } from './connection.ts';

/** More would make the last caller wait without sharing the sync any better. */
const GROUP_APPENDS = 512;
const GROUP_BYTES = 8 * 1024 * 1024;
/** A group this large leaves at once when none is under way, so that it commits while this thread prepares the rest. */
const EARLY_APPENDS = 16;
/**
 * When a group comes back and this many wait already, they leave before the callers just answered go on: those prepare their next appends in
 * step with one another, so that waiting for the first of them is waiting for all.
 */
const AT_ONCE_APPENDS = 8;

interface Caller {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

interface Batch {
  readonly group: GroupBuilder;
  readonly callers: Caller[];
}

type Answer = { readonly rows: readonly Outcome[] } | { readonly failure: StoreUnavailable };

interface Outcome {
  readonly o_append: number;
  readonly o_kind: number;
  readonly o_rev: string;
  readonly o_pos: string;
}

export interface GroupWriterOptions {
  readonly connection: pg.ClientConfig;
  /** Runs after each commit that wrote something, before the callers go on, with the streams of the group. */
  readonly onCommit: (streams: ReadonlySet<string>) => void;
}

/**
 * Commits appends in groups over one connection: one group is under way at a time, and whoever comes meanwhile rides with the next. Under
 * the lock that orders all events, writers with a transaction each were slower than one. A lost connection refuses what was under way,
 * whose fate is unknown; the next group makes a new one.
 */
export class GroupWriter {
  readonly #options: GroupWriterOptions;
  readonly #waiting: Batch[] = [];
  #client: pg.Client | undefined;
  #busy = false;
  #scheduled = false;
  #whenIdle: (() => void) | undefined;
  #spare: ArrayBuffer | undefined;
  #groups = 0;

  constructor(options: GroupWriterOptions) {
    this.#options = options;
  }

  /** How many groups were sent to be committed. */
  get groups(): number {
    return this.#groups;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      const batch = this.#openBatch();
      batch.group.add(stream, expected === 'any' ? ANY : expected === 'noStream' ? NO_STREAM : expected, events);
      batch.callers.push({ stream, expected, resolve, reject });
      if (!this.#busy && batch.callers.length >= EARLY_APPENDS) this.#send();
      else this.#schedule();
    });
  }

  /** Commits what is waiting, then lets the connection go. */
  async close(): Promise<void> {
    if (this.#busy || this.#waiting.length > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    await this.#client?.end().catch(() => undefined);
    this.#client = undefined;
  }

  /** At the end of this turn of the event loop: all who were answered together have their chance to ask again. */
  #schedule(): void {
    if (this.#scheduled || this.#busy) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#busy) this.#send();
    });
  }

  #send(): void {
    const batch = this.#waiting.shift();
    if (batch === undefined) return;
    this.#busy = true;
    const built = batch.group.build();
    void this.#commit(batch, built).then((answer) => {
      this.#busy = false;
      if ('rows' in answer && (this.#waiting[0]?.callers.length ?? 0) >= AT_ONCE_APPENDS) this.#send();
      this.#settle(batch, built, answer);
      if (this.#waiting.length > 0) this.#schedule();
      else if (!this.#busy) this.#whenIdle?.();
    });
  }

  #openBatch(): Batch {
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.callers.length < GROUP_APPENDS && last.group.byteLength < GROUP_BYTES) return last;
    const batch: Batch = { group: new GroupBuilder(this.#spare), callers: [] };
    this.#spare = undefined;
    this.#waiting.push(batch);
    return batch;
  }

  /** Never rejects. */
  async #commit({ group, callers }: Batch, built: AppendGroup): Promise<Answer> {
    try {
      const client = this.#client ?? (await this.#connected());
      this.#groups += 1;
      const { rows } = await client.query<Outcome>(statementFor(built, group.byteLength));
      if (rows.length !== callers.length || rows.some(({ o_append }) => callers[o_append - 1] === undefined))
        throw new Error('The server did not answer for every append of the group, and for no other');
      return { rows };
    } catch (error) {
      if (!isStatementError(error)) this.#drop();
      const state = sqlState(error);
      return {
        failure: new StoreUnavailable(`The event store cannot be written now${state === '' ? '' : ` (${state})`}`, { cause: error }),
      };
    }
  }

  #settle({ callers }: Batch, built: AppendGroup, answer: Answer): void {
    if ('failure' in answer) {
      for (const { reject } of callers) reject(answer.failure);
      return;
    }
    const { rows } = answer;
    if (rows.some(({ o_kind }) => o_kind !== CONFLICT && o_kind !== REPEATED)) this.#options.onCommit(new Set(built.streams));
    for (const row of rows) settle(callers[row.o_append - 1] as Caller, row);
    if (built.bytes.byteLength <= GROUP_BYTES) this.#spare ??= built.bytes;
  }

  async #connected(): Promise<pg.Client> {
    const client = new pg.Client(this.#options.connection);
    const gone = () => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', gone);
    client.on('end', gone);
    await client.connect();
    this.#client = client;
    return client;
  }

  /** The answer did not come: the connection may still be busy with the old group, so it is not used again. */
  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => undefined);
  }
}

function settle(caller: Caller, { o_kind, o_rev, o_pos }: Outcome): void {
  const revision = Number(o_rev);
  if (o_kind !== CONFLICT) caller.resolve({ revision, position: BigInt(o_pos), repeated: o_kind === REPEATED });
  else caller.reject(new WrongExpectedRevision(caller.stream, caller.expected, revision === NO_STREAM ? null : revision));
}

function statementFor(group: AppendGroup, byteLength: number): pg.QueryConfig {
  const bytes = Buffer.from(group.bytes, 0, byteLength);
  return group.ids.length === 1 ? oneEvent(group, bytes) : manyEvents(group, bytes);
}

function oneEvent({ streams, expected, ids, types, sizes }: AppendGroup, bytes: Buffer): pg.QueryConfig {
  const split = sizes[0] ?? 0;
  return {
    name: 'append_event',
    text: 'SELECT * FROM event_store.append_event($1, $2, $3, $4, $5, $6)',
    values: [streams[0], expected[0], ids[0], types[0], bytes.subarray(0, split), bytes.subarray(split)],
  };
}

function manyEvents({ streams, expected, counts, ids, types, sizes }: AppendGroup, bytes: Buffer): pg.QueryConfig {
  const [firsts, rounds, appends]: [number[], number[], number[]] = [[], [], []];
  const seen = new Map<string, number>();
  streams.forEach((stream, index) => {
    firsts.push(appends.length);
    const round = seen.get(stream) ?? 0;
    seen.set(stream, round + 1);
    rounds.push(round);
    for (let event = 0; event < (counts[index] ?? 0); event += 1) appends.push(index + 1);
  });
  const [offsets, dataSizes, metadataSizes]: [number[], number[], number[]] = [[], [], []];
  let offset = 0;
  for (let part = 0; part < sizes.length; part += 2) {
    const [data, metadata] = [sizes[part] ?? 0, sizes[part + 1] ?? 0];
    offsets.push(offset);
    dataSizes.push(data);
    metadataSizes.push(metadata);
    offset += data + metadata;
  }
  return {
    name: 'append_events',
    text: 'SELECT * FROM event_store.append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    values: [
      streams,
      array(expected),
      array(counts),
      array(firsts),
      array(rounds),
      array(appends),
      array(ids),
      types,
      array(offsets),
      array(dataSizes),
      array(metadataSizes),
      bytes,
    ],
  };
}

/** Whole numbers and ids (checked before they come here) as the server reads an array: they need no quotes, and the client would look for some. */
const array = (values: readonly (number | string)[]): string => `{${values.join(',')}}`;
