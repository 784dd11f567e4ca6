// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Destruction } from '@gezinslijn/case-writing';
import type { EventStore } from '@gezinslijn/event-sourcing';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { sealEvent, subjectsOf } from '@gezinslijn/family-case';
import type { CaseMetadata, DisclosureMatrix } from '@gezinslijn/family-case';
import { BlindIndex, CaseLinks, CaseReads, CaseSearch, Projector, SqliteViewEngine } from '@gezinslijn/party-view';
import type { Appeared, ViewEngine } from '@gezinslijn/party-view';
import { WORKER, organisations, partyOf } from './cast.ts';
import type { Scenario, WrittenEntry } from './scenarios.ts';

/** The made-up cases as they stand in a store, sealed like any other; the same for every policy that is walked. */
export interface Record {
  readonly store: EventStore;
  readonly keys: KeyRing;
}

/** The views of one policy on that record, at a time the walk sets. */
export interface Views {
  readonly engine: ViewEngine;
  readonly projector: Projector;
  readonly reads: CaseReads;
  readonly search: CaseSearch;
  readonly links: CaseLinks;
  /** Who was told of which entry as it came in. */
  readonly appeared: readonly Appeared[];
  now: string;
  close(): Promise<void>;
}

const encode = (text: string) => new TextEncoder().encode(text);

/** Appends the cases as the gateway would, entry after entry. No decider is asked: views must cope with any history. */
export async function recordScenarios(scenarios: readonly Scenario[]): Promise<Record> {
  const [store, keys] = [memoryEventStore(), memoryKeyRing()];
  const all = scenarios.flatMap(({ stream, entries }) => entries.map((entry) => ({ stream, entry })));
  // All cases run beside each other, as in life: what was known at an instant is asked of the whole record.
  all.sort((a, b) => (a.entry.recordedAt < b.entry.recordedAt ? -1 : a.entry.recordedAt > b.entry.recordedAt ? 1 : 0));
  for (const { stream, entry } of all) {
    await keys.ensure(stream, subjectsOf(entry.event), Object.values(organisations));
    const data = encode(sealEvent(entry.event, keys, stream, entry.id));
    await store.append(stream, 'any', [
      { id: entry.id, type: entry.event.type, data, metadata: encode(JSON.stringify(metadataOf(entry))) },
    ]);
  }
  // Keys go, as they do after each decision; what must be recorded outside the case has cases of its own here.
  await new Destruction({ store, keys, onDestroyed: () => Promise.resolve() }).look();
  return { store, keys };
}

function metadataOf({ id, by, recordedAt, occurredAt = recordedAt, statedBy }: WrittenEntry): CaseMetadata {
  return {
    recordedAt,
    occurredAt,
    party: partyOf[by] ?? 'VT',
    actingOrganisation: by,
    workerRef: WORKER,
    workerRole: 'caseworker',
    ...(statedBy === undefined ? {} : { statedBy }),
    legalBasis: 'wmo-4.1.1',
    purpose: 'toets',
    commandId: id,
    inputHash: '',
    correlationId: '',
    policyVersion: '2025-01',
  };
}

/** Projects the record under a policy, with the projector and the readings of the product. `onCommit` hears what appeared to whom. */
export async function projectViews(
  { store, keys }: Record,
  matrix: DisclosureMatrix,
  at: string,
  onCommit: (appeared: readonly Appeared[]) => void = () => undefined,
): Promise<Views> {
  const folder = mkdtempSync(join(tmpdir(), 'policy-walk-'));
  const engine = new SqliteViewEngine(join(folder, 'views.sqlite'));
  const appeared: Appeared[] = [];
  const time = { now: at };
  const now = () => time.now;
  const options = { store, engine, keys, matrix, now, index: await BlindIndex.of(keys) };
  const projector = new Projector({
    ...options,
    onCommit: (_position, items) => {
      appeared.push(...items);
      onCommit(items);
    },
  });
  await projector.restore();
  await projector.catchUp();
  const reads = new CaseReads(options);
  const search = new CaseSearch({ ...options, reads });
  const views = {
    engine,
    projector,
    appeared,
    reads,
    search,
    links: new CaseLinks({ ...options, reads, search }),
    get now() {
      return time.now;
    },
    set now(instant: string) {
      time.now = instant;
    },
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return views;
}
