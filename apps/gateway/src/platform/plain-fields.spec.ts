// SPDX-License-Identifier: EUPL-1.2
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString, isObjectType, parse } from 'graphql';
import type { GraphQLFieldResolver } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { RESOLVERS } from '../gateway.module.ts';
import { compiledExecution } from './compiled-execution.ts';
import { readPlainly } from './plain-fields.ts';

type Source = Readonly<Record<string, unknown>>;

/** As the framework makes them. */
function reading(name: string, otherwise?: unknown): GraphQLFieldResolver<unknown, unknown> {
  const rootFieldResolver = (source: unknown) => {
    const value = (source as Source)[name];
    return typeof value === 'undefined' ? otherwise : value;
  };
  return rootFieldResolver;
}

const answering = (answer: () => unknown) => {
  const node = new GraphQLObjectType({
    name: 'Node',
    fields: {
      text: { type: new GraphQLNonNull(GraphQLString), resolve: reading('text') },
      told: { type: GraphQLString, resolve: reading('told', 'nothing') },
      worked: { type: GraphQLString, resolve: (source) => `${String((source as Source)['text'])}!` },
    },
  });
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { nodes: { type: new GraphQLList(new GraphQLNonNull(node)), resolve: () => answer() } },
    }),
  });
  return readPlainly(schema);
};

async function ask(schema: GraphQLSchema, document = '{ nodes { text told worked } }') {
  const query = compileQuery(schema, parse(document));
  if (!isCompiledQuery(query)) throw new Error('not compiled');
  return query.query(undefined, {}, {});
}

describe('fields that only read a property', () => {
  it('lose their resolver, and answer what they answered', async () => {
    const schema = answering(() => Promise.resolve([{ text: 'a' }, { text: 'b', told: 'it' }]));
    const node = schema.getType('Node') as GraphQLObjectType;
    expect(Object.entries(node.getFields()).map(([name, { resolve }]) => [name, resolve !== undefined])).toEqual([
      ['text', false],
      // These do more than read.
      ['told', true],
      ['worked', true],
    ]);
    expect(await ask(schema)).toEqual({
      data: {
        nodes: [
          { text: 'a', told: 'nothing', worked: 'a!' },
          { text: 'b', told: 'it', worked: 'b!' },
        ],
      },
    });
  });

  const broken = {
    get text(): string {
      throw new Error('inner words');
    },
  };
  it.each([
    ['arrives later', () => Promise.resolve([{ text: 'a' }, broken])],
    ['arrives at once after something that did not', async () => (await Promise.resolve(), [{ text: 'a' }, broken])],
  ])('become an error of the answer, and no part of it, when one throws and the answer %s', async (_when, answer) => {
    const { data, errors } = await ask(answering(answer), '{ nodes { text } }');
    expect(data).toEqual({ nodes: null });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['nodes'], originalError: { message: 'inner words' } });
  });

  it('are told of as a fault without its words when one throws in an answer that is there at once', async () => {
    const server = new ApolloServer({ schema: answering(() => [{ text: 'a' }, broken]), plugins: [compiledExecution()] });
    const { body } = await server.executeOperation({ query: '{ nodes { text } }' });
    await server.stop();
    expect(body).toMatchObject({ singleResult: { data: null, errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } });
    expect(JSON.stringify(body)).not.toContain('inner words');
  });

  it('are all fields of all answers of the gateway, as the framework makes them', async () => {
    const app = await NestFactory.create(GraphQLSchemaBuilderModule, { logger: ['error'] });
    await app.init();
    const schema = readPlainly(await app.get(GraphQLSchemaFactory).create(RESOLVERS));
    await app.close();
    const resolved = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !['Query', 'Mutation', 'Subscription'].includes(type.name))
      .flatMap((type) => Object.entries((type as GraphQLObjectType).getFields()).map(([name, field]) => ({ name, type, field })))
      .filter(({ field }) => field.resolve !== undefined)
      .map(({ type, name }) => `${String(type)}.${name}`);
    expect(resolved).toEqual([]);
  });
});
