// SPDX-License-Identifier: EUPL-1.2
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { logger } from './logger.ts';

/** Codes whose sentence was written for the caller. Everything else is a fault: logged with a number, told neutrally. */
const TOLD = new Set([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'POSITION_INVALID',
  'ACTING_ORGANISATION_NOT_YOURS',
  'PURPOSE_REQUIRED',
  'READER_REQUIRED',
  'INSPECTION_INVALID',
  'INSPECTION_OUTSIDE',
  'DIRECTORY_BEHIND',
  'RATE_LIMITED',
  'DOCUMENT_NOT_REGISTERED',
  'RECORD_CLOCK_NOT_ALLOWED',
  'RECORD_CLOCK_INVALID',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'SEARCH_TOO_LITTLE',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** What was sent as a variable, as the library quotes it: it may be somebody's name. */
const QUOTED_VALUE = / got invalid value .*$/;

/** What stands in the document itself, as the library quotes it. Names of what the schema has stay: those are asked for, and are nobody's. */
const QUOTED_IN_DOCUMENT: readonly (readonly [quoted: RegExp, told: string])[] = [
  [/( (?:non-\S+ )?value: |, found | Unexpected (?:String|BlockString|Name|Int|Float) ).*$/, '$1…'],
  [/^Value .* does not exist in "(\w+)" enum\.?$/, 'A value does not exist in "$1" enum'],
  [/^Field .* is not defined by type /, 'A field is not defined by type '],
];
const OF_DOCUMENT = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

function withoutValues(message: string, code: string): string {
  const kept = message.replace(/ Did you mean .*$/, '').replace(QUOTED_VALUE, ' got an invalid value');
  if (!OF_DOCUMENT.has(code)) return kept;
  return QUOTED_IN_DOCUMENT.reduce((told, [quoted, instead]) => told.replace(quoted, instead), kept);
}

/** No stack, no inner message, no suggestion of names leaves the gateway. */
export function formatError(formatted: GraphQLFormattedError, failure: unknown): GraphQLFormattedError {
  const code = formatted.extensions?.['code'] as string | undefined;
  const { path, locations } = formatted;
  const where = { ...(path === undefined ? {} : { path }), ...(locations === undefined ? {} : { locations }) };
  if (code !== undefined && TOLD.has(code)) {
    const { fields, retryAfter } = formatted.extensions ?? {};
    return {
      // The first line only: the parser quotes the document below it, and callers should not, but may, have put words of somebody in there.
      message: withoutValues(formatted.message.split('\n')[0] ?? '', code),
      ...where,
      extensions: { code, ...(fields === undefined ? {} : { fields }), ...(retryAfter === undefined ? {} : { retryAfter }) },
    };
  }
  const cause = unwrapResolverError(failure);
  const number = logger.fault(cause instanceof GraphQLError ? (cause.originalError ?? cause) : cause);
  return {
    message: `Er ging iets mis; er is niets getoond of vastgelegd. Probeer het opnieuw, of meld nummer ${number}. / Something went wrong (${number}).`,
    ...where,
    extensions: { code: 'INTERNAL_SERVER_ERROR', number },
  };
}
