// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';
import { connectionConfig, type ConnectionOptions } from './connection.ts';

export interface NoticeListenerOptions extends ConnectionOptions {
  readonly channel: string;
  /** A notice came in, and what it says; or some may have been missed: after each new connection it is called once, with nothing. */
  readonly onNotice: (says: string) => void;
}

const FIRST_RETRY = 100;
const LAST_RETRY = 5_000;

/** Keeps a connection that listens, and makes a new one when it is lost. A notice is a hint to look, never the news itself. */
export class NoticeListener {
  readonly #options: NoticeListenerOptions;
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #wait = FIRST_RETRY;
  #closed = false;
  #opening: Promise<void> = Promise.resolve();

  constructor(options: NoticeListenerOptions) {
    this.#options = options;
    this.#opening = this.#open();
  }

  /** Whether notices come in now. While not, who waits for them must look more often. */
  get listening(): boolean {
    return this.#client !== undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#opening;
    await this.#client?.end().catch(() => undefined);
  }

  async #open(): Promise<void> {
    // Sessions that listen are idle for long: what ends idle sessions elsewhere must not end these.
    const client = new pg.Client(connectionConfig({ ...this.#options, settings: { idle_session_timeout: '0' } }));
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      if (this.#client === client) this.#client = undefined;
      this.#again();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ payload }) => {
      this.#options.onNotice(payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${pg.escapeIdentifier(this.#options.channel)}`);
      if (lost) return;
      this.#client = client;
      this.#wait = FIRST_RETRY;
      this.#options.onNotice('');
    } catch {
      lose();
      void client.end().catch(() => undefined);
    }
  }

  #again(): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#opening = this.#open();
    }, this.#wait);
    this.#wait = Math.min(2 * this.#wait, LAST_RETRY);
  }
}
