// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { deterministicUuid } from '@gezinslijn/case-writing';
import { unlessErased } from '@gezinslijn/event-sourcing';
import { MATCH_DECISIONS, caseIdOf, caseStream, matchStream } from '@gezinslijn/family-case';
import type { CaseId, DecidePersonMatch, MatchDecision, PersonId } from '@gezinslijn/family-case';
import type { LinkEnd } from '@gezinslijn/party-view';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import type { OpenedCase } from '../case-timeline/case-queries.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import { organisationOf } from '../case-timeline/entry-rendering.ts';
import { memberShown } from '../case-timeline/member-rendering.ts';
import { CommandGate } from '../commands/command-gate.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import type { ElsewherePerson } from './elsewhere.types.ts';
import { DecidePersonMatchInput, PersonLink, PossiblePersonMatch } from './person-match.types.ts';

@Resolver()
export class PersonMatchResolver {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;
  readonly #gate: CommandGate;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
    this.#gate = new CommandGate(platform);
  }

  @Mutation(() => CommandResult, {
    description:
      'Besluiten over twee personen: dezelfde, niet dezelfde, samengevoegd of ontvlochten. For who sees both; for others there is no such case. A merge is a link: nothing moves.',
  })
  @Requires('write')
  decidePersonMatch(@Args('input') input: DecidePersonMatchInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    const pair = [
      { caseId: input.caseId as CaseId, personId: input.personId as PersonId },
      { caseId: input.otherCaseId as CaseId, personId: input.otherPersonId as PersonId },
    ].sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
    const stream = matchStream(deterministicUuid('match', ...pair.flatMap(({ caseId, personId }) => [caseId, personId])));
    const command: DecidePersonMatch = {
      type: 'DecidePersonMatch',
      decision: input.decision as MatchDecision,
      caseIds: pair.map(({ caseId }) => caseId),
      personIds: pair.map(({ personId }) => personId),
      basis: input.basis,
    };
    return this.#gate.pass(actor, command.type, input.caseId, input, async (frame) => {
      const ends = await Promise.all(
        pair.map(({ caseId, personId }) => this.#platform.links.end(caseStream(caseId), personId, actor.reader)),
      );
      // One of them out of sight, or left, is as if there were none: by then both were asked for, whichever it was.
      if (ends.some((end) => end === null || end.left !== undefined)) return { kind: 'refused', refusal: { code: 'CASE_UNKNOWN' } };
      return this.#platform.matches.handle(stream, command, actor, frame);
    });
  }

  @Query(() => [PersonLink], {
    description:
      'People of this case in other cases that you see as well, by decision. Empty where there is none, or you see one end only.',
  })
  @Requires('read')
  async personLinks(
    @Context('actor') actor: Actor,
    @Args('caseId', { type: () => ID, description: 'Id of the case.' }) caseId: string,
    @Args('atLeast', { type: () => String, nullable: true, description: 'Position token: wait until the answer reflects it.' })
    atLeast?: string | null,
  ): Promise<readonly PersonLink[]> {
    const opened = await this.#open(actor, caseId, 'personLinks', atLeast);
    if (opened === null) return [];
    const links = await this.#platform.links.of(caseStream(caseId as CaseId), actor.reader);
    await this.#log(
      actor,
      'personLinks',
      links.map(({ other }) => other),
    );
    return links.map(({ personId, other, decided: { event, metadata } }) => ({
      personId,
      other: shown(other),
      decision: event.data.decision,
      decisionTerm: MATCH_DECISIONS[event.data.decision],
      // Free text about two families: of use to those who work with them, and it may name what a relative may not know of.
      basis: actor.reader.kind === 'person' ? null : (unlessErased(event.data.basis, undefined) ?? null),
      decidedBy: organisationOf(metadata.actingOrganisation, this.#platform.directory),
      decidedAt: metadata.recordedAt,
    }));
  }

  @Query(() => [PossiblePersonMatch], {
    description:
      'Who of this case could be somebody of another case that you see, and about whom nobody decided yet: same day of birth, same name.',
  })
  @Requires('read')
  async possiblePersonMatches(
    @Context('actor') actor: Actor,
    @Args('caseId', { type: () => ID, description: 'Id of the case.' }) caseId: string,
  ): Promise<readonly PossiblePersonMatch[]> {
    const opened = await this.#open(actor, caseId, 'possiblePersonMatches');
    if (opened === null) return [];
    const possible = await this.#platform.links.possible(caseStream(caseId as CaseId), actor.reader);
    await this.#log(
      actor,
      'possiblePersonMatches',
      possible.map(({ other }) => other),
    );
    return possible.map(({ personId, other }) => ({ personId, other: shown(other) }));
  }

  /** The look at the case that is asked about says the same whether it is linked or not. */
  async #open(actor: Actor, caseId: string, operation: string, atLeast?: string | null): Promise<OpenedCase | null> {
    const opened = await this.#queries.open(actor, { caseId, ...(atLeast ? { atLeast } : {}) } as CaseArgs);
    if (opened === null) {
      await this.#queries.deny(actor, operation, caseId);
      return null;
    }
    await this.#queries.log(actor, opened, { operation, caseId, shown: { categories: ['C1'], people: [] } });
    return opened;
  }

  async #log(actor: Actor, operation: string, ends: readonly LinkEnd[]): Promise<void> {
    await Promise.all(
      ends.map(({ stream, reading, person }) =>
        this.#queries.log(
          actor,
          { reading, reader: actor.reader, behind: false },
          { operation, caseId: caseIdOf(stream), shown: { categories: ['C1'], people: [person.personId] } },
        ),
      ),
    );
  }
}

function shown({ stream, header, person }: LinkEnd): ElsewherePerson {
  return { caseId: caseIdOf(stream), caseName: header.name, person: memberShown(person) };
}
