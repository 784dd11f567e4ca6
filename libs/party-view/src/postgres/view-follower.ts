// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';
import { connectionConfig, NoticeListener } from '@gezinslijn/event-store/postgres-connections';
import type { Appeared } from '../view-engine.ts';
import { Waiters } from '../views.ts';
import type { Views } from '../views.ts';
import { CHANNEL } from './view-schema.ts';

/** The views moved on. */
export interface ViewNotice {
  readonly position: bigint;
  /** What appeared to whom since the last notice, in order, each once. */
  readonly appeared: readonly Appeared[];
  /** True when some of it is not known any more: this follower was away too long, or the views were rebuilt. Screens must ask anew. */
  readonly missed: boolean;
}

export interface ViewFollowerOptions {
  /** Address under the gateway's account. */
  readonly url: string;
  readonly onNotice?: (notice: ViewNotice) => void;
  /** Milliseconds after which it looks anyway, should a notice have been lost; 1,000 unless told. */
  readonly lookEvery?: number;
  /** Milliseconds a look may take; 5,000 unless told. */
  readonly deadline?: number;
  /** Name of the lease whose holder keeps the views current; `projector` unless told. */
  readonly lease?: string;
}

/** In one statement, so from one moment: where the views are, what appeared up to there, and whether somebody keeps them. */
const LOOK = `
  SELECT v.position, v.floor, v.kept, c.position AS at, c.reader, c.stream, c.entry_id
  FROM (SELECT
      (SELECT position FROM party_view.checkpoint WHERE name = 'party-view') AS position,
      (SELECT position FROM view_control.notice_floor) AS floor,
      EXISTS (SELECT FROM view_control.lease WHERE name = $2 AND until > clock_timestamp()) AS kept) v
  LEFT JOIN view_control.view_change c ON c.position > $1 AND c.position <= v.position
  ORDER BY c.position, c.reader LIMIT $3`;
const START = `SELECT position FROM party_view.checkpoint WHERE name = 'party-view'`;
const LIMIT = 10_000;

interface Look {
  readonly position: string | null;
  readonly floor: string;
  readonly kept: boolean;
  readonly at: string | null;
  readonly reader: string;
  readonly stream: string;
  readonly entry_id: string;
}

/**
 * Follows views that another process keeps. It is told by position, not by a number of its own: after a crash of the server that lost
 * the last commits the projector makes them again, and nothing is told twice or left out.
 */
export class ViewFollower implements Views {
  readonly #options: ViewFollowerOptions;
  readonly #pool: pg.Pool;
  readonly #waiters = new Waiters();
  #listener: NoticeListener | undefined;
  #position: bigint | null = null;
  /** Everything up to here was told. */
  #told = -1n;
  #kept = false;
  #failure: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: ViewFollowerOptions) {
    this.#options = options;
    this.#pool = new pg.Pool({ ...connectionConfig(this.#connection()), max: 1 });
    this.#pool.on('error', () => undefined);
  }

  get position(): bigint | null {
    return this.#position;
  }

  /** Why it could not look the last time it tried; gone as soon as it can. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** True while nobody keeps the views current, or this follower cannot see whether somebody does. */
  get lagging(): boolean {
    return this.#failure !== undefined || !this.#kept;
  }

  reached(position: bigint, timeoutMs: number): Promise<boolean> {
    return this.#waiters.reached(position, timeoutMs, this.#position);
  }

  /** Follows from where the views are now. @throws what the server says when it cannot be reached now. */
  async start(): Promise<void> {
    const { rows } = await this.#pool.query<{ position: string }>(START);
    this.#told = BigInt(rows[0]?.position ?? -1);
    await this.#look();
    this.#listener = new NoticeListener({
      ...this.#connection(),
      channel: CHANNEL,
      onNotice: () => {
        this.#lookSoon();
      },
    });
    this.#timer = setInterval(() => {
      this.#lookSoon();
    }, this.#options.lookEvery ?? 1_000);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#listener?.close();
    await this.#looking;
    await this.#pool.end();
  }

  #connection() {
    return { url: this.#options.url, name: 'gezinslijn-follow', deadline: this.#options.deadline ?? 5_000 };
  }

  /** One look at a time; what comes in meanwhile asks for one more. */
  #lookSoon(): void {
    this.#again = true;
    this.#looking ??= (async () => {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#look().catch((error: unknown) => {
          this.#failure = error instanceof Error ? error : new Error(String(error));
        });
      }
      this.#looking = undefined;
    })();
  }

  async #look(): Promise<void> {
    const { lease = 'projector' } = this.#options;
    const { rows } = await this.#pool.query<Look>({ name: 'look', text: LOOK, values: [String(this.#told), lease, LIMIT] });
    const [first] = rows;
    this.#failure = undefined;
    if (first === undefined) return;
    this.#kept = first.kept;
    if (first.position === null) return;
    const { upTo, changes } = whole(rows, BigInt(first.position));
    const missed = BigInt(first.floor) > this.#told;
    const news = upTo > this.#told;
    this.#told = upTo > this.#told ? upTo : this.#told;
    this.#position = upTo;
    if (news || missed) this.#options.onNotice?.({ position: upTo, appeared: changes, missed });
    this.#waiters.reach(upTo);
    if (upTo < BigInt(first.position)) this.#again = true;
  }
}

/** A page that was cut off ends before the position it was cut in: what one event brought is told together. */
function whole(rows: readonly Look[], position: bigint): { readonly upTo: bigint; readonly changes: readonly Appeared[] } {
  const all = rows.flatMap(({ at, reader, stream, entry_id }) =>
    at === null ? [] : [{ stream, reader, position: BigInt(at), entryId: entry_id }],
  );
  if (all.length < LIMIT) return { upTo: position, changes: all };
  const cut = all.at(-1)?.position ?? position;
  return { upTo: cut - 1n, changes: all.filter((change) => change.position < cut) };
}
