// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { CaseStreams, MeldcodeLink, streamDecider } from '@gezinslijn/case-writing';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { openAccessLog, openKeyRing, openSqliteEventStore } from '@gezinslijn/event-store';
import type { AccessLog, KeyRing } from '@gezinslijn/event-store';
import { familyCase, matrix2025, meldcodeRecord } from '@gezinslijn/family-case';
import type { CaseCommand, CaseState, MeldcodeCommand, MeldcodeState } from '@gezinslijn/family-case';
import { CaseReads, Checkpoint, Projector, SqliteViewEngine } from '@gezinslijn/party-view';
import type { ViewEngine } from '@gezinslijn/party-view';
import { CaseClocks } from './case-clocks.ts';
import type { GatewayConfig } from '../config.ts';
import { logger } from './logger.ts';
import { LiveEntries } from './live-entries.ts';
import { PositionTokens } from './position-tokens.ts';
import { RecordClock } from './record-clock.ts';

/** Injection token of the platform. */
export const PLATFORM = Symbol('platform');

/** Everything the gateway stands on, opened together and closed together. */
export interface Platform {
  readonly demonstration: boolean;
  readonly store: EventStore;
  readonly keys: KeyRing;
  readonly engine: ViewEngine;
  readonly views: Projector;
  readonly reads: CaseReads;
  readonly cases: CaseStreams<CaseState, CaseCommand>;
  readonly records: CaseStreams<MeldcodeState, MeldcodeCommand>;
  readonly clocks: CaseClocks;
  readonly accessLog: AccessLog;
  readonly tokens: PositionTokens;
  readonly clock: RecordClock;
  readonly live: LiveEntries;
  close(): Promise<void>;
}

/** Opens the embedded topology: events, keys and views in one folder, the projector in this process. Resolves when the views are current. */
export async function openPlatform({
  data,
  demonstration: asked,
  cachedRows,
}: Pick<GatewayConfig, 'data' | 'demonstration'> & { readonly cachedRows?: number }): Promise<Platform> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = await openSqliteEventStore({ file: join(data, 'events.sqlite'), info: { demonstration: String(asked) } });
  const demonstration = store.info['demonstration'] === 'true';
  const keys = await openKeyRing({ folder: join(data, 'keys') });
  const engine = new SqliteViewEngine(join(data, 'views.sqlite'));
  const clock = new RecordClock(demonstration);
  const live = new LiveEntries();
  const matrix = matrix2025;
  const secret = await keys.secret('command-input');
  const cases = new CaseStreams<CaseState, CaseCommand>({
    store,
    keys,
    decider: streamDecider<CaseCommand, CaseState>(familyCase),
    matrix,
    secret,
    now: clock.now,
  });
  const records = new CaseStreams<MeldcodeState, MeldcodeCommand>({
    store,
    keys,
    decider: streamDecider<MeldcodeCommand, MeldcodeState>(meldcodeRecord),
    matrix,
    secret,
    now: clock.now,
  });
  const link = new MeldcodeLink({ store, keys, records, progress: new Checkpoint(engine, 'meldcode-link') });
  const views = new Projector({
    store,
    engine,
    keys,
    matrix,
    now: clock.now,
    onCommit: (_position, appeared) => {
      live.publish(appeared);
      void link.look().catch(logger.fault);
    },
  });
  await link.look();
  await views.start();
  await views.refreshDue();
  const due = setInterval(() => void views.refreshDue().catch(logger.fault), 60_000).unref();
  const accessLog = openAccessLog({ store, secretOf: (name: string) => keys.secret(name), clock: clock.now });
  return {
    demonstration,
    store,
    keys,
    engine,
    views,
    reads: new CaseReads({ store, engine, keys, matrix, now: clock.now, ...(cachedRows === undefined ? {} : { cachedRows }) }),
    clocks: new CaseClocks(store, keys),
    cases,
    records,
    accessLog,
    tokens: new PositionTokens(await keys.secret('position-tokens')),
    clock,
    live,
    close: async () => {
      clearInterval(due);
      await views.stop();
      await link.look();
      await accessLog.close();
      await engine.close();
      await store.close();
      await keys.close();
    },
  };
}
