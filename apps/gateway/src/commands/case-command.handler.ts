// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { caseStream } from '@gezinslijn/family-case';
import type { CaseId } from '@gezinslijn/family-case';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { ActOnCase } from './case-command.ts';
import type { CommandResult } from './command-result.types.ts';
import { CommandGate } from './command-gate.ts';

/** Every command on a family case: form was checked, now the frame, the rules, the record. */
@CommandHandler(ActOnCase)
export class ActOnCaseHandler implements ICommandHandler<ActOnCase> {
  readonly #platform: Platform;
  readonly #gate: CommandGate;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#gate = new CommandGate(platform);
  }

  async execute({ actor, caseId, input, command }: ActOnCase): Promise<CommandResult> {
    const stream = caseStream(caseId as CaseId);
    return this.#gate.pass(actor, command.type, caseId, input, (frame) => this.#platform.cases.handle(stream, command, actor, frame));
  }
}
