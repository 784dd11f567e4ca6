// SPDX-License-Identifier: EUPL-1.2
export * from './bounded-cache.ts';
export * from './case-history.ts';
export * from './case-reading.ts';
export { occurredKey } from './case-projection.ts';
export * from './policy-history.ts';
export * from './projector.ts';
export * from './rebuild.ts';
export * from './share.ts';
export * from './view-engine.ts';
export type { Views } from './views.ts';
export { SqliteViewEngine } from './sqlite/sqlite-view-engine.ts';
export { Checkpoint } from './checkpoint.ts';
export { PostgresViewEngine, type PostgresViewEngineOptions } from './postgres/postgres-view-engine.ts';
export { migrateViews, type MigrateViewsOptions } from './postgres/migrate-views.ts';
export { Lease, type HeldLease, type LeaseOptions } from './postgres/lease.ts';
export { ViewFollower, type ViewFollowerOptions, type ViewNotice } from './postgres/view-follower.ts';
export { ActiveStandby, type ActiveState, type ActiveStandbyOptions, type FencedWork } from './active-standby.ts';
