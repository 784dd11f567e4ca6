// SPDX-License-Identifier: EUPL-1.2
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { AsOfInput } from '../case-timeline/case.types.ts';
import { TimelineEntry } from '../case-timeline/entry.types.ts';
import { ActOnCase, actOnCase, actOnNewCase, commandOf } from '../commands/case-command.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { ActOnMeldcodeRecord, MeldcodeRecords } from './meldcode-records.ts';
import { InformPersonsInput, LinkReportsInput, ReceiveReportInput, TakeMeldcodeStepInput } from './reports.input.ts';

@Resolver()
export class ReportsResolver {
  readonly #commands: CommandBus;
  readonly #records: MeldcodeRecords;

  constructor(commands: CommandBus, records: MeldcodeRecords) {
    this.#commands = commands;
    this.#records = records;
  }

  @Mutation(() => CommandResult, {
    description: 'Meldcodestap, in the private record of your organisation: nobody else sees it until you report.',
  })
  @Requires('write')
  takeMeldcodeStep(@Args('input') input: TakeMeldcodeStepInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(new ActOnMeldcodeRecord(actor, input));
  }

  @Mutation(() => CommandResult, { description: 'Melding ontvangen; opens the case when there is none (give opening).' })
  @Requires('write')
  receiveReport(@Args('input') input: ReceiveReportInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    const command = commandOf('ReceiveReport', input);
    const { caseId } = input;
    return this.#commands.execute(
      caseId === undefined ? actOnNewCase(actor, command, input) : new ActOnCase(actor, caseId, input, command),
    );
  }

  @Mutation(() => CommandResult, { description: 'Meldingen verbinden (radarfunctie).' })
  @Requires('write')
  linkReports(@Args('input') input: LinkReportsInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'LinkReports', input));
  }

  @Mutation(() => CommandResult, { description: 'Betrokkenen informeren over de melding.' })
  @Requires('write')
  informPersons(@Args('input') input: InformPersonsInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'InformPersons', input));
  }

  @Query(() => [TimelineEntry], {
    description:
      'The steps of a private meldcode record, oldest first: for its writer, and for the Veilig Thuis that received the report. Else empty.',
  })
  @Requires('read')
  meldcodeRecord(
    @Args('organisation', { type: () => ID, description: 'Whose record.' }) organisation: string,
    @Args('recordId', { type: () => ID, description: 'Which record.' }) recordId: string,
    @Context('actor') actor: Actor,
    @Args('asOf', { type: () => AsOfInput, nullable: true, description: 'Answer as of a moment in the past.' }) asOf?: AsOfInput | null,
  ): Promise<readonly TimelineEntry[]> {
    return this.#records.read(actor, organisation, recordId, asOf ?? undefined);
  }
}
