// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { clientWith, signedIn } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { act, ask, childSeen, mutation } from '../src/commands.ts';
import { dropFolder, startProduct } from '../src/product.ts';
import type { Product } from '../src/product.ts';
import { PEOPLE, caseIdFor, ofType, timelineOf } from '../src/waterlelie.ts';

let product: Product;
let caseId: string;
let lt: Client;
let vt: Client;
let father: Client;

beforeAll(async () => {
  product = await startProduct();
  [lt, vt, father] = [
    await signedIn(product, 'lt', { 'acting-role': 'fixedFace' }),
    await signedIn(product, 'vt'),
    await signedIn(product, 'vader'),
  ];
  caseId = await caseIdFor(lt);
});

afterAll(async () => {
  await product.stop();
  dropFolder(product.data);
});

const seenOnce = async () => ofType((await timelineOf(lt, caseId)).entries, 'ChildSeen').length;

const dangerOf = (id: string) => ({
  commandId: randomUUID(),
  caseId: id,
  legalBasis: 'wmo-4.1.1',
  concerning: [PEOPLE.K1],
  what: 'dreiging',
  actionTaken: 'gebeld',
});

describe('a command', () => {
  it('sent twice with one commandId appends once and gives the same answer', async () => {
    const before = await seenOnce();
    const input = childSeen(caseId);
    const first = await act(lt, 'seeChild', input);
    const second = await act(lt, 'seeChild', input);
    expect(first).toMatchObject({ __typename: 'CommandAccepted', repeated: false });
    expect(second).toEqual({ ...first, repeated: true });
    expect(await readAtLeast(first.position)).toBe(before + 1);
  });

  it('sent ten times at once with one commandId appends once', async () => {
    const before = await seenOnce();
    const input = childSeen(caseId);
    const all = await Promise.all(Array.from({ length: 10 }, () => act(lt, 'seeChild', input)));
    expect(new Set(all.map(({ entryIds }) => entryIds?.join()))).toHaveProperty('size', 1);
    expect(await readAtLeast(all[0]?.position)).toBe(before + 1);
  });

  it('with a commandId used for something else is refused', async () => {
    const input = childSeen(caseId);
    await act(lt, 'seeChild', input);
    expect(await act(lt, 'seeChild', { ...input, observation: 'iets anders' })).toMatchObject({
      code: 'COMMAND_ID_REUSED',
      field: 'commandId',
    });
  });

  it('of two parties at once both land, when neither names what was on the screen', async () => {
    const danger = {
      commandId: randomUUID(),
      caseId,
      legalBasis: 'wmo-4.1.1',
      concerning: [PEOPLE.K1],
      what: 'ruzie op straat',
      actionTaken: 'politie gebeld',
    };
    const both = await Promise.all([act(lt, 'seeChild', childSeen(caseId)), act(vt, 'declareAcuteDanger', danger)]);
    expect(both.map(({ __typename }) => __typename)).toEqual(['CommandAccepted', 'CommandAccepted']);
  });

  it('that names what was on the screen is told what was added since, in domain words, and appends nothing', async () => {
    const { position } = await timelineOf(lt, caseId);
    const added = await act(vt, 'declareAcuteDanger', {
      commandId: randomUUID(),
      caseId,
      legalBasis: 'wmo-4.1.1',
      concerning: [PEOPLE.K1],
      what: 'dreiging',
      actionTaken: 'gebeld',
    });
    const outcome = await act(lt, 'seeChild', childSeen(caseId, { expectedPosition: position }));
    expect(outcome).toMatchObject({
      __typename: 'CaseChanged',
      code: 'CASE_CHANGED',
      entries: [{ id: added.entryIds?.[0], type: 'AcuteDangerDeclared' }],
    });
  });

  it('only to be checked appends nothing, and says what a rule would say', async () => {
    const before = await seenOnce();
    expect(await act(lt, 'seeChild', childSeen(caseId, { validateOnly: true }))).toMatchObject({
      __typename: 'CommandAccepted',
      entryIds: [],
    });
    expect(await act(lt, 'seeChild', childSeen(caseId, { validateOnly: true, childId: randomUUID() }))).toMatchObject({
      __typename: 'CommandRefused',
      field: 'childId',
    });
    expect(await seenOnce()).toBe(before);
  });

  it('that was only checked tells nothing of entries its caller may not see', async () => {
    const check = () => act(vt, 'declareAcuteDanger', { ...dangerOf(caseId), validateOnly: true });
    const before = await check();
    await act(lt, 'recordVoice', {
      commandId: randomUUID(),
      caseId,
      legalBasis: 'jeugdwet-2.3',
      speakerId: PEOPLE.K2,
      confidential: false,
      words: 'x',
      alone: true,
    });
    expect((await check()).position).toBe(before.position);
  });

  it('on a basis that is not its party’s is refused, in Dutch or English as asked', async () => {
    const dutch = await act(lt, 'seeChild', childSeen(caseId, { legalBasis: 'wmo-4.1.1' }));
    const english = await act(lt, 'seeChild', childSeen(caseId, { legalBasis: 'wmo-4.1.1' }), { 'accept-language': 'en-GB' });
    expect(dutch).toMatchObject({ code: 'BASIS_NOT_YOURS', field: 'legalBasis', message: expect.stringContaining('grondslag') });
    expect(english.message).toContain('legal basis');
  });

  it('of a family member is refused: he reads along', async () => {
    const { errors } = await ask(father, 'seeChild', childSeen(caseId));
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('may name its own clock only in a demonstration, and never the future', async () => {
    const answer = await lt.query('{ me { party } }', {}, { 'record-clock': '2999-01-01T00:00:00.000Z' });
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('RECORD_CLOCK_INVALID');
  });

  async function readAtLeast(position: string | null | undefined): Promise<number> {
    return ofType((await timelineOf(lt, caseId, { atLeast: position })).entries, 'ChildSeen').length;
  }
});

describe('bad input', () => {
  const cases: readonly [string, object, string, string][] = [
    ['an id that is no id', { childId: 'Lotte' }, 'childId', 'isUuid'],
    ['a text of blanks', { observation: '   ' }, 'observation', 'isNotEmpty'],
    ['a text without end', { observation: 'x'.repeat(9000) }, 'observation', 'maxLength'],
    ['a date that does not exist', { occurredAt: '2025-02-30' }, 'occurredAt', 'isMoment'],
    ['a missing field', { observation: undefined }, 'observation', 'isRequired'],
    ['an unknown field', { shoeSize: 42 }, 'shoeSize', 'isKnown'],
    ['a code that is not in the list', { where: 'MOON' }, 'where', 'isOfType'],
  ];
  it.each(cases)(
    '%s is refused naming the field, in both languages, without quoting the value; nothing is appended',
    async (_what, change, field, rule) => {
      const before = (await timelineOf(lt, caseId)).entries?.length;
      const { errors, text } = await ask(lt, 'seeChild', childSeen(caseId, change));
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ field, rule, nl: expect.any(String), en: expect.any(String) }],
      });
      for (const value of Object.values(change))
        if (typeof value === 'string' && value.trim() !== '') expect(text).not.toContain(value.slice(0, 40));
      expect((await timelineOf(lt, caseId)).entries?.length).toBe(before);
    },
  );

  it('a rule’s refusal has a stable code, a sentence and the field', async () => {
    expect(await act(lt, 'seeChild', childSeen(caseId, { childId: PEOPLE.father }))).toMatchObject({
      code: 'SAFETY_NOT_A_CHILD',
      field: 'childId',
      message: expect.any(String),
    });
    expect(await act(lt, 'seeChild', childSeen(caseId, { occurredAt: '2999-01-01' }))).toMatchObject({
      code: 'CASE_IN_FUTURE',
      field: 'occurredAt',
    });
  });
});

describe('the door', () => {
  const raw = async (init: RequestInit & { path?: string }) => {
    const response = await fetch(`${product.origin}${init.path ?? '/graphql'}`, init);
    return { status: response.status, text: await response.text() };
  };
  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    raw({
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${lt.token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it.each([
    ['no token', undefined],
    ['a malformed token', 'Bearer abc'],
    [
      'a token signed by nobody',
      `Bearer ${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`,
    ],
  ])('refuses %s with 401 and no more words than needed', async (_what, authorization) => {
    const { status, text } = await raw({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      body: JSON.stringify({ query: '{ me { party } }' }),
    });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(text).not.toMatch(/at \w+ \(|node_modules|jose/);
  });

  it('refuses a token whose claims were changed', async () => {
    const [header, payload, signature] = lt.token.split('.') as [string, string, string];
    const claims = {
      ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object),
      organisations: [{ id: 'vt-haaglanden', party: 'VT', roles: ['caseworker'], name: 'x' }],
    };
    const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    expect((await clientWith(product, forged).query('{ me { party } }')).status).toBe(401);
  });

  it('refuses an organisation the token does not carry', async () => {
    expect((await lt.query('{ me { party } }', {}, { 'acting-organisation': 'vt-haaglanden' })).status).toBe(403);
  });

  it.each([
    ['an oversize document', () => post({ query: `{ ${'me { party } '.repeat(60_000)} }` })],
    [
      'a document of too many tokens',
      () => post({ query: `{ ${Array.from({ length: 900 }, (_, index) => `a${String(index)}: me { party }`).join(' ')} }` }),
    ],
    ['a deep document', () => post({ query: `{ ${'a { '.repeat(60)} b ${'} '.repeat(60)} }` })],
    ['many aliases', () => post({ query: `{ ${Array.from({ length: 60 }, (_, index) => `a${String(index)}: me { party }`).join(' ')} }` })],
    ['an unknown field', () => post({ query: '{ caze(id: 1) { name } }' })],
    ['a document that is none', () => post({ query: '{ me {' })],
    ['a batch', () => post([{ query: '{ me { party } }' }, { query: '{ me { party } }' }])],
    ['no JSON', () => post('{"query":')],
  ])('refuses %s without a stack trace or a hint', async (_what, ask) => {
    const { status, text } = await ask();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toMatch(/\bat \S+ \(|node_modules|Did you mean|\/work\//);
  });

  it('refuses a simple form post (cross-site request forgery)', async () => {
    const { status } = await post('query={me{party}}', { 'content-type': 'text/plain' });
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it('refuses another reader’s position token', async () => {
    const { position } = await timelineOf(vt, caseId);
    const { errors } = await lt.query(
      'query ($caseId: ID!, $atLeast: String) { timeline(caseId: $caseId, atLeast: $atLeast) { position } }',
      { caseId, atLeast: position },
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('POSITION_INVALID');
  });

  it('sends security headers with the app and no server name', async () => {
    const { headers } = await fetch(`${product.origin}/`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('the other door, the WebSocket', () => {
  const socket = (connectionParams: Record<string, unknown>, headers: Record<string, string> = {}) =>
    createClient({
      url: product.origin.replace('http', 'ws') + '/graphql',
      connectionParams,
      retryAttempts: 0,
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string | string[]) {
          super(url, protocols, { headers });
        }
      },
    });
  const first = (client: ReturnType<typeof socket>, query: string) =>
    new Promise<string>((resolve) => {
      client.subscribe(
        { query, variables: { caseId } },
        {
          next: (value) => resolve(`data ${JSON.stringify(value)}`),
          error: (failure) => resolve(`error ${JSON.stringify(failure)}`),
          complete: () => resolve('complete'),
        },
      );
    });
  const authorization = () => `Bearer ${lt.token}`;

  it('lets nobody in without a token', async () => {
    expect(await first(socket({}), 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }')).toMatch(/^error/);
  });

  it.each([
    ['a query', '{ me { party } }'],
    ['a mutation', mutation('seeChild')],
    ['introspection', '{ __schema { types { name } } }'],
    [
      'two fields at once',
      'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } b: timelineChanged(caseId: $caseId) { id } }',
    ],
  ])('refuses %s', async (_what, query) => {
    expect(await first(socket({ authorization: authorization() }), query)).toMatch(/^error/);
  });

  it('refuses a page of another origin', async () => {
    expect(
      await first(
        socket({ authorization: authorization() }, { origin: 'https://elders.example' }),
        'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }',
      ),
    ).toMatch(/^error/);
  });

  it('ends at once for who may not see the case, as for a case that does not exist', async () => {
    const elsewhere = await signedIn(product, 'vt-elders');
    expect(
      await first(
        socket({ authorization: `Bearer ${elsewhere.token}` }),
        'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id } }',
      ),
    ).toBe('complete');
  });

  it('brings an entry of one party to another’s open screen within a second, and never to one who may not see it', async () => {
    const arrived = new Map<string, { at: number; id: string }[]>();
    const watchers: readonly [string, Client][] = [
      ['vt', vt],
      ['vader', father],
      ['gi', await signedIn(product, 'gi')],
    ];
    const clients = watchers.map(([name, { token }]) => {
      arrived.set(name, []);
      const client = socket({ authorization: `Bearer ${token}` });
      client.subscribe<{ timelineChanged: { id: string } }>(
        { query: 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id type } }', variables: { caseId } },
        {
          next: ({ data }) => arrived.get(name)?.push({ at: performance.now(), id: data?.timelineChanged.id ?? '' }),
          error: () => undefined,
          complete: () => undefined,
        },
      );
      return client;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const sentAt = performance.now();
    const voice = await act(lt, 'recordVoice', {
      commandId: randomUUID(),
      caseId,
      legalBasis: 'jeugdwet-2.3',
      speakerId: PEOPLE.K1,
      confidential: true,
      words: 'Dit mag papa niet weten.',
      alone: true,
    });
    expect(voice.__typename).toBe('CommandAccepted');
    const id = voice.entryIds?.[0];
    for (let wait = 0; wait < 40 && arrived.get('vt')?.some((item) => item.id === id) !== true; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    const seen = arrived.get('vt')?.find((item) => item.id === id);
    expect((seen?.at ?? Infinity) - sentAt).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(arrived.get('gi')?.map((item) => item.id)).toContain(id);
    expect(arrived.get('vader')).toEqual([]);
    for (const client of clients) await client.dispose();
  });
});
