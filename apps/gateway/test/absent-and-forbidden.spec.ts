// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { AccessEntry } from '@gezinslijn/event-store';
import { counted } from './counted.ts';
import { CHILD, act, openFamily, seeChild, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

const asked: string[] = [];
let gateway: GatewayUnderTest;
/** A case in which none of the askers below has a part, with its entry. */
let forbidden: string;
let entryId: string;
let recordId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest({}, (platform) => counted(platform, asked));
  forbidden = await openFamily(gateway);
  for (let index = 0; index < 20; index += 1) entryId = (await seeChild(gateway, forbidden)).entryIds?.[0] ?? '';
  recordId = randomUUID();
  const step = {
    recordId,
    legalBasis: 'wmo-5.2.6',
    step: 1,
    concerning: [CHILD],
    considerations: 'Zorgen op school.',
    adviceOfVeiligThuis: false,
  };
  expect(await act(gateway, 'lt', 'takeMeldcodeStep', step)).toMatchObject({ __typename: 'CommandAccepted' });
});
afterAll(() => gateway.close());

const ASKERS: readonly WorkerName[] = ['elsewhere', 'supervisor', 'gi', 'stranger'];
const WRITERS: readonly WorkerName[] = ['elsewhere', 'supervisor', 'gi'];

const moment = { knownAt: new Date(Date.now() + 60_000).toISOString() };
const READS: readonly (readonly [string, string, object?])[] = [
  ['case', 'query ($caseId: ID!) { case(caseId: $caseId) { name members { name } measures { kind } clocks { norm } position } }'],
  ['timeline', 'query ($caseId: ID!) { timeline(caseId: $caseId, first: 20) { nodes { id fields { text } } position } }'],
  [
    'timeline, filtered and in the other order',
    `query ($caseId: ID!, $person: ID!) { timeline(caseId: $caseId, first: 100, order: HAPPENED, filter: { types: ["ChildSeen"], parties: ["LT"], person: $person, from: "2025-01-01", until: "2029-01-01" }) { nodes { id } } }`,
    { person: CHILD },
  ],
  [
    'timeline of a past moment',
    'query ($caseId: ID!, $asOf: AsOfInput!) { timeline(caseId: $caseId, asOf: $asOf) { nodes { id } } }',
    { asOf: moment },
  ],
  [
    'timeline of what had happened',
    'query ($caseId: ID!, $asOf: AsOfInput!) { timeline(caseId: $caseId, asOf: $asOf) { nodes { id } } }',
    { asOf: { happenedBefore: moment.knownAt } },
  ],
  ['case of a past moment', 'query ($caseId: ID!, $asOf: AsOfInput!) { case(caseId: $caseId, asOf: $asOf) { name } }', { asOf: moment }],
  ['entry', 'query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { id } }'],
  ['routeMap', 'query ($caseId: ID!) { routeMap(caseId: $caseId) { version } }'],
  ['routeMaps', 'query ($caseId: ID!) { routeMaps(caseId: $caseId) { version } }'],
  ['whoLooked', 'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 20) { nodes { at } } }'],
  ['knowledge', 'query ($caseId: ID!) { knowledge(caseId: $caseId) { visible delivered entries { entry { id } } } }'],
  [
    'knowledge of two past moments',
    'query ($caseId: ID!, $knownAt: String!) { knowledge(caseId: $caseId, knownAt: $knownAt, against: { knownAt: "2025-01-01T00:00:00.000Z" }) { visible } }',
    { knownAt: new Date().toISOString() },
  ],
  ['decisionBasis', 'query ($caseId: ID!, $id: ID!) { decisionBasis(caseId: $caseId, entryId: $id) { worker known { entry { id } } } }'],
  ['emergencyAccesses', 'query ($caseId: ID!) { emergencyAccesses(caseId: $caseId) { accessId } }'],
  ['erasureCertificates', 'query ($caseId: ID!) { erasureCertificates(caseId: $caseId) { entryId document } }'],
  [
    'erasureCertificates of one decision',
    'query ($caseId: ID!, $id: ID!) { erasureCertificates(caseId: $caseId, entryId: $id) { entryId document } }',
  ],
];

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly statements: readonly string[];
  readonly logged: readonly object[];
}

/** What came of it, what was asked of the databases for it, and what was logged: with the case's own id taken out. */
async function seen(caseId: string, ask: () => Promise<{ readonly status: number; readonly text: string }>): Promise<Seen> {
  const before = (await gateway.logged()).length;
  asked.length = 0;
  const { status, text } = await ask();
  const statements = [...asked];
  const logged = (await gateway.logged())
    .slice(before)
    .map((entry: AccessEntry) => ({ ...entry, at: '', traceId: '', look: '', caseId: entry.caseId === caseId }));
  return { status, text: text.replaceAll(caseId, 'CASE'), statements, logged };
}

/** A case that is not there, beside one that is. */
async function both(ask: (caseId: string) => Promise<{ readonly status: number; readonly text: string }>): Promise<readonly [Seen, Seen]> {
  const absent = randomUUID();
  // What is kept in memory of either is kept before the two are held side by side.
  for (const caseId of [absent, forbidden]) await ask(caseId);
  return [await seen(absent, () => ask(absent)), await seen(forbidden, () => ask(forbidden))];
}

/** Their answer is a list: empty, and logged as refused. */
const LISTS: readonly (readonly [string, string])[] = [
  ['personLinks', 'query ($caseId: ID!) { personLinks(caseId: $caseId) { personId other { caseId } } }'],
  ['possiblePersonMatches', 'query ($caseId: ID!) { possiblePersonMatches(caseId: $caseId) { personId other { caseId } } }'],
  ['keptData', 'query ($caseId: ID!) { keptData(caseId: $caseId) { personId status until } }'],
  ['keptData of one entry', 'query ($caseId: ID!, $id: ID!) { keptData(caseId: $caseId, entryId: $id, asOf: "2050-01-01") { personId } }'],
];
/** Told to nobody who only inspects: what he stated is not looked at. */
const OF_READERS: readonly (readonly [string, string])[] = [
  ['correctedSinceRead', 'query ($caseId: ID!) { correctedSinceRead(caseId: $caseId) { entry { id } readAt correctedAt } }'],
];

/** For the family alone. */
const REPORT = 'query ($caseId: ID!) { familyReport(caseId: $caseId) { personId people { name } entries { entry { id } } } }';

describe('a case that is not there and one he may not see', () => {
  it.each([...READS, ...LISTS, ...OF_READERS])(
    'answer %s alike: the same words, the same statements, the same line in the log',
    async (_name, query, more = {}) => {
      for (const asker of ASKERS) {
        const token = await gateway.token(asker);
        const [absent, there] = await both((caseId) => gateway.post(token, query, { caseId, id: entryId, ...more }));
        expect(there).toEqual(absent);
        expect(there.statements.length).toBeGreaterThan(0);
        expect(there.logged).toMatchObject([{ outcome: 'denied', caseId: true }]);
      }
    },
  );

  it('answer the report of a family member alike', async () => {
    const token = await gateway.token('stranger');
    const [absent, there] = await both((caseId) => gateway.post(token, REPORT, { caseId }));
    expect(there).toEqual(absent);
    expect(there.statements.length).toBeGreaterThan(0);
    expect(there.logged).toMatchObject([{ outcome: 'denied', operation: 'familyReport', caseId: true }]);
  });

  it('are held side by side for every question that names a case, but those for an inspection alone', () => {
    const schema = buildSchema(readFileSync(new URL('../../../libs/api-contract/schema.graphql', import.meta.url), 'utf8'));
    const documents = [...READS, ...LISTS, ...OF_READERS].map(([, query]) => query).concat(REPORT);
    const questions = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ args }) =>
      args.some(({ name }) => name === 'caseId'),
    );
    const missing = questions
      .map(({ name }) => name)
      .filter((name) => !documents.some((query) => query.includes(` ${name}(caseId: $caseId`)));
    expect(missing.sort()).toEqual(['ledgerProofs', 'processingLines']);
  });

  it.each([
    ['the number of the case', (caseId: string) => ({ people: [], caseNumber: caseId })],
    ['its first group', (caseId: string) => ({ people: [], caseNumber: caseId.slice(0, 8) })],
  ] as const)('are found alike by %s: not at all', async (_name, sought) => {
    const document = 'mutation ($input: SearchInput!) { search(input: $input) { cases { caseId } total more hasNextPage } }';
    for (const asker of ASKERS) {
      const token = await gateway.token(asker);
      const [absent, there] = await both((caseId) => gateway.post(token, document, { input: sought(caseId) }));
      expect(there).toEqual(absent);
      expect(there.statements.length).toBeGreaterThan(0);
      expect(there.text).toContain('"total":0');
    }
  });

  it.each([
    ['name', { name: 'Kind Proef' }, { name: 'Kind Graag' }],
    ['day of birth', { birthDate: '2017-01-01' }, { birthDate: '2016-11-21' }],
    ['both', { name: 'Kind Proef', birthDate: '2017-01-01' }, { name: 'Kind Graag', birthDate: '2016-11-21' }],
  ])('hold somebody whom a search by %s finds as little as somebody who is nowhere', async (_by, there, nowhere) => {
    const document =
      'mutation ($input: SearchInput!) { search(input: $input) { cases { caseId people { personId } } total more hasNextPage } }';
    for (const asker of ASKERS) {
      const token = await gateway.token(asker);
      const ask = (sought: object) => () => gateway.post(token, document, { input: { people: [sought] } });
      for (const sought of [nowhere, there]) await ask(sought)();
      const [one, other] = [await seen('', ask(nowhere)), await seen('', ask(there))];
      expect(other).toEqual(one);
      expect(other.statements.length).toBeGreaterThan(0);
    }
  });

  it('answer an auditor alike who stated another case or period: before anything of it is looked up', async () => {
    const questions = [
      ...READS.map(([, query, more = {}]) => [query, more] as const),
      ...LISTS.map(([, query]) => [query, {}] as const),
      ['query ($caseId: ID!) { ledgerProofs(caseId: $caseId) { entries { entryId } } }', {}] as const,
      ['query ($caseId: ID!) { processingLines(caseId: $caseId) { nodes { json } } }', {}] as const,
    ];
    const headers = {
      purpose: 'toezicht',
      'inspection-case': randomUUID(),
      'inspection-from': '2025-01-01',
      'inspection-until': '2099-01-01',
    };
    const of = { of: { kind: 'ORGANISATION', id: 'lt-duinrade' } };
    for (const [asked, more] of questions) {
      const query = asked.replace('knowledge(', 'knowledge(of: $of, ').replace(/^query \((?=.*knowledge\()/, 'query ($of: ReaderInput!, ');
      const token = await gateway.token('auditor');
      const [absent, there] = await both((caseId) => gateway.post(token, query, { caseId, id: entryId, ...of, ...more }, headers));
      expect(there).toEqual(absent);
      expect(there.text).toContain('INSPECTION_OUTSIDE');
      expect(there.statements).toEqual([]);
    }
  });

  it('answer alike while he waits for a position of his own', async () => {
    const query = 'query ($caseId: ID!, $atLeast: String) { timeline(caseId: $caseId, first: 1, atLeast: $atLeast) { position behind } }';
    const own = await act(gateway, 'elsewhere', 'openCase', ownCase());
    const [absent, there] = await both(async (caseId) =>
      gateway.post(await gateway.token('elsewhere'), query, { caseId, atLeast: own.position }),
    );
    expect(there).toEqual(absent);
  });

  it('are not told apart by a list of what is due, which names no case that he was never in', async () => {
    const query = 'query { retentionDue(asOf: "2099-01-01") { cases { caseId } } }';
    for (const asker of ASKERS) {
      const { data } = await gateway.ask(asker, query);
      expect(data?.['retentionDue']).toEqual(asker === 'supervisor' ? { cases: [] } : null);
    }
  });

  it('answer a command alike, also one that is only checked', async () => {
    const document = `mutation ($input: SeeChildInput!) { seeChild(input: $input) { __typename ... on CommandAccepted { entryIds } ... on CommandRefused { code message field } } }`;
    for (const asker of WRITERS)
      for (const validateOnly of [true, false]) {
        const [absent, there] = await both(async (caseId) =>
          gateway.post(await gateway.token(asker), document, {
            input: {
              commandId: randomUUID(),
              caseId,
              legalBasis: asker === 'gi' ? 'jeugdwet-3.2' : 'wmo-4.1.1',
              childId: CHILD,
              alone: true,
              where: 'SCHOOL',
              observation: 'x',
              validateOnly,
            },
          }),
        );
        expect(there).toEqual(absent);
        expect(there.text).toContain('CommandRefused');
      }
  });

  it.each([
    ['correctEntry', 'CorrectEntryInput', { texts: [{ field: 'observation', text: 'y' }], reason: 'x' }],
    ['attachStatement', 'AttachStatementInput', { personId: CHILD, words: 'x', statedBy: { kind: 'PERSON', personId: CHILD } }],
  ])('answer %s alike: nothing of a case is read for who has no part in it', async (name, type, input) => {
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on CommandRefused { code message field } } }`;
    for (const asker of WRITERS) {
      const legalBasis = asker === 'gi' ? 'jeugdwet-3.2' : 'wmo-4.1.1';
      const token = await gateway.token(asker);
      const [absent, there] = await both((caseId) =>
        gateway.post(token, document, { input: { commandId: randomUUID(), caseId, legalBasis, entryId, ...input } }),
      );
      expect(there).toEqual(absent);
      expect(there.text).toContain('CASE_UNKNOWN');
    }
  });

  it('answer emergency access alike that is not used: only checked, or for longer than it can be, or in the future', async () => {
    const document = `mutation ($input: UseEmergencyAccessInput!) { useEmergencyAccess(input: $input) { __typename ... on CommandRefused { code message field } } }`;
    const unused = [{ validateOnly: true }, { minutes: 300 }, { occurredAt: '2099-01-01' }, { minutes: 300, validateOnly: true }];
    for (const asker of WRITERS) {
      const token = await gateway.token(asker);
      for (const more of unused) {
        const [absent, there] = await both((caseId) =>
          gateway.post(token, document, {
            input: { commandId: randomUUID(), caseId, legalBasis: 'avg-6-1-d', reason: 'Acuut gevaar', ...more },
          }),
        );
        expect(there).toEqual(absent);
        expect(there.text).toContain('CommandRefused');
        expect(there.logged).toMatchObject([{ outcome: 'denied', caseId: true }]);
      }
    }
  });

  it('open a live channel alike: it ends at once', async () => {
    for (const asker of ASKERS) {
      const token = await gateway.token(asker);
      const [absent, there] = await both((caseId) => channel(token, caseId));
      expect(there).toEqual(absent);
      expect(there.text).toBe('complete');
    }
  });

  it('and so do a private record of another and one that is not there', async () => {
    const query = `query ($recordId: ID!) { meldcodeRecord(organisation: "lt-duinrade", recordId: $recordId) { id } }`;
    const token = await gateway.token('elsewhere');
    const ask = (id: string) => gateway.post(token, query, { recordId: id });
    const absent = randomUUID();
    for (const id of [absent, recordId]) await ask(id);
    const [one, other] = [await seen(absent, () => ask(absent)), await seen(recordId, () => ask(recordId))];
    expect(other).toEqual(one);
    expect(other.statements.length).toBeGreaterThan(0);
  });

  it('are told apart by who may see it: the comparison can fail', async () => {
    const [, query] = READS[1] as (typeof READS)[number];
    const [absent, there] = await both(async (caseId) => gateway.post(await gateway.token('lt'), query, { caseId }));
    expect(there.statements).not.toEqual(absent.statements);
    expect(there.text).not.toEqual(absent.text);
  });
});

const ownCase = () => ({
  legalBasis: 'wmo-4.1.1',
  opening: {
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'elders',
    parties: [],
    pilot: false,
    reopened: false,
    name: 'Gezin Elders',
    municipality: 'Elders',
    reason: 'zorgen',
    members: [{ personId: randomUUID(), content: { name: 'Kind Elders', role: 'child', birthDate: '2017-01-01', households: ['A'] } }],
  },
});

async function channel(token: string, caseId: string): Promise<{ readonly status: number; readonly text: string }> {
  const socket = createClient({
    url: `${gateway.origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const text = await new Promise<string>((resolve) => {
    socket.subscribe(
      { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }', variables: { caseId } },
      {
        next: (value) => resolve(JSON.stringify(value)),
        error: (failure) => resolve(JSON.stringify(failure)),
        complete: () => resolve('complete'),
      },
    );
  });
  await socket.dispose();
  return { status: 0, text };
}
