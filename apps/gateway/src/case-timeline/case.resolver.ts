// SPDX-License-Identifier: EUPL-1.2
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Inject } from '@nestjs/common';
import {
  CASE_HEADER_TYPES,
  LEGAL_BASES,
  PHASES,
  ROUTE_MAP_TYPES,
  caseHeaderOf,
  caseIdOf,
  caseStream,
  descriptionOf,
  routeMapsOf,
  rowsKey,
  textOf,
} from '@gezinslijn/family-case';
import type { CaseId } from '@gezinslijn/family-case';
import type { CaseReading } from '@gezinslijn/party-view';
import type { Actor } from '../platform/actor.ts';
import { recordLook } from '../access/look.ts';
import type { OrganisationNames } from '../platform/directory.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { CaseQueries } from './case-queries.ts';
import type { OpenedCase } from './case-queries.ts';
import { CaseArgs, CaseConnection, FamilyCase, Me, Measure, NormClock, TimelineArgs } from './case.types.ts';
import { TimelinePage, organisationOf, timelineEntry } from './entry-rendering.ts';
import { TimelineConnection, TimelineEntry } from './entry.types.ts';
import { memberShown } from './member-rendering.ts';
import { clocksFor, measuresFor } from './derived.ts';
import { asGraphQl } from './route-map-rendering.ts';
import { RouteMap } from './route-map.types.ts';

interface RequestContext {
  readonly actor: Actor;
  readonly signal?: AbortSignal;
}

/** A case in an answer carries along how it was opened, so that what hangs below it is asked through the same eyes. */
const openedAs = new WeakMap<object, { readonly opened: OpenedCase; readonly args: CaseArgs }>();

@Resolver(() => FamilyCase)
export class CaseResolver {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  @Query(() => Me, { description: 'Who you are here, and what you may do.' })
  @Requires('hat')
  me(@Context() { actor }: RequestContext): Me {
    const bases = Object.entries(LEGAL_BASES).filter(([, { parties }]) => (parties as readonly string[]).includes(actor.party));
    return {
      organisation: organisationOf(actor.organisation, this.#platform.directory),
      party: actor.party,
      role: actor.role,
      personId: actor.reader.kind === 'person' ? actor.reader.personId : null,
      canWrite: actor.author !== undefined,
      demonstration: this.#platform.demonstration,
      legalBases: bases.map(([key, { text }]) => ({ key, text })),
    };
  }

  @Query(() => CaseConnection, {
    description: 'Cases you may see, last changed first (mijn casussen). Empty for an auditor, who asks for a case by its id.',
  })
  @Requires('read')
  async myCases(
    @Context() { actor }: RequestContext,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many, at most 100.' }) first: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to go on from.' }) after?: string | null,
  ): Promise<CaseConnection> {
    const limit = Math.min(Math.max(first, 1), 100);
    const before = after === undefined || after === null ? undefined : this.#queries.openPosition(after, actor);
    const found = await this.#platform.reads.casesOf(actor.reader, limit + 1, before);
    // That there is nothing is an answer to a search too.
    if (found.length === 0) await recordLook(this.#platform, actor, { operation: 'myCases' });
    const edges = [];
    for (const { stream, lastPosition } of found.slice(0, limit)) {
      const reading = await this.#platform.reads.open(stream, actor.reader);
      if (reading === null) continue;
      const args = { caseId: caseIdOf(stream) } as CaseArgs;
      const node = await this.#header(actor, args, { reading, reader: actor.reader, behind: false }, 'myCases');
      edges.push({ cursor: this.#platform.tokens.seal(lastPosition, actor.reader), node });
    }
    return { edges, hasNextPage: found.length > limit };
  }

  @Query(() => FamilyCase, {
    nullable: true,
    name: 'case',
    description: 'A case. Null both when there is none and when you may not see it.',
  })
  @Requires('read')
  async familyCase(@Context() { actor }: RequestContext, @Args() args: CaseArgs): Promise<FamilyCase | null> {
    const opened = await this.#queries.open(actor, args);
    if (opened === null) return this.#denied(actor, 'case', args);
    return this.#header(actor, args, opened, 'case');
  }

  @Query(() => TimelineConnection, {
    nullable: true,
    description: 'The timeline of a case (tijdlijn). Null both when there is none and when you may not see it.',
  })
  @Requires('read')
  async timeline(@Context() { actor }: RequestContext, @Args() args: TimelineArgs): Promise<TimelineConnection | null> {
    const opened = await this.#queries.open(actor, args);
    if (opened === null) return this.#denied(actor, 'timeline', args);
    const { entries, hasMore } = await this.#queries.page(opened.reading, actor, args);
    await this.#queries.log(actor, opened, { operation: 'timeline', caseId: args.caseId, entries });
    return new TimelinePage(entries, {
      hasMore,
      names: this.#platform.directory,
      position: () => this.#queries.position(opened.reading, actor),
      behind: opened.behind,
      cursorOf: (entry) => this.#queries.cursorOf(entry, actor),
    });
  }

  @Query(() => TimelineEntry, { nullable: true, description: 'One entry, opened by a person: logged as opened.' })
  @Requires('read')
  async entry(
    @Context() { actor }: RequestContext,
    @Args() args: CaseArgs,
    @Args('id', { type: () => ID, description: 'Id of the entry.' }) id: string,
  ): Promise<TimelineEntry | null> {
    const opened = await this.#queries.open(actor, args);
    const entry = opened === null ? null : await opened.reading.entry(id);
    if (opened === null) return this.#denied(actor, 'entry', args);
    if (entry === null) return this.#denied(actor, 'entry', args, 'entry-not-shown');
    await this.#queries.log(actor, opened, { operation: 'entry', caseId: args.caseId, entries: [entry], opened: true });
    return timelineEntry(entry, this.#platform.directory);
  }

  @Query(() => RouteMap, {
    nullable: true,
    description:
      'The routekaart naar veiligheid: the version asked for, else the one in force, else the latest. Null when there is none you may see.',
  })
  @Requires('read')
  async routeMap(
    @Context() { actor }: RequestContext,
    @Args() args: CaseArgs,
    @Args('version', { type: () => Int, nullable: true, description: 'Which version.' }) version?: number | null,
  ): Promise<RouteMap | null> {
    const all = await this.#routeMaps(actor, args, 'routeMap');
    if (version !== undefined && version !== null) return all.find((routeMap) => routeMap.version === version) ?? null;
    return all.find(({ status }) => status === 'IN_FORCE') ?? all.at(-1) ?? null;
  }

  @Query(() => [RouteMap], { description: 'Every version of the routekaart you may see, oldest first.' })
  @Requires('read')
  routeMaps(@Context() { actor }: RequestContext, @Args() args: CaseArgs): Promise<readonly RouteMap[]> {
    return this.#routeMaps(actor, args, 'routeMaps');
  }

  @ResolveField(() => [Measure], { description: 'Measures, with their status at the moment asked about.' })
  @Requires('read')
  async measures(@Parent() parent: FamilyCase, @Context() { actor }: RequestContext): Promise<readonly Measure[]> {
    const { opened, args } = below(parent);
    const { measures, entries } = await measuresFor(this.#platform, opened, args.caseId);
    await this.#queries.log(actor, opened, { operation: 'measures', caseId: args.caseId, entries });
    return measures;
  }

  @ResolveField(() => [NormClock], { description: 'Terms that run or ran, computed from events; those whose start you may see.' })
  @Requires('read')
  async clocks(@Parent() parent: FamilyCase, @Context() { actor }: RequestContext): Promise<readonly NormClock[]> {
    const { opened, args } = below(parent);
    const { clocks, entries } = await clocksFor(this.#platform, opened, args.caseId);
    await this.#queries.log(actor, opened, { operation: 'clocks', caseId: args.caseId, entries });
    return clocks;
  }

  @Subscription(() => TimelineEntry, {
    description: 'Entries as they become visible to you. Rights are looked at again for each, and each is logged before it is sent.',
    resolve: (entry: TimelineEntry) => entry,
  })
  @Requires('read')
  timelineChanged(
    @Context() { actor, signal }: RequestContext,
    @Args('caseId', { type: () => ID, description: 'Id of the case.' }) caseId: string,
  ) {
    return this.#changes(actor, caseId, signal ?? new AbortController().signal);
  }

  async *#changes(actor: Actor, caseId: string, connection: AbortSignal): AsyncGenerator<TimelineEntry> {
    const stream = caseStream(caseId as CaseId);
    const expiry = AbortSignal.timeout(Math.max(0, Math.min(actor.expiresAt * 1000 - Date.now(), 2 ** 31 - 1)));
    const signal = AbortSignal.any([connection, expiry]);
    let opened = actor.reader.kind === 'auditor' ? null : await this.#queries.openLive(actor, stream);
    if (opened === null) {
      await this.#queries.deny(actor, 'timelineChanged', caseId);
      return;
    }
    const { reader } = opened;
    const lookAgainAt = () => lapseOf(opened?.reading ?? null);
    for await (const appeared of this.#platform.live.follow(stream, rowsKey(reader), signal, { lookAgainAt })) {
      opened = await this.#queries.openLive(actor, stream);
      // A channel lives under the rights it was opened with: when these change it ends, and may be asked for anew under those of now.
      if (opened === null || appeared?.entryId === '' || rowsKey(opened.reader) !== rowsKey(reader)) return;
      const entry = appeared === null ? null : await opened.reading.entry(appeared.entryId);
      if (entry === null) continue;
      await this.#queries.log(actor, opened, { operation: 'timelineChanged', caseId, entries: [entry] });
      yield timelineEntry(entry, this.#platform.directory);
      // What is attached to an entry is shown there: that entry comes along, as it is now.
      const behind = descriptionOf(entry.type).attachedTo === undefined ? null : await opened.reading.entry(textOf(entry, 'entryId') ?? '');
      if (behind === null) continue;
      await this.#queries.log(actor, opened, { operation: 'timelineChanged', caseId, entries: [behind] });
      yield timelineEntry(behind, this.#platform.directory);
    }
  }

  async #routeMaps(actor: Actor, args: CaseArgs, operation: string): Promise<readonly RouteMap[]> {
    const opened = await this.#queries.open(actor, args);
    if (opened === null) {
      await this.#denied(actor, operation, args);
      return [];
    }
    const entries = await opened.reading.ofTypes(ROUTE_MAP_TYPES);
    await this.#queries.log(actor, opened, { operation, caseId: args.caseId, entries });
    const position = this.#queries.position(opened.reading, actor);
    return routeMapsOf(entries).map((routeMap) => asGraphQl(routeMap, position, this.#platform.directory));
  }

  async #header(actor: Actor, args: CaseArgs, opened: OpenedCase, operation: string): Promise<FamilyCase> {
    const entries = await opened.reading.ofTypes(CASE_HEADER_TYPES);
    await this.#queries.log(actor, opened, { operation, caseId: args.caseId, entries });
    const answer = asCase(args.caseId, opened, entries, this.#queries.position(opened.reading, actor), this.#platform.directory);
    openedAs.set(answer, { opened, args });
    return answer;
  }

  async #denied(actor: Actor, operation: string, { caseId }: CaseArgs, rule?: string): Promise<null> {
    await this.#queries.deny(actor, operation, caseId, rule);
    return null;
  }
}

/** Rows are rewritten some time after a right lapsed; until then it is looked at again and again. */
const STALE_MS = 500;

function lapseOf(reading: CaseReading | null): number | null {
  const until = reading?.validUntil ?? null;
  return until === null ? null : Math.max(Date.parse(until), Date.now() + STALE_MS);
}

function below(parent: FamilyCase) {
  const found = openedAs.get(parent);
  if (found === undefined) throw new TypeError('A case that was not opened has nothing below it');
  return found;
}

type Entries = Awaited<ReturnType<CaseReading['ofTypes']>>;

function asCase(id: string, { reader }: OpenedCase, entries: Entries, position: string, names: OrganisationNames): FamilyCase {
  const header = caseHeaderOf(entries);
  return {
    id,
    name: header.name,
    municipality: header.municipality,
    region: header.region,
    householdKind: header.householdKind,
    openedOn: header.openedOn,
    members: header.members.map(memberShown),
    parties: header.parties.map(({ organisation, party, since, until }) => ({
      organisation: organisationOf(organisation, names),
      party,
      since,
      until,
    })),
    fixedFace:
      header.fixedFace === null
        ? null
        : { name: header.fixedFace.name, organisation: organisationOf(header.fixedFace.organisation, names) },
    phase: header.phase,
    phaseTerm: header.phase === null ? null : PHASES[header.phase],
    acuteDangerSince: header.acuteDangerSince,
    position,
    partial: reader.kind !== 'auditor',
  };
}
