// SPDX-License-Identifier: EUPL-1.2
import type pg from 'pg';
import { sqlState, UnsafeAccount } from '@gezinslijn/event-store/postgres-connections';
import { VIEW_MIGRATIONS } from './migrate-views.ts';

/** What would make the guard of rows worth nothing for an account that serves readers, itself or as another it may become. */
const POWERS = `
  WITH me AS (SELECT r.* FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')),
       t AS (SELECT c.* FROM pg_class c WHERE c.relnamespace = 'party_view'::regnamespace AND c.relkind = 'r')
  SELECT DISTINCT power FROM (
    SELECT 'is a superuser' FROM me WHERE rolsuper
    UNION ALL SELECT 'bypasses row-level security' FROM me WHERE rolbypassrls
    UNION ALL SELECT 'may make accounts' FROM me WHERE rolcreaterole
    UNION ALL SELECT 'owns ' || t.relname FROM me JOIN t ON t.relowner = me.oid
    UNION ALL SELECT 'may ' || lower(p) || ' ' || t.relname FROM me CROSS JOIN t CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
      WHERE has_table_privilege(me.oid, t.oid, p)
    UNION ALL SELECT 'is not bound to a reader in ' || t.relname FROM t
      WHERE t.relname IN ('entry_row', 'case_reader', 'rendering', 'search_row', 'case_link') AND (
        NOT t.relrowsecurity OR NOT t.relforcerowsecurity OR EXISTS (
          SELECT FROM pg_policy p JOIN me ON me.oid = ANY (p.polroles) OR 0 = ANY (p.polroles) WHERE p.polrelid = t.oid AND p.polname <> 'own_rows'))
  ) AS p(power) ORDER BY power`;

const NOT_THERE = ['3F000', '42P01', '42501'];

/** @throws UnsafeAccount; Error when there are no views for this account or they have another shape. */
export async function checkViewAccount(pool: pg.Pool, access: 'read' | 'write'): Promise<void> {
  try {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM view_control.migration ORDER BY name');
    const [standing, known] = [rows.map(({ name }) => name).join(', '), Object.keys(VIEW_MIGRATIONS).join(', ')];
    if (standing !== known) throw new Error(`The views have shape ${standing || '(none)'}; this program knows ${known}`);
    // Touches what this account is for: no right to is found now and not at the first event.
    await pool.query(access === 'write' ? 'SELECT 1 FROM checkpoint FOR UPDATE LIMIT 1' : 'SELECT 1 FROM checkpoint LIMIT 1');
  } catch (error) {
    if (!NOT_THERE.includes(sqlState(error))) throw error;
    throw new Error(`The database holds no views this account may ${access}: run the migrations with its name first`, { cause: error });
  }
  if (access === 'write') return;
  const { rows } = await pool.query<{ power: string }>(POWERS);
  if (rows.length === 0) return;
  throw new UnsafeAccount(
    `The account that serves readers could see or change rows that are not theirs: it ${rows.map(({ power }) => power).join(', ')}. ` +
      'Gateways sign in with an account of their own; migrateViews makes one',
  );
}
