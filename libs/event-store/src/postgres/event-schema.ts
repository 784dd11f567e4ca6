// SPDX-License-Identifier: EUPL-1.2
/**
 * The tables of events, in a schema of their own. Names and types compare byte by byte (collation "C"), so that a prefix means the same
 * on every server. Triggers refuse what accounts have no right to anyway: that stops slips of who has, the owner included.
 */
export const TABLES = `
  CREATE TABLE event_store.event(
    pos bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL, rev bigint NOT NULL, id uuid NOT NULL, type text COLLATE "C" NOT NULL,
    data bytea NOT NULL, metadata bytea NOT NULL, UNIQUE (stream, rev));

  -- Where the ids stand of appends that named no revision: a repeat of one is known by its ids alone.
  CREATE TABLE event_store.appended_anywhere(stream text COLLATE "C", id uuid, rev bigint NOT NULL, PRIMARY KEY (stream, id));

  CREATE TABLE event_store.store_info(key text PRIMARY KEY, value text NOT NULL);

  CREATE FUNCTION event_store.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'rows of % are only added: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
  END $$;

  CREATE FUNCTION event_store.refuse_second_info() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM event_store.store_info) THEN
      RAISE EXCEPTION 'store info is written once' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER written_once BEFORE INSERT ON event_store.store_info FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_second_info();
  ALTER TABLE event_store.store_info ENABLE ALWAYS TRIGGER written_once;
`;

const GUARDED = ['event', 'appended_anywhere', 'store_info'];

/** ALWAYS: also in a session that switches ordinary triggers off (`session_replication_role`). */
export const GUARDS = GUARDED.map(
  (table) => `
  CREATE TRIGGER never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_change();
  ALTER TABLE event_store.${table} ENABLE ALWAYS TRIGGER never_change;`,
).join('\n');

/** Key of the lock under which positions are given out; two numbers, so that it meets no lock of another program by chance. */
const ORDER_LOCK = '1734700622, 7701';

/** Runs as its owner, whoever calls it, so nothing in it may be looked up where a caller can put something else. */
const AS_OWNER = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp`;

/**
 * An append that does not stand at its stream's head: repeated (1) with where it stands, or a conflict (2) with the head.
 * The rule is that of core/place-append.ts; expected -2 is `any`, -1 no stream.
 */
const PLACE_KNOWN = `
  CREATE FUNCTION event_store.place_known(p_stream text, p_expected bigint, p_head bigint, p_ids uuid[])
  RETURNS TABLE(o_kind int, o_rev bigint, o_pos bigint) LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    n bigint := cardinality(p_ids);
    first bigint;
    same bigint := 0;
  BEGIN
    IF p_expected = -2 THEN
      SELECT w.rev INTO first FROM event_store.appended_anywhere w WHERE w.stream = p_stream AND w.id = p_ids[1];
      SELECT count(*) INTO same FROM unnest(p_ids) WITH ORDINALITY AS v(id, k)
        JOIN event_store.appended_anywhere w ON w.stream = p_stream AND w.id = v.id AND w.rev = first + v.k - 1;
    ELSIF p_expected < p_head THEN
      first := p_expected + 1;
      SELECT count(*) INTO same FROM unnest(p_ids) WITH ORDINALITY AS v(id, k)
        JOIN event_store.event e ON e.stream = p_stream AND e.rev = first + v.k - 1 AND e.id = v.id;
    END IF;
    IF same = n THEN
      RETURN QUERY SELECT 1, e.rev, e.pos FROM event_store.event e WHERE e.stream = p_stream AND e.rev = first + n - 1;
    ELSE
      RETURN QUERY SELECT 2, p_head, 0::bigint;
    END IF;
  END $$;`;

interface Shape {
  readonly create: 'CREATE FUNCTION' | 'CREATE OR REPLACE FUNCTION';
  /** SQL for what a notice says, from SQL for the streams that were written to. */
  readonly told: (streams: string) => string;
}

/** One append of one event, the commonest case, with scalars: about twice as fast as the set below. */
const appendEvent = ({ create, told }: Shape): string => `
  ${create} event_store.append_event(p_stream text, p_expected bigint, p_id uuid, p_type text, p_data bytea, p_metadata bytea)
  RETURNS TABLE(o_append int, o_kind int, o_rev bigint, o_pos bigint) ${AS_OWNER} AS $$
  DECLARE base bigint; head bigint;
  BEGIN
    PERFORM pg_advisory_xact_lock(${ORDER_LOCK});
    SELECT coalesce(max(e.pos), 0) INTO base FROM event_store.event e;
    SELECT coalesce((SELECT e.rev FROM event_store.event e WHERE e.stream = p_stream ORDER BY e.rev DESC LIMIT 1), -1) INTO head;
    IF p_expected = head OR (p_expected = -2 AND (head = -1
        OR NOT EXISTS (SELECT FROM event_store.appended_anywhere w WHERE w.stream = p_stream AND w.id = p_id))) THEN
      INSERT INTO event_store.event(pos, stream, rev, id, type, data, metadata)
        VALUES (base + 1, p_stream, head + 1, p_id, p_type, p_data, p_metadata);
      IF p_expected = -2 THEN
        INSERT INTO event_store.appended_anywhere(stream, id, rev) VALUES (p_stream, p_id, head + 1);
      END IF;
      PERFORM pg_notify('event_store', ${told('ARRAY[p_stream]')});
      RETURN QUERY SELECT 1, 0, head + 1, base + 1;
    ELSE
      RETURN QUERY SELECT 1, k.o_kind, k.o_rev, k.o_pos FROM event_store.place_known(p_stream, p_expected, head, ARRAY[p_id]) k;
    END IF;
  END $$;`;

/**
 * Many appends in one call: one transaction, one sync. The lock is taken first, in a statement of its own, and held to the commit, so
 * positions become visible in their order and without gaps; the last position is read in a new statement, which sees all that committed
 * before. Appends to one stream go in rounds, the first of each stream in round 0, so that each sees what those before it wrote.
 * An append at a wrong revision gets its own answer and holds nobody up. All bytes come in one piece; offsets say where each part is.
 */
const appendEvents = ({ create, told }: Shape): string => `
  ${create} event_store.append_events(
    p_streams text[], p_expected bigint[], p_counts int[], p_firsts int[], p_rounds int[],
    p_appends int[], p_ids uuid[], p_types text[], p_offsets int[], p_data_sizes int[], p_metadata_sizes int[], p_bytes bytea)
  RETURNS TABLE(o_append int, o_kind int, o_rev bigint, o_pos bigint) ${AS_OWNER} AS $$
  DECLARE base bigint; before bigint; last_round int;
  BEGIN
    PERFORM pg_advisory_xact_lock(${ORDER_LOCK});
    SELECT coalesce(max(e.pos), 0) INTO base FROM event_store.event e;
    before := base;
    SELECT max(r) INTO last_round FROM unnest(p_rounds) r;
    FOR round IN 0 .. last_round LOOP
      RETURN QUERY
      WITH a AS MATERIALIZED (
        SELECT t.o::int, t.s, t.x, t.n, t.f,
          coalesce((SELECT e.rev FROM event_store.event e WHERE e.stream = t.s ORDER BY e.rev DESC LIMIT 1), -1) AS head
        FROM unnest(p_streams, p_expected, p_counts, p_firsts, p_rounds) WITH ORDINALITY AS t(s, x, n, f, r, o) WHERE t.r = round
      ), good AS MATERIALIZED (
        SELECT a.*, base + sum(a.n) OVER (ORDER BY a.o) - a.n AS below FROM a
        WHERE a.x = a.head OR (a.x = -2 AND (a.head = -1 OR NOT EXISTS (
          SELECT FROM event_store.appended_anywhere w WHERE w.stream = a.s AND w.id = ANY (p_ids[a.f + 1 : a.f + a.n]))))
      ), placed AS MATERIALIZED (
        SELECT g.below + v.k - g.f AS pos, g.s, g.x, g.head + v.k - g.f AS rev, v.id, v.type,
          substring(p_bytes FROM v.at + 1 FOR v.d) AS data, substring(p_bytes FROM v.at + 1 + v.d FOR v.m) AS metadata
        FROM good g
        JOIN unnest(p_appends, p_ids, p_types, p_offsets, p_data_sizes, p_metadata_sizes) WITH ORDINALITY AS v(o, id, type, at, d, m, k)
          ON v.o = g.o
      ), written AS (
        INSERT INTO event_store.event(pos, stream, rev, id, type, data, metadata)
        SELECT p.pos, p.s, p.rev, p.id, p.type, p.data, p.metadata FROM placed p
      ), anywhere AS (
        INSERT INTO event_store.appended_anywhere(stream, id, rev) SELECT p.s, p.id, p.rev FROM placed p WHERE p.x = -2
      )
      SELECT g.o, 0, g.head + g.n, (g.below + g.n)::bigint FROM good g
      UNION ALL
      SELECT a.o, k.o_kind, k.o_rev, k.o_pos
      FROM a CROSS JOIN LATERAL event_store.place_known(a.s, a.x, a.head, p_ids[a.f + 1 : a.f + a.n]) k
      WHERE NOT EXISTS (SELECT FROM good g WHERE g.o = a.o);
      SELECT coalesce(max(e.pos), 0) INTO base FROM event_store.event e;
    END LOOP;
    IF base > before THEN PERFORM pg_notify('event_store', ${told('p_streams')}); END IF;
  END $$;`;

const first: Shape = { create: 'CREATE FUNCTION', told: () => `''` };
export const FUNCTIONS = [PLACE_KNOWN, appendEvent(first), appendEvents(first)].join('\n');

/**
 * Notices that say to what kinds of streams was written, so that only who waits for those looks. Empty: anything may have changed, also
 * where there are more kinds than a notice can hold.
 */
const byKind: Shape = {
  create: 'CREATE OR REPLACE FUNCTION',
  told: (streams) => `(SELECT CASE WHEN length(k.kinds) < 4000 THEN k.kinds ELSE '' END
        FROM (SELECT string_agg(DISTINCT split_part(s, '-', 1) || '-', ',') AS kinds FROM unnest(${streams}) s) k)`,
};
export const NOTICES_BY_KIND = [appendEvent(byKind), appendEvents(byKind)].join('\n');

/** Functions may be called by everybody unless somebody says otherwise. */
export const CLOSED = `
  REVOKE ALL ON SCHEMA event_store FROM PUBLIC;
  REVOKE ALL ON ALL TABLES IN SCHEMA event_store FROM PUBLIC;
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event_store FROM PUBLIC;`;

/** What an application may: read, and append through the two functions. No INSERT, so that no row comes in past the order. */
export function grantsTo(account: string): string {
  return `
  GRANT USAGE ON SCHEMA event_store TO ${account};
  GRANT SELECT ON event_store.event, event_store.store_info, event_store.migration TO ${account};
  GRANT EXECUTE ON FUNCTION event_store.append_event, event_store.append_events TO ${account};`;
}
