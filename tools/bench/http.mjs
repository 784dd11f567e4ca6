// SPDX-License-Identifier: EUPL-1.2
// readlog: the timeline page with the read log against without, cold and warm. command-http: a command over HTTP against a bare Nest and Apollo mutation.
import { join } from 'node:path';
import { cases, drop, folder, openBench, paired, registerWorker, seeChild, sighting } from './region.mjs';
import { bearer, load, server } from './serving.mjs';

const PAGE = `query Page($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type term party occurredAt recordedAt workerRoleTerm fields { text } } } }`;
const ACCEPTED = 'caseId entryIds position repeated';
const OURS = `mutation See($input: SeeChildInput!) { seeChild(input: $input) { ... on CommandAccepted { ${ACCEPTED} } } }`;
const BARE = `mutation See($input: SeeChildInput!) { seeChild(input: $input) { ${ACCEPTED} } }`;
const ROUNDS = 7;
const PAGE_ROUNDS = 9;
const gateway = join(import.meta.dirname, 'gateway-for-bench.mjs');

export async function readLog({ quick }) {
  // As `page` has it: opened for the first time, which is how a family is mostly opened, and again and again.
  return [
    { name: 'readlog-cold', ...(await logged(quick, { CACHED_ROWS: '0' })), target: 0.8, unit: 'pages/s (cold envelopes, log on / off)' },
    { name: 'readlog', ...(await logged(quick, {})), target: 0.8, unit: 'pages/s (opened rows kept, log on / off)' },
  ];
}

async function logged(quick, settings) {
  // An embedded store is one process's: each gateway has a folder of its own, with as many entries.
  const gateways = [];
  for (const log of ['on', 'off']) {
    const [data, [opened]] = await region(1, 60);
    const { headers, environment, close } = await signedIn(data);
    const body = JSON.stringify({ query: PAGE, variables: { caseId: opened.caseId } });
    const served = await server(gateway, { ...environment, ...settings, READ_LOG: log });
    gateways.push({ data, close, served, ask: { headers, body, expected: '"nodes":[{' }, rates: [] });
  }
  // In turns of a second or two, and which goes first changes each round: a machine that is slower for a while is so for both.
  for (let round = 0; round < PAGE_ROUNDS; round += 1) {
    for (const { served, ask, rates } of round % 2 === 0 ? gateways : [...gateways].reverse())
      rates.push(await load(served.address, { ...ask, seconds: quick ? 1 : 2 }));
  }
  for (const { data, close, served } of gateways) {
    await served.stop();
    close();
    drop(data);
  }
  const [on, off] = gateways.map(({ rates }) => rates);
  return { ...paired(on, off), runs: PAGE_ROUNDS };
}

export async function commandHttp({ quick }) {
  const [data, opened] = await region(64, 0);
  const { headers, environment, close } = await signedIn(data);
  const rates = { ours: [], bare: [] };
  let next = 0;
  const bodyFor = (query) => () => JSON.stringify({ query, variables: { input: sighting(opened[next++ % opened.length]) } });
  const served = await server(gateway, environment);
  const against = await server(join(import.meta.dirname, 'bare-nest.mjs'), process.env);
  const sides = [
    { name: 'ours', address: served.address, body: bodyFor(OURS) },
    { name: 'bare', address: against.address, body: bodyFor(BARE) },
  ];
  // As for the log: short turns, and which goes first changes, so that a machine that is slower for a while is so for both.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, address, body } of round % 2 === 0 ? sides : [...sides].reverse())
      rates[name].push(await load(address, { headers, body, seconds: quick ? 2 : 4, expected: '"repeated":false' }));
  }
  await served.stop();
  await against.stop();
  close();
  drop(data);
  return { name: 'command-http', ...paired(rates.ours, rates.bare), target: 0.6, unit: 'mutations/s (32 connections)', runs: ROUNDS };
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
