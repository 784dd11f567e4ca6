// SPDX-License-Identifier: EUPL-1.2
import type pg from 'pg';
import { checkInfo, WrongStore, type StoreInfo } from '../core/store-info.ts';
import { UnsafeAccount, sqlState } from './accounts.ts';
import { EVENT_MIGRATIONS, readInfo } from './migrate-events.ts';

/** What makes an account able to change what was recorded, itself or as another it may become. */
const POWERS = `
  WITH me AS (SELECT r.oid, r.rolname, r.rolsuper, r.rolcreaterole, r.rolreplication FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')),
       t AS (SELECT c.oid, c.relname, c.relowner FROM pg_class c WHERE c.relnamespace = 'event_store'::regnamespace AND c.relkind = 'r')
  SELECT DISTINCT power FROM (
    SELECT 'is a superuser' FROM me WHERE rolsuper
    UNION ALL SELECT 'may make accounts' FROM me WHERE rolcreaterole
    UNION ALL SELECT 'may replicate' FROM me WHERE rolreplication
    UNION ALL SELECT 'owns ' || t.relname FROM me JOIN t ON t.relowner = me.oid
    UNION ALL SELECT 'owns the database' FROM me JOIN pg_database d ON d.datdba = me.oid AND d.datname = current_database()
    UNION ALL SELECT 'may ' || lower(p) || ' ' || t.relname FROM me CROSS JOIN t CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p
      WHERE has_table_privilege(me.oid, t.oid, p) OR (p IN ('INSERT', 'UPDATE') AND has_any_column_privilege(me.oid, t.oid, p))
    UNION ALL SELECT 'may make things in the schema of the events' FROM me WHERE has_schema_privilege(me.oid, 'event_store', 'CREATE')
  ) AS p(power) ORDER BY power`;

const GUARDS_STANDING = `
  SELECT count(*)::int AS n FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE c.relnamespace = 'event_store'::regnamespace AND t.tgname = 'never_change' AND t.tgenabled = 'A'`;

const GUARDED_TABLES = 3;
/** No such schema or table; no right to look. */
const NOT_THERE = ['3F000', '42P01', '42501'];

/**
 * Refuses to open a store whose record this account could change, that was made with other marks, or that has another shape.
 * @throws UnsafeAccount, WrongStore
 */
export async function checkAtStart(client: pg.ClientBase, wanted: StoreInfo): Promise<StoreInfo> {
  await checkPowers(client);
  await checkShape(client);
  const info = await readInfo(client);
  checkInfo(info, wanted);
  return info;
}

async function checkPowers(client: pg.ClientBase): Promise<void> {
  const { rows } = await orNotThere(client.query<{ power: string }>(POWERS));
  if (rows.length === 0) return;
  throw new UnsafeAccount(
    `The account could change or delete what was recorded: it ${rows.map(({ power }) => power).join(', ')}. ` +
      'Applications sign in with an account that may read and append only; migrateEvents makes one',
  );
}

async function checkShape(client: pg.ClientBase): Promise<void> {
  const { rows } = await orNotThere(client.query<{ name: string }>('SELECT name FROM event_store.migration ORDER BY name'));
  const [standing, known] = [rows.map(({ name }) => name).join(', '), Object.keys(EVENT_MIGRATIONS).join(', ')];
  if (standing !== known) throw new WrongStore(`The event store has shape ${standing || '(none)'}; this program knows ${known}`);
  const guards = await client.query<{ n: number }>(GUARDS_STANDING);
  if (guards.rows[0]?.n !== GUARDED_TABLES) throw new WrongStore('The triggers that keep events from being changed are off or gone');
}

async function orNotThere<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    if (NOT_THERE.includes(sqlState(error)))
      throw new WrongStore('The database holds no event store this account may use: run the migrations with its name first');
    throw error;
  }
}
