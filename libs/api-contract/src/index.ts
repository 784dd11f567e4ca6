// SPDX-License-Identifier: EUPL-1.2
/** All that gateway and timeline agree on: the schema's types and the documents the screens send. */
export * from './generated/graphql.ts';
