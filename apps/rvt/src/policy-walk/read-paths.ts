// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import { descriptionOf } from '@gezinslijn/family-case';
import type { DisclosedEntry, FieldRule, PerPerson, Reader } from '@gezinslijn/family-case';
import type { CaseReading, EntryQuery } from '@gezinslijn/party-view';
import { partyOf, people } from './cast.ts';
import type { NamedReader } from './cast.ts';
import type { Views } from './kit.ts';
import { aboutOf, namedIn } from './oracle.ts';
import type { Oracle, View } from './oracle.ts';
import { finding } from './report.ts';
import { walkSearch } from './search-path.ts';
import type { Report, Spot } from './report.ts';
import { happenedAt } from './scenarios.ts';
import type { Scenario, WrittenEntry } from './scenarios.ts';

export interface ReadWalk {
  readonly views: Views;
  readonly oracle: Oracle;
  readonly scenario: Scenario;
  readonly report: Report;
  /** All paths, or the few that tell a mutant. */
  readonly thorough: boolean;
}

/** Every way in which a reader can get entries of a case out of the views and the replay. */
export async function walkReads(walk: ReadWalk, who: NamedReader): Promise<void> {
  const { views, oracle, scenario, report, thorough } = walk;
  const { now } = views;
  const view = oracle.view(who.reader, now);
  const at = (path: string): Spot => ({ path, reader: who.name, scenario });
  const reading = await views.reads.open(scenario.stream, who.reader);
  await walkReplay(walk, who, now, view);
  if (who.reader.kind !== 'auditor') await walkSearch(walk, who, view);
  if (!presence(report, at('open'), reading, view, scenario)) return absent(walk, who);
  await walkPages(walk, who, reading as CaseReading, view);
  if (!thorough) return;
  await walkFilters(walk, who, reading as CaseReading, view);
  await walkPast(walk, who);
}

/** Is there a reading exactly when there is something to see? */
function presence(report: Report, spot: Spot, reading: CaseReading | null, view: View, scenario: Scenario): boolean {
  const first = scenario.entries[0];
  if (reading !== null && view.size === 0) report.found(finding('leak', spot, first, 'existence'));
  if (reading === null && view.size > 0) report.found(finding('withheld', spot, first, 'existence'));
  report.walked(scenario.entries);
  return reading !== null && view.size > 0;
}

async function absent({ views, scenario, report }: ReadWalk, { name, reader }: NamedReader): Promise<void> {
  for (const asOf of [{ knownAt: views.now }, { happenedBefore: views.now }]) {
    if ((await views.reads.open(scenario.stream, reader, asOf)) !== null && reader.kind !== 'auditor') {
      report.found(finding('leak', { path: 'open as of', reader: name, scenario }, scenario.entries[0], 'existence'));
    }
    report.walked(scenario.entries);
  }
  const listed = (await views.reads.casesOf(reader, 100)).some(({ stream }) => stream === scenario.stream);
  if (listed) report.found(finding('leak', { path: 'casesOf', reader: name, scenario }, scenario.entries[0], 'existence'));
}

const ALL: EntryQuery = { order: 'RECORDED', limit: 10_000 };

async function walkPages({ scenario, report, thorough }: ReadWalk, { name }: NamedReader, reading: CaseReading, view: View): Promise<void> {
  const at = (path: string): Spot => ({ path, reader: name, scenario });
  const page = await reading.page(ALL);
  compare(report, at('page'), page.entries, view, scenario.entries);
  const last = scenario.entries.findLast(({ id }) => view.has(id));
  const newest = page.entries[0];
  if (newest?.id === last?.id && newest?.position !== reading.lastPosition)
    report.found(finding('leak', at('lastPosition'), last, 'existence'));
  if (!thorough) return;
  compare(report, at('page, by when it happened'), (await reading.page({ ...ALL, order: 'HAPPENED' })).entries, view, scenario.entries);
  compare(report, at('page by page'), await paged(reading, 'RECORDED'), view, scenario.entries);
  compare(report, at('page by page, by when it happened'), await paged(reading, 'HAPPENED'), view, scenario.entries);
  const types = [...new Set(scenario.entries.map(({ event }) => event.type))];
  compare(report, at('ofTypes'), await reading.ofTypes(types), view, scenario.entries);
  for (const entry of scenario.entries) {
    const one = await reading.entry(entry.id);
    compare(report, at('entry'), one === null ? [] : [one], only(view, [entry]), [entry]);
  }
}

/** All pages one after the other: a hidden entry must make no page shorter and no "there is more" untrue. */
async function paged(reading: CaseReading, order: EntryQuery['order']): Promise<readonly DisclosedEntry[]> {
  const found: DisclosedEntry[] = [];
  for (let after: EntryQuery['after']; ;) {
    const page = await reading.page({ order, limit: 37, ...(after === undefined ? {} : { after }) });
    found.push(...page.entries);
    const last = page.entries.at(-1);
    // A full page is followed by another exactly when it says so.
    if (!page.hasMore || last === undefined) return page.entries.length === 0 && found.length > 0 ? [] : found;
    after = { position: last.position, occurredKey: last.occurredAt };
  }
}

async function walkFilters({ scenario, report }: ReadWalk, { name }: NamedReader, reading: CaseReading, view: View): Promise<void> {
  const at = (path: string): Spot => ({ path, reader: name, scenario });
  const { entries } = scenario;
  for (const type of new Set(entries.map(({ event }) => event.type))) {
    const some = entries.filter(({ event }) => event.type === type);
    compare(report, at('filter by type'), (await reading.page({ ...ALL, types: [type] })).entries, only(view, some), some);
  }
  for (const party of ['LT', 'VT', 'RvdK', 'GI', 'ZA'] as const) {
    const some = entries.filter(({ by }) => partyOf[by] === party);
    compare(report, at('filter by party'), (await reading.page({ ...ALL, parties: [party] })).entries, only(view, some), some);
  }
  for (const person of Object.values(people)) {
    const some = entries.filter((entry) => aboutOf(entry, namedIn(view, entry.id)).has(person));
    compare(report, at('filter by person'), (await reading.page({ ...ALL, person })).entries, only(view, some), entries);
  }
  const middle = entries[Math.floor(entries.length / 2)]?.recordedAt ?? '';
  const before = entries.filter((entry) => happenedAt(entry) < middle);
  const after = entries.filter((entry) => happenedAt(entry) >= middle);
  compare(report, at('filter until'), (await reading.page({ ...ALL, until: middle })).entries, only(view, before), before);
  compare(report, at('filter from'), (await reading.page({ ...ALL, from: middle })).entries, only(view, after), after);
}

async function walkReplay(
  { views, oracle, scenario, report, thorough }: ReadWalk,
  { name, reader }: NamedReader,
  now: string,
  view: View,
): Promise<void> {
  const at = (path: string): Spot => ({ path, reader: name, scenario });
  if (reader.kind !== 'auditor') {
    const seenBy = await views.reads.asSeenBy(scenario.stream, reader, {});
    compare(report, at('asSeenBy'), (await seenBy?.page(ALL))?.entries ?? [], oracle.view(reader, now, undefined, true), scenario.entries);
  }
  if (!thorough) return;
  const replayed = await views.reads.open(scenario.stream, reader, { knownAt: now });
  compare(report, at('replay of now'), (await replayed?.page(ALL))?.entries ?? [], view, scenario.entries);
}

/** As of two moments in the past, and of what had happened by then. */
async function walkPast({ views, oracle, scenario, report }: ReadWalk, { name, reader }: NamedReader): Promise<void> {
  if (reader.kind === 'auditor') return;
  const at = (path: string): Spot => ({ path, reader: name, scenario });
  for (const share of [1 / 3, 2 / 3]) {
    const then = scenario.entries[Math.floor(scenario.entries.length * share)]?.recordedAt ?? '';
    const past = await views.reads.open(scenario.stream, reader, { knownAt: then });
    compare(report, at('as of'), (await past?.page(ALL))?.entries ?? [], oracle.thenAndNow(reader, then, views.now), scenario.entries);
    const seen = await views.reads.asSeenBy(scenario.stream, reader, { knownAt: then });
    compare(report, at('asSeenBy then'), (await seen?.page(ALL))?.entries ?? [], oracle.view(reader, then, then, true), scenario.entries);
    const happened = await views.reads.open(scenario.stream, reader, { happenedBefore: then });
    const some = scenario.entries.filter((entry) => happenedAt(entry) < then);
    compare(
      report,
      at('happened before'),
      (await happened?.page(ALL))?.entries ?? [],
      only(oracle.view(reader, views.now), some),
      scenario.entries,
    );
  }
}

export function only(view: View, entries: readonly WrittenEntry[]): View {
  return new Map(
    entries.flatMap(({ id }) => {
      const allowed = view.get(id);
      return allowed === undefined ? [] : [[id, allowed] as const];
    }),
  );
}

/** What a path gave against what it may give: entry by entry, field by field, person by person; too much and too little alike. */
function compare(report: Report, spot: Spot, given: readonly DisclosedEntry[], view: View, entries: readonly WrittenEntry[]): void {
  const byId = new Map(given.map((entry) => [entry.id as string, entry]));
  report.walked(entries);
  if (byId.size < given.length) report.found(finding('leak', spot, undefined, 'twice'));
  for (const written of spot.scenario.entries) {
    const entry = byId.get(written.id);
    const allowed = view.get(written.id);
    if (entry === undefined && allowed === undefined) continue;
    if (entry === undefined) report.found(finding('withheld', spot, written, 'existence'));
    else if (allowed === undefined) report.found(finding('leak', spot, written, 'existence'));
    else {
      const tokens = tokensIn(entry);
      for (const token of tokens) if (!allowed.tokens.has(token)) report.found(finding('leak', spot, written, token));
      for (const token of allowed.tokens) if (!tokens.has(token)) report.found(finding('withheld', spot, written, token));
      if ((entry.statedBy !== undefined) !== allowed.who)
        report.found(finding(allowed.who ? 'withheld' : 'leak', spot, written, 'statedBy'));
    }
  }
}

function tokensIn(entry: DisclosedEntry): ReadonlySet<string> {
  const rules = descriptionOf(entry.type).fields as Readonly<Record<string, FieldRule>>;
  const fields = new Set([...entry.fields, ...Object.keys(entry.data)]);
  return new Set(
    [...fields].flatMap((field) =>
      rules[field]?.kind === 'perPerson'
        ? ((entry.data[field] ?? []) as PerPerson<unknown>)
            .filter(({ content }) => !isErased(content))
            .map(({ personId }) => `${field}@${personId}`)
        : entry.data[field] === undefined || isErased(entry.data[field])
          ? []
          : [field],
    ),
  );
}

/** Nobody is told of an entry that he may not see as it comes in. */
export async function walkWakeUps(
  views: Views,
  scenario: Scenario,
  oracle: Oracle,
  readers: readonly NamedReader[],
  keyOf: (reader: Reader) => string,
  report: Report,
): Promise<void> {
  for (const { name, reader } of readers) {
    if (reader.kind === 'auditor' || (reader.kind === 'organisation' && reader.rvt !== undefined)) continue;
    const view = oracle.view(reader, views.now);
    // Rows of a child under twelve are written ahead; nobody can follow a case he cannot open.
    if (view.size === 0 && (await views.reads.open(scenario.stream, reader)) === null) continue;
    const woken = views.appeared.filter((item) => item.stream === scenario.stream && item.reader === keyOf(reader) && item.entryId !== '');
    report.walked(scenario.entries);
    for (const { entryId } of woken) {
      const written = scenario.entries.find(({ id }) => id === entryId);
      // What he may see at the end is more than what he could see when it came in only by consent, shares and being told: those are looked at by rows.
      if (!view.has(entryId) && !couldSeeThen(oracle, reader, written, views.now)) {
        report.found(finding('leak', { path: 'wake-up', reader: name, scenario }, written, 'existence'));
      }
    }
  }
}

function couldSeeThen(oracle: Oracle, reader: Reader, written: WrittenEntry | undefined, now: string): boolean {
  return written !== undefined && oracle.view(reader, now, written.recordedAt).has(written.id);
}
