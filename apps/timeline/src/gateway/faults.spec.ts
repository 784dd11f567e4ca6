// SPDX-License-Identifier: EUPL-1.2
import { CombinedError } from 'urql';
import { describe, expect, it } from '@jest/globals';
import { faultOf, inOneLanguage } from './faults.ts';
import { connectionParams, requestHeaders } from './request-headers.ts';

const told = (message: string, extensions: Record<string, unknown>) => new CombinedError({ graphQLErrors: [{ message, extensions }] });

describe('what went wrong', () => {
  it('is told per field, in the language of the screen', () => {
    const fields = [{ field: 'checker.personId', rule: 'isUuid', nl: 'is geen geldig kenmerk', en: 'is not a valid id' }];
    const error = told('x', { code: 'BAD_USER_INPUT', fields });
    expect(faultOf(error, 'nl')).toEqual({
      kind: 'invalid',
      fields: [{ field: 'checker.personId', rule: 'isUuid', message: 'is geen geldig kenmerk' }],
    });
    expect(faultOf(error, 'en')).toMatchObject({ fields: [{ message: 'is not a valid id' }] });
  });

  it('is one language of a sentence that comes in two', () => {
    expect(faultOf(told('Dit mag u niet. / You may not do this.', { code: 'FORBIDDEN' }), 'nl')).toEqual({
      kind: 'told',
      code: 'FORBIDDEN',
      message: 'Dit mag u niet.',
    });
    expect(inOneLanguage('Dit mag u niet. / You may not do this.', 'en')).toBe('You may not do this.');
    expect(inOneLanguage('Alleen Nederlands.', 'en')).toBe('Alleen Nederlands.');
  });

  it('knows a sign-in that ran out from a gateway that cannot be reached', () => {
    expect(faultOf(told('x', { code: 'UNAUTHENTICATED' }), 'nl')).toEqual({ kind: 'signedOut' });
    expect(faultOf(new CombinedError({ networkError: new Error('x'), response: { status: 401 } }), 'nl')).toEqual({ kind: 'signedOut' });
    expect(faultOf(new CombinedError({ networkError: new Error('x') }), 'nl')).toEqual({ kind: 'unreachable' });
  });
});

describe('what travels with a request', () => {
  const identity = { organisation: 'vt-haaglanden', role: 'dutyOfficer', purpose: 'toets één casus' };

  it('is who asks, under which hat and for what; accents are encoded', () => {
    expect(requestHeaders(identity, 'abc', 'nl')).toMatchObject({
      authorization: 'Bearer abc',
      'acting-organisation': 'vt-haaglanden',
      'acting-role': 'dutyOfficer',
      purpose: 'toets%20%C3%A9%C3%A9n%20casus',
      'accept-language': 'nl',
    });
    expect(connectionParams(identity, 'abc', 'en')).toEqual({
      language: 'en',
      authorization: 'Bearer abc',
      actingOrganisation: 'vt-haaglanden',
      actingRole: 'dutyOfficer',
      purpose: 'toets één casus',
    });
  });

  it('leaves out what there is not', () => {
    const headers = requestHeaders({ organisation: undefined, role: undefined, purpose: undefined }, undefined, 'nl');
    expect(Object.keys(headers).sort()).toEqual(['accept-language', 'apollo-require-preflight']);
  });
});
