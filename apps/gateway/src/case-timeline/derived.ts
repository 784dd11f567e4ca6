// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, Instant, SubjectKeys } from '@gezinslijn/event-sourcing';
import {
  MEASURE_KINDS,
  caseStream,
  clockEvents,
  clocksAt,
  evolveClocks,
  initialClocks,
  measuresAt,
  openEvent,
} from '@gezinslijn/family-case';
import type { CaseId, ClocksState, DisclosedEntry } from '@gezinslijn/family-case';
import { BoundedCache, loadHistory, positionKnownAt } from '@gezinslijn/party-view';
import type { CaseReading } from '@gezinslijn/party-view';
import type { Platform } from '../platform/platform.ts';
import type { CaseArgs, Measure, NormClock } from './case.types.ts';

/** Clocks of cases as they stand now, folded once and kept by revision: a look reads only what was added since. */
export class CaseClocks {
  readonly #store: EventStore;
  readonly #keys: SubjectKeys;
  readonly #folds = new BoundedCache<string, { revision: number; state: ClocksState }>(2_000);

  constructor(store: EventStore, keys: SubjectKeys) {
    this.#store = store;
    this.#keys = keys;
  }

  forget(): void {
    this.#folds.clear();
  }

  async current(stream: string): Promise<ClocksState> {
    const fold = this.#folds.get(stream) ?? { revision: -1, state: initialClocks() };
    this.#folds.set(stream, fold);
    for await (const stored of this.#store.readStream(stream, { from: fold.revision + 1 })) {
      if (stored.revision !== fold.revision + 1) continue;
      fold.state = evolveClocks(fold.state, openEvent(stored, this.#keys));
      fold.revision = stored.revision;
    }
    return fold.state;
  }
}

/** Measures whose order this reader sees with its content, with their status at the moment asked about. */
export async function measuresFor(
  platform: Platform,
  reading: CaseReading,
  args: CaseArgs,
): Promise<{ readonly measures: readonly Measure[]; readonly entries: readonly DisclosedEntry[] }> {
  const { state, at } = await stateAt(platform, args);
  const entries = (await reading.ofTypes(['MeasureOrdered'])).filter(({ fields }) => fields.includes('kind'));
  const visible = new Set(entries.map(({ data }) => String(data['measureId'])));
  const measures = measuresAt(state, at)
    .filter(({ orders }) => orders.some((order) => visible.has(order)))
    .map((measure) => ({
      id: measure.measureId,
      kind: measure.kind ?? null,
      kindTerm: measure.kind === undefined ? null : MEASURE_KINDS[measure.kind],
      concerning: measure.concerning,
      orderedOn: measure.orderedOn,
      endsOn: measure.endsOn ?? null,
      status: measure.status,
      since: measure.since,
      voidFrom: measure.voidFrom ?? null,
    }));
  return { measures, entries };
}

/** Clocks whose start this reader sees with its content. What stops them is counted whether or not he sees it: a clock is about the child. */
export async function clocksFor(
  platform: Platform,
  reading: CaseReading,
  args: CaseArgs,
): Promise<{ readonly clocks: readonly NormClock[]; readonly entries: readonly DisclosedEntry[] }> {
  const { state, at } = await stateAt(platform, args);
  const all = clocksAt(state, at);
  const starts = await reading.ofTypes(Object.keys(clockEvents));
  const visible = new Map(starts.filter(({ access }) => access !== 'reference').map((entry) => [entry.id, entry]));
  const shown = all.filter(({ startEntry }) => visible.has(startEntry));
  const clocks = shown.map((clock) => ({
    norm: clock.norm,
    term: clock.title,
    reading: clock.reading,
    source: clock.source,
    subjects: clock.subject.persons,
    startedAt: clock.startedAt,
    dueOn: clock.dueOn ?? null,
    stoppedAt: clock.stoppedAt ?? null,
    status: clock.status,
    holder: clock.holder,
    steps: clock.steps,
  }));
  return { clocks, entries: shown.flatMap(({ startEntry }) => visible.get(startEntry) ?? []) };
}

async function stateAt(platform: Platform, { caseId, asOf }: CaseArgs): Promise<{ readonly state: ClocksState; readonly at: Instant }> {
  const stream = caseStream(caseId as CaseId);
  if (asOf?.knownAt === undefined)
    return { state: await platform.clocks.current(stream), at: asOf?.happenedBefore ?? platform.clock.now() };
  const knownAt = new Date(asOf.knownAt).toISOString();
  const known = await loadHistory(platform.store, platform.keys, stream, await positionKnownAt(platform.engine, knownAt));
  return { state: known.reduce(evolveClocks, initialClocks()), at: asOf.happenedBefore ?? knownAt };
}
