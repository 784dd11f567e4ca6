// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { caseIdOf, caseStream, clocksAt } from '@gezinslijn/family-case';
import type { CaseId, DisclosedEntry, OrganisationId, Reader } from '@gezinslijn/family-case';
import { recordLook } from '../access/look.ts';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import { AsOfInput } from '../case-timeline/case.types.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import { clocksOfThen } from '../case-timeline/derived.ts';
import { organisationOf } from '../case-timeline/entry-rendering.ts';
import { actOnCase } from '../commands/case-command.ts';
import { CommandGate } from '../commands/command-gate.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import type { OrganisationNames } from '../platform/directory.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { ReviewEmergencyAccessInput, UseEmergencyAccessInput } from './emergency.input.ts';
import { EmergencyAccess } from './emergency.types.ts';

const TYPES = ['EmergencyAccessUsed', 'EmergencyAccessReviewed'];

@Resolver(() => EmergencyAccess)
export class EmergencyResolver {
  readonly #commands: CommandBus;
  readonly #platform: Platform;
  readonly #queries: CaseQueries;
  readonly #gate: CommandGate;

  constructor(commands: CommandBus, @Inject(PLATFORM) platform: Platform) {
    this.#commands = commands;
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
    this.#gate = new CommandGate(platform);
  }

  @Mutation(() => CommandResult, { description: 'Noodtoegang gebruiken: your supervisor is told, and somebody else reviews it.' })
  @Requires('write')
  useEmergencyAccess(@Args('input') input: UseEmergencyAccessInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    // Only checked, it would tell anybody of any case that it is there, and nobody would know that he asked.
    if (input.validateOnly === true)
      return this.#gate.refuse(actor, 'UseEmergencyAccess', input.caseId, 'EMERGENCY_NOT_CHECKED', 'validateOnly');
    return this.#commands.execute(actOnCase(actor, 'UseEmergencyAccess', input));
  }

  @Mutation(() => CommandResult, { description: 'Noodtoegang beoordelen, as supervisor, of what somebody else used.' })
  @Requires('write')
  reviewEmergencyAccess(@Args('input') input: ReviewEmergencyAccessInput, @Context('actor') actor: Actor): Promise<CommandResult> {
    return this.#commands.execute(actOnCase(actor, 'ReviewEmergencyAccess', input));
  }

  @Query(() => [EmergencyAccess], {
    description: 'Noodtoegang in one case, or (for a supervisor) all that was used in the name of your organisation, last used first.',
  })
  @Requires('read')
  async emergencyAccesses(
    @Context('actor') actor: Actor,
    @Args('caseId', { type: () => ID, nullable: true, description: 'Only in this case.' }) caseId?: string | null,
    @Args('asOf', { type: () => AsOfInput, nullable: true, description: 'Answer as of a moment in the past.' }) asOf?: AsOfInput | null,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'Of how many cases, at most 100.' }) first = 20,
  ): Promise<readonly EmergencyAccess[]> {
    const moment = asOf ?? undefined;
    if (caseId !== undefined && caseId !== null) return this.#ofCase(actor, caseId, moment);
    const reader = supervisorOf(actor);
    if (reader === null) {
      await recordLook(this.#platform, actor, { operation: 'emergencyAccesses', rule: 'EMERGENCY_NOT_THE_SUPERVISOR' });
      return [];
    }
    const found = await this.#platform.reads.casesOf(reader, Math.min(Math.max(first, 1), 100));
    if (found.length === 0) await recordLook(this.#platform, actor, { operation: 'emergencyAccesses' });
    const all: EmergencyAccess[] = [];
    for (const { stream } of found) all.push(...(await this.#of(actor, caseIdOf(stream), reader, moment)));
    return all.sort((one, other) => (one.usedAt < other.usedAt ? 1 : -1));
  }

  async #ofCase(actor: Actor, caseId: string, asOf: AsOfInput | undefined): Promise<readonly EmergencyAccess[]> {
    const opened = await this.#queries.open(actor, { caseId, ...(asOf === undefined ? {} : { asOf }) } as CaseArgs);
    const reader = opened?.reader ?? supervisorOf(actor);
    return reader === null ? this.#none(actor, caseId) : this.#of(actor, caseId, reader, asOf);
  }

  async #none(actor: Actor, caseId: string): Promise<readonly EmergencyAccess[]> {
    await this.#queries.deny(actor, 'emergencyAccesses', caseId);
    return [];
  }

  async #of(actor: Actor, caseId: string, reader: Reader, asked: AsOfInput | undefined): Promise<readonly EmergencyAccess[]> {
    const asOf = this.#queries.moment(actor, caseId, asked);
    const reading = await this.#platform.reads.open(caseStream(caseId as CaseId), reader, asOf);
    if (reading === null) return this.#none(actor, caseId);
    const entries = await reading.ofTypes(TYPES);
    const { state, at } = await clocksOfThen(this.#platform, { reading, reader, behind: false, asOf }, caseId);
    const clocks = clocksAt(state, at);
    await recordLook(this.#platform, actor, { operation: 'emergencyAccesses', caseId, entries });
    const reviews = new Map(
      entries.flatMap(({ type, data }) => (type === 'EmergencyAccessReviewed' ? [[data['accessId'], data['judgement']] as const] : [])),
    );
    return entries
      .filter(({ type, fields }) => type === 'EmergencyAccessUsed' && fields.includes('accessId'))
      .map((entry) =>
        rendered(
          caseId,
          entry,
          reviews.get(entry.data['accessId']),
          clocks.find(({ startEntry }) => startEntry === entry.id),
          this.#platform.directory,
        ),
      )
      .reverse();
  }
}

function rendered(
  caseId: string,
  entry: DisclosedEntry,
  judgement: unknown,
  clock: { readonly dueOn?: string; readonly status: string } | undefined,
  names: OrganisationNames,
): EmergencyAccess {
  const { accessId, validUntil, reason } = entry.data;
  return {
    accessId: String(accessId),
    caseId,
    entryId: entry.id,
    organisation: organisationOf(entry.organisation, names),
    workerRole: entry.workerRole,
    usedAt: entry.recordedAt,
    validUntil: String(validUntil),
    reason: typeof reason === 'string' ? reason : null,
    judgement: typeof judgement === 'string' ? judgement : null,
    reviewDueOn: clock?.dueOn ?? null,
    reviewStatus: clock?.status ?? null,
  };
}

/** Whoever leads the workers of an organisation sees what they used in its name. */
function supervisorOf(actor: Actor): Reader | null {
  if (actor.author?.role !== 'supervisor') return null;
  return { kind: 'organisation', organisation: actor.organisation as OrganisationId, supervises: true };
}
