// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg';

/** Statements under an account of a test database, one after the other: what a test does behind the back of the product. */
export async function runAs(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
