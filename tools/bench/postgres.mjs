// SPDX-License-Identifier: EUPL-1.2
// command-postgres and page-peer: ours on PostgreSQL beside what others do on the same server.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { onPostgres, peers } from './places.mjs';
import { bearer, load, server } from './serving.mjs';
import { cases, concurrently, paired, registerWorker, seeChild, worker } from './region.mjs';

/** Packages to measure against, from a lockfile of their own: they are no part of the product. */
function ensurePeers() {
  if (existsSync(join(peers, 'node_modules', 'postgraphile'))) return;
  console.log('Installing what figures are held against (once) …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: peers,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The peers could not be installed: npm and its registry are needed');
}

const peer = async (name) => {
  const found = createRequire(join(peers, 'package.json')).resolve(name);
  return import(pathToFileURL(found).href);
};

const STREAMS = 320;
const HISTORY = 10;

/** Validate, decide, seal, append against emmett's CommandHandler, 32 at a time, on the same server and over the same length of history. */
export async function commandPostgres({ quick }) {
  ensurePeers();
  const { CommandHandler } = await peer('@event-driven-io/emmett');
  const { getPostgreSQLEventStore } = await peer('@event-driven-io/emmett-postgresql');
  const total = quick ? 2000 : 6000;
  const [ours, theirs] = [[], []];
  const place = await onPostgres();
  const platform = await place.open();
  const opened = await cases(platform, STREAMS);
  await concurrently(32, STREAMS * HISTORY, (index) => seeChild(platform, opened[index % STREAMS]));
  const [sample] = (await platform.store.readAll({ after: (await platform.store.head()) - 1n, limit: 1 })).events;
  const payload = { words: 'x'.repeat(sample.data.byteLength + sample.metadata.byteLength - 100) };

  const emmett = getPostgreSQLEventStore(place.database.admin);
  await emmett.schema.migrate();
  const handle = CommandHandler({ initialState: () => ({ seen: 0 }), evolve: (state) => ({ seen: state.seen + 1 }) });
  const stream = (index) => `family-${String(index % STREAMS)}`;
  const record = (index) => handle(emmett, stream(index), () => [{ type: 'ChildSeen', data: payload, metadata: { id: randomUUID() } }]);
  // One stream has one writer at a time here, as in our pipeline: its conflicts are not what is measured.
  const turns = new Map();
  const inTurn = (index, work) => {
    const turn = (turns.get(index % STREAMS) ?? Promise.resolve()).then(work, work);
    turns.set(index % STREAMS, turn);
    return turn;
  };
  await concurrently(32, STREAMS * (HISTORY + 1), (index) => inTurn(index, () => record(index)));

  for (let round = 0; round < 5; round += 1) {
    ours.push(total / (await concurrently(32, total, (index) => seeChild(platform, opened[index % STREAMS]))));
    const fewer = Math.ceil(total / 4);
    theirs.push(fewer / (await concurrently(32, fewer, (index) => inTurn(index, () => record(index)))));
  }
  await emmett.close();
  await platform.close();
  place.drop();
  return {
    name: 'command-postgres',
    ...paired(ours, theirs),
    target: 6,
    unit: 'commands/s (emmett-postgresql 0.42.0)',
    runs: 5,
  };
}

const QUERY = `query Page($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type term party occurredAt recordedAt workerRoleTerm fields { text } } } }`;
const PEER_QUERY = `query Page($caseId: String!) { allEntries(condition: { caseId: $caseId }, orderBy: POSITION_DESC, first: 50) { nodes { id type term party occurredAt recordedAt workerRoleTerm text } } }`;

/** The timeline page of 50 from PostgreSQL, with token, policy, row security and read log, against PostGraphile on the same rows in plain. */
export async function pagePeer({ quick }) {
  ensurePeers();
  const place = await onPostgres();
  const platform = await place.open();
  await registerWorker(platform);
  const [opened, ...others] = await cases(platform, 20);
  for (let index = 0; index < 60; index += 1) await seeChild(platform, opened);
  await concurrently(32, 1000, (index) => seeChild(platform, others[index % others.length]));
  await place.project(platform);
  const reading = await platform.reads.open(opened.stream, worker.reader);
  const { entries } = await reading.page({ order: 'RECORDED', limit: 100 });
  await platform.close();

  const { issuer, headers, close } = await bearer();
  const { database } = place;
  const environment = {
    ...process.env,
    ISSUER: issuer,
    JWKS_URI: `${issuer}/jwks`,
    DATA: place.data,
    DEMONSTRATION: 'true',
    RATE_WORKER: '0',
    PORT: '0',
    LOG_LEVEL: 'error',
    STORE: database.gateway,
  };
  const gateway = await server(join(import.meta.dirname, '../../apps/gateway/dist/main.js'), environment);
  const body = JSON.stringify({ query: QUERY, variables: { caseId: opened.caseId } });
  const answer = JSON.parse(await (await fetch(`${gateway.address}/graphql`, { method: 'POST', headers, body })).text());
  if (answer.errors !== undefined || answer.data.timeline?.nodes.length !== 50) throw new Error('The page is not right');
  await plainRows(database.admin, opened.caseId, answer.data.timeline.nodes, entries.length, others);
  const peerServer = await server(join(peers, 'postgraphile.cjs'), { ...process.env, DATABASE: database.admin });
  const peerBody = JSON.stringify({ query: PEER_QUERY, variables: { caseId: opened.caseId } });
  const peerHeaders = { 'content-type': 'application/json' };
  const plain = JSON.parse(
    await (await fetch(`${peerServer.address}/graphql`, { method: 'POST', headers: peerHeaders, body: peerBody })).text(),
  );
  if (plain.errors !== undefined || plain.data.allEntries.nodes.length !== 50)
    throw new Error(`The peer's page is not right: ${JSON.stringify(plain).slice(0, 300)}`);
  const seconds = quick ? 4 : 8;
  const [ours, theirs] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    ours.push(await load(gateway.address, { headers, body, seconds }));
    theirs.push(await load(peerServer.address, { headers: peerHeaders, body: peerBody, seconds }));
  }
  await gateway.stop();
  await peerServer.stop();
  close();
  place.drop();
  return { name: 'page-peer', ...paired(ours, theirs), target: 2.5, unit: 'pages/s (PostGraphile 4.14.1)', runs: 3 };
}

/** The same entries as a plain table with an index that fits the query: what the peer is best at. */
async function plainRows(url, caseId, nodes, total, others) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE SCHEMA plain; CREATE TABLE plain.entries (position serial PRIMARY KEY, case_id text NOT NULL, id text, type text, term text, party text,
    occurred_at text, recorded_at text, worker_role_term text, text text); CREATE INDEX ON plain.entries (case_id, position DESC)`);
  const insert = (id, node) =>
    client.query(
      'INSERT INTO plain.entries (case_id, id, type, term, party, occurred_at, recorded_at, worker_role_term, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [
        id,
        node.id,
        node.type,
        node.term,
        node.party,
        node.occurredAt,
        node.recordedAt,
        node.workerRoleTerm,
        node.fields.map(({ text }) => text).join('\n'),
      ],
    );
  for (let index = 0; index < total; index += 1) await insert(caseId, nodes[index % nodes.length]);
  for (let index = 0; index < 1000; index += 1) await insert(others[index % others.length].caseId, nodes[index % nodes.length]);
  await client.query('ANALYZE plain.entries');
  await client.end();
}

/** Events a follower missed with 16 writers and 2 % conflicts: counted, not timed. */
export async function tail({ quick }) {
  const { openPostgresEventStore } = await import('@gezinslijn/event-store');
  const place = await onPostgres();
  const [writing, reading] = [
    await openPostgresEventStore({ url: place.database.gateway }),
    await openPostgresEventStore({ url: place.database.projector }),
  ];
  const bytes = new TextEncoder().encode(JSON.stringify({ text: 'x'.repeat(900) }));
  const event = () => ({ id: randomUUID(), type: 'T', data: bytes, metadata: bytes });
  const seen = new Set();
  const subscription = reading.subscribeAll({ after: null });
  const following = (async () => {
    for await (const item of subscription) if (!('caughtUp' in item)) seen.add(item.id);
  })();
  const written = [];
  const until = performance.now() + (quick ? 3000 : 10000);
  let conflicts = 0;
  await Promise.all(
    Array.from({ length: 16 }, async (_, writer) => {
      for (let revision = 0; performance.now() < until;) {
        const wrong = Math.random() < 0.02;
        const one = event();
        const expected = wrong ? revision + 7 : revision === 0 ? 'noStream' : revision - 1;
        try {
          await writing.append(`tail-${writer}`, expected, [one]);
          written.push(one.id);
          revision += 1;
        } catch (failure) {
          if (failure.code !== 'WRONG_EXPECTED_REVISION') throw failure;
          conflicts += 1;
        }
      }
    }),
  );
  for (let wait = 0; wait < 100 && seen.size < written.length; wait += 1) await new Promise((done) => setTimeout(done, 50));
  await subscription.close();
  await following;
  await writing.close();
  await reading.close();
  place.drop();
  const missed = written.filter((id) => !seen.has(id)).length;
  return {
    name: 'tail',
    ours: missed,
    against: written.length,
    target: 0,
    exactly: true,
    unit: `missed of followed (${conflicts} conflicts)`,
    runs: 1,
  };
}
