// SPDX-License-Identifier: EUPL-1.2
import { ERASED } from '@gezinslijn/event-sourcing';
import type { EventStore, SubjectKeys } from '@gezinslijn/event-sourcing';
import { CASE_HEADER_TYPES, caseHeaderOf, couldBeSame, isDestroyed, noteDestroyed, rowsKey, subjectOf } from '@gezinslijn/family-case';
import type {
  CaseHeader,
  CaseMember,
  DestroyedBy,
  MatchDecision,
  PersonId,
  PersonMatchDecided,
  Reader,
  RecordedCaseEvent,
} from '@gezinslijn/family-case';
import { loadHistory } from './case-history.ts';
import type { CaseReading, CaseReads } from './case-reading.ts';
import type { CaseSearch } from './case-search.ts';
import { leftAt } from './left-at.ts';
import type { ViewEngine } from './view-engine.ts';

/** One end of a link: somebody in a case, as one reader sees him. */
export interface LinkEnd {
  readonly stream: string;
  readonly reading: CaseReading;
  readonly header: CaseHeader;
  readonly person: CaseMember;
  /** Where this reader's organisation left that case: it decides nothing there any more, and what was decided since is not told to it. */
  readonly left?: bigint | undefined;
}

export interface CaseLink {
  readonly personId: PersonId;
  readonly other: LinkEnd;
  readonly decided: DecidedMatch;
}

export interface DecidedMatch {
  readonly event: PersonMatchDecided;
  readonly metadata: RecordedCaseEvent['metadata'];
}

/** Two people who could be one, about whom nobody decided yet. */
export interface PossibleMatch {
  readonly personId: PersonId;
  readonly other: LinkEnd;
}

interface Row {
  readonly personId: PersonId;
  readonly otherStream: string;
  readonly otherPerson: PersonId;
  readonly decision: MatchDecision;
  readonly matchStream: string;
}

/** One person in two cases, for who sees both: each end is opened through his own eyes, and without both there is no link. Rule K-9. */
export class CaseLinks {
  readonly #options: CaseLinksOptions;

  constructor(options: CaseLinksOptions) {
    this.#options = options;
  }

  /** Somebody in a case as this reader sees him now; `null` for what is not there and for what he may not see. */
  async end(stream: string, personId: string, reader: Reader): Promise<LinkEnd | null> {
    const reading = await this.#options.reads.open(stream, reader);
    if (reading === null) return null;
    const entries = await reading.ofTypes(CASE_HEADER_TYPES);
    const header = caseHeaderOf(entries);
    const person = header.members.find((member) => member.personId === personId);
    if (person === undefined || person.member === null) return null;
    return { stream, reading, header, person, left: await leftAt(this.#options, stream, reader, entries) };
  }

  /** What was decided last about people of this case, as far as he sees both. Of a case he may not see: nothing. */
  async of(stream: string, reader: Reader): Promise<readonly CaseLink[]> {
    const links: CaseLink[] = [];
    for (const row of await this.#rows(stream, reader)) {
      const link = await this.#link(stream, row, reader);
      if (link !== undefined) links.push(link);
    }
    return links;
  }

  /** Who of this case could be somebody of another of his cases. Not whom somebody decided about: "not the same" holds until it is decided anew. */
  async possible(stream: string, reader: Reader): Promise<readonly PossibleMatch[]> {
    const reading = await this.#options.reads.open(stream, reader);
    if (reading === null) return [];
    const { members } = caseHeaderOf(await reading.ofTypes(CASE_HEADER_TYPES));
    const decided = new Set<string>();
    for (const row of await this.#rows(stream, reader)) if ((await this.#link(stream, row, reader)) !== undefined) decided.add(pairOf(row));
    const possible: PossibleMatch[] = [];
    for (const { personId, member } of members) {
      if (member?.birthDate === undefined) continue;
      const { cases } = await this.#options.search.find(reader, { people: [{ birthDate: member.birthDate }] });
      for (const found of cases) {
        for (const person of found.header.members) {
          const pair = { personId, otherStream: found.stream, otherPerson: person.personId };
          if (found.stream === stream || person.member === null || !couldBeSame(member, person.member) || decided.has(pairOf(pair)))
            continue;
          possible.push({ personId, other: { ...found, person } });
        }
      }
    }
    return possible;
  }

  /** Both ends, and what was decided last that he may know of; `undefined` when one of these is not there for him. */
  async #link(stream: string, { personId, otherStream, otherPerson, matchStream }: Row, reader: Reader): Promise<CaseLink | undefined> {
    const one = await this.end(stream, personId, reader);
    const other = await this.end(otherStream, otherPerson, reader);
    if (one === null || other === null) return undefined;
    const decided = await this.#decided(matchStream, reader, [one.left, other.left]);
    return decided === undefined ? undefined : { personId, other, decided };
  }

  async #rows(stream: string, reader: Reader): Promise<readonly Row[]> {
    const rows = await this.#options.engine.all(
      // Of a link of which he sees one end he learns nothing: neither by an answer nor by the work it takes.
      `SELECT person_id, other_case, other_person, decision, match_stream FROM case_link l WHERE case_id = ?
       AND EXISTS (SELECT 1 FROM case_reader g WHERE g.case_id = l.case_id AND g.reader = ?)
       AND EXISTS (SELECT 1 FROM case_reader g WHERE g.case_id = l.other_case AND g.reader = ?)
       ORDER BY person_id, other_case, other_person`,
      [stream, rowsKey(reader), rowsKey(reader)],
      rowsKey(reader),
    );
    return rows.map((row) => ({
      personId: row['person_id'] as PersonId,
      otherStream: row['other_case'] as string,
      otherPerson: row['other_person'] as PersonId,
      decision: row['decision'] as MatchDecision,
      matchStream: row['match_stream'] as string,
    }));
  }

  /** What it rests on is not for an organisation that destroyed what it held about these people, as in a case (D-19). */
  async #decided(stream: string, reader: Reader, left: readonly (bigint | undefined)[]): Promise<DecidedMatch | undefined> {
    const { store, keys } = this.#options;
    const destroyed: DestroyedBy = new Map();
    let last: DecidedMatch | undefined;
    for (const { event, metadata, position } of await loadHistory(store, keys, stream)) {
      const known = left.every((at) => at === undefined || position < at);
      if (event.type === 'PersonMatchDecided' && known) last = { event, metadata };
      if (event.type === 'RetentionDecided') noteDestroyed(destroyed, metadata.actingOrganisation, event.data);
    }
    const gone = reader.kind === 'organisation' ? destroyed.get(reader.organisation) : undefined;
    if (last === undefined || gone === undefined || !isDestroyed(gone, subjectOf(last.event.data.personIds, undefined))) return last;
    return { ...last, event: { ...last.event, data: { ...last.event.data, basis: ERASED } } };
  }
}

export interface CaseLinksOptions {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  readonly engine: ViewEngine;
  readonly reads: CaseReads;
  readonly search: CaseSearch;
}

const pairOf = ({ personId, otherStream, otherPerson }: Pick<Row, 'personId' | 'otherStream' | 'otherPerson'>): string =>
  `${personId}|${otherStream}|${otherPerson}`;
