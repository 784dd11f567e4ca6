// SPDX-License-Identifier: EUPL-1.2
// readlog: the timeline page with the read log against without. command-http: a command over HTTP against a bare Nest and Apollo mutation.
import { join } from 'node:path';
import { cases, drop, folder, openBench, paired, registerWorker, seeChild, sighting } from './region.mjs';
import { bearer, load, server } from './serving.mjs';

const PAGE = `query Page($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type term party occurredAt recordedAt workerRoleTerm fields { text } } } }`;
const ACCEPTED = 'caseId entryIds position repeated';
const OURS = `mutation See($input: SeeChildInput!) { seeChild(input: $input) { ... on CommandAccepted { ${ACCEPTED} } } }`;
const BARE = `mutation See($input: SeeChildInput!) { seeChild(input: $input) { ${ACCEPTED} } }`;
const ROUNDS = 3;
const gateway = join(import.meta.dirname, 'gateway-for-bench.mjs');

export async function readLog({ quick }) {
  const [data, [opened]] = await region(1, 60);
  const { headers, environment, close } = await signedIn(data);
  const body = JSON.stringify({ query: PAGE, variables: { caseId: opened.caseId } });
  const seconds = quick ? 3 : 8;
  const rates = { on: [], off: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    // An embedded store is one process's; which goes first changes each round.
    for (const log of round % 2 === 0 ? ['on', 'off'] : ['off', 'on']) {
      const served = await server(gateway, { ...environment, READ_LOG: log });
      rates[log].push(await load(served.address, { headers, body, seconds, expected: '"nodes":[{' }));
      await served.stop();
    }
  }
  close();
  drop(data);
  return { name: 'readlog', ...paired(rates.on, rates.off), target: 0.8, unit: 'pages/s (log on / off)', runs: ROUNDS };
}

export async function commandHttp({ quick }) {
  const [data, opened] = await region(64, 0);
  const { headers, environment, close } = await signedIn(data);
  const seconds = quick ? 3 : 8;
  const [ours, bare] = [[], []];
  let next = 0;
  const bodyFor = (query) => () => JSON.stringify({ query, variables: { input: sighting(opened[next++ % opened.length]) } });
  const served = await server(gateway, environment);
  const against = await server(join(import.meta.dirname, 'bare-nest.mjs'), process.env);
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await load(served.address, { headers, body: bodyFor(OURS), seconds, expected: '"repeated":false' }));
    bare.push(await load(against.address, { headers, body: bodyFor(BARE), seconds, expected: '"repeated":false' }));
  }
  await served.stop();
  await against.stop();
  close();
  drop(data);
  return { name: 'command-http', ...paired(ours, bare), target: 0.6, unit: 'mutations/s (32 connections)', runs: ROUNDS };
}

/** A folder with cases of so many entries, and the worker registered. */
async function region(count, entries) {
  const data = folder();
  const platform = await openBench(data);
  await registerWorker(platform);
  const opened = await cases(platform, count);
  for (let index = 0; index < entries; index += 1) await seeChild(platform, opened[0]);
  await platform.views.reached(await platform.store.head(), 10_000);
  await platform.close();
  return [data, opened];
}

async function signedIn(data) {
  const { issuer, headers, close } = await bearer();
  const settings = { ISSUER: issuer, JWKS_URI: `${issuer}/jwks`, DATA: data, DEMONSTRATION: 'true', RATE_WORKER: '0', PORT: '0' };
  return { headers, close, environment: { ...process.env, ...settings, LOG_LEVEL: 'error' } };
}
