// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_AUDIENCE, clientCredentials } from '@gezinslijn/identity';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { clientWith, signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { act } from '../src/commands.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { PEOPLE, caseIdFor, timelineOf } from '../src/waterlelie.ts';

/** The samples of docs/api: what the page shows is what stands in the files, and what stands in the files works. */
const folder = join(import.meta.dirname, '../../../docs/api');
const sample = (name: string) => readFileSync(join(folder, 'samples', name), 'utf8');
const shown = new Map(
  Array.from(
    readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/<!-- samples\/([\w.-]+) -->\n+```(?:graphql|json)\n([\s\S]*?)```/g),
    ([, name, text]) => [name, text],
  ),
);

type Words = Readonly<Record<string, string>>;
/** The variables of a sample, with its words in capitals filled in. A word that is left stays visible in what fails. */
const filled = (name: string, words: Words): unknown =>
  JSON.parse(sample(name), (_key, value: unknown) => (typeof value === 'string' ? (words[value] ?? value) : value));

let product: Product;
let caseId: string;
let lt: Client;
let vt: Client;
let auditor: Client;

beforeAll(async () => {
  product = await startProduct();
  lt = await signedIn(product, 'lt', { 'acting-role': 'fixedFace', 'accept-language': 'en' });
  vt = await signedIn(product, 'vt');
  auditor = await signedIn(product, 'auditor', { purpose: 'onderzoek%20naar%20een%20calamiteit' });
  caseId = await caseIdFor(lt);
});

afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const words = (more: Words = {}): Words => ({ CASE_ID: caseId, CHILD_ID: PEOPLE.K1, COMMAND_ID: randomUUID(), ...more });
/** Runs a sample with its variables, or with those of another file. */
const run = (client: Client, document: string, variables = 'no variables', given: Words = words()) =>
  client.query<Record<string, unknown>>(sample(document), variables === 'no variables' ? {} : (filled(variables, given) as object));

describe('the page for partners', () => {
  it('shows every sample there is, letter for letter, and no other', () => {
    const files = readdirSync(join(folder, 'samples')).sort();
    expect([...shown.keys()].sort()).toEqual(files);
    for (const name of files) expect({ name, text: shown.get(name) }).toEqual({ name, text: sample(name) });
  });
});

describe('a sample that asks', () => {
  it.each([
    ['who-am-i.graphql', 'no variables'],
    ['my-cases.graphql', 'no variables'],
    ['case.graphql', 'case.json'],
    ['route-map.graphql', 'route-map.json'],
    ['timeline.graphql', 'timeline.json'],
    ['timeline.graphql', 'timeline-filtered.json'],
    ['as-of.graphql', 'as-of.json'],
  ] as const)('%s with %s gets an answer without errors', async (document, variables) => {
    const { data, errors, status } = await run(lt, document, variables);
    expect(errors).toBeUndefined();
    expect(status).toBe(200);
    for (const answer of Object.values(data ?? {})) expect(answer).not.toBeNull();
  });

  it('goes on from the cursor of the page before', async () => {
    const first = await run(lt, 'timeline.graphql', 'timeline.json');
    const { nodes, pageInfo } = first.data?.['timeline'] as {
      nodes: { id: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    expect(pageInfo.hasNextPage).toBe(true);
    const next = await run(lt, 'timeline.graphql', 'timeline-next-page.json', words({ CURSOR: pageInfo.endCursor }));
    expect(next.errors).toBeUndefined();
    const onNext = (next.data?.['timeline'] as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
    expect(onNext).not.toHaveLength(0);
    expect(onNext.filter((id) => nodes.some((node) => node.id === id))).toEqual([]);
  });

  it('looks through another’s eyes, for an auditor', async () => {
    const { data, errors } = await run(auditor, 'as-seen-by.graphql', 'as-seen-by.json');
    expect(errors).toBeUndefined();
    expect((data?.['timeline'] as { nodes: unknown[] }).nodes).not.toHaveLength(0);
  });
});

describe('a sample that records', () => {
  interface Accepted {
    readonly entryIds: readonly [string];
    readonly position: string;
  }

  it('is accepted once, answers the same when sent again, and can be read back at once', async () => {
    const given = words();
    const first = await run(lt, 'see-child.graphql', 'see-child.json', given);
    const { entryIds, position } = first.data?.['seeChild'] as Accepted;
    expect(first).toMatchObject(filled('accepted.answer.json', { ...given, ENTRY_ID: entryIds[0], POSITION: position }) as object);
    const again = await run(lt, 'see-child.graphql', 'see-child.json', given);
    expect(again.data?.['seeChild']).toMatchObject({ entryIds, repeated: true });
    const read = await run(lt, 'timeline.graphql', 'timeline-at-least.json', words({ POSITION: position }));
    expect(read.errors).toBeUndefined();
    expect(read.data?.['timeline']).toMatchObject({ behind: false, nodes: [{ id: entryIds[0] }] });
  });

  it('only checks', async () => {
    const { data, errors } = await run(lt, 'see-child.graphql', 'see-child-check.json');
    expect(errors).toBeUndefined();
    expect(data?.['seeChild']).toMatchObject({ __typename: 'CommandAccepted', entryIds: [] });
  });

  it('with what was on the screen is accepted, or told what was added since', async () => {
    const { position } = await timelineOf(lt, caseId);
    const fresh = await run(lt, 'see-child.graphql', 'see-child-expected.json', words({ POSITION: position }));
    expect(fresh.data?.['seeChild']).toMatchObject({ __typename: 'CommandAccepted' });
    const danger = { caseId, legalBasis: 'wmo-4.1.1', concerning: [PEOPLE.K1], what: 'ruzie op straat', actionTaken: 'politie gebeld' };
    const seen = (fresh.data?.['seeChild'] as Accepted).position;
    const added = await act(vt, 'declareAcuteDanger', { commandId: randomUUID(), ...danger });
    const stale = await run(lt, 'see-child.graphql', 'see-child-expected.json', words({ POSITION: seen }));
    expect(stale).toMatchObject(filled('changed.answer.json', { ENTRY_ID: added.entryIds?.[0] ?? '' }) as object);
  });

  it('is refused by a rule as shown', async () => {
    const answer = await run(lt, 'see-child.graphql', 'see-child-other-basis.json');
    expect(answer).toMatchObject(filled('refused.answer.json', {}) as object);
  });

  it('of the wrong form is an error as shown', async () => {
    const answer = await run(lt, 'see-child.graphql', 'see-child-blank.json');
    expect(answer).toMatchObject(filled('bad-input.answer.json', {}) as object);
  });
});

describe('a system without a worker', () => {
  it('reads what its organisation may read, and writes nothing', async () => {
    const clientId = 'systeem-lt-duinrade';
    const privateKeyJwk = JSON.parse(readFileSync(join(product.data, 'identity', 'systems', `${clientId}.jwk.json`), 'utf8')) as object;
    const { accessToken } = await clientCredentials({ issuer: product.issuer, clientId, privateKeyJwk, audience: DEFAULT_AUDIENCE });
    const system = clientWith(product, accessToken);
    const who = await run(system, 'who-am-i.graphql');
    expect(who.data?.['me']).toMatchObject({ party: 'LT', canWrite: false });
    const timeline = await run(system, 'timeline.graphql', 'timeline.json');
    expect(timeline.errors).toBeUndefined();
    expect(timeline.data?.['timeline']).not.toBeNull();
    const write = await run(system, 'see-child.graphql', 'see-child.json');
    expect(write.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('the subscription', () => {
  it('brings an entry of another party', async () => {
    const socket = createClient({
      url: `${product.origin.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${lt.token}` },
      retryAttempts: 0,
      webSocketImpl: WebSocket,
    });
    const arrived: string[] = [];
    const variables = filled('timeline-changed.json', words()) as Record<string, unknown>;
    const failed: unknown[] = [];
    socket.subscribe<{ timelineChanged: { id: string } }>(
      { query: sample('timeline-changed.graphql'), variables },
      {
        next: ({ data }) => arrived.push(data?.timelineChanged.id ?? ''),
        error: (failure) => failed.push(failure),
        complete: () => undefined,
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    const danger = { caseId, legalBasis: 'wmo-4.1.1', concerning: [PEOPLE.K1], what: 'dreiging', actionTaken: 'gebeld' };
    const added = await act(vt, 'declareAcuteDanger', { commandId: randomUUID(), ...danger });
    for (let wait = 0; wait < 80 && arrived.length === 0; wait += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    await socket.dispose();
    expect(failed).toEqual([]);
    expect(arrived).toEqual(added.entryIds);
  });
});
