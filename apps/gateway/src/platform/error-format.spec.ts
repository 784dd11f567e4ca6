// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { GraphQLError, buildSchema, parse, validate } from 'graphql';
import { formatError } from './error-format.ts';

const told = (message: string) => formatError({ message, extensions: { code: 'BAD_USER_INPUT' } }, new GraphQLError(message)).message;

describe('what leaves the gateway of an error', () => {
  it('quotes nothing of what was sent as a variable, whatever stands in it', () => {
    for (const value of [
      '"Jansen"',
      '"Jansen; geboren 2015" at "input.name"; Expected',
      '"Jansen\\" at \\"x\\"; 2015"',
      '{ name: "Jansen" }',
    ]) {
      const message = told(`Variable "$input" got invalid value ${value}; String cannot represent a non string value`);
      expect(message).toBe('Variable "$input" got an invalid value');
    }
  });

  it('quotes nothing of what stands in the document as a value either', () => {
    const schema = buildSchema(
      `type Query { f(id: ID, n: Int, s: String, b: Boolean, x: Float, e: E, o: O): Int } enum E { A } input O { p: [Int!]! }`,
    );
    for (const given of [
      'id: { p: "Jansen" }',
      'n: "Jansen"',
      's: { p: "Jansen" }',
      's: 2015',
      'b: "Jansen; found 2015 value: x"',
      'x: "Jansen"',
      'e: Jansen',
      'e: "Jansen"',
      'o: "Jansen"',
      'o: { p: "Jansen" }',
      'o: { p: null, Jansen: 1 }',
      'o: { p: [1, "Jansen"] }',
      'n: """Jansen""", n: 1',
    ]) {
      const faults = validate(schema, parse(`{ f(${given}) }`));
      expect(faults).not.toEqual([]);
      for (const fault of faults) {
        const { message } = formatError({ ...fault.toJSON(), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }, fault);
        expect(message).not.toMatch(/Jansen|2015/);
        expect(message.length).toBeGreaterThan(10);
      }
    }
    for (const document of ['{ f "Jansen" }', '{ f(s: "Jansen }', '{ f(n: 1 Jansen) }', '"Jansen" { f }', '"""Jansen""" Jansen']) {
      let failure: unknown;
      try {
        parse(document);
      } catch (fault) {
        failure = fault;
      }
      const plain = (failure as GraphQLError).toJSON();
      expect(formatError({ ...plain, extensions: { code: 'GRAPHQL_PARSE_FAILED' } }, failure).message).not.toContain('Jansen');
    }
  });
});
