// SPDX-License-Identifier: EUPL-1.2
// command-sqlite, replay, rebuild, growth-stream, growth-views: in process, each against its ceiling side by side.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openKeyRing, openSqliteEventStore } from '@gezinslijn/event-store';
import { matrix2025 } from '@gezinslijn/family-case';
import { BlindIndex, CaseReads, SqliteViewEngine, WHOLE, buildViews, rebuild } from '@gezinslijn/party-view';
import { foldEach, streamsIn } from '../../apps/rvt/dist/replay/fold-cases.js';
import { inFolder, onPostgres } from './places.mjs';
import { cases, concurrently, drop, folder, median, openBench, openCase, paired, seeChild, worker } from './region.mjs';

const NOW = () => '2025-06-02T10:00:00.000Z';

/** Commands through the whole pipeline against the bare engine appending the very same bytes, 32 at a time. */
export async function commandSqlite({ quick }) {
  const [ours, bare] = [[], []];
  const total = quick ? 4000 : 10000;
  for (let round = 0; round < 3; round += 1) {
    const data = folder();
    const platform = await openBench(data);
    await platform.views.stop();
    const opened = await cases(platform, 320);
    await concurrently(32, 1000, (index) => seeChild(platform, opened[index % opened.length]));
    const before = await platform.store.head();
    ours.push(total / (await concurrently(32, total, (index) => seeChild(platform, opened[index % opened.length]))));
    const appended = [];
    for (let after = before; ;) {
      const page = await platform.store.readAll({ after, limit: 1000, filter: { streamPrefixes: ['familyCase-'] } });
      appended.push(...page.events);
      after = page.lastPosition;
      if (page.atHead) break;
    }
    await platform.close();
    const store = await openSqliteEventStore({ file: join(data, 'bare.sqlite') });
    const queues = new Map();
    const inTurn = (stream, work) => {
      const turn = (queues.get(stream) ?? Promise.resolve()).then(work);
      queues.set(stream, turn);
      return turn;
    };
    const seen = new Map();
    bare.push(
      appended.length /
        (await concurrently(32, appended.length, (index) => {
          const { stream, id, type, data: bytes, metadata } = appended[index];
          return inTurn(stream, () => {
            const revision = seen.get(stream) ?? -1;
            seen.set(stream, revision + 1);
            return store.append(stream, revision < 0 ? 'noStream' : revision, [{ id, type, data: bytes, metadata }]);
          });
        })),
    );
    await store.close();
    drop(data);
  }
  return { name: 'command-sqlite', ...paired(ours, bare), target: 0.35, unit: 'commands/s', runs: 3 };
}

/** A store of many cases alike. */
async function region(events, perCase) {
  const data = folder();
  const platform = await openBench(data);
  await platform.views.stop();
  const opened = await cases(platform, Math.ceil(events / perCase));
  await concurrently(64, events, (index) => seeChild(platform, opened[index % opened.length]));
  await platform.close();
  return data;
}

/** The engine's own replay and JSON.parse of the same bytes, of at least so many events after a position. */
async function parse(store, after, wanted) {
  const decoder = new TextDecoder();
  let events = 0;
  for (;;) {
    const page = await store.readAll({ after, limit: 1000, filter: { streamPrefixes: ['familyCase-'] } });
    for (const { data, metadata } of page.events) {
      JSON.parse(decoder.decode(data));
      JSON.parse(decoder.decode(metadata));
    }
    events += page.events.length;
    after = page.lastPosition;
    if (page.atHead || events >= wanted) return { events, after, atHead: page.atHead };
  }
}

/** Events of one side before it is the other's turn: a machine that changes its pace then changes it for both. */
const STRETCH = 2000;

/**
 * Both sides on one thread; `rvt replay` takes as many as there are cores. The engine reads in its own order; we fold case by case, and
 * looking for the cases counts as folding. The first round is not counted: both sides learn their way in it.
 */
async function replayRows({ store, keys }, rounds, onProgress = () => undefined) {
  const range = { after: null, until: await store.head() };
  const [folded, parsed] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    let [streams, from, after, parsedAll] = [undefined, 0, null, false];
    const parsing = {
      events: 0,
      spent: 0,
      work: async () => {
        if (parsedAll) return 0;
        const found = await parse(store, after, STRETCH);
        [after, parsedAll] = [found.after, found.atHead];
        return found.events;
      },
    };
    const folding = {
      events: 0,
      spent: 0,
      work: async () => {
        streams ??= await streamsIn(store, WHOLE);
        // As many cases as have as many events, going by those before.
        const perCase = Math.max(1, folding.events / Math.max(1, from));
        const part = streams.slice(from, (from += Math.max(1, Math.round(STRETCH / perCase))));
        let events = 0;
        await foldEach({ store, keys, streams: part, range, onState: (_stream, _state, found) => (events += found) });
        return events;
      },
    };
    let order = [parsing, folding];
    while (!parsedAll || from < streams.length) {
      for (const side of order) {
        const started = performance.now();
        side.events += await side.work();
        side.spent += performance.now() - started;
      }
      order = order.toReversed();
      onProgress(round, folding.events);
    }
    if (parsing.events !== folding.events) throw new Error('The replay missed events');
    if (round === 0) continue;
    parsed.push(parsing.events / (parsing.spent / 1000));
    folded.push(folding.events / (folding.spent / 1000));
  }
  return { name: 'replay', ...paired(folded, parsed), target: 0.4, unit: 'events/s', runs: rounds };
}

const VIEW_TABLES = ['row_owner', 'entry_id', 'owned_row', 'rendering', 'case_reader', 'moment', 'search_row'];

/** All views of a store written anew by one thread, with indexes and on disk, against the same rows written by one thread. */
async function rebuildRows({ store, keys }, data, rounds) {
  const options = { store, keys, matrix: matrix2025, index: await BlindIndex.of(keys), now: NOW };
  const engine = new SqliteViewEngine(join(data, 'views.sqlite'));
  const report = await rebuild({ ...options, engine });
  if (report.digestBefore !== report.digestAfter) throw new Error('The digest of the rebuild differs');
  const rows = Object.fromEntries(
    await Promise.all(VIEW_TABLES.map(async (table) => [table, await engine.all(`SELECT * FROM ${table}`, [])])),
  );
  const total = Object.values(rows).reduce((sum, list) => sum + list.length, 0);
  const [built, bulk] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const shadow = await engine.shadow();
    const started = performance.now();
    await buildViews({ ...options, engine }, shadow, () => undefined);
    await shadow.finish();
    built.push(total / ((performance.now() - started) / 1000));
    await shadow.close();
    const file = join(data, `bulk-${round}.sqlite`);
    await new SqliteViewEngine(file).close();
    bulk.push(total / bulkIngest(file, rows));
  }
  await engine.close();
  return { name: 'rebuild', ...paired(built, bulk), target: 0.5, unit: 'rows/s', runs: rounds };
}

/** Stores that were made in this run, by what they hold: one that both replay and rebuild go through is made once. */
const made = new Map();

function madeOnce(name, make) {
  if (!made.has(name)) made.set(name, make());
  return made.get(name);
}

export async function dropStores() {
  for (const data of made.values()) drop(await data);
  made.clear();
}

const manyCasesAlike = (quick) => madeOnce(`alike, quick: ${quick}`, () => region(quick ? 20000 : 100000, 50));

/** Some 49 events a family: a million together. */
const FAMILIES = 20_600;

/** A whole region as `rvt seed` makes it, with every kind of event a family may have and all families' events in between each other. */
async function seeded() {
  const data = folder();
  const rvt = join(import.meta.dirname, '../../apps/rvt/dist/main.js');
  const args = [...process.execArgv, rvt, 'seed', '--families', String(FAMILIES), '--data', data];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The region was not made');
  return data;
}

export async function replay({ quick }) {
  const data = await (quick ? manyCasesAlike(quick) : madeOnce('region', seeded));
  // As `rvt replay` opens it; the other side reads the same store.
  const store = await openSqliteEventStore({ file: join(data, 'events.sqlite'), mapped: true });
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  const rounds = quick ? 9 : 3;
  const tell = throttled((round, events) => console.log(`  round ${round} of ${rounds}: ${events} events`));
  const result = await replayRows({ store, keys }, rounds, quick ? undefined : tell);
  await store.close();
  await keys.close();
  return result;
}

/** At most one call in some seconds. */
function throttled(tell) {
  let last = performance.now();
  return (...args) => {
    if (performance.now() - last < 10_000) return;
    last = performance.now();
    tell(...args);
  };
}

export async function rebuilding({ quick }) {
  const data = await manyCasesAlike(quick);
  const platform = await openBench(data);
  await platform.views.stop();
  const result = await rebuildRows(platform, data, quick ? 5 : 3);
  await platform.close();
  return result;
}

/** The engine's fastest way: prepared inserts, 1,000 rows per transaction, same tables and indexes. */
function bulkIngest(file, rows) {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536');
  const started = performance.now();
  for (const [table, list] of Object.entries(rows)) {
    if (list.length === 0) continue;
    const columns = Object.keys(list[0]);
    const insert = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    for (let from = 0; from < list.length; from += 1000) {
      db.exec('BEGIN');
      for (const row of list.slice(from, from + 1000)) insert.run(...columns.map((column) => row[column]));
      db.exec('COMMIT');
    }
  }
  const seconds = (performance.now() - started) / 1000;
  db.close();
  return seconds;
}

/** A command on a case of 10,000 events against one of 10, interleaved. A ratio of times: at most 1.5. */
async function growthOfStream({ quick }, name, newPlace) {
  const place = await newPlace();
  const platform = await place.open();
  if (platform.views.hosted) await platform.views.stop();
  const [large, small] = [await openCase(platform), await openCase(platform)];
  await concurrently(64, 10000, () => seeChild(platform, large));
  for (let index = 0; index < 8; index += 1) await seeChild(platform, small);
  const [long, short] = [[], []];
  for (let round = 0; round < (quick ? 150 : 500); round += 1) {
    const pair = [
      [large, long],
      [small, short],
    ];
    for (const [target, times] of round % 2 === 0 ? pair : pair.reverse()) {
      const started = performance.now();
      await seeChild(platform, target);
      times.push(performance.now() - started);
    }
  }
  await platform.close();
  place.drop();
  return { name, ours: median(long), against: median(short), target: 1.5, atMost: true, unit: 'ms', runs: long.length };
}

/** A page of a case in a region of many entries against one of 1,000. A ratio of times: at most 1.5. */
async function growthOfViews({ quick }, name, newPlace, large) {
  const times = [];
  const kits = [];
  for (const size of [1000, quick ? 20000 : large]) {
    const place = await newPlace();
    let platform = await place.open();
    if (platform.views.hosted) await platform.views.stop();
    const opened = await cases(platform, Math.ceil(size / 100));
    await concurrently(64, size, (index) => seeChild(platform, opened[index % opened.length]));
    if (platform.views.hosted) {
      await platform.close();
      platform = await place.open();
    }
    await place.project(platform);
    const { store, engine, keys } = platform;
    const reads = new CaseReads({ store, engine, keys, matrix: matrix2025, now: NOW, cachedRows: 0 });
    const found = await platform.reads.casesOf(worker.reader, 100);
    kits.push({ place, platform, reads, streams: found.map(({ stream }) => stream) });
    times.push([]);
  }
  for (let round = 0; round < (quick ? 300 : 1000); round += 1) {
    for (const [index, { reads, streams }] of kits.entries()) {
      const started = performance.now();
      const reading = await reads.open(streams[round % streams.length], worker.reader);
      await reading.page({ order: 'RECORDED', limit: 50 });
      times[index].push(performance.now() - started);
    }
  }
  for (const { platform, place } of kits) {
    await platform.close();
    place.drop();
  }
  return { name, ours: median(times[1]), against: median(times[0]), target: 1.5, atMost: true, unit: 'ms', runs: times[0].length };
}

export const growthStream = (options) => growthOfStream(options, 'growth-stream', inFolder);
export const growthViews = (options) => growthOfViews(options, 'growth-views', inFolder, 1000000);
export const growthStreamPostgres = (options) => growthOfStream(options, 'growth-stream-postgres', onPostgres);
export const growthViewsPostgres = (options) => growthOfViews(options, 'growth-views-postgres', onPostgres, 200000);
