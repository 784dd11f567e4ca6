// SPDX-License-Identifier: EUPL-1.2
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';

/** An account an application signs in with. */
export interface AppAccount {
  readonly name: string;
  /** Set when the account is made and whenever migrations run. Left out: the account is there already, and others keep how it signs in. */
  readonly password?: string;
}

/** The account may do more than an application may. Nothing was opened. Its message is meant for an operator. */
export class UnsafeAccount extends Error {
  readonly code = 'UNSAFE_ACCOUNT';
  constructor(message: string) {
    super(message);
    this.name = 'UnsafeAccount';
  }
}

const DUPLICATE = ['42710', '23505'];
/** Two migrations that set a password of one account at the same time; accounts belong to the server, not to a database. */
const CONCURRENT = 'XX000';
const ATTEMPTS = 5;

/** Makes an account that may sign in and nothing else, or sets its password. */
export async function ensureAccount(client: pg.ClientBase, { name, password }: AppAccount): Promise<void> {
  const role = pg.escapeIdentifier(name);
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) {
    if (password === undefined) throw new Error(`Account ${name} does not exist, and no password was given to make it with`);
    await client.query(`CREATE ROLE ${role} LOGIN NOINHERIT`).catch((error: unknown) => {
      if (!DUPLICATE.includes(sqlState(error))) throw error;
    });
  }
  if (password === undefined) return;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(scramVerifier(password))}`);
      return;
    } catch (error) {
      if (sqlState(error) !== CONCURRENT || attempt === ATTEMPTS) throw error;
    }
  }
}

/** SQLSTATE of a refusal by the server; empty for what is none. */
export function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : '';
}

/** What the server keeps of a password (RFC 5803), computed here so that the password itself is in no log of statements. */
function scramVerifier(password: string): string {
  if (!/^[\x20-\x7e]+$/.test(password)) throw new Error('A password of an account is made of printable ASCII characters');
  const [salt, iterations] = [randomBytes(16), 4096];
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (what: string) => createHmac('sha256', salted).update(what).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${String(iterations)}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}
