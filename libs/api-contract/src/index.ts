// SPDX-License-Identifier: EUPL-1.2
/** All that gateway and timeline agree on: the schema's types and the documents the screens and the command line send. */
export * from './generated/graphql.ts';
