// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { HoldTableInput, RecordDissentInput } from './collaboration.input.ts';

@Resolver()
export class CollaborationResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Tafel vastleggen.' })
  @Requires('write')
  holdTable(@Args('input') input: HoldTableInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'HoldTable', input));
  }

  @Mutation(() => CommandResult, { description: 'Tegenspraak vastleggen, or answer it (answerTo).' })
  @Requires('write')
  recordDissent(@Args('input') input: RecordDissentInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'RecordDissent', input));
  }
}
