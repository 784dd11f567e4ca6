// SPDX-License-Identifier: EUPL-1.2
/** A real PostgreSQL for tests, benchmarks and drills; not for running the product. */
export { PostgresServer, type PostgresServerOptions } from './postgres-server.ts';
export { TestServer, type TestAccount, type TestDatabase } from './test-database.ts';
export { runAs } from './run-as.ts';
