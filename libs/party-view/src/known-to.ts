// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import type { EventStore, SubjectKeys } from '@gezinslijn/event-sourcing';
import { applyToContext, caseIdOf, couldBeSame, emptyContext, readerOf, rulesAround } from '@gezinslijn/family-case';
import type {
  CaseContext,
  DisclosureMatrix,
  NamedPerson,
  OrganisationId,
  Party,
  PersonId,
  PersonInCase,
  RecordedCaseEvent,
} from '@gezinslijn/family-case';
import type { BlindIndex } from './blind-index.ts';
import { loadHistory } from './case-history.ts';
import type { ViewEngine } from './view-engine.ts';

/** An organisation that can see somebody who could be the one asked about, and whom of its cases that is. */
export interface Knower {
  readonly organisation: OrganisationId;
  readonly party: Party;
  readonly people: readonly PersonInCase[];
}

export interface KnownToOptions {
  readonly store: EventStore;
  readonly engine: ViewEngine;
  readonly keys: SubjectKeys;
  readonly index: BlindIndex;
  readonly matrix: DisclosureMatrix;
}

/**
 * Who knows a person, over all readers. Only for the process that brings a question to whoever knows somebody: it runs beside the projector,
 * under its account, and what it finds goes to those found and never to who asked.
 */
export class KnownTo {
  readonly #options: KnownToOptions;

  constructor(options: KnownToOptions) {
    this.#options = options;
  }

  /** Organisations in alphabetical order. */
  async find(person: NamedPerson): Promise<readonly Knower[]> {
    const { engine, index } = this.#options;
    const [token] = person.birthDate === undefined ? [] : (index.sought({ birthDate: person.birthDate }) ?? []);
    if (token === undefined) return [];
    const rows = await engine.all('SELECT reader, case_id, person_id FROM search_row WHERE token = ? ORDER BY reader, case_id, person_id', [
      token,
    ]);
    const cases = new Map<string, Promise<OpenedCase>>();
    const knowers = new Map<OrganisationId, { readonly party: Party; readonly people: PersonInCase[] }>();
    for (const row of rows) {
      const reader = readerOf(row['reader'] as string);
      // Who looks by emergency access, or watches over it, knows nobody by that.
      if (reader.kind !== 'organisation' || reader.emergency !== undefined || reader.supervises === true) continue;
      const stream = row['case_id'] as string;
      const personId = row['person_id'] as PersonId;
      let opened = cases.get(stream);
      if (opened === undefined) cases.set(stream, (opened = this.#open(stream)));
      const { people, context } = await opened;
      const party = context.organisations.get(reader.organisation)?.party;
      if (party === undefined || people.get(personId)?.some((known) => couldBeSame(known, person)) !== true) continue;
      const knower = knowers.get(reader.organisation) ?? { party, people: [] };
      knower.people.push({ caseId: caseIdOf(stream), personId });
      knowers.set(reader.organisation, knower);
    }
    return [...knowers].map(([organisation, knower]) => ({ organisation, ...knower }));
  }

  async #open(stream: string): Promise<OpenedCase> {
    const { store, keys, matrix } = this.#options;
    const opened: OpenedCase = { context: emptyContext(), people: new Map() };
    for (const entry of await loadHistory(store, keys, stream)) {
      applyToContext(opened.context, entry, rulesAround(matrix));
      addPeople(opened.people, entry);
    }
    return opened;
  }
}

interface OpenedCase {
  readonly context: CaseContext;
  readonly people: Map<PersonId, NamedPerson[]>;
}

function addPeople(people: OpenedCase['people'], { event }: RecordedCaseEvent): void {
  if (event.type !== 'CaseOpened' && event.type !== 'MembershipChanged') return;
  for (const { personId, content } of event.data.members) {
    if (!isErased(content)) people.set(personId, [...(people.get(personId) ?? []), content]);
  }
}
