// SPDX-License-Identifier: EUPL-1.2
import { Inject, Injectable } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { privateStream } from '@gezinslijn/family-case';
import type { MeldcodeStep, OrganisationId, TakeMeldcodeStep } from '@gezinslijn/family-case';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import type { AsOfInput } from '../case-timeline/case.types.ts';
import { timelineEntry } from '../case-timeline/entry-rendering.ts';
import type { TimelineEntry } from '../case-timeline/entry.types.ts';
import { CommandGate } from '../commands/command-gate.ts';
import type { CommandResult } from '../commands/command-result.types.ts';
import { plain } from '../commands/case-command.ts';
import type { Actor } from '../platform/actor.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import type { TakeMeldcodeStepInput } from './reports.input.ts';

/** A step of the meldcode, on its way over the bus. Its stream is the acting organisation's own: another's cannot be named. */
export class ActOnMeldcodeRecord extends Command<CommandResult> {
  readonly actor: Actor;
  readonly input: TakeMeldcodeStepInput;

  constructor(actor: Actor, input: TakeMeldcodeStepInput) {
    super();
    this.actor = actor;
    this.input = input;
  }
}

@CommandHandler(ActOnMeldcodeRecord)
export class ActOnMeldcodeRecordHandler implements ICommandHandler<ActOnMeldcodeRecord> {
  readonly #platform: Platform;
  readonly #gate: CommandGate;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#gate = new CommandGate(platform);
  }

  execute({ actor, input }: ActOnMeldcodeRecord): Promise<CommandResult> {
    const stream = privateStream(actor.organisation as OrganisationId, input.recordId);
    const { step, concerning, considerations, adviceOfVeiligThuis, decision, skippedBecause } = input;
    const stated = {
      type: 'TakeMeldcodeStep',
      step: step as MeldcodeStep,
      concerning,
      considerations,
      adviceOfVeiligThuis,
      decision,
      skippedBecause,
    };
    const command = plain(stated) as TakeMeldcodeStep;
    return this.#gate.pass(actor, 'TakeMeldcodeStep', input.recordId, input, (frame) =>
      this.#platform.records.handle(stream, command, actor, frame),
    );
  }
}

@Injectable()
export class MeldcodeRecords {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  /** Oldest first; empty for whoever may not see it, and for a record that does not exist. */
  async read(actor: Actor, organisation: string, recordId: string, asOf?: AsOfInput): Promise<readonly TimelineEntry[]> {
    const moment = this.#queries.moment(actor, recordId, asOf);
    const reading = await this.#platform.reads.open(privateStream(organisation as OrganisationId, recordId), actor.reader, moment);
    const { entries } = reading === null ? { entries: [] } : await reading.page({ order: 'RECORDED', limit: 100 });
    if (reading === null) await this.#queries.deny(actor, 'meldcodeRecord', recordId);
    else
      await this.#queries.log(
        actor,
        { reading, reader: actor.reader, behind: false },
        { operation: 'meldcodeRecord', caseId: recordId, entries },
      );
    return entries.map((entry) => timelineEntry(entry, this.#platform.directory)).reverse();
  }
}
