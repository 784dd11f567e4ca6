// SPDX-License-Identifier: EUPL-1.2
// page: the timeline page of 50 over HTTP, with token, policy and read log, against bare Apollo serving the same page from memory.
import { join } from 'node:path';
import { cases, drop, folder, openBench, paired, registerWorker, seeChild } from './region.mjs';
import { bearer, load, server } from './serving.mjs';

const QUERY = `query Page($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type term party occurredAt recordedAt workerRoleTerm fields { text } } } }`;

export async function page({ quick }) {
  const data = folder();
  const platform = await openBench(data);
  await registerWorker(platform);
  const [opened] = await cases(platform, 1);
  for (let index = 0; index < 60; index += 1) await seeChild(platform, opened);
  await platform.views.reached(await platform.store.head(), 10_000);
  await platform.close();

  const { issuer, headers, close } = await bearer();
  const environment = {
    ...process.env,
    ISSUER: issuer,
    JWKS_URI: `${issuer}/jwks`,
    DATA: data,
    DEMONSTRATION: 'true',
    RATE_WORKER: '0',
    PORT: '0',
    LOG_LEVEL: 'error',
  };
  const gateway = join(import.meta.dirname, '../../apps/gateway/dist/main.js');
  const body = JSON.stringify({ query: QUERY, variables: { caseId: opened.caseId } });
  const seconds = quick ? 4 : 8;
  const [cold, warm, bare] = [[], [], []];
  const ours = {
    cold: await server(gateway, { ...environment, CACHED_ROWS: '0' }),
    bare: undefined,
  };
  const answer = await fetch(`${ours.cold.address}/graphql`, { method: 'POST', headers, body });
  const text = await answer.text();
  const { data: page, errors } = JSON.parse(text);
  if (errors !== undefined || page.timeline?.nodes.length !== 50) throw new Error(`The page is not right: ${text.slice(0, 300)}`);
  ours.bare = await server(join(import.meta.dirname, 'bare-apollo.mjs'), { ...process.env, PAGE: JSON.stringify(page.timeline.nodes) });
  const measure = (address) => load(address, { headers, body, seconds });
  for (let round = 0; round < 3; round += 1) {
    cold.push(await measure(ours.cold.address));
    bare.push(await measure(ours.bare.address));
  }
  await ours.cold.stop();
  const kept = await server(gateway, environment);
  for (let round = 0; round < 3; round += 1) {
    warm.push(await measure(kept.address));
    bare.push(await measure(ours.bare.address));
  }
  await kept.stop();
  await ours.bare.stop();
  close();
  drop(data);
  return [
    { name: 'page', ...paired(cold, bare.slice(0, 3)), target: 0.7, unit: 'pages/s (cold envelopes)', runs: 3 },
    { name: 'page-warm', ...paired(warm, bare.slice(3)), target: 1, unit: 'pages/s (opened rows kept)', runs: 3 },
  ];
}
