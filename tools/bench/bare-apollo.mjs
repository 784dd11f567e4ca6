// SPDX-License-Identifier: EUPL-1.2
// The ceiling: Apollo Server as it comes, one query, the same page from memory. No token, no policy, no log, no database.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const nodes = JSON.parse(process.env.PAGE);
const typeDefs = `
  type Field { text: String }
  type Entry { id: ID! type: String! term: String! party: String! occurredAt: String! recordedAt: String! workerRoleTerm: String! fields: [Field!]! }
  type Connection { nodes: [Entry!]! }
  type Query { timeline(caseId: ID!, first: Int!): Connection }
`;
const server = new ApolloServer({ typeDefs, resolvers: { Query: { timeline: () => ({ nodes }) } } });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(url.replace(/\/$/, ''));
process.once('SIGTERM', () => process.exit(0));
