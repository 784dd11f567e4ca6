// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { HandOverSafetyWatchInput } from './monitoring.input.ts';

@Resolver()
export class MonitoringResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Zicht op veiligheid overdragen: offer, or accept an offer.' })
  @Requires('write')
  handOverSafetyWatch(@Args('input') input: HandOverSafetyWatchInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'HandOverSafetyWatch', input));
  }
}
