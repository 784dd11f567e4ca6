// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHILD, MOTHER, act, openFamily, searchedFor, startGatewayUnderTest } from './gateway-under-test.ts';
import type { GatewayUnderTest, Outcome, WorkerName } from './gateway-under-test.ts';

const CASE = 'query ($caseId: ID!, $atLeast: String) { case(caseId: $caseId, atLeast: $atLeast) { id name members { personId name } } }';
const MINE = '{ myCases(first: 100) { edges { node { id name } } } }';
const LINKED = `query ($caseId: ID!) { personLinks(caseId: $caseId) { personId other { caseId } }
  possiblePersonMatches(caseId: $caseId) { personId other { caseId } } }`;

let gateway: GatewayUnderTest;
/** Of a lokaal team and Veilig Thuis; the mother reads along. */
let caseId: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());

const asked = async (name: WorkerName, query: string, variables: object = {}): Promise<string> =>
  (await gateway.ask(name, query, variables)).text.trim();

/** Opens a case with these people, after searching for them. */
async function open(name: WorkerName, members: readonly Member[], more: object = {}, command = 'openCase'): Promise<Outcome> {
  const opening = {
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [],
    pilot: false,
    reopened: false,
    name: 'Gezin Proef',
    municipality: 'Elders',
    reason: 'zorgen',
    members,
  };
  const searchToken = await searchedFor(gateway, name, members);
  return act(gateway, name, command, { legalBasis: 'wmo-4.1.1', opening, searchToken, ...more });
}

interface Member {
  readonly personId: string;
  readonly content: { readonly name: string; readonly role: string; readonly birthDate: string; readonly households: readonly string[] };
}
const mother = (personId: string): Member => ({
  personId,
  content: { name: 'Moeder Proef', role: 'mother', birthDate: '1990-01-01', households: ['A'] },
});
const child = (personId: string): Member => ({
  personId,
  content: { name: 'Kind Proef', role: 'child', birthDate: '2017-01-01', households: ['A'] },
});

const report = (concerning: string, more: object = {}) => ({
  legalBasis: 'wmo-4.1.1',
  concerning: [concerning],
  acute: false,
  kind: 'PROFESSIONAL',
  reporterId: randomUUID(),
  reporter: 'school',
  reporterShielded: false,
  conclusion: 'kern',
  content: 'inhoud',
  ...more,
});

describe('somebody whose id another organisation knows', () => {
  let foreign: string;
  let position: string | undefined;
  it('can be put in a case of its own, which gives it nothing of the case he is in', async () => {
    const before = await asked('lt', CASE, { caseId });
    const opened = await open('elsewhere', [mother(MOTHER), child(CHILD)]);
    expect(opened.__typename).toBe('CommandAccepted');
    foreign = opened.caseId ?? '';
    ({ position } = opened);
    expect(await asked('elsewhere', CASE, { caseId: foreign, atLeast: position })).toContain('Moeder Proef');
    expect(await asked('elsewhere', CASE, { caseId })).toBe('{"data":{"case":null}}');
    expect(await asked('elsewhere', LINKED, { caseId: foreign })).toBe('{"data":{"personLinks":[],"possiblePersonMatches":[]}}');
    const search = 'mutation ($input: SearchInput!) { search(input: $input) { total cases { caseId } } }';
    const found = await asked('elsewhere', search, { input: { people: [{ name: 'Moeder Proef', birthDate: '1990-01-01' }] } });
    expect(found).toBe(JSON.stringify({ data: { search: { total: 1, cases: [{ caseId: foreign }] } } }));
    const decision = { otherCaseId: caseId, otherPersonId: MOTHER, decision: 'SAME', basis: 'gezien', legalBasis: 'wmo-4.1.1' };
    const decided = await act(gateway, 'elsewhere', 'decidePersonMatch', { caseId: foreign, personId: MOTHER, ...decision });
    expect(decided).toMatchObject({ __typename: 'CommandRefused', code: 'CASE_UNKNOWN' });
    expect(await asked('lt', CASE, { caseId })).toBe(before);
  });

  it('is told of it: what is recorded in his name he reads himself, and nobody else of his own case does', async () => {
    expect(await asked('mother', MINE)).toContain(foreign);
    for (const name of ['lt', 'vt', 'gi', 'stranger'] as const) expect(await asked(name, MINE)).not.toContain(foreign);
  });
});

describe('a report that comes in', () => {
  it('in a case of its own leaves the case somebody reads as it was, to the letter', async () => {
    const asSheReads = async () => [
      await asked('mother', CASE, { caseId }),
      await asked('mother', MINE),
      await asked('mother', LINKED, { caseId }),
    ];
    const before = await asSheReads();
    const [own, ownChild] = [randomUUID(), randomUUID()];
    const received = await open('vt', [mother(own), child(ownChild)], report(ownChild), 'receiveReport');
    expect(received.__typename).toBe('CommandAccepted');
    expect(await asked('vt', CASE, { caseId: received.caseId, atLeast: received.position })).toContain('Gezin Proef');
    // The two are joined by a decision, which shows to who reads both.
    const decision = { otherCaseId: received.caseId, otherPersonId: ownChild, decision: 'SAME', basis: 'gezien', legalBasis: 'wmo-4.1.1' };
    expect(await act(gateway, 'vt', 'decidePersonMatch', { caseId, personId: CHILD, ...decision })).toMatchObject({
      __typename: 'CommandAccepted',
    });
    expect(await asSheReads()).toEqual(before);
  });

  it('in the case he reads takes that case from him until he is told: it answers as one that is not there', async () => {
    expect(await asked('mother', CASE, { caseId })).toContain('Gezin Proef');
    const received = await act(gateway, 'vt', 'receiveReport', report(CHILD, { caseId }));
    expect(received.__typename).toBe('CommandAccepted');
    await asked('vt', CASE, { caseId, atLeast: received.position });
    expect(await asked('mother', CASE, { caseId })).toBe(await asked('mother', CASE, { caseId: randomUUID() }));
    const told = await act(gateway, 'lt', 'explainRights', {
      caseId,
      legalBasis: 'jeugdwet-2.3',
      persons: [{ personId: MOTHER, content: { understood: true, what: 'haar rechten' } }],
    });
    expect(told).toMatchObject({ __typename: 'CommandAccepted' });
    await asked('lt', CASE, { caseId, atLeast: told.position });
    expect(await asked('mother', CASE, { caseId })).toContain('Gezin Proef');
  });
});
