// SPDX-License-Identifier: EUPL-1.2
import { sha256Hex } from '@gezinslijn/case-writing';
import type { LocalDate } from '@gezinslijn/event-sourcing';
import { canonicalJson, caseIdOf, keptAt, startOfLocalDay } from '@gezinslijn/family-case';
import type { OrganisationId, PersonId } from '@gezinslijn/family-case';
import type { Platform } from '../platform/platform.ts';

export interface DuePerson {
  readonly personId: PersonId;
  readonly until: LocalDate;
  readonly rule: string;
  /** Went already, on this very list: a run that was broken off goes on with the others. */
  readonly gone: boolean;
}

export interface DueCase {
  readonly caseId: string;
  readonly people: readonly DuePerson[];
  /** Keys that this organisation still holds of them. */
  readonly keys: number;
}

/** What is due for one organisation as of a day, and the digest that names exactly this list. Ids only. */
export interface DueList {
  readonly asOf: LocalDate;
  readonly digest: string;
  readonly cases: readonly DueCase[];
}

/**
 * Looks through every case in which the organisation ever was. `digest`: of a list that a run may have begun with: what went on it counts as
 * if it were there.
 */
export async function dueList(
  { store, cases, keys }: Pick<Platform, 'store' | 'cases' | 'keys'>,
  organisation: OrganisationId,
  asOf: LocalDate,
  digest?: string,
): Promise<DueList> {
  const due: DueCase[] = [];
  for await (const stream of openedCases(store)) {
    const { retention } = await cases.current(stream);
    if (!retention.controllers.has(organisation)) continue;
    const onList = digest === undefined ? [] : (retention.lists.get(`${organisation}|${digest}`) ?? []);
    const people = keptAt(retention, startOfLocalDay(asOf)).flatMap(({ controller, personId, status, until, term }): DuePerson[] =>
      controller === organisation && status === 'DUE' && until !== undefined && term !== undefined
        ? [{ personId, until, rule: term.key, gone: false }]
        : [],
    );
    const gone = onList.map((personId): DuePerson => ({ personId, until: asOf, rule: '', gone: true }));
    if (people.length + gone.length === 0) continue;
    const ids = new Set<string>(people.map(({ personId }) => personId));
    const held = keys
      .subjectsOf(stream)
      .filter((subject) => (subject.split('#')[0] ?? '').split('+').some((person) => ids.has(person)))
      .filter((subject) => keys.controllersOf(stream, subject).includes(organisation));
    due.push({ caseId: caseIdOf(stream), people: [...people, ...gone].sort(byPerson), keys: held.length });
  }
  due.sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  const named = due.map(({ caseId, people }) => ({ caseId, people: people.map(({ personId }) => personId) }));
  return { asOf, digest: sha256Hex(canonicalJson({ organisation, asOf, cases: named })), cases: due };
}

const byPerson = (one: DuePerson, other: DuePerson): number => (one.personId < other.personId ? -1 : 1);

async function* openedCases(store: Platform['store']): AsyncGenerator<string> {
  const filter = { streamPrefixes: ['familyCase-'], types: ['CaseOpened'] };
  const seen = new Set<string>();
  for (let after: bigint | null = null; ;) {
    const page = await store.readAll({ after, limit: 500, filter });
    for (const { stream } of page.events) {
      if (!seen.has(stream)) yield stream;
      seen.add(stream);
    }
    after = page.lastPosition;
    if (page.atHead) return;
  }
}
