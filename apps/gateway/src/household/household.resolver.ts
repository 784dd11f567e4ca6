// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase, actOnNewCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import {
  OpenCaseInput,
  ChangeMembershipInput,
  RecordAuthorityInput,
  AppointFixedFaceInput,
  ShieldAddressInput,
} from './household.input.ts';

@Resolver()
export class HouseholdResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Casus openen.' })
  @Requires('write')
  openCase(@Args('input') input: OpenCaseInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnNewCase(actor, { ...input.opening, type: 'OpenCase' }, input));
  }

  @Mutation(() => CommandResult, { description: 'Lid of steunfiguur erbij of eraf; partij aangesloten of vertrokken.' })
  @Requires('write')
  changeMembership(@Args('input') input: ChangeMembershipInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ChangeMembership', input));
  }

  @Mutation(() => CommandResult, { description: 'Gezag vastleggen.' })
  @Requires('write')
  recordAuthority(@Args('input') input: RecordAuthorityInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'RecordAuthority', input));
  }

  @Mutation(() => CommandResult, { description: 'Vast gezicht aanwijzen.' })
  @Requires('write')
  appointFixedFace(@Args('input') input: AppointFixedFaceInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'AppointFixedFace', input));
  }

  @Mutation(() => CommandResult, {
    description: 'Adres afschermen, of de afscherming opheffen. That an address is shielded is hidden as well.',
  })
  @Requires('write')
  shieldAddress(@Args('input') input: ShieldAddressInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ShieldAddress', input));
  }
}
