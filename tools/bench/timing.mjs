// SPDX-License-Identifier: EUPL-1.2
// timing: how long it takes to be told that a case is not there, against that one is there and not his to see. In turn, one at a time.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { cases, drop, folder, median, openBench, outsider, registerWorker, seeChild, sighting } from './region.mjs';
import { bearer, server } from './serving.mjs';

const PAIRS = 2_000;
const ENTRIES = 40;
const CASES = 20;
/** Each with what it is asked with: of a case that is not there and of one that is, in the same form. */
const QUESTIONS = {
  timing: {
    query: 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id fields { text } } position } }',
    variables: ({ caseId }) => ({ caseId }),
  },
  'timing-command': {
    query: 'mutation ($input: SeeChildInput!) { seeChild(input: $input) { ... on CommandRefused { code message field } } }',
    variables: (one) => ({ input: { ...sighting(one), legalBasis: 'wmo-4.1.1' } }),
  },
  'timing-knowledge': {
    query: 'query ($caseId: ID!) { knowledge(caseId: $caseId) { visible delivered opened } }',
    variables: ({ caseId }) => ({ caseId }),
  },
  'timing-decision': {
    query: 'query ($caseId: ID!, $entryId: ID!) { decisionBasis(caseId: $caseId, entryId: $entryId) { worker } }',
    variables: ({ caseId, child }) => ({ caseId, entryId: child }),
  },
  'timing-links': {
    query: 'query ($caseId: ID!) { personLinks(caseId: $caseId) { personId } possiblePersonMatches(caseId: $caseId) { personId } }',
    variables: ({ caseId }) => ({ caseId }),
  },
  'timing-search': {
    query: 'mutation ($input: SearchInput!) { search(input: $input) { total cases { caseId } } }',
    variables: ({ caseId }) => ({ input: { people: [], caseNumber: caseId } }),
  },
};

export async function timing({ quick }) {
  const data = folder();
  const platform = await openBench(data);
  await registerWorker(platform);
  await registerWorker(platform, outsider);
  const opened = await cases(platform, CASES);
  for (const each of opened) for (let index = 0; index < ENTRIES; index += 1) await seeChild(platform, each);
  await platform.views.reached(await platform.store.head(), 30_000);
  await platform.close();

  const { issuer, headers, close } = await bearer(outsider);
  const environment = { ISSUER: issuer, JWKS_URI: `${issuer}/jwks`, DATA: data, DEMONSTRATION: 'true', RATE_WORKER: '0', PORT: '0' };
  const gateway = await server(join(import.meta.dirname, '../../apps/gateway/dist/main.js'), {
    ...process.env,
    ...environment,
    LOG_LEVEL: 'error',
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const results = [];
  for (const [name, { query, variables }] of Object.entries(QUESTIONS)) {
    // As many that are not there as that are, each asked for as often: what is kept in memory of either is kept of both.
    const there = opened.map(({ caseId, child }) => ({ caseId, child }));
    const absent = there.map(() => ({ caseId: randomUUID(), child: randomUUID() }));
    const bodyFor = (one) => JSON.stringify({ query, variables: variables(one) });
    const ask = async (one) => {
      const body = bodyFor(one);
      const started = process.hrtime.bigint();
      const text = await post(agent, `${gateway.address}/graphql`, headers, body);
      const took = Number(process.hrtime.bigint() - started) / 1_000;
      return { took, text };
    };
    const answers = new Set();
    const took = { absent: [], there: [] };
    const pairs = quick ? PAIRS / 4 : PAIRS;
    for (let pair = -100; pair < pairs; pair += 1) {
      const at = (pair + 100) % CASES;
      // Each case is asked for first as often as last: what one question warms for the next counts for both alike.
      const order = Math.floor((pair + 100) / CASES) % 2 === 0 ? ['absent', 'there'] : ['there', 'absent'];
      for (const which of order) {
        const answered = await ask((which === 'absent' ? absent : there)[at]);
        answers.add(answered.text);
        if (pair >= 0) took[which].push(answered.took);
      }
    }
    if (answers.size !== 1) throw new Error(`The answers differ: ${[...answers].slice(0, 2).join(' / ')}`);
    const [absentFor, thereFor] = [median(took.absent), median(took.there)];
    // Of the pairs themselves: what slows the machine for a while slows both of a pair.
    const within = median(took.there.map((time, index) => time / took.absent[index]));
    console.log(
      `  ${name}: ${pairs} pairs, not there ${absentFor.toFixed(1)} µs, there but not his ${thereFor.toFixed(1)} µs, medians apart ${percent(thereFor / absentFor)}, within pairs ${percent(within)}`,
    );
    // Whichever takes longer over the other, so that neither side counts in our favour; and whichever of both figures is worse.
    const ratio = Math.max(thereFor / absentFor, absentFor / thereFor, within, 1 / within);
    results.push({
      name,
      ours: thereFor,
      against: absentFor,
      ratio,
      target: 1.05,
      atMost: true,
      unit: 'µs (not his / not there)',
      runs: pairs,
    });
  }
  agent.destroy();
  await gateway.stop();
  close();
  drop(data);
  return results;
}

const percent = (ratio) => `${((ratio - 1) * 100).toFixed(1)} %`;

function post(agent, address, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      address,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve(text));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
