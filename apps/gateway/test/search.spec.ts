// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CHILD, MOTHER, act, openFamily, searchedFor, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

const SEARCH = `mutation ($input: SearchInput!) { search(input: $input) {
  total hasNextPage more searchToken cases { caseId name municipality cursor people { personId name birthDate } } } }`;
const NOBODY = { total: 0, hasNextPage: false, more: false, cases: [] };

interface Result {
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly searchToken: string | null;
  readonly cases: readonly {
    readonly caseId: string;
    readonly cursor: string;
    readonly people: readonly { readonly personId: string }[];
  }[];
}

let gateway: GatewayUnderTest;
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.logFails = false;
});

const ask = (name: WorkerName, input: object) => gateway.ask(name, SEARCH, { input }, { purpose: 'zoeken voor de toets' });
async function find(name: WorkerName, input: object): Promise<Result> {
  const { data, text } = await ask(name, input);
  if (data === null) throw new Error(text);
  return data['search'] as Result;
}
const kind = { people: [{ name: 'kind proef' }] };

describe('searching', () => {
  it('finds what the asker may see, with whom was found', async () => {
    for (const worker of ['lt', 'vt'] as const) {
      const { cases, total } = await find(worker, { people: [{ name: 'kind proef', birthDate: '2017-01-01' }] });
      expect(total).toBe(1);
      expect(cases).toMatchObject([{ caseId, name: 'Gezin Proef', people: [{ personId: CHILD, name: 'Kind Proef' }] }]);
    }
    expect((await find('lt', { people: [], caseNumber: caseId.slice(0, 8) })).cases).toMatchObject([{ caseId, people: [] }]);
    // The mother has her own share and her child's.
    expect((await find('mother', { people: [{ name: 'proef' }] })).cases[0]?.people.map(({ personId }) => personId)).toEqual([
      MOTHER,
      CHILD,
    ]);
  });

  it('answers who may not see it as who seeks somebody that is not there, token and all', async () => {
    const [hidden, absent] = [await find('elsewhere', kind), await find('elsewhere', { people: [{ name: 'kind blauw' }] })];
    expect(hidden).toMatchObject(NOBODY);
    expect(absent).toMatchObject(NOBODY);
    expect(hidden.searchToken?.length).toBe(absent.searchToken?.length);
    expect(await find('elsewhere', { people: [], caseNumber: caseId })).toMatchObject(NOBODY);
    expect(await find('auditor', kind)).toEqual({ ...NOBODY, searchToken: null });
  });

  it('logs each search with its purpose, for every case shown and for none, and never what was sought', async () => {
    const from = (await gateway.logged()).length;
    await find('lt', kind);
    await find('elsewhere', kind);
    await ask('lt', { people: [{ name: '1' }] });
    const looks = (await gateway.logged()).slice(from);
    expect(looks.map(({ operation }) => operation)).toEqual(['search', 'search', 'search']);
    const [shown, none, refused] = looks;
    expect(shown).toMatchObject({
      operation: 'search',
      caseId,
      categories: ['C1'],
      people: [CHILD],
      manner: 'delivered',
      outcome: 'granted',
    });
    expect(shown?.purpose).toBe('zoeken voor de toets');
    expect(none).toMatchObject({ operation: 'search', categories: [], people: [], outcome: 'granted' });
    expect(none).not.toHaveProperty('caseId');
    expect(refused).toMatchObject({ operation: 'search', outcome: 'denied', rule: 'SEARCH_TOO_LITTLE' });
    expect(JSON.stringify([shown, none, refused]).toLowerCase()).not.toContain('proef');
  });

  it('shows nothing, and hands out no proof, when that cannot be logged', async () => {
    for (const input of [kind, { people: [{ name: 'niemand' }] }]) {
      gateway.logFails = true;
      const { text, errors } = await ask('lt', input);
      expect(errors?.[0]?.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
      expect(text).not.toMatch(/Proef|searchToken":"/);
      gateway.logFails = false;
    }
  });

  it('asks for enough to look by, and repeats nothing of what was sought in an error', async () => {
    for (const people of [[], [{}], [{ name: 'G' }], [{ name: '- -' }]]) {
      expect((await ask('lt', { people })).errors?.[0]?.extensions?.['code']).toBe('SEARCH_TOO_LITTLE');
    }
    const wrong = [
      await ask('lt', { people: [{ name: ['Geheimnaam'] }] }),
      await ask('lt', { people: [{ name: { last: 'Geheimnaam' } }] }),
      await ask('lt', { people: [{ name: 'Geheimnaam', birthDate: 'Geheimnaam' }] }),
      await ask('lt', { people: [{ name: 'Geheimnaam', after: 'Geheimnaam' }] }),
      await ask('lt', { people: [{ name: 'Geheimnaam' }], after: 'Geheimnaam' }),
    ];
    for (const { text, errors } of wrong) {
      expect(errors).toHaveLength(1);
      expect(text).not.toContain('Geheim');
    }
  });

  it('cannot be asked by an address', async () => {
    const query = 'mutation { search(input: { people: [{ name: "kind proef" }] }) { total } }';
    const response = await fetch(`${gateway.origin}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${await gateway.token('lt')}`, 'apollo-require-preflight': 'true' },
    });
    expect(response.status).toBe(405);
    expect(await response.text()).not.toContain(caseId);
  });

  it('goes through pages without loss, in an order and a count of what is seen alone', async () => {
    const more = await Promise.all(Array.from({ length: 3 }, () => openFamily(gateway)));
    const seen: string[] = [];
    for (let after: string | undefined, next = true; next;) {
      const { cases, hasNextPage, total } = await find('lt', { ...kind, first: 3, ...(after === undefined ? {} : { after }) });
      expect(total).toBe(4);
      seen.push(...cases.map((found) => found.caseId));
      after = cases.at(-1)?.cursor;
      next = hasNextPage;
    }
    expect([...seen].sort()).toEqual([caseId, ...more].sort());
    expect(seen.at(-1)).toBe(caseId);
    const cursor = (await find('lt', { ...kind, first: 1 })).cases[0]?.cursor;
    // Another's cursor is none.
    expect((await ask('vt', { ...kind, after: cursor })).errors?.[0]?.extensions?.['code']).toBe('POSITION_INVALID');
  });
});

describe('a search before a case is opened', () => {
  const members = [
    { personId: randomUUID(), content: { name: 'Ans Nieuw', role: 'mother', birthDate: '1990-01-01', households: ['A'] } },
    { personId: randomUUID(), content: { name: 'Bo Nieuw', role: 'child', birthDate: '2019-01-01', households: ['A'] } },
  ];
  const opening = {
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [],
    pilot: false,
    reopened: false,
    name: 'Gezin Nieuw',
    municipality: 'Duinrade',
    reason: 'zorgen',
    members,
  };
  const open = (input: object, headers = {}) => act(gateway, 'lt', 'openCase', { legalBasis: 'jeugdwet-2.3', opening, ...input }, headers);

  it('is asked for in Dutch and in English: none, of somebody else, of part of the family, or a made-up one does not count', async () => {
    const tokens = [
      undefined,
      await searchedFor(gateway, 'vt', members),
      await searchedFor(gateway, 'lt', members.slice(0, 1)),
      await searchedFor(gateway, 'lt', [{ content: { name: 'Bo Nieuw', birthDate: '2019-01-02' } }, ...members.slice(0, 1)]),
      'bedacht',
    ];
    for (const searchToken of tokens) {
      expect(await open({ searchToken })).toMatchObject({ __typename: 'CommandRefused', code: 'HOUSEHOLD_NOT_SEARCHED' });
    }
    const dutch = await open({}, { 'accept-language': 'nl' });
    const english = await open({}, { 'accept-language': 'en' });
    expect(dutch.message).toMatch(/^Zoek eerst/);
    expect(english.message).toMatch(/^First search/);
    const report = {
      legalBasis: 'wmo-4.1.1',
      opening,
      concerning: [members[1]?.personId],
      acute: false,
      kind: 'PROFESSIONAL',
      reporterId: randomUUID(),
      reporter: 'school',
      reporterShielded: false,
      conclusion: 'kern',
      content: 'inhoud',
    };
    expect(await act(gateway, 'vt', 'receiveReport', report)).toMatchObject({ code: 'HOUSEHOLD_NOT_SEARCHED' });
    const searchToken = await searchedFor(gateway, 'vt', members);
    expect(await act(gateway, 'vt', 'receiveReport', { ...report, searchToken })).toMatchObject({ __typename: 'CommandAccepted' });
  });

  it('is named in the record by its trace in the access log, and a repeat needs none', async () => {
    const searchToken = await searchedFor(gateway, 'lt', members);
    const traces = (await gateway.logged()).filter(({ operation }) => operation === 'search').map(({ traceId }) => traceId);
    const commandId = randomUUID();
    const opened = await open({ commandId, searchToken });
    expect(opened.__typename).toBe('CommandAccepted');
    expect(await open({ commandId })).toMatchObject({ __typename: 'CommandAccepted', caseId: opened.caseId });
    for await (const { metadata } of gateway.platform.store.readStream(`familyCase-${opened.caseId ?? ''}`)) {
      const { searchReference } = JSON.parse(Buffer.from(metadata).toString()) as { searchReference?: string };
      expect(searchReference).toBe(traces.at(-1));
    }
  });
});
