// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import { AT_MOST } from '@gezinslijn/event-store';
import { CASE_HEADER_TYPES, beginsWords, caseHeaderOf, isSought, rowsKey } from '@gezinslijn/family-case';
import type { CaseHeader, PersonId, Reader, SoughtPerson } from '@gezinslijn/family-case';
import type { BlindIndex } from './blind-index.ts';
import type { CaseReading, CaseReads } from './case-reading.ts';
import type { ViewEngine } from './view-engine.ts';

/** What is looked for: any of these people, or a case by its number. */
export interface Sought {
  readonly people: readonly SoughtPerson[];
  readonly caseNumber?: string;
}

/** A case in which somebody was found. */
export interface FoundCase {
  readonly stream: string;
  readonly reading: CaseReading;
  readonly header: CaseHeader;
  /** Those found; empty when only the name or the number of the case is what was sought. */
  readonly people: readonly PersonId[];
}

export interface Findings {
  /** Last changed first. */
  readonly cases: readonly FoundCase[];
  /** There were more than are looked at: ask for something narrower. */
  readonly more: boolean;
}

/** Cases of a reader that are looked into for one search. */
export const MOST_FOUND = 100;

/**
 * Searches what one reader may see. The index says in which of his cases somebody might be; each is then opened through his eyes and compared
 * in full, so that what was erased, withdrawn or narrowed by a hat since is not found, counted or paged past.
 */
export class CaseSearch {
  readonly #engine: ViewEngine;
  readonly #reads: CaseReads;
  readonly #index: BlindIndex;
  readonly #now: () => Instant;

  constructor(options: {
    readonly engine: ViewEngine;
    readonly reads: CaseReads;
    readonly index: BlindIndex;
    readonly now: () => Instant;
  }) {
    this.#engine = options.engine;
    this.#reads = options.reads;
    this.#index = options.index;
    this.#now = options.now;
  }

  /** Is there anything here to look by: two letters of a name, a day of birth, the number of a case? */
  isEnough({ people, caseNumber }: Sought): boolean {
    return (
      people.every((person) => this.#index.sought(person) !== null) &&
      (caseNumber === undefined ? people.length > 0 : this.#index.soughtNumber(caseNumber) !== null)
    );
  }

  async find(reader: Reader, sought: Sought): Promise<Findings> {
    const streams = await this.#candidates(reader, sought);
    const cases: FoundCase[] = [];
    for (const stream of streams.slice(0, MOST_FOUND)) {
      const found = await this.#lookInto(stream, reader, sought);
      if (found !== null) cases.push(found);
    }
    return { cases, more: streams.length > MOST_FOUND };
  }

  /** Cases in which one row each stands under all tokens of somebody sought, last changed first. */
  async #candidates(reader: Reader, { people, caseNumber }: Sought): Promise<readonly string[]> {
    const key = rowsKey(reader);
    const number = caseNumber === undefined ? null : this.#index.soughtNumber(caseNumber);
    const asked = [...people.map((person) => this.#index.sought(person) ?? []), number === null ? [] : [number]];
    const found = new Map<string, number>();
    for (const tokens of asked) {
      if (tokens.length === 0) continue;
      const rows = await this.#engine.all(
        `SELECT f.case_id, g.last_position FROM (
           SELECT DISTINCT t.case_id FROM (
             SELECT s.case_id, s.person_id FROM search_row s WHERE s.reader = ? AND s.token IN (${tokens.map(() => '?').join(', ')})
             GROUP BY s.case_id, s.person_id HAVING count(*) = ${String(tokens.length)}) t) f
         JOIN case_reader g ON g.case_id = f.case_id AND g.reader = ? WHERE g.reads_from IS NULL OR g.reads_from <= ?
         ORDER BY g.last_position DESC ${AT_MOST}`,
        [key, ...tokens, key, this.#now(), MOST_FOUND + 1],
        key,
      );
      for (const row of rows) found.set(row['case_id'] as string, row['last_position'] as number);
    }
    return [...found].sort(([, one], [, other]) => other - one).map(([stream]) => stream);
  }

  async #lookInto(stream: string, reader: Reader, { people, caseNumber }: Sought): Promise<FoundCase | null> {
    const reading = await this.#reads.open(stream, reader);
    if (reading === null) return null;
    const header = caseHeaderOf(await reading.ofTypes(CASE_HEADER_TYPES));
    const found = header.members.flatMap(({ personId, member }) =>
      member !== null && people.some((person) => isSought(member, person)) ? [personId] : [],
    );
    const named = people.some(
      ({ name, birthDate }) => name !== undefined && birthDate === undefined && beginsWords(header.name ?? '', name),
    );
    const numbered = caseNumber !== undefined && stream.startsWith(`familyCase-${caseNumber.trim().toLowerCase()}`);
    return found.length === 0 && !named && !numbered ? null : { stream, reading, header, people: found };
  }
}
