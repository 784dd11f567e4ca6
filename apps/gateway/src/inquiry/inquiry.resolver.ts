// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { actOnCase } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import {
  EstablishInquiryNeedInput,
  RequestInquiryInput,
  StartInquiryInput,
  PreventDuplicateInput,
  RecordFactInput,
  ShareDraftInput,
  ConcludeInquiryInput,
} from './inquiry.input.ts';

@Resolver()
export class InquiryResolver {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @Mutation(() => CommandResult, { description: 'Onderzoek nodig bevinden.' })
  @Requires('write')
  establishInquiryNeed(@Args('input') input: EstablishInquiryNeedInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'EstablishInquiryNeed', input));
  }

  @Mutation(() => CommandResult, { description: 'Verzoek tot onderzoek aan de Raad.' })
  @Requires('write')
  requestInquiry(@Args('input') input: RequestInquiryInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'RequestInquiry', input));
  }

  @Mutation(() => CommandResult, { description: 'Onderzoek starten.' })
  @Requires('write')
  startInquiry(@Args('input') input: StartInquiryInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'StartInquiry', input));
  }

  @Mutation(() => CommandResult, { description: 'Dubbel onderzoek voorkomen: facts re-used and weighed by oneself.' })
  @Requires('write')
  preventDuplicate(@Args('input') input: PreventDuplicateInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'PreventDuplicate', input));
  }

  @Mutation(() => CommandResult, { description: 'Feit vastleggen, with its source.' })
  @Requires('write')
  recordFact(@Args('input') input: RecordFactInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'RecordFact', input));
  }

  @Mutation(() => CommandResult, { description: 'Concept delen.' })
  @Requires('write')
  shareDraft(@Args('input') input: ShareDraftInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ShareDraft', input));
  }

  @Mutation(() => CommandResult, { description: 'Onderzoek afronden.' })
  @Requires('write')
  concludeInquiry(@Args('input') input: ConcludeInquiryInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ConcludeInquiry', input));
  }
}
