// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import { MEASURE_KINDS, caseStream, clockEvents, clocksAt, evolveClocks, initialClocks, measuresAt } from '@gezinslijn/family-case';
import type { CaseId, ClockAt, ClocksState, DisclosedEntry, Reader } from '@gezinslijn/family-case';
import { leftAt, loadHistory, positionKnownAt } from '@gezinslijn/party-view';
import type { Platform } from '../platform/platform.ts';
import type { OpenedCase } from './case-queries.ts';
import type { Measure, NormClock } from './case.types.ts';

/** Measures whose order this reader sees with its content, with their status at the moment asked about. */
export async function measuresFor(
  platform: Platform,
  opened: OpenedCase,
  caseId: string,
): Promise<{ readonly measures: readonly Measure[]; readonly entries: readonly DisclosedEntry[] }> {
  const { state, at } = await clocksOfThen(platform, opened, caseId);
  const entries = (await opened.reading.ofTypes(['MeasureOrdered'])).filter(({ fields }) => fields.includes('kind'));
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
  opened: OpenedCase,
  caseId: string,
): Promise<{ readonly clocks: readonly NormClock[]; readonly entries: readonly DisclosedEntry[] }> {
  const { reading, reader } = opened;
  const { state, at } = await clocksOfThen(platform, opened, caseId);
  const all = clocksAt(state, at);
  const starts = await reading.ofTypes(Object.keys(clockEvents));
  const visible = new Map(starts.filter(({ access }) => access !== 'reference').map((entry) => [entry.id, entry]));
  const shown = all.filter((clock) => visible.has(clock.startEntry) && isFor(reader, clock));
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

/** Who was told of a report, and who was not yet, is each person's own: a family member gets his own term only. */
function isFor(reader: Reader, { norm, subject }: ClockAt): boolean {
  return reader.kind !== 'person' || norm !== 'T5' || subject.persons.every((person) => person === reader.personId);
}

/** What clocks and measures are computed from, and the instant they are looked at: of the moment the case was opened as of. */
export async function clocksOfThen(
  platform: Platform,
  { reading, reader, asOf }: OpenedCase,
  caseId: string,
): Promise<{ readonly state: ClocksState; readonly at: Instant }> {
  const stream = caseStream(caseId as CaseId);
  const knownAt = asOf?.knownAt;
  const at = asOf?.happenedBefore ?? knownAt ?? platform.clock.now();
  const known = knownAt === undefined ? null : await positionKnownAt(platform.engine, knownAt);
  const left = await leftAt(platform, stream, reader, await reading.ofTypes(['MembershipChanged']), known);
  if (known === null && left === undefined) return { state: await platform.clocks.current(stream), at };
  const upTo = known === null || (left !== undefined && left < known) ? left : known;
  const history = await loadHistory(platform.store, platform.keys, stream, upTo);
  return { state: history.reduce(evolveClocks, initialClocks()), at };
}
