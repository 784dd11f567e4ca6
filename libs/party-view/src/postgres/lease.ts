// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';
import { connectionConfig, sqlState } from '@gezinslijn/event-store/postgres-connections';
import type { Fence } from '../view-engine.ts';

export interface LeaseOptions {
  /** Address under the projector's account. */
  readonly url: string;
  /** What is held, such as `projector`. */
  readonly name: string;
  /** Who holds it, for people who look: a process, not a person. */
  readonly holder: string;
  /** Milliseconds it lasts without being renewed, by the server's clock. */
  readonly lasts: number;
}

/** While this is the lease's newest token, `fence` lets writes through. */
export interface HeldLease {
  /** Rises at every change of hands. */
  readonly token: bigint;
  /** Put in every write (`ProjectorOptions.fence`): locks the lease's row for the commit, so that nobody takes it over in between. */
  readonly fence: Fence;
}

const ACQUIRE = `
  INSERT INTO view_control.lease AS l (name, holder, token, until)
  VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = l.token + 1, until = clock_timestamp() + $3 * interval '1 millisecond'
  WHERE l.until < clock_timestamp()
  RETURNING l.token`;
const RENEW = `
  UPDATE view_control.lease SET until = clock_timestamp() + $3 * interval '1 millisecond' WHERE name = $1 AND token = $2 RETURNING token`;
const RELEASE = `UPDATE view_control.lease SET until = '-infinity' WHERE name = $1 AND token = $2`;
/** A statement that reached its time limit. */
const WAITED_TOO_LONG = '57014';
const FENCE = 'SELECT token FROM view_control.lease WHERE name = ? AND token = ? FOR SHARE';

/**
 * The right to do something alone, for as long as one says so in time. All times are the server's. Being late is not what makes a holder
 * harmless, for he may not know it: the token in his writes is.
 */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #pool: pg.Pool;
  #token: bigint | undefined;

  constructor(options: LeaseOptions) {
    this.#options = options;
    const { url, lasts } = options;
    // A holder that stopped in the middle of a write has the row locked; who waits for it tries again instead of waiting for ever.
    this.#pool = new pg.Pool({ ...connectionConfig({ url, name: 'gezinslijn-lease', deadline: Math.max(lasts, 1_000) }), max: 2 });
    this.#pool.on('error', () => undefined);
  }

  /** `null` when another holds it. Whoever gets it starts from what stands in the database, not from what he remembers. */
  async acquire(): Promise<HeldLease | null> {
    const { name } = this.#options;
    const [row] = await this.#tryAcquire();
    if (row === undefined) return null;
    this.#token = BigInt(row.token);
    return { token: this.#token, fence: { kind: 'require', sql: FENCE, params: [name, Number(row.token)] } };
  }

  async #tryAcquire(): Promise<{ token: string }[]> {
    const { name, holder, lasts } = this.#options;
    try {
      return (await this.#pool.query<{ token: string }>(ACQUIRE, [name, holder, lasts])).rows;
    } catch (error) {
      // The holder is in the middle of a write, or was stopped there: the server ends his transaction when it idles too long.
      if (sqlState(error) === WAITED_TOO_LONG) return [];
      throw error;
    }
  }

  /** `false` when it was taken over: stop. A holder that was late and not taken over holds it still. */
  async renew(): Promise<boolean> {
    if (this.#token === undefined) return false;
    const { rowCount } = await this.#pool.query(RENEW, [this.#options.name, String(this.#token), this.#options.lasts]);
    if (rowCount === 1) return true;
    this.#token = undefined;
    return false;
  }

  /** Lets another have it at once. Does nothing when it is another's already. */
  async release(): Promise<void> {
    if (this.#token === undefined) return;
    const token = this.#token;
    this.#token = undefined;
    await this.#pool.query(RELEASE, [this.#options.name, String(token)]);
  }

  /** Closes its connections; what is held stays held until it ends by itself. */
  close(): Promise<void> {
    return this.#pool.end();
  }
}
