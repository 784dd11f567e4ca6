// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import {
  ReceiveMeasureInput,
  AssignGuardianInput,
  HoldFirstContactInput,
  OfferFamilyPlanInput,
  AdoptActionPlanInput,
} from './guardianship.input.ts';

@Resolver()
export class GuardianshipResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Maatregel in kennis gekomen.' })
  @Requires('write')
  receiveMeasure(@Args('input') input: ReceiveMeasureInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ReceiveMeasure', input));
  }

  @Mutation(() => CommandResult, { description: 'Jeugdbeschermer toewijzen.' })
  @Requires('write')
  assignGuardian(@Args('input') input: AssignGuardianInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'AssignGuardian', input));
  }

  @Mutation(() => CommandResult, { description: 'Eerste contact.' })
  @Requires('write')
  holdFirstContact(@Args('input') input: HoldFirstContactInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'HoldFirstContact', input));
  }

  @Mutation(() => CommandResult, { description: 'Familiegroepsplan aanbieden.' })
  @Requires('write')
  offerFamilyPlan(@Args('input') input: OfferFamilyPlanInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'OfferFamilyPlan', input));
  }

  @Mutation(() => CommandResult, { description: 'Plan van aanpak vaststellen.' })
  @Requires('write')
  adoptActionPlan(@Args('input') input: AdoptActionPlanInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'AdoptActionPlan', input));
  }
}
