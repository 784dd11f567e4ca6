// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { deterministicUuid } from '@gezinslijn/case-writing';
import type { AnswerKnownElsewhere, AskKnownElsewhere } from '@gezinslijn/family-case';
import { plain } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { ActOnElsewhereRecord, ElsewhereRecords } from './elsewhere-records.ts';
import { AnswerKnownElsewhereInput, AskKnownElsewhereInput, KnownElsewhere } from './elsewhere.types.ts';

@Resolver()
export class ElsewhereResolver {
  readonly #commands: CommandBus;
  readonly #records: ElsewhereRecords;

  constructor(commands: CommandBus, records: ElsewhereRecords) {
    this.#commands = commands;
    this.#records = records;
  }

  @Mutation(() => CommandResult, {
    description:
      'Bekend elders? Records the question. The answer is the same whether anybody knows this person or not; who does is asked to get in touch.',
  })
  @Requires('write')
  askKnownElsewhere(@Args('input') input: AskKnownElsewhereInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    const { name, birthDate, reason } = input;
    const command: AskKnownElsewhere = { type: 'AskKnownElsewhere', name, birthDate, reason };
    const recordId = deterministicUuid('elsewhere', actor.subject, actor.organisation, input.commandId);
    return this.#commands.execute(new ActOnElsewhereRecord(actor, recordId, input, command));
  }

  @Mutation(() => CommandResult, { description: 'Antwoorden op een vraag over iemand die bij u bekend is: iets delen, of niet.' })
  @Requires('write')
  answerKnownElsewhere(@Args('input') input: AnswerKnownElsewhereInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    const { taskId, shares, message, grounds } = input;
    const command = plain({ type: 'AnswerKnownElsewhere', shares, message, grounds }) as AnswerKnownElsewhere;
    return this.#commands.execute(new ActOnElsewhereRecord(actor, taskId, input, command));
  }

  @Query(() => KnownElsewhere, { description: 'Bekend elders: what your organisation asked, and what others ask it.' })
  @Requires('read')
  knownElsewhere(
    @Context('actor') actor: Actor,
    @Args('atLeast', { type: () => String, nullable: true, description: 'Position token: wait until the answer reflects it.' })
    atLeast?: string | null,
  ): Promise<KnownElsewhere> {
    return this.#records.read(actor, atLeast ?? undefined);
  }
}
