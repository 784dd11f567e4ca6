// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { deterministicUuid } from '@gezinslijn/case-writing';
import { caseStream, isCertificateFor, isLocalDate, keptAt, localDateOf, startOfLocalDay } from '@gezinslijn/family-case';
import type { CaseId, KeptState, PersonId, Reader } from '@gezinslijn/family-case';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ActOnCase, actOnCase } from '../commands/case-command.ts';
import { CommandGate } from '../commands/command-gate.ts';
import { CommandResult } from '../commands/command-result.types.ts';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import type { OpenedCase } from '../case-timeline/case-queries.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import { organisationOf } from '../case-timeline/entry-rendering.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { formatVerifierKey } from '@gezinslijn/ledger';
import { certificateSigner, decisionsToDestroy, erasureCertificate } from './erasure-certificates.ts';
import type { Decision } from './erasure-certificates.ts';
import { DecideAccessRequestInput, DestroyByOrderInput, DestroyDueInput, ReceiveAccessRequestInput } from './retention.input.ts';
import { recordLook } from '../access/look.ts';
import { dueList } from './due-list.ts';
import { knownPeople, retentionOfThen } from './kept-people.ts';
import {
  CertificateOfErasure,
  DestroyDueResult,
  DueListShown,
  ErasureCertificatesArgs,
  KeptDataArgs,
  KeptDataShown,
} from './retention.types.ts';

/** What was destroyed is for who answers for the file: not for a family member, and not for who looks for the RVT (C18). */
function isOfController(reader: Reader): reader is Extract<Reader, { kind: 'organisation' | 'auditor' }> {
  return reader.kind === 'auditor' || (reader.kind === 'organisation' && reader.rvt === undefined);
}

@Resolver()
export class RetentionResolver {
  readonly #commands: CommandBus;
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(commands: CommandBus, @Inject(PLATFORM) platform: Platform) {
    this.#commands = commands;
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
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

  @Query(() => [CertificateOfErasure], {
    nullable: true,
    description:
      'Verklaringen van vernietiging: which controller destroyed what, on which decision and when, and the checkpoint of the ledger that covers it. For who destroyed, for the person concerned and who exercises his rights, and for an auditor, who also gets which keys went and the proof of the decision. Null for a case you may not see.',
  })
  @Requires('read')
  async erasureCertificates(
    @Context('actor') actor: Actor,
    @Args() { caseId, entryId }: ErasureCertificatesArgs,
  ): Promise<readonly CertificateOfErasure[] | null> {
    const opened = await this.#queries.open(actor, { caseId } as CaseArgs);
    if (opened === null) {
      await this.#queries.deny(actor, 'erasureCertificates', caseId);
      return null;
    }
    const stream = caseStream(caseId as CaseId);
    const certificates: CertificateOfErasure[] = [];
    const people: string[] = [];
    for (const decision of await decisionsToDestroy(this.#platform, stream)) {
      const { stored, controller, data, recordedAt } = decision;
      if ((entryId ?? stored.id) !== stored.id || !(await this.#isFor(opened, stream, decision))) continue;
      const made = await erasureCertificate(this.#platform, decision, opened.reader.kind === 'auditor');
      const waits = made === 'DESTRUCTION' || made === 'LEDGER';
      people.push(data.personId);
      certificates.push({
        entryId: stored.id,
        organisation: organisationOf(controller, this.#platform.directory),
        personId: data.personId,
        decidedAt: recordedAt,
        document: waits ? null : made,
        waitsFor: waits ? made : null,
      });
    }
    await this.#queries.log(actor, opened, { operation: 'erasureCertificates', caseId, shown: { categories: ['C18'], people } });
    return certificates;
  }

  /** A family member sees no decision of this kind on his timeline: he has a right of his own to what became of his data. */
  async #isFor({ reading, reader }: OpenedCase, stream: string, { stored, data }: Decision): Promise<boolean> {
    if (reader.kind !== 'person') return (await reading.entry(stored.id)) !== null;
    const { frame } = (await this.#platform.cases.current(stream)).retention;
    return isCertificateFor(frame, data, reader.personId, this.#platform.clock.now());
  }

  @Query(() => String, {
    nullable: true,
    description:
      'Public key of certificates of erasure, to keep before one is needed: rvt certificate verify asks for it. Null while there is no ledger on this machine.',
  })
  @Requires('hat')
  async certificateKey(): Promise<string | null> {
    const key = await certificateSigner(this.#platform);
    return key === undefined ? null : formatVerifierKey(key);
  }

  @Query(() => [KeptDataShown], {
    description:
      'Bewaartermijnen in one case: which organisation keeps what it holds about whom, until when and why. Your own organisation’s, of whom it may know; an auditor those of all. Empty for a case or entry you may not see. A family member asks the organisation.',
  })
  @Requires('read')
  async keptData(@Context('actor') actor: Actor, @Args() { caseId, entryId, asOf }: KeptDataArgs): Promise<readonly KeptDataShown[]> {
    const opened = await this.#queries.open(actor, { caseId } as CaseArgs);
    const entry = entryId === undefined ? undefined : await opened?.reading.entry(entryId);
    if (opened === null || entry === null || !isOfController(opened.reader)) {
      await this.#queries.deny(actor, 'keptData', caseId, opened === null ? 'not-involved' : 'entry-not-shown');
      return [];
    }
    const { reader } = opened;
    const retention = await retentionOfThen(this.#platform, opened, caseId);
    const at = asOf === undefined ? (opened.asOf?.knownAt ?? this.#platform.clock.now()) : startOfLocalDay(asOf);
    const known = await this.#mayBeTold(opened, caseId, retention);
    const kept = keptAt(retention, at).filter(
      ({ controller, personId }) =>
        (reader.kind === 'auditor' || controller === reader.organisation) &&
        known(personId) &&
        (entry === undefined || entry.about.includes(personId)),
    );
    const people = [...new Set(kept.map(({ personId }) => personId))];
    await this.#queries.log(actor, opened, { operation: 'keptData', caseId, shown: { categories: ['C18'], people } });
    return kept.map(({ controller, personId, status, until, term, steps }) => ({
      organisation: organisationOf(controller, this.#platform.directory),
      personId,
      status,
      until: until ?? null,
      rule: term?.key ?? null,
      source: term?.source ?? null,
      steps,
    }));
  }

  /** An auditor is told of everybody in the file; a worker of whom his organisation may know. */
  async #mayBeTold(opened: OpenedCase, caseId: string, { controllers }: KeptState): Promise<(personId: PersonId) => boolean> {
    const { reader } = opened;
    if (reader.kind !== 'organisation') return () => true;
    const { organisation } = reader;
    const known = await knownPeople(this.#platform, opened, caseId, organisation, controllers.get(organisation));
    return (personId) => known.has(personId);
  }

  @Query(() => DueListShown, {
    nullable: true,
    description:
      'Wat na de bewaartermijn weg moet, of your organisation: a list to look at before anything goes. For a supervisor; null for anybody else.',
  })
  @Requires('write')
  async retentionDue(
    @Context('actor') actor: Actor,
    @Args('asOf', {
      type: () => String,
      nullable: true,
      description: 'As of which day (JJJJ-MM-DD), which may lie ahead; today when not said.',
    })
    asOf?: string | null,
  ): Promise<DueListShown | null> {
    const day = asOf ?? localDateOf(this.#platform.clock.now());
    if (actor.author?.role !== 'supervisor' || !isLocalDate(day)) {
      await recordLook(this.#platform, actor, { operation: 'retentionDue', rule: 'RETENTION_LIST_NOT_THE_SUPERVISOR' });
      return null;
    }
    const list = await dueList(this.#platform, actor.author.organisation, day);
    const people = [...new Set(list.cases.flatMap((one) => one.people.map(({ personId }) => personId)))];
    await recordLook(this.#platform, actor, { operation: 'retentionDue', shown: { categories: ['C18'], people } });
    return list;
  }

  @Mutation(() => DestroyDueResult, {
    description:
      'Vernietigen wat na de bewaartermijn weg moet: exactly the list that was looked at. Each destruction is a decision of its own.',
  })
  @Requires('write')
  async destroyDue(@Args('input') input: DestroyDueInput, @Context('actor') actor: Actor): Promise<DestroyDueResult> {
    const { asOf, digest, commandId } = input;
    const refuse = (code: string, field?: string) => new CommandGate(this.#platform).refuse(actor, 'destroyDue', undefined, code, field);
    if (actor.author?.role !== 'supervisor') return refuse('RETENTION_LIST_NOT_THE_SUPERVISOR');
    if (asOf > localDateOf(this.#platform.clock.now())) return refuse('RETENTION_NOT_DUE', 'asOf');
    const list = await dueList(this.#platform, actor.author.organisation, asOf, digest);
    if (list.digest !== digest) return refuse('RETENTION_LIST_CHANGED', 'digest');
    let people = 0;
    for (const { caseId, people: due } of list.cases) {
      const personIds = due.filter(({ gone }) => !gone).map(({ personId }) => personId);
      people += due.length;
      if (personIds.length === 0) continue;
      const frame = { ...input, commandId: deterministicUuid('destroy-due', commandId, caseId) };
      const result = await this.#commands.execute(new ActOnCase(actor, caseId, frame, { type: 'DestroyByTerm', personIds, list: digest }));
      // What went has gone, and is told by its own decision; the same call goes on with the rest.
      if (!('entryIds' in result)) return 'entries' in result ? refuse('RETENTION_LIST_CHANGED', 'digest') : result;
    }
    if (input.validateOnly !== true) await this.#platform.destruction.look();
    return { cases: list.cases.length, people };
  }

  /** Who is told that it was done may rely on it. Should this fail, the decision stands, and it is done at the next look. */
  async #andDestroy(command: ActOnCase): Promise<CommandResult> {
    const result = await this.#commands.execute(command);
    await this.#platform.destruction.look();
    return result;
  }
}
