// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CHILD, act, openFamily, searchedFor, startGatewayUnderTest, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest, Outcome, WorkerName } from './gateway-under-test.ts';

const HALF = randomUUID();
const PERSON = 'person { personId name }';
const LINKS = `query ($caseId: ID!, $atLeast: String) { links: personLinks(caseId: $caseId, atLeast: $atLeast) {
  personId decision decisionTerm basis decidedBy { id } other { caseId caseName ${PERSON} } } }`;
const POSSIBLE = `query ($caseId: ID!) { links: possiblePersonMatches(caseId: $caseId) { personId other { caseId ${PERSON} } } }`;

let gateway: GatewayUnderTest;
/** Lokaal team and Veilig Thuis. */
let one: string;
/** Veilig Thuis and the GI: the same child, in the home of its other parent. */
let other: string;

beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  one = await openFamily(gateway);
  const father = randomUUID();
  const members = [
    { personId: father, content: { name: 'Vader Anders', role: 'father', birthDate: '1988-01-01', households: ['A'] } },
    { personId: HALF, content: { name: 'Kind Maria Proef', role: 'child', birthDate: '2017-01-01', households: ['A'] } },
  ];
  const opening = {
    householdKind: 'FAMILY_WITH_MINORS',
    region: 'haaglanden',
    parties: [{ organisation: 'gi-west', party: 'GI' }],
    pilot: false,
    reopened: false,
    name: 'Gezin Anders',
    municipality: 'Duinrade',
    reason: 'zorgen',
    members,
  };
  const searchToken = await searchedFor(gateway, 'vt', members);
  const opened = await act(gateway, 'vt', 'openCase', { legalBasis: 'wmo-4.1.1', opening, searchToken });
  other = opened.caseId ?? '';
  await links('vt', other, opened.position);
});
afterAll(() => gateway.close());

type Links = readonly { readonly decision: string; readonly other: { readonly caseId: string } }[];

async function ask(name: WorkerName, query: string, variables: object): Promise<Links> {
  const { data, text } = await gateway.ask(name, query, variables);
  if (data === null) throw new Error(text);
  return data['links'] as Links;
}
const links = (name: WorkerName, caseId: string, atLeast?: string) => ask(name, LINKS, { caseId, atLeast });
const possible = (name: WorkerName, caseId: string) => ask(name, POSSIBLE, { caseId });

async function decide(name: WorkerName, decision: string, more: object = {}): Promise<Outcome> {
  const ends = { caseId: one, personId: CHILD, otherCaseId: other, otherPersonId: HALF };
  const legalBasis = { lt: 'jeugdwet-2.3', gi: 'bw-1:262' }[name as string] ?? 'wmo-4.1.1';
  const outcome = await act(gateway, name, 'decidePersonMatch', { legalBasis, ...ends, decision, basis: 'Geboorteakte gezien.', ...more });
  if (outcome.position !== undefined) await links(name, one, outcome.position);
  return outcome;
}

/** Everything a reader of one case is answered, on every path there is, without what differs by itself: positions and looks. */
async function everything(name: WorkerName, caseId: string, nameSought: string): Promise<string> {
  const answers = await Promise.all(
    [
      [
        'query ($caseId: ID!) { case(caseId: $caseId) { name members { personId name } parties { organisation { id } } position measures { id } clocks { norm } } }',
        { caseId },
      ],
      [
        'query ($caseId: ID!) { timeline(caseId: $caseId, first: 50) { nodes { id type about fields { text } } pageInfo { hasNextPage endCursor } position } }',
        { caseId },
      ],
      ['{ myCases { edges { cursor node { id name } } hasNextPage } }', {}],
      [
        'mutation ($input: SearchInput!) { search(input: $input) { total hasNextPage more cases { caseId cursor people { personId name } } } }',
        { input: { people: [{ name: nameSought }] } },
      ],
      [LINKS, { caseId }],
      [POSSIBLE, { caseId }],
      ['{ knownElsewhere { questions { id } tasks { id } } }', {}],
    ].map(([query, variables]) => gateway.ask(name, query as string, variables as object)),
  );
  return answers.map(({ text }) => text).join('\n');
}

describe('one person in two cases', () => {
  it('is suggested to who sees both, from either side, and to nobody else', async () => {
    expect(await possible('vt', one)).toMatchObject([{ personId: CHILD, other: { caseId: other, person: { personId: HALF } } }]);
    expect(await possible('vt', other)).toMatchObject([{ personId: HALF, other: { caseId: one, person: { personId: CHILD } } }]);
    for (const [name, caseId] of [
      ['lt', one],
      ['gi', other],
      ['lt', other],
      ['gi', one],
      ['elsewhere', one],
      ['mother', one],
    ] as const)
      expect(await possible(name, caseId)).toEqual([]);
  });

  it('is decided by who sees both; for who sees one of them, the other is as one that does not exist', async () => {
    for (const name of ['lt', 'gi', 'elsewhere'] as const) {
      expect(await decide(name, 'SAME')).toMatchObject({ code: 'CASE_UNKNOWN' });
      expect(await decide(name, 'SAME', { otherCaseId: randomUUID(), otherPersonId: randomUUID() })).toMatchObject({
        code: 'CASE_UNKNOWN',
      });
    }
    expect(await decide('vt', 'SAME', { otherPersonId: randomUUID() })).toMatchObject({ code: 'CASE_UNKNOWN' });
    expect(await decide('vt', 'SAME', { otherCaseId: one, otherPersonId: CHILD })).toMatchObject({ code: 'MATCH_SAME_CASE' });
    expect(await decide('vt', 'MERGED')).toMatchObject({ code: 'MATCH_NOT_NOW' });
  });

  it('changes nothing on any path for who reads one of the cases: no answer, no order, no wake-up, no look', async () => {
    const woken: unknown[] = [];
    const clients = await Promise.all(
      (
        [
          ['lt', one],
          ['gi', other],
          ['mother', one],
        ] as const
      ).map(async ([name, caseId]) => {
        const client = createClient({
          url: `${gateway.origin.replace('http', 'ws')}/graphql`,
          webSocketImpl: WebSocket,
          connectionParams: { authorization: `Bearer ${await gateway.token(name)}` },
        });
        client.subscribe(
          { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }', variables: { caseId } },
          { next: (item) => woken.push(item), error: () => undefined, complete: () => woken.push('closed') },
        );
        return client;
      }),
    );
    await wait(200);
    const before = [
      await everything('lt', one, 'kind proef'),
      await everything('gi', other, 'kind'),
      await everything('mother', one, 'kind'),
    ];
    const from = (await gateway.logged()).length;
    for (const decision of ['SAME', 'MERGED']) expect(await decide('vt', decision)).toMatchObject({ __typename: 'CommandAccepted' });
    await wait(300);
    const mine = (await gateway.logged()).slice(from);
    expect([
      await everything('lt', one, 'kind proef'),
      await everything('gi', other, 'kind'),
      await everything('mother', one, 'kind'),
    ]).toEqual(before);
    expect(woken).toEqual([]);
    // Every look that came of it is of who decided.
    expect(new Set(mine.map(({ organisation }) => organisation))).toEqual(new Set(['vt-haaglanden']));
    // What the family, and the other organisation, are told of who looked names no other case and no link.
    const who = 'query ($caseId: ID!) { whoLooked(caseId: $caseId, first: 50) { nodes { sentence operation people } } }';
    for (const [name, caseId, hidden] of [
      ['mother', one, other],
      ['lt', one, other],
      ['gi', other, one],
    ] as const) {
      const { text } = await gateway.ask(name, who, { caseId });
      expect(text).toContain('sentence');
      expect(text).not.toContain(hidden);
      expect(text).not.toContain(name === 'gi' ? CHILD : HALF);
    }
    for (const client of clients) await client.dispose();
  });

  it('shows to who sees both, with who decided and on what, and logs the look at both ends', async () => {
    const from = (await gateway.logged()).length;
    const told = { decision: 'MERGED', decisionTerm: 'samengevoegd', basis: 'Geboorteakte gezien.', decidedBy: { id: 'vt-haaglanden' } };
    expect(await links('vt', one)).toMatchObject([{ ...told, personId: CHILD, other: { caseId: other, caseName: 'Gezin Anders' } }]);
    expect((await gateway.logged()).slice(from)).toMatchObject([
      { operation: 'personLinks', caseId: one, people: [] },
      { operation: 'personLinks', caseId: other, people: [HALF] },
    ]);
    expect(await links('vt', other)).toMatchObject([{ ...told, personId: HALF, other: { caseId: one } }]);
    for (const [name, caseId] of [
      ['lt', one],
      ['gi', other],
      ['lt', other],
      ['elsewhere', one],
    ] as const)
      expect(await links(name, caseId)).toEqual([]);
    expect(await possible('vt', one)).toEqual([]);
  });

  it('is unmerged and found not to be the same, which ends the suggestion; nothing in either case was written anew', async () => {
    const streams = async () => {
      const ids: string[] = [];
      for (const caseId of [one, other]) for await (const { id } of gateway.platform.store.readStream(`familyCase-${caseId}`)) ids.push(id);
      return ids;
    };
    const before = await streams();
    for (const decision of ['UNMERGED', 'NOT_SAME']) expect(await decide('vt', decision)).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await links('vt', one)).toMatchObject([{ decision: 'NOT_SAME' }]);
    expect(await possible('vt', one)).toEqual([]);
    expect(await possible('vt', other)).toEqual([]);
    expect(await streams()).toEqual(before);
  });

  it('is gone for who loses one of the two', async () => {
    await act(gateway, 'lt', 'changeMembership', {
      legalBasis: 'jeugdwet-2.3',
      caseId: one,
      change: 'PARTY_JOINED',
      organisation: 'gi-west',
      party: 'GI',
      memberIds: [],
      members: [],
    });
    expect(await links('gi', other)).toHaveLength(1);
    expect(
      await act(gateway, 'gi', 'changeMembership', {
        legalBasis: 'bw-1:262',
        caseId: one,
        change: 'PARTY_LEFT',
        organisation: 'gi-west',
        memberIds: [],
        members: [],
      }),
    ).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await links('gi', other)).toEqual([]);
  });

  it('shows a party that left one of the two what was decided until then, nothing newer, and takes no decision from it', async () => {
    const membership = { memberIds: [], members: [] };
    await act(gateway, 'lt', 'changeMembership', {
      legalBasis: 'jeugdwet-2.3',
      caseId: one,
      change: 'PARTY_JOINED',
      organisation: 'gi-west',
      party: 'GI',
      ...membership,
    });
    const handover = { caseId: other, familyPresent: true, concerning: [HALF], note: 'Overgedragen.' };
    const offered = await act(gateway, 'vt', 'handOverSafetyWatch', {
      ...handover,
      legalBasis: 'wmo-4.1.1',
      step: 'OFFERED',
      to: ['gi-west'],
    });
    expect(offered).toMatchObject({ __typename: 'CommandAccepted' });
    let handoverId: string | undefined;
    for await (const { data } of gateway.platform.store.readStream(`familyCase-${other}`))
      handoverId = /"handoverId":"([0-9a-f-]{36})"/.exec(Buffer.from(data).toString())?.[1] ?? handoverId;
    const accepting = { ...handover, legalBasis: 'bw-1:262', step: 'ACCEPTED', handoverId };
    expect(await act(gateway, 'gi', 'handOverSafetyWatch', accepting)).toMatchObject({ __typename: 'CommandAccepted' });
    const left = await act(gateway, 'vt', 'changeMembership', {
      legalBasis: 'wmo-4.1.1',
      caseId: other,
      change: 'PARTY_LEFT',
      organisation: 'vt-haaglanden',
      ...membership,
    });
    expect(left).toMatchObject({ __typename: 'CommandAccepted' });
    const before = await links('vt', one, left.position);
    expect(before).toMatchObject([{ decision: 'NOT_SAME', decidedBy: { id: 'vt-haaglanden' } }]);

    expect(await decide('gi', 'SAME', { basis: 'Nieuw feit.' })).toMatchObject({ __typename: 'CommandAccepted' });
    expect(await links('gi', other)).toMatchObject([{ decision: 'SAME', basis: 'Nieuw feit.' }]);
    expect(await links('vt', one)).toEqual(before);
    expect(await links('vt', other)).toMatchObject([{ decision: 'NOT_SAME' }]);
    // Refused in the words of a case that is not there, whatever was decided since.
    for (const decision of ['SAME', 'NOT_SAME', 'MERGED', 'UNMERGED'])
      expect(await decide('vt', decision)).toMatchObject({ code: 'CASE_UNKNOWN' });
  });
});
