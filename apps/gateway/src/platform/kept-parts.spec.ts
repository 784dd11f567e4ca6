// SPDX-License-Identifier: EUPL-1.2
import { ApolloServer } from '@apollo/server';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema, isObjectType, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { compiledExecution, stringifyResult } from './compiled-execution.ts';
import { KeptParts } from './kept-parts.ts';

/** How often the words of any entry were asked for. */
let asked = 0;
let edition = 0;
let called = 'Oost';

class Entry {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
  get words(): string | null {
    asked += 1;
    if (this.id === 'broken') throw new Error('inner words');
    return this.id === 'empty' ? null : `"${this.id}" zei\n${called} é`;
  }
  get fields(): readonly { readonly text: string }[] {
    return [{ text: this.id }, { text: called }];
  }
}

const entries = new Map(['a', 'b', 'empty', 'broken', 'x'.repeat(20_000)].map((id) => [id, new Entry(id)]));
const page = (ids: readonly string[]) => {
  const nodes = ids.map((id) => entries.get(id) ?? null);
  return { nodes, edges: nodes.map((node, index) => ({ cursor: `c${String(index)}`, node })), hasMore: ids.length > 1 };
};

function schemaOf(): GraphQLSchema {
  const schema = buildSchema(`
    type Query { page(ids: [ID!]!): Page, entry(id: ID!): Entry, other: String }
    type Mutation { write(id: ID!): Entry }
    type Page { nodes: [Entry!]!, edges: [Edge!]!, hasMore: Boolean! }
    type Edge { cursor: String!, node: Entry! }
    type Entry { id: ID!, words: String, fields: [Field!]! }
    type Field { text: String! }`);
  const resolvers: Record<string, (source: unknown, args: never) => unknown> = {
    page: (_source, { ids }: { readonly ids: readonly string[] }) => Promise.resolve(ids.length === 0 ? null : page(ids)),
    entry: (_source, { id }: { readonly id: string }) => Promise.resolve(entries.get(id) ?? null),
    write: (_source, { id }: { readonly id: string }) => Promise.resolve(entries.get(id) ?? null),
  };
  for (const type of [schema.getQueryType(), schema.getMutationType()])
    for (const [name, field] of Object.entries(type?.getFields() ?? {}))
      if (resolvers[name] !== undefined) field.resolve = resolvers[name] as never;
  return schema;
}

const serving = (kept: boolean) =>
  new ApolloServer({
    schema: schemaOf(),
    stringifyResult,
    plugins: [compiledExecution(kept ? { kept: { type: 'Entry', edition: () => edition } } : {})],
  });
const [keeping, plain] = [serving(true), serving(false)];

async function answer(server: ApolloServer, query: string, variables: object = {}): Promise<string> {
  const { body } = await server.executeOperation({ query, variables: variables as never });
  // Every fault has a number of its own.
  return body.kind === 'single' ? stringifyResult(body.singleResult).replace(/[0-9a-f]{8}(?=[. )"])/g, 'number') : '';
}

const FRAGMENTS = 'fragment All on Entry { id ...Said fields { text } } fragment Said on Entry { words }';
const documents: readonly [what: string, query: string, variables?: object][] = [
  ['a page', '{ page(ids: ["a", "b", "empty"]) { nodes { id words } hasMore } }'],
  ['through fragments', `query ($ids: [ID!]!) { page(ids: $ids) { hasMore nodes { ...All } } } ${FRAGMENTS}`, { ids: ['a', 'empty'] }],
  [
    'under other names',
    '{ second: page(ids: ["b"]) { all: nodes { called: id __typename } __typename } page(ids: ["a"]) { nodes { id } } }',
  ],
  ['with their places', '{ page(ids: ["a", "b"]) { edges { cursor node { fields { text } } } } }'],
  ['one, and one that is not there', '{ one: entry(id: "a") { id words } none: entry(id: "z") { id } other }'],
  ['nothing', '{ page(ids: []) { nodes { id } } }'],
  ['left out', 'query ($with: Boolean!) { page(ids: ["a"]) { hasMore nodes @include(if: $with) { id } } }', { with: false }],
  ['one that may not be missing', '{ page(ids: ["a", "z"]) { nodes { id } } other }'],
  ['asked for twice', '{ page(ids: ["a"]) { nodes { id } nodes { words } } }'],
  ['within a fragment', 'query { ...Asked } fragment Asked on Query { page(ids: ["a"]) { nodes { id words } } }'],
  ['with a variable in it', 'query ($with: Boolean!) { entry(id: "a") { id words @include(if: $with) } }', { with: true }],
  ['after a write', 'mutation { write(id: "a") { id words } }'],
];

beforeEach(() => {
  asked = 0;
});
afterAll(() => Promise.all([keeping.stop(), plain.stop()]));

describe('objects that are written out once', () => {
  it.each(documents.map(([what, query, variables = {}]) => ({ what, query, variables })))(
    'answer as any other: $what',
    async ({ query, variables }) => {
      const expected = await answer(plain, query, variables);
      for (const time of [1, 2, 3]) expect({ time, text: await answer(keeping, query, variables) }).toEqual({ time, text: expected });
    },
  );

  it('are asked once per form, until they may say something else', async () => {
    edition += 1;
    const query = '{ page(ids: ["a", "b"]) { nodes { words } } }';
    await answer(keeping, query);
    expect(asked).toBe(2);
    // Others come along, and another document asks the same.
    await answer(keeping, '{ page(ids: ["empty", "a", "b"]) { hasMore nodes { words } } }');
    expect(asked).toBe(3);
    called = 'West';
    expect(await answer(keeping, query)).toContain('Oost');
    edition += 1;
    expect(await answer(keeping, query)).toContain('West');
    expect(await answer(keeping, query)).toBe(await answer(plain, query));
    called = 'Oost';
    edition += 1;
  });

  it('keep a few forms, and answer any number of them', async () => {
    const forms = Array.from({ length: 12 }, (_, index) => `{ entry(id: "a") { id${String(index)}: id words } }`);
    for (const form of [...forms, ...forms]) expect(await answer(keeping, form)).toBe(await answer(plain, form));
  });

  it('keep no text that is very long: how long it gets is up to who asks', async () => {
    const query = 'query ($id: ID!) { entry(id: $id) { words } }';
    const expected = await answer(plain, query, { id: 'x'.repeat(20_000) });
    asked = 0;
    for (const time of [1, 2]) {
      expect(await answer(keeping, query, { id: 'x'.repeat(20_000) })).toBe(expected);
      expect(asked).toBe(time);
    }
  });

  it('take the answer along, without their words, when they cannot be written', async () => {
    const text = await answer(keeping, '{ page(ids: ["a", "broken"]) { nodes { words } } other }');
    expect(JSON.parse(text)).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    expect(text).not.toContain('inner words');
  });

  it('say what was asked, also to who writes an answer out in another way', async () => {
    const { body } = await keeping.executeOperation({ query: '{ entry(id: "a") { id } }' });
    expect(JSON.parse(JSON.stringify(body))).toMatchObject({ singleResult: { data: { entry: { id: 'a' } } } });
    expect(JSON.stringify(body)).not.toContain('zei');
  });

  it('are of a type that does no more than read, or it does not start', () => {
    const schema = schemaOf();
    const field = schema.getType('Field');
    if (!isObjectType(field)) throw new TypeError('no type');
    (field.getFields()['text'] as { resolve?: unknown }).resolve = () => 'of somebody';
    expect(() => new KeptParts(schema, 'Entry', () => 0)).toThrow('Field.text does more than read what stands there');
  });

  it('leave documents without them alone', () => {
    const parts = new KeptParts(schemaOf(), 'Entry', () => 0);
    expect(parts.in(parse('{ other }'))).toBeUndefined();
    expect(parts.in(parse('{ entry(id: "a") { id } }'))).toBeDefined();
  });
});
