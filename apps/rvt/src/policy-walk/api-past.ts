// SPDX-License-Identifier: EUPL-1.2
import { organisations, partyOf, people, readers } from './cast.ts';
import type { Asking } from './asking.ts';
import { aboutOf, namedIn } from './oracle.ts';
import type { View } from './oracle.ts';
import { only } from './read-paths.ts';
import { happenedAt } from './scenarios.ts';

const NODES = `nodes { id type organisation { id } statedBy { personId } about fields { name text values personId } } pageInfo { hasNextPage }`;
const FILTERED = `query ($caseId: ID!, $filter: TimelineFilter) { timeline(caseId: $caseId, first: 100, filter: $filter) { ${NODES} } }`;
const AS_OF = `query ($caseId: ID!, $asOf: AsOfInput) { timeline(caseId: $caseId, first: 100, asOf: $asOf) { ${NODES} } }`;
const AS_SEEN_BY = `query ($caseId: ID!, $asSeenBy: ReaderInput!, $asOf: AsOfInput) { timeline(caseId: $caseId, first: 100, asSeenBy: $asSeenBy, asOf: $asOf) { ${NODES} } }`;
const CASE_AS_OF = `query ($caseId: ID!, $asOf: AsOfInput) { case(caseId: $caseId, asOf: $asOf) { name members { name birthDate } measures { id status } clocks { norm steps { text } } } }`;
/** Pages hold a hundred entries at most. */
const FIRST = 100;
/** Of the event types, one in so many is filtered by: over the cases all of them come by. */
const EVERY = 4;

/** The filters of the timeline, over the API: each gives what the reader sees and the filter asks, and nothing else. */
export async function walkApiFilters(asking: Asking, view: View, turn: number): Promise<void> {
  const { entries } = asking.scenario;
  const types = [...new Set(entries.map(({ event }) => event.type))].filter((_, index) => index % EVERY === turn % EVERY);
  for (const type of types) {
    const some = entries.filter(({ event }) => event.type === type);
    await gives(asking, 'filter by type', FILTERED, { filter: { types: [type] } }, only(view, some), view);
  }
  for (const party of ['LT', 'VT', 'RvdK', 'GI', 'ZA']) {
    const some = entries.filter(({ by }) => partyOf[by] === party);
    await gives(asking, 'filter by party', FILTERED, { filter: { parties: [party] } }, only(view, some), view);
  }
  for (const person of Object.values(people)) {
    const some = entries.filter((entry) => aboutOf(entry, namedIn(view, entry.id)).has(person));
    await gives(asking, 'filter by person', FILTERED, { filter: { person } }, only(view, some), view);
  }
}

/** Two moments of the past, over the API; and through the eyes of everybody, which is for an auditor alone. */
export async function walkApiPast(asking: Asking): Promise<void> {
  const { who, oracle, scenario, views } = asking;
  for (const share of [1 / 3, 2 / 3]) {
    const then = scenario.entries[Math.floor(scenario.entries.length * share)]?.recordedAt ?? '';
    if (who.reader.kind === 'auditor') {
      await throughTheirEyes(asking, then);
      continue;
    }
    const reader = asking.reader;
    const known = thenAndNow(asking, then);
    await gives(asking, 'as of', AS_OF, { asOf: { knownAt: then } }, known);
    await asking.look('case as of', CASE_AS_OF, { asOf: { knownAt: then } }, oracle.view(reader, views.now));
    // A text is shown as it was corrected since: that the correction came later changes nothing of it.
    const now = oracle.view(reader, views.now);
    const happened = only(
      now,
      scenario.entries.filter((entry) => happenedAt(entry) < then),
    );
    await gives(asking, 'happened before', AS_OF, { asOf: { happenedBefore: then } }, happened, now);
    const answer = await asking.ask(AS_SEEN_BY, { asSeenBy: { kind: 'ORGANISATION', id: organisations.vt } });
    asking.searched('asSeenBy', answer, new Map());
    if (!answer.includes('"code":"FORBIDDEN"')) asking.found('leak', 'asSeenBy', undefined, 'existence');
  }
}

/** Emergency access that did not run then adds nothing to what his organisation could see. */
export function thenAndNow({ oracle, reader, views }: Pick<Asking, 'oracle' | 'reader' | 'views'>, then: string): View {
  const known = oracle.thenAndNow(reader, then, views.now);
  if (known.size > 0 || reader.kind !== 'organisation' || reader.emergency === undefined) return known;
  return oracle.thenAndNow({ kind: 'organisation', organisation: reader.organisation }, then, views.now);
}

async function throughTheirEyes(asking: Asking, then: string): Promise<void> {
  const { oracle, views } = asking;
  for (const { name, reader } of readers) {
    if (reader.kind === 'auditor') continue;
    // Of an organisation an auditor sees through the eyes of its workers: not of a hat, nor of one who had emergency access.
    if (reader.kind === 'organisation' && (reader.rvt ?? reader.emergency ?? reader.supervises) !== undefined) continue;
    const asSeenBy = reader.kind === 'person' ? { kind: 'PERSON', id: reader.personId } : { kind: 'ORGANISATION', id: reader.organisation };
    await gives(asking, `asSeenBy ${name}`, AS_SEEN_BY, { asSeenBy }, oracle.view(reader, views.now, undefined, true));
    const asOf = { knownAt: then };
    await gives(asking, `asSeenBy ${name} then`, AS_SEEN_BY, { asSeenBy, asOf }, oracle.view(reader, then, then, true));
  }
}

/**
 * The first page of a timeline holds entries of this view only, as many of them as a page can, and of each no more than the view has.
 * `known`: all that he may know, where the page is a choice of it: an entry may name another that is not on the page.
 */
async function gives(asking: Asking, path: string, document: string, variables: object, view: View, known = view): Promise<void> {
  const answer = await asking.look(path, document, variables, known);
  const { data } = JSON.parse(answer) as {
    readonly data: { readonly timeline: { readonly nodes: readonly { readonly id: string }[] } | null } | null;
  };
  const nodes = data?.timeline?.nodes ?? [];
  for (const { id } of nodes) if (!view.has(id)) asking.found('leak', path, id, 'existence');
  const expected = Math.min(view.size, FIRST);
  if (nodes.length !== expected) asking.found(nodes.length > expected ? 'leak' : 'withheld', `${path}, count`, undefined, 'existence');
}
