// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { AssessSafetyInput, DeclareAcuteDangerInput, SeeChildInput, ScaleSafetyInput } from './safety.input.ts';

@Resolver()
export class SafetyResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Veiligheid beoordelen.' })
  @Requires('write')
  assessSafety(@Args('input') input: AssessSafetyInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'AssessSafety', input));
  }

  @Mutation(() => CommandResult, { description: 'Acute onveiligheid melden.' })
  @Requires('write')
  declareAcuteDanger(@Args('input') input: DeclareAcuteDangerInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'DeclareAcuteDanger', input));
  }

  @Mutation(() => CommandResult, { description: 'Kind gezien en gesproken.' })
  @Requires('write')
  seeChild(@Args('input') input: SeeChildInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'SeeChild', input));
  }

  @Mutation(() => CommandResult, { description: 'Veiligheid schalen van 0 tot 10.' })
  @Requires('write')
  scaleSafety(@Args('input') input: ScaleSafetyInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ScaleSafety', input));
  }
}
