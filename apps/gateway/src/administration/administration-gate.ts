// SPDX-License-Identifier: EUPL-1.2
import type { CaseStreams, CommandFrame, WritingActor } from '@gezinslijn/case-writing';
import { refusalSentences } from '@gezinslijn/family-case';
import type { AdministrationAuthor } from '@gezinslijn/family-case';
import { standsFirst } from '../access/look.ts';
import type { Actor } from '../platform/actor.ts';
import { PLATFORM_REFUSALS, sentence } from '../platform/failures.ts';
import type { Platform } from '../platform/platform.ts';
import type { AdministrationInput } from './administration.input.ts';
import type { AdministrationResult } from './administration.types.ts';

/** How long a command waits until this gateway's own directory shows it. */
const SHOWN_MS = 5_000;
const BASIS = 'own-task';

/** Every command of administration: written by its rules, logged whether it was accepted or not, acknowledged when the directory shows it. */
export class AdministrationGate {
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async pass<State, Command extends { readonly type: string }>(
    streams: CaseStreams<State, Command>,
    stream: string,
    command: Command,
    { actor, author, input }: { readonly actor: Actor; readonly author: AdministrationAuthor; readonly input: AdministrationInput },
  ): Promise<AdministrationResult> {
    const frame: CommandFrame = {
      commandId: input.commandId,
      ...(input.occurredAt === undefined ? {} : { occurredAt: input.occurredAt }),
      legalBasis: BASIS,
      validateOnly: input.validateOnly === true,
    };
    // Another kind of author than a case knows: the pipeline only writes it down.
    const writer: WritingActor = { ...actor, author: author as unknown as NonNullable<WritingActor['author']> };
    const outcome = await streams.handle(stream, command, writer, frame);
    switch (outcome.kind) {
      case 'accepted':
        await this.log(actor, `${command.type} ${stream}`, 'granted');
        if (outcome.position !== null) await this.#platform.directory.reached(outcome.position, SHOWN_MS);
        return { eventIds: outcome.entryIds, repeated: outcome.repeated };
      case 'refused':
        return this.refuse(actor, `${command.type} ${stream}`, outcome.refusal.code, outcome.refusal.field, outcome.refusal.facts);
      case 'reused':
      case 'changed':
        return this.refuse(actor, `${command.type} ${stream}`, 'COMMAND_ID_REUSED', 'commandId');
    }
  }

  /** A refused attempt is logged with the rule that refused it. */
  async refuse(
    actor: Actor,
    operation: string,
    code: string,
    field?: string,
    facts?: Readonly<Record<string, string | number>>,
  ): Promise<AdministrationResult> {
    await this.log(actor, operation, 'denied', code);
    const sentences = { ...refusalSentences, ...PLATFORM_REFUSALS } as Readonly<
      Record<string, { readonly nl: string; readonly en: string }>
    >;
    const words = sentences[code] ?? { nl: 'Dit kan niet.', en: 'This is not possible.' };
    return { code, message: sentence(words, actor.language, facts), field: field ?? null };
  }

  log(actor: Actor, operation: string, outcome: 'granted' | 'denied', rule?: string): Promise<void> {
    const recorded = this.#platform.accessLog.record({
      at: this.#platform.clock.now(),
      subject: actor.subject,
      ...(actor.actingSystem === undefined ? {} : { system: actor.actingSystem }),
      organisation: actor.organisation,
      party: actor.party,
      role: actor.role,
      operation,
      categories: [],
      entries: [],
      people: [],
      purpose: actor.purpose,
      legalBasis: BASIS,
      emergency: false,
      outcome,
      ...(rule === undefined ? {} : { rule }),
      traceId: actor.traceId,
    });
    return standsFirst(actor, recorded);
  }
}
