// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
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
});
