// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';

export interface ConnectionOptions {
  readonly url: string;
  /** Shows in the server's list of sessions. */
  readonly name: string;
  /** Milliseconds a statement may take, on the server and as waited for here. */
  readonly deadline: number;
  /** Settings of the session, such as `synchronous_commit`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Time for the server's own refusal to arrive before we give up on the connection. */
const GRACE = 1_000;

/** One set of rules for every connection: nothing waits for ever, on a server that hangs or a network that swallows. */
export function connectionConfig({ url, name, deadline, settings = {} }: ConnectionOptions): pg.ClientConfig {
  const all = { statement_timeout: String(deadline), idle_in_transaction_session_timeout: String(deadline), ...settings };
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: deadline,
    query_timeout: deadline + GRACE,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: Object.entries(all)
      .map(([key, value]) => `-c ${key}=${value}`)
      .join(' '),
  };
}

/** True when the server itself refused and the connection is as good as before. */
export function isStatementError(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
}
