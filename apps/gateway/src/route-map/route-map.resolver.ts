// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import {
  SetConditionInput,
  MakeAgreementInput,
  CheckAgreementInput,
  AssignActionInput,
  CloseActionInput,
  PublishRouteMapInput,
  SignRouteMapInput,
  WithdrawSignatureInput,
  TakePositionInput,
  EnterPhaseInput,
} from './route-map.input.ts';

@Resolver()
export class RouteMapResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Veiligheidsvoorwaarde stellen.' })
  @Requires('write')
  setCondition(@Args('input') input: SetConditionInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'SetCondition', input));
  }

  @Mutation(() => CommandResult, { description: 'Veiligheidsafspraak maken; may be hidden from named members.' })
  @Requires('write')
  makeAgreement(@Args('input') input: MakeAgreementInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'MakeAgreement', input));
  }

  @Mutation(() => CommandResult, { description: 'Afspraak controleren.' })
  @Requires('write')
  checkAgreement(@Args('input') input: CheckAgreementInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'CheckAgreement', input));
  }

  @Mutation(() => CommandResult, { description: 'Actie beleggen.' })
  @Requires('write')
  assignAction(@Args('input') input: AssignActionInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'AssignAction', input));
  }

  @Mutation(() => CommandResult, { description: 'Actie afsluiten.' })
  @Requires('write')
  closeAction(@Args('input') input: CloseActionInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'CloseAction', input));
  }

  @Mutation(() => CommandResult, { description: 'Routekaart publiceren: every line that stands now becomes the next version.' })
  @Requires('write')
  publishRouteMap(@Args('input') input: PublishRouteMapInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'PublishRouteMap', input));
  }

  @Mutation(() => CommandResult, { description: 'Routekaart ondertekenen, exactly this content.' })
  @Requires('write')
  signRouteMap(@Args('input') input: SignRouteMapInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'SignRouteMap', input));
  }

  @Mutation(() => CommandResult, { description: 'Handtekening intrekken.' })
  @Requires('write')
  withdrawSignature(@Args('input') input: WithdrawSignatureInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'WithdrawSignature', input));
  }

  @Mutation(() => CommandResult, { description: 'Standpunt van een gezinslid vastleggen.' })
  @Requires('write')
  takePosition(@Args('input') input: TakePositionInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'TakePosition', input));
  }

  @Mutation(() => CommandResult, { description: 'Fase ingaan.' })
  @Requires('write')
  enterPhase(@Args('input') input: EnterPhaseInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'EnterPhase', input));
  }
}
