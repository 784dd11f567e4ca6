// SPDX-License-Identifier: EUPL-1.2
// NestJS with Apollo as it comes: a mutation with the same input that does nothing and answers a constant.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ApolloDriver } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';

const typeDefs = `
  input SeeChildInput {
    commandId: String! caseId: String! occurredAt: String legalBasis: String! childId: String! alone: Boolean! where: String! observation: String!
  }
  type CommandAccepted { caseId: ID! entryIds: [ID!]! position: String! repeated: Boolean! }
  type Query { none: Boolean }
  type Mutation { seeChild(input: SeeChildInput!): CommandAccepted! }`;
const answer = {
  caseId: '11111111-1111-4111-8111-111111111111',
  entryIds: ['22222222-2222-4222-8222-222222222222'],
  position: 'AAAAAAAAAAAAAAAAAAAAAA',
  repeated: false,
};
const options = {
  driver: ApolloDriver,
  typeDefs,
  resolvers: { Mutation: { seeChild: () => answer } },
  playground: false,
  path: '/graphql',
};

class Bare {}
Module({ imports: [GraphQLModule.forRoot(options)] })(Bare);
const app = await NestFactory.create(Bare, { logger: ['fatal'] });
await app.listen(0, '127.0.0.1');
process.stdout.write(`http://127.0.0.1:${app.getHttpServer().address().port}\n`);
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
