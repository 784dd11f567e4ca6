// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { AttachStatementInput, CorrectEntryInput } from './rectification.input.ts';

@Resolver()
export class RectificationResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Vermelding van de eigen organisatie corrigeren (rectificatie).' })
  @Requires('write')
  correctEntry(@Args('input') input: CorrectEntryInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'CorrectEntry', input));
  }

  @Mutation(() => CommandResult, { description: 'Eigen verklaring bij een vermelding opnemen.' })
  @Requires('write')
  attachStatement(@Args('input') input: AttachStatementInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'AttachStatement', input));
  }
}
