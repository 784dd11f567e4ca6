// SPDX-License-Identifier: EUPL-1.2
import { CaseStreams, streamDecider } from '@gezinslijn/case-writing';
import type { EventStore, StoredEvent } from '@gezinslijn/event-sourcing';
import { familyCase, matrix2025, meldcodeRecord } from '@gezinslijn/family-case';
import type { CaseCommand, CaseState, MeldcodeCommand, MeldcodeState } from '@gezinslijn/family-case';
import { BlindIndex, CaseLinks, CaseReads, CaseSearch } from '@gezinslijn/party-view';
import type { ViewEngine } from '@gezinslijn/party-view';
import { CaseClocks } from '../src/platform/case-clocks.ts';
import type { Platform } from '../src/platform/platform.ts';

/** The platform, writing down in order every statement to the views, every question to the store and every event that is read from a stream for a request. */
export async function counted(platform: Platform, asked: string[]): Promise<Platform> {
  const engine = new Proxy(platform.engine, {
    get: (inner, name: keyof ViewEngine) =>
      name === 'all'
        ? (sql: string, ...rest: readonly unknown[]) => {
            asked.push(sql.replace(/\s+/g, ' ').trim());
            return (inner.all as (...args: readonly unknown[]) => unknown)(sql, ...rest);
          }
        : bound(inner, name),
  });
  const store = new Proxy(platform.store, {
    get: (inner, name: keyof EventStore) => {
      const value = bound(inner, name);
      if (typeof value !== 'function' || name === 'subscribeAll') return value;
      return (...args: readonly unknown[]) => {
        asked.push(`${name} of ${typeof args[0] === 'string' ? args[0].replace(/-.*/, '') : 'all'}`);
        const answer = (value as (...given: readonly unknown[]) => unknown)(...args);
        return name === 'readStream' ? eventByEvent(answer as AsyncIterable<StoredEvent>, asked) : answer;
      };
    },
  });
  const { keys, clock } = platform;
  const writing = { store, keys, matrix: matrix2025, secret: await keys.secret('command-input'), now: clock.now };
  const reading = { store, engine, keys, matrix: matrix2025, now: clock.now };
  const reads = new CaseReads(reading);
  const search = new CaseSearch({ ...reading, index: await BlindIndex.of(keys), reads });
  return {
    ...platform,
    engine,
    store,
    reads,
    search,
    links: new CaseLinks({ ...reading, reads, search }),
    clocks: new CaseClocks(store, keys),
    cases: new CaseStreams<CaseState, CaseCommand>({ ...writing, decider: streamDecider<CaseCommand, CaseState>(familyCase) }),
    records: new CaseStreams<MeldcodeState, MeldcodeCommand>({
      ...writing,
      decider: streamDecider<MeldcodeCommand, MeldcodeState>(meldcodeRecord),
    }),
  };
}

async function* eventByEvent(events: AsyncIterable<StoredEvent>, asked: string[]): AsyncIterable<StoredEvent> {
  for await (const event of events) {
    asked.push('an event');
    yield event;
  }
}

function bound<Inner extends object>(inner: Inner, name: keyof Inner): unknown {
  const value: unknown = Reflect.get(inner, name, inner);
  return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(inner) : value;
}
