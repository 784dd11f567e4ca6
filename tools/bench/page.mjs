// SPDX-License-Identifier: EUPL-1.2
// page: the timeline page of 50 over HTTP, with token, policy and read log, against bare Apollo serving the same page from memory.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { cases, drop, folder, median, openBench, registerWorker, seeChild, worker } from './region.mjs';

const QUERY = `query Page($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type term party occurredAt recordedAt workerRoleTerm fields { text } } } }`;

export async function page({ quick }) {
  const data = folder();
  const platform = await openBench(data);
  await registerWorker(platform);
  const [opened] = await cases(platform, 1);
  for (let index = 0; index < 60; index += 1) await seeChild(platform, opened);
  await platform.views.reached(await platform.store.head(), 10_000);
  await platform.close();

  const { issuer, token, close } = await issuerWithToken();
  const environment = {
    ...process.env,
    ISSUER: issuer,
    JWKS_URI: `${issuer}/jwks`,
    DATA: data,
    DEMONSTRATION: 'true',
    PORT: '0',
    LOG_LEVEL: 'error',
  };
  const gateway = join(import.meta.dirname, '../../apps/gateway/dist/main.js');
  const body = JSON.stringify({ query: QUERY, variables: { caseId: opened.caseId } });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'acting-organisation': worker.organisation };
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
  const measure = async (address) => {
    const run = (duration) => autocannon({ url: `${address}/graphql`, method: 'POST', headers, body, connections: 32, duration });
    await run(1);
    const result = await run(seconds);
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
    return result.requests.average;
  };
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
    { name: 'page', ours: median(cold), against: median(bare.slice(0, 3)), target: 0.7, unit: 'pages/s (cold envelopes)', runs: 3 },
    { name: 'page-warm', ours: median(warm), against: median(bare.slice(3)), target: 1, unit: 'pages/s (opened rows kept)', runs: 3 },
  ];
}

/** Starts a server in a process of its own; it prints its address. */
function server(script, env) {
  const child = spawn(process.execPath, ['--no-warnings', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} stopped (${code})`)));
    child.stdout.on('data', (chunk) => {
      const address = /http:\/\/\S+/.exec(String(chunk))?.[0];
      if (address === undefined) return;
      child.removeAllListeners('exit');
      const stop = () => {
        const gone = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        return gone;
      };
      resolve({ address, stop });
    });
  });
}

/** Published keys and one token signed with them: what an identity provider gives, without its screens. */
async function issuerWithToken() {
  const { publicKey, privateKey } = await generateKeyPair('PS256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'PS256', use: 'sig' }] });
  const keys = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(jwks));
  await new Promise((done) => keys.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${keys.address().port}`;
  const token = await new SignJWT({ client_id: 'bench' })
    .setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid: 'bench' })
    .setIssuer(issuer)
    .setAudience('urn:gezinslijn:gateway')
    .setSubject(worker.subject)
    .setIssuedAt()
    .setExpirationTime('15m')
    .sign(privateKey);
  return { issuer, token, close: () => keys.close() };
}
