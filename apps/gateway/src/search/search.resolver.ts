// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { caseIdOf } from '@gezinslijn/family-case';
import type { Reader, SoughtPerson } from '@gezinslijn/family-case';
import type { FoundCase as Found, Sought } from '@gezinslijn/party-view';
import { recordLook } from '../access/look.ts';
import { CaseQueries, emergencyReader } from '../case-timeline/case-queries.ts';
import { memberShown } from '../case-timeline/member-rendering.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { SearchInput, SearchResult } from './search.types.ts';
import type { FoundCase } from './search.types.ts';

interface Hit {
  readonly found: Found;
  readonly reader: Reader;
}

const USUAL = 20;

/**
 * Searching. A mutation, though it changes no case: what is sought may be somebody's name, and a query can be asked by an address that stands
 * in logs and histories. It leaves a mark in the access log too, and hands out a proof.
 */
@Resolver()
export class SearchResolver {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  @Mutation(() => SearchResult, {
    description:
      'Zoeken op naam, geboortedatum of casusnummer, in wat u mag zien. Who is not known and whom you may not see give the same answer. Each search is logged with its purpose before it is answered; what was sought is not.',
  })
  @Requires('read')
  async search(@Args('input') input: SearchInput, @Context('actor') actor: Actor): Promise<SearchResult> {
    const sought = soughtBy(input);
    if (!this.#platform.search.isEnough(sought)) throw tooLittle();
    const before = input.after === undefined ? undefined : this.#queries.openPosition(input.after, actor);
    const { hits, more } = await this.#find(actor, sought);
    const rest = before === undefined ? hits : hits.filter(({ found }) => found.reading.lastPosition < before);
    const page = rest.slice(0, input.first ?? USUAL);
    await this.#log(actor, page);
    return {
      cases: page.map(({ found }) => this.#shown(found, actor)),
      total: hits.length,
      hasNextPage: rest.length > page.length,
      more,
      searchToken: actor.author === undefined ? null : this.#platform.searchTokens.seal(actor, sought.people),
    };
  }

  /** By emergency access that runs as well as in his own right: both are asked of everybody, so that the absence of one takes no other path. */
  async #find(actor: Actor, sought: Sought): Promise<{ readonly hits: readonly Hit[]; readonly more: boolean }> {
    const wider = emergencyReader(actor);
    const readers = wider === null ? [actor.reader] : [wider, actor.reader];
    const hits = new Map<string, Hit>();
    let more = false;
    for (const reader of readers) {
      const findings = await this.#platform.search.find(reader, sought);
      more ||= findings.more;
      for (const found of findings.cases) if (!hits.has(found.stream)) hits.set(found.stream, { found, reader });
    }
    const newestFirst = (one: Hit, other: Hit) => (one.found.reading.lastPosition < other.found.reading.lastPosition ? 1 : -1);
    return { hits: [...hits.values()].sort(newestFirst), more };
  }

  /** Durable before anything leaves: one look per case that is shown, and one that says that nothing was. */
  async #log(actor: Actor, hits: readonly Hit[]): Promise<void> {
    if (hits.length === 0) await recordLook(this.#platform, actor, { operation: 'search' });
    await Promise.all(
      hits.map(({ found: { stream, reading, people }, reader }) =>
        this.#queries.log(
          actor,
          { reading, reader, behind: false },
          { operation: 'search', caseId: caseIdOf(stream), shown: { categories: ['C1'], people } },
        ),
      ),
    );
  }

  #shown({ stream, header, people, reading }: Found, actor: Actor): FoundCase {
    return {
      caseId: caseIdOf(stream),
      name: header.name,
      municipality: header.municipality,
      people: header.members.filter(({ personId }) => people.includes(personId)).map(memberShown),
      cursor: this.#platform.tokens.seal(reading.lastPosition, actor.reader),
    };
  }
}

/** Logged like every request that was refused. */
function tooLittle(): GraphQLError {
  return new GraphQLError(
    'Zoek op een naam van ten minste twee letters, een geboortedatum of een casusnummer. / Search by a name of at least two letters, a date of birth or a case number.',
    { extensions: { code: 'SEARCH_TOO_LITTLE' } },
  );
}

function soughtBy({ people, caseNumber }: SearchInput): Sought {
  const sought = people.map(({ name, birthDate }): SoughtPerson => ({
    ...(name === undefined ? {} : { name }),
    ...(birthDate === undefined ? {} : { birthDate }),
  }));
  return { people: sought, ...(caseNumber === undefined ? {} : { caseNumber }) };
}
