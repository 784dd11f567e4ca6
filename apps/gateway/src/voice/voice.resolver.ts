// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { RecordVoiceInput, ExplainRightsInput } from './voice.input.ts';

@Resolver()
export class VoiceResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Stem van ouder, kind of netwerk vastleggen.' })
  @Requires('write')
  recordVoice(@Args('input') input: RecordVoiceInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'RecordVoice', input));
  }

  @Mutation(() => CommandResult, { description: 'Rechten uitleggen.' })
  @Requires('write')
  explainRights(@Args('input') input: ExplainRightsInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ExplainRights', input));
  }
}
