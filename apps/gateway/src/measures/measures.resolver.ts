// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import {
  RequestMeasureInput,
  OrderMeasureInput,
  HoldHearingInput,
  NotifyMeasureEndInput,
  EndMeasureInput,
  ChangePlacementInput,
} from './measures.input.ts';

@Resolver()
export class MeasuresResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Maatregel verzoeken.' })
  @Requires('write')
  requestMeasure(@Args('input') input: RequestMeasureInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'RequestMeasure', input));
  }

  @Mutation(() => CommandResult, { description: 'Beschikking vastleggen.' })
  @Requires('write')
  orderMeasure(@Args('input') input: OrderMeasureInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'OrderMeasure', input));
  }

  @Mutation(() => CommandResult, { description: 'Zitting vastleggen.' })
  @Requires('write')
  holdHearing(@Args('input') input: HoldHearingInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'HoldHearing', input));
  }

  @Mutation(() => CommandResult, { description: 'Einde van een maatregel melden aan de Raad.' })
  @Requires('write')
  notifyMeasureEnd(@Args('input') input: NotifyMeasureEndInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'NotifyMeasureEnd', input));
  }

  @Mutation(() => CommandResult, { description: 'Maatregel beëindigen (never an end by lapse of time).' })
  @Requires('write')
  endMeasure(@Args('input') input: EndMeasureInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'EndMeasure', input));
  }

  @Mutation(() => CommandResult, { description: 'Plaatsing starten, wijzigen of beëindigen.' })
  @Requires('write')
  changePlacement(@Args('input') input: ChangePlacementInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ChangePlacement', input));
  }
}
