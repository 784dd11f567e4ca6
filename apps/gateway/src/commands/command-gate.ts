// SPDX-License-Identifier: EUPL-1.2
import { besideOneAnother, mayUseBasis, refusalSentences } from '@gezinslijn/family-case';
import type { Act } from '@gezinslijn/family-case';
import { recordLook } from '../access/look.ts';
import { timelineEntry } from '../case-timeline/entry-rendering.ts';
import type { Actor } from '../platform/actor.ts';
import type { CommandFrame, Outcome } from '@gezinslijn/case-writing';
import { PLATFORM_REFUSALS, sentence } from '../platform/failures.ts';
import type { Platform } from '../platform/platform.ts';
import type { CommandRefused, CommandResult } from './command-result.types.ts';
import type { CaseInput, FrameInput } from './command.input.ts';

/** How long a command that narrows what others see waits for their rows: it is acknowledged only when the views show it. Emergency access too: it is there at once. */
const NARROWING_MS = 10_000;
const NARROWING = new Set([
  'ChangeConsent',
  'EndShare',
  'ChangeMembership',
  'RecordAuthority',
  'UseEmergencyAccess',
  'ReviewEmergencyAccess',
  'DecideAccessRequest',
  'DestroyByOrder',
  'DestroyByTerm',
  'CorrectEntry',
]);

/** The frame of a command, checked and answered alike for every kind: basis, token, outcome, log of what was refused. */
export class CommandGate {
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async pass(
    actor: Actor,
    type: string,
    caseId: string,
    input: FrameInput & Partial<CaseInput> & { readonly searchToken?: string },
    handle: (frame: CommandFrame) => Promise<Outcome>,
  ): Promise<CommandResult> {
    if (!mayUseBasis(actor.author?.party ?? 'LT', input.legalBasis))
      return this.refuse(actor, type, caseId, 'BASIS_NOT_YOURS', 'legalBasis');
    const expected = input.expectedPosition === undefined ? undefined : this.#platform.tokens.open(input.expectedPosition, actor.reader);
    if (expected === null) return this.refuse(actor, type, caseId, 'POSITION_INVALID', 'expectedPosition');
    // A token that does not count is as none: the rule that asks for a search says so.
    const search = input.searchToken === undefined ? undefined : this.#platform.searchTokens.open(input.searchToken, actor);
    const outcome = await handle({
      commandId: input.commandId,
      ...(input.occurredAt === undefined ? {} : { occurredAt: input.occurredAt }),
      legalBasis: input.legalBasis,
      validateOnly: input.validateOnly === true,
      ...(input.statedBy === undefined ? {} : { statedBy: input.statedBy as NonNullable<Act['statedBy']> }),
      ...(search === undefined ? {} : { search }),
      ...(expected === undefined ? {} : { expectedPosition: expected }),
    });
    return this.#answer(actor, type, caseId, outcome);
  }

  async #answer(actor: Actor, type: string, caseId: string, outcome: Outcome): Promise<CommandResult> {
    switch (outcome.kind) {
      case 'accepted': {
        const { entryIds, repeated } = outcome;
        const position = outcome.position ?? -1n;
        if (NARROWING.has(type) && entryIds.length > 0) await this.#platform.views.reached(position, NARROWING_MS);
        return { caseId, entryIds, position: this.#platform.tokens.seal(position, actor.reader), repeated };
      }
      case 'refused':
        return this.refuse(actor, type, caseId, outcome.refusal.code, outcome.refusal.field, outcome.refusal.facts);
      case 'reused':
        return this.refuse(actor, type, caseId, 'COMMAND_ID_REUSED', 'commandId');
      case 'changed': {
        const seen = besideOneAnother(outcome.entries);
        await recordLook(this.#platform, actor, { operation: type, caseId, entries: seen });
        return {
          code: 'CASE_CHANGED',
          message: PLATFORM_REFUSALS.CASE_CHANGED[actor.language],
          entries: seen.map((entry) => timelineEntry(entry, this.#platform.directory)),
        };
      }
    }
  }

  /** The answer to an attempt that a rule refused, logged. `caseId` is left out where it was about no one case. */
  async refuse(
    actor: Actor,
    type: string,
    caseId: string | undefined,
    code: string,
    field?: string,
    facts?: Readonly<Record<string, string | number>>,
  ): Promise<CommandRefused> {
    await recordLook(this.#platform, actor, { operation: type, caseId, rule: code });
    const sentences = { ...refusalSentences, ...PLATFORM_REFUSALS } as Readonly<
      Record<string, { readonly nl: string; readonly en: string }>
    >;
    const words = sentences[code] ?? { nl: 'Dit kan niet.', en: 'This is not possible.' };
    return { code, message: sentence(words, actor.language, facts), field: field ?? null };
  }
}
