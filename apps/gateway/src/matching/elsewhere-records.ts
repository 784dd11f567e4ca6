// SPDX-License-Identifier: EUPL-1.2
import { Inject, Injectable } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Erased } from '@gezinslijn/event-sourcing';
import { CASE_HEADER_TYPES, caseHeaderOf, caseStream, privateStream } from '@gezinslijn/family-case';
import type { DisclosedEntry, ElsewhereCommand, OrganisationId, PersonInCase } from '@gezinslijn/family-case';
import type { CaseReading } from '@gezinslijn/party-view';
import { recordLook } from '../access/look.ts';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import { organisationOf } from '../case-timeline/entry-rendering.ts';
import { memberShown } from '../case-timeline/member-rendering.ts';
import { CommandGate } from '../commands/command-gate.ts';
import type { FrameInput } from '../commands/command.input.ts';
import type { CommandResult } from '../commands/command-result.types.ts';
import type { Actor } from '../platform/actor.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import type { ElsewherePerson, ElsewhereQuestion, ElsewhereTask, KnownElsewhere } from './elsewhere.types.ts';

/** A question, or the answer to one, on its way over the bus. Its record is the acting organisation's own: another's cannot be named. */
export class ActOnElsewhereRecord extends Command<CommandResult> {
  readonly actor: Actor;
  readonly recordId: string;
  readonly input: FrameInput;
  readonly command: ElsewhereCommand;

  constructor(actor: Actor, recordId: string, input: FrameInput, command: ElsewhereCommand) {
    super();
    this.actor = actor;
    this.recordId = recordId;
    this.input = input;
    this.command = command;
  }
}

@CommandHandler(ActOnElsewhereRecord)
export class ActOnElsewhereRecordHandler implements ICommandHandler<ActOnElsewhereRecord> {
  readonly #platform: Platform;
  readonly #gate: CommandGate;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#gate = new CommandGate(platform);
  }

  execute({ actor, recordId, input, command }: ActOnElsewhereRecord): Promise<CommandResult> {
    const stream = privateStream(actor.organisation as OrganisationId, recordId);
    return this.#gate.pass(actor, command.type, recordId, input, (frame) => this.#platform.questions.handle(stream, command, actor, frame));
  }
}

/** What whoever asked is told, whatever the truth is. Rule K-2. */
const SENTENCE = {
  nl: 'Uw vraag is vastgelegd. Als een andere organisatie deze persoon kent, krijgt zij uw vraag en beslist zij zelf of zij contact opneemt.',
  en: 'Your question is recorded. If another organisation knows this person, it gets your question and decides by itself whether to get in touch.',
} as const;

/** Private records that are looked through at once. */
const MOST_RECORDS = 100;
const TYPES = ['KnownElsewhereAsked', 'KnownElsewhereReceived', 'KnownElsewhereAnswered', 'KnownElsewhereReplied'];
const OPERATION = 'knownElsewhere';

@Injectable()
export class ElsewhereRecords {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  /** Every look is durable before anything is answered: at each record that is shown, and at each case in which somebody is. */
  async read(actor: Actor, atLeast?: string): Promise<KnownElsewhere> {
    if (atLeast !== undefined) await this.#queries.reached(actor, atLeast);
    const questions: ElsewhereQuestion[] = [];
    const tasks: ElsewhereTask[] = [];
    const looks: Promise<void>[] = [];
    for (const { stream } of await this.#platform.reads.casesOf(actor.reader, MOST_RECORDS, undefined, 'partyPrivate')) {
      const reading = await this.#platform.reads.open(stream, actor.reader);
      const entries = (await reading?.ofTypes(TYPES)) ?? [];
      const [first] = entries;
      if (reading === null || first === undefined) continue;
      const id = stream.slice(privateStream(actor.organisation as OrganisationId, '').length);
      looks.push(this.#log(actor, reading, id, { entries }));
      if (first.type === 'KnownElsewhereAsked') questions.push(this.#question(id, first, entries, actor));
      if (first.type === 'KnownElsewhereReceived') tasks.push(await this.#task(id, first, entries, actor, looks));
    }
    if (looks.length === 0) looks.push(recordLook(this.#platform, actor, { operation: OPERATION }));
    await Promise.all(looks);
    return { questions, tasks };
  }

  #log(actor: Actor, reading: CaseReading, caseId: string, shown: Pick<Parameters<CaseQueries['log']>[2], 'entries' | 'shown'>) {
    return this.#queries.log(actor, { reading, reader: actor.reader, behind: false }, { operation: OPERATION, caseId, ...shown });
  }

  #question(id: string, asked: DisclosedEntry, entries: readonly DisclosedEntry[], { language }: Actor): ElsewhereQuestion {
    const { directory } = this.#platform;
    const replies = entries.filter(({ type }) => type === 'KnownElsewhereReplied');
    return {
      id,
      ...aboutOf(asked),
      askedAt: asked.recordedAt,
      sentence: SENTENCE[language],
      replies: replies.map((reply) => ({
        organisation: organisationOf(reply.organisation, directory),
        message: text(reply, 'message'),
        at: reply.recordedAt,
      })),
    };
  }

  async #task(
    id: string,
    received: DisclosedEntry,
    entries: readonly DisclosedEntry[],
    actor: Actor,
    looks: Promise<void>[],
  ): Promise<ElsewhereTask> {
    const answer = entries.find(({ type }) => type === 'KnownElsewhereAnswered');
    const matches = unlessErased(received.data['matches'] as readonly PersonInCase[] | Erased | undefined, undefined) ?? [];
    const people: ElsewherePerson[] = [];
    for (const match of matches) {
      const shown = await this.#person(match, actor, looks);
      if (shown !== null) people.push(shown);
    }
    return {
      id,
      askedBy: organisationOf(received.organisation, this.#platform.directory),
      askedAt: received.recordedAt,
      ...aboutOf(received),
      people,
      answered: answer !== undefined,
      shared: answer === undefined ? null : answer.data['shares'] === true,
    };
  }

  /** Somebody of theirs, as far as they see him now: a right that ended since shows nothing. */
  async #person({ caseId, personId }: PersonInCase, actor: Actor, looks: Promise<void>[]): Promise<ElsewherePerson | null> {
    const reading = await this.#platform.reads.open(caseStream(caseId), actor.reader);
    if (reading === null) return null;
    const header = caseHeaderOf(await reading.ofTypes(CASE_HEADER_TYPES));
    const known = header.members.find((member) => member.personId === personId);
    if (known === undefined || known.member === null) return null;
    looks.push(this.#log(actor, reading, caseId, { shown: { categories: ['C1'], people: [personId] } }));
    return { caseId, caseName: header.name, person: memberShown(known) };
  }
}

const aboutOf = (entry: DisclosedEntry) => ({
  name: text(entry, 'name'),
  birthDate: text(entry, 'birthDate'),
  reason: text(entry, 'reason'),
});

function text(entry: DisclosedEntry, field: string): string | null {
  return unlessErased(entry.data[field] as string | Erased | undefined, undefined) ?? null;
}
