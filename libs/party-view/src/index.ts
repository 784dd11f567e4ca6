// SPDX-License-Identifier: EUPL-1.2
export * from './bounded-cache.ts';
export * from './case-history.ts';
export * from './case-reading.ts';
export { occurredKey } from './case-projection.ts';
export * from './projector.ts';
export * from './rebuild.ts';
export * from './view-engine.ts';
export { SqliteViewEngine } from './sqlite/sqlite-view-engine.ts';
export { Checkpoint } from './checkpoint.ts';
