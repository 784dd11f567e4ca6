// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { ChangeConsentInput, GrantShareInput, EndShareInput } from './privacy.input.ts';

@Resolver()
export class PrivacyResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Toestemming geven of intrekken.' })
  @Requires('write')
  changeConsent(@Args('input') input: ChangeConsentInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ChangeConsent', input));
  }

  @Mutation(() => CommandResult, { description: 'Verstrekking afspreken: one entry to one organisation, with an end.' })
  @Requires('write')
  grantShare(@Args('input') input: GrantShareInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'GrantShare', input));
  }

  @Mutation(() => CommandResult, { description: 'Verstrekking beëindigen.' })
  @Requires('write')
  endShare(@Args('input') input: EndShareInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'EndShare', input));
  }
}
