// SPDX-License-Identifier: EUPL-1.2
import { INDEXES, READER_EARLY, READER_LATE, TABLES, caseLink, searchRow } from '../schema.ts';
import type { Index } from '../schema.ts';
import type { Table } from '../view-engine.ts';

/** Holds the views that are served; a rebuild takes its place by name. */
export const LIVE = 'party_view';
/** Holds what a rebuild is making. */
export const REBUILD = 'party_view_rebuild';
/** Notices go out on this channel. */
export const CHANNEL = 'party_view';

/** Text compares byte by byte: order and digests are the same on every engine and every server. */
function tableSql({ name, columns, key }: Table): string {
  const fields = columns.map(([column, type]) => `${column} ${type === 'text' ? 'text COLLATE "C"' : type}`);
  return `CREATE TABLE ${LIVE}.${name} (${fields.join(', ')}, PRIMARY KEY (${key.join(', ')}));`;
}

const indexSql = ({ name, table, columns }: Index) => `CREATE INDEX ${name} ON ${LIVE}.${table} (${columns});`;

function tablesSql(tables: readonly Table[]): readonly string[] {
  const first = [...INDEXES.filter((index) => !READER_LATE.includes(index)), ...READER_EARLY];
  const indexes = first.filter(({ table }) => tables.some(({ name }) => name === table));
  return [...tables.map(tableSql), ...indexes.map(indexSql)];
}

/** Tables that came after the first views. */
const LATER: readonly Table[] = [searchRow, caseLink];

export const VIEWS = [`CREATE SCHEMA ${LIVE};`, ...tablesSql(TABLES.filter((table) => !LATER.includes(table)))].join('\n');

/**
 * What stands beside the views and is not rebuilt with them: who holds the right to project, what appeared to whom in the last minutes,
 * and up to where that was thrown away.
 */
export const CONTROL = `
  CREATE TABLE view_control.account(role text PRIMARY KEY CHECK (role IN ('gateway', 'projector')), name text NOT NULL);
  CREATE TABLE view_control.lease(
    name text COLLATE "C" PRIMARY KEY, holder text NOT NULL, token bigint NOT NULL, until timestamptz NOT NULL);
  CREATE TABLE view_control.view_change(
    position bigint, reader text COLLATE "C", stream text COLLATE "C" NOT NULL, entry_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (position, reader, entry_id));
  CREATE TABLE view_control.notice_floor(one boolean PRIMARY KEY DEFAULT true CHECK (one), position bigint NOT NULL);
  INSERT INTO view_control.notice_floor(position) VALUES (-1);`;

const READER = `nullif(current_setting('gezinslijn.reader', true), '')`;

/**
 * Rights and row-level security of one set of views. A gateway reads the rows of the reader its transaction names and nobody else's, a
 * rendering only if such a row points at it. FORCE binds the owner too.
 */
const guardOf = (ofOneReader: readonly string[], { create = 'CREATE', links = false } = {}) => `
  ${create} FUNCTION view_control.guard(p_schema text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $guard$
  DECLARE gateway text; projector text; t text;
  BEGIN
    SELECT name INTO STRICT gateway FROM view_control.account WHERE role = 'gateway';
    SELECT name INTO STRICT projector FROM view_control.account WHERE role = 'projector';
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', p_schema);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I', p_schema, gateway, projector);
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = p_schema LOOP
      EXECUTE format('GRANT SELECT ON %I.%I TO %I', p_schema, t, gateway);
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO %I', p_schema, t, projector);
    END LOOP;
    FOREACH t IN ARRAY ARRAY[${[...ofOneReader, 'rendering', ...(links ? ['case_link'] : [])].map((table) => `'${table}'`).join(', ')}] LOOP
      EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', p_schema, t);
      EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', p_schema, t);
      EXECUTE format('DROP POLICY IF EXISTS kept ON %I.%I', p_schema, t);
      EXECUTE format('DROP POLICY IF EXISTS own_rows ON %I.%I', p_schema, t);
      EXECUTE format('CREATE POLICY kept ON %I.%I TO %I USING (true) WITH CHECK (true)', p_schema, t, projector);
    END LOOP;
    FOREACH t IN ARRAY ARRAY[${ofOneReader.map((table) => `'${table}'`).join(', ')}] LOOP
      EXECUTE format($own$CREATE POLICY own_rows ON %I.%I FOR SELECT TO %I USING (reader = ${READER})$own$, p_schema, t, gateway);
    END LOOP;
    EXECUTE format($own$CREATE POLICY own_rows ON %1$I.rendering FOR SELECT TO %2$I USING (EXISTS (
      SELECT FROM %1$I.entry_row r WHERE r.case_id = rendering.case_id AND r.position = rendering.position
        AND r.audience = rendering.audience AND r.reader = ${READER}))$own$, p_schema, gateway);${links ? OF_BOTH_ENDS : ''}
  END $guard$;`;

/** A link shows to who has a grant at both of its ends. */
const OF_BOTH_ENDS = `
    EXECUTE format($own$CREATE POLICY own_rows ON %1$I.case_link FOR SELECT TO %2$I USING (
      EXISTS (SELECT FROM %1$I.case_reader r WHERE r.case_id = case_link.case_id AND r.reader = ${READER})
      AND EXISTS (SELECT FROM %1$I.case_reader r WHERE r.case_id = case_link.other_case AND r.reader = ${READER}))$own$, p_schema, gateway);`;

/** What a projector may do of what only the owner can: three steps, each as the owner, with nothing for a caller to choose. */
const AS_OWNER = 'RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp';
const REBUILDING = `
  CREATE FUNCTION view_control.begin_rebuild() ${AS_OWNER} AS $$
  DECLARE t text;
  BEGIN
    SET LOCAL client_min_messages = warning;
    DROP SCHEMA IF EXISTS ${REBUILD} CASCADE;
    CREATE SCHEMA ${REBUILD};
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = '${LIVE}' LOOP
      EXECUTE format('CREATE TABLE ${REBUILD}.%1$I (LIKE ${LIVE}.%1$I INCLUDING ALL)', t);
    END LOOP;
    PERFORM view_control.guard('${REBUILD}');
  END $$;

  -- Names change place in one transaction. Who is reading reads on in the tables he began with; the next statement, prepared or not,
  -- finds the new ones. What appeared in the meantime was not noticed one by one, so followers before it are told that they missed some.
  CREATE FUNCTION view_control.swap_rebuild() ${AS_OWNER} AS $$
  BEGIN
    SET LOCAL client_min_messages = warning;
    DROP SCHEMA IF EXISTS ${LIVE}_replaced CASCADE;
    ALTER SCHEMA ${LIVE} RENAME TO ${LIVE}_replaced;
    ALTER SCHEMA ${REBUILD} RENAME TO ${LIVE};
    UPDATE view_control.notice_floor SET position =
      greatest(position, (SELECT coalesce(max(c.position), -1) FROM ${LIVE}.checkpoint c WHERE c.name = 'party-view'));
    PERFORM pg_notify('${CHANNEL}', '');
  END $$;

  CREATE FUNCTION view_control.drop_replaced() ${AS_OWNER} AS $$
  BEGIN
    SET LOCAL client_min_messages = warning;
    DROP SCHEMA IF EXISTS ${LIVE}_replaced CASCADE;
  END $$;`;

export const FUNCTIONS = [guardOf(['entry_row', 'case_reader']), REBUILDING].join('\n');

/** The search index, guarded by reader like the rows it stands beside, and links between cases, guarded at both ends. */
export const SEARCH = [
  ...tablesSql(LATER),
  guardOf(['entry_row', 'case_reader', 'search_row'], { create: 'CREATE OR REPLACE', links: true }),
].join('\n');

/** By what they hold: a rebuild gives the indexes of the tables it makes names of its own. */
export const INDEXES_READER_LATE = `
  DO $$ DECLARE i name; BEGIN
    FOR i IN SELECT indexname FROM pg_indexes WHERE schemaname = '${LIVE}' AND tablename = 'entry_row'
      AND (indexdef LIKE '%(case_id, reader, entry_id)' OR indexdef LIKE '%(case_id, reader, type, %') LOOP
      EXECUTE format('DROP INDEX ${LIVE}.%I', i);
    END LOOP;
  END $$;
  ${READER_LATE.map(indexSql).join('\n  ')}`;

export const CLOSED = `
  REVOKE ALL ON SCHEMA view_control FROM PUBLIC;
  REVOKE ALL ON ALL TABLES IN SCHEMA view_control FROM PUBLIC;
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA view_control FROM PUBLIC;`;

/** Rights beside the views; those on the views themselves come with `guard`. Names are quoted already. */
export function grants(gateway: string, projector: string): string {
  return `
  GRANT USAGE ON SCHEMA view_control TO ${gateway}, ${projector};
  GRANT SELECT ON view_control.migration, view_control.view_change, view_control.notice_floor, view_control.lease TO ${gateway}, ${projector};
  GRANT INSERT, DELETE ON view_control.view_change TO ${projector};
  GRANT UPDATE ON view_control.notice_floor TO ${projector};
  GRANT INSERT, UPDATE ON view_control.lease TO ${projector};
  GRANT EXECUTE ON FUNCTION view_control.begin_rebuild, view_control.swap_rebuild, view_control.drop_replaced TO ${projector};`;
}
