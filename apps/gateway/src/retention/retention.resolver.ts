// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import type { ActOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { DecideAccessRequestInput, DestroyByOrderInput, ReceiveAccessRequestInput } from './retention.input.ts';

@Resolver()
export class RetentionResolver {
  readonly #commands: CommandBus;
  readonly #platform: Platform;

  constructor(commands: CommandBus, @Inject(PLATFORM) platform: Platform) {
    this.#commands = commands;
    this.#platform = platform;
  }

  @Mutation(() => CommandResult, { description: 'Verzoek van een betrokkene ontvangen (inzage, afschrift, correctie, vernietiging).' })
  @Requires('write')
  receiveAccessRequest(@Args('input') input: ReceiveAccessRequestInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ReceiveAccessRequest', input));
  }

  @Mutation(() => CommandResult, {
    description: 'Op een verzoek van een betrokkene besluiten. Granted destruction is done before this answers.',
  })
  @Requires('write')
  decideAccessRequest(@Args('input') input: DecideAccessRequestInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#andDestroy(actOnCase(actor, 'DecideAccessRequest', input));
  }

  @Mutation(() => CommandResult, { description: 'Op bevel van de rechter vernietigen. Done before this answers.' })
  @Requires('write')
  destroyByOrder(@Args('input') input: DestroyByOrderInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#andDestroy(actOnCase(actor, 'DestroyByOrder', input));
  }

  /** Who is told that it was done may rely on it. Should this fail, the decision stands, and it is done at the next look. */
  async #andDestroy(command: ActOnCase): Promise<CommandResult> {
    const result = await this.#commands.execute(command);
    await this.#platform.destruction.look();
    return result;
  }
}
