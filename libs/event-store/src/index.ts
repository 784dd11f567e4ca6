// SPDX-License-Identifier: EUPL-1.2
/** The contract suite is not here but under `@gezinslijn/event-store/contract`: it runs under Jest only. */
export { MAX_EVENT_BYTES } from './core/append-rules.ts';
export { memoryEventStore } from './memory/memory-event-store.ts';
export {
  openSqliteEventStore,
  openSqliteEventsForReading,
  type SqliteEventStore,
  type SqliteEventStoreOptions,
  type SqliteEventsForReading,
} from './sqlite/sqlite-event-store.ts';
export { WrongStore, type StoreInfo } from './core/store-info.ts';
export { openPostgresEventStore, type PostgresEventStore, type PostgresEventStoreOptions } from './postgres/postgres-event-store.ts';
export { migrateEvents, type MigrateEventsOptions } from './postgres/migrate-events.ts';
export { UnsafeAccount, type AppAccount } from './postgres/accounts.ts';
export { openKurrentEventStore, type KurrentEventStore, type KurrentEventStoreOptions } from './kurrentdb/kurrent-event-store.ts';
export { InvalidConnectionString } from './kurrentdb/connection-string.ts';
export {
  COPIES_LAPSE,
  KeyDestroyed,
  UnknownKey,
  UnsafeKeyFolder,
  type KeyFingerprint,
  type KeyRing,
  type Rotation,
} from './sealing/key-ring.ts';
export { memoryKeyRing, openKeyRing, type KeyRingOptions } from './sealing/open-key-ring.ts';
export { TamperedEnvelope } from './sealing/envelope.ts';
export { openAccessIndex, type AccessIndex, type FoundLook, type LooksAsked } from './access-log/access-index.ts';
export { openAccessLog, type AccessLog, type AccessLogOptions } from './access-log/open-access-log.ts';
export {
  ACTIVITIES,
  SUBJECT_ID_TYPE,
  SUBJECT_PLACE,
  lookKey,
  processingStream,
  readProcessingLog,
  traceIdOf,
  type ProcessingLine,
  type ProcessingLogOptions,
} from './access-log/processing-log.ts';
export {
  ACCESS_LOG_FAULTS,
  verifyAccessLog,
  type AccessLogFault,
  type AccessLogReport,
  type MonthOfLog,
} from './access-log/verify-access-log.ts';
export { readAccessLog, type ReadAccessLogOptions } from './access-log/read-access-log.ts';
export { ACCESS_RECORDED, type AccessEntry, type ErasedMonth } from './access-log/access-entry.ts';
export { AT_MOST } from './sqlite/at-most.ts';
export { BoundedCache } from './core/bounded-cache.ts';
export { syncToDisk } from './core/sync-to-disk.ts';
export { EMBEDDED_EVENTS, openEventStore, topologyOf, WrongTopology, type OpenedStore, type Topology } from './topology.ts';
