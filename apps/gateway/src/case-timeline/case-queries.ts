// SPDX-License-Identifier: EUPL-1.2
import { GraphQLError } from 'graphql';
import type { Instant } from '@gezinslijn/event-sourcing';
import { addDays, caseStream, readerKey, startOfLocalDay } from '@gezinslijn/family-case';
import type { CaseId, DisclosedEntry, OrganisationId, PersonId, Reader } from '@gezinslijn/family-case';
import { occurredKey } from '@gezinslijn/party-view';
import type { AsOf, CaseReading, EntryPage, EntryQuery } from '@gezinslijn/party-view';
import { recordLook } from '../access/look.ts';
import type { Look } from '../access/look.ts';
import type { Actor } from '../platform/actor.ts';
import { PLATFORM_REFUSALS } from '../platform/failures.ts';
import type { Platform } from '../platform/platform.ts';
import type { Counted } from '../platform/position-tokens.ts';
import type { AsOfInput, CaseArgs, TimelineArgs } from './case.types.ts';

/** How long a query waits for `atLeast` before it answers with what it has. */
const AT_LEAST_MS = 2_000;

export interface OpenedCase {
  readonly reading: CaseReading;
  /** Whose eyes: the actor's, or those an auditor looks through. */
  readonly reader: Reader;
  readonly behind: boolean;
  /** The moment it was opened as of: asked for, or bounded by an inspection. What is derived from the case must be of the same. */
  readonly asOf?: AsOf | undefined;
}

/** Opens a case for whoever asks, and logs what leaves before it leaves. Every read of a case passes here. */
export class CaseQueries {
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** `null` for what is not there and for what he may not see: the same answer by the same path. */
  async open(actor: Actor, { caseId, asOf, asSeenBy, atLeast }: CaseArgs): Promise<OpenedCase | null> {
    const stream = caseStream(caseId as CaseId);
    const { views } = this.#platform;
    const behind = (atLeast !== undefined && !(await this.reached(actor, atLeast))) || views.lagging;
    const moment = this.moment(actor, caseId, asOf);
    if (asSeenBy !== undefined) {
      if (actor.reader.kind !== 'auditor')
        throw new GraphQLError('Dit mag u niet. / You may not do this.', { extensions: { code: 'FORBIDDEN' } });
      const reader: Reader =
        asSeenBy.kind === 'person'
          ? { kind: 'person', personId: asSeenBy.id as PersonId }
          : { kind: 'organisation', organisation: asSeenBy.id as OrganisationId };
      const seen = await this.#platform.reads.asSeenBy(stream, reader, moment ?? {});
      return seen === null ? null : { reading: seen, reader, behind, asOf: moment };
    }
    return this.#asHimself(actor, stream, behind, moment);
  }

  /** As a live channel opens a case: now, and through one's own eyes. */
  openLive(actor: Actor, stream: string): Promise<OpenedCase | null> {
    return this.#asHimself(actor, stream, false);
  }

  /** Emergency access that runs goes first; it is asked for on every case alike, so that its absence takes no other path. */
  async #asHimself(actor: Actor, stream: string, behind: boolean, moment?: AsOf): Promise<OpenedCase | null> {
    const { reads } = this.#platform;
    const wider = emergencyReader(actor);
    const [wide, plain] = await Promise.all([
      wider === null ? null : reads.open(stream, wider, moment),
      reads.open(stream, actor.reader, moment),
    ]);
    if (wide !== null && wider !== null) return { reading: wide, reader: wider, behind, asOf: moment };
    return plain === null ? null : { reading: plain, reader: actor.reader, behind, asOf: moment };
  }

  /** A moment as it was asked for, within what an auditor stated. @throws GraphQLError INSPECTION_OUTSIDE */
  moment(actor: Actor, caseId: string, asOf: AsOfInput | undefined): AsOf | undefined {
    return withinInspection(actor, caseId, asOf === undefined ? undefined : asOfInput(asOf), this.#platform.clock.now());
  }

  page(reading: CaseReading, actor: Actor, args: TimelineArgs): Promise<EntryPage> {
    const { filter } = args;
    const after = args.after === undefined ? undefined : this.#cursor(args.after, actor);
    const query: EntryQuery = {
      order: args.order ?? 'RECORDED',
      limit: args.first,
      ...(after === undefined ? {} : { after }),
      ...(filter?.types === undefined ? {} : { types: filter.types.slice(0, 100) }),
      ...(filter?.parties === undefined ? {} : { parties: filter.parties.slice(0, 10) }),
      ...(filter?.person === undefined ? {} : { person: filter.person }),
      ...(filter?.from === undefined ? {} : { from: startOfLocalDay(filter.from) }),
      ...(filter?.until === undefined ? {} : { until: startOfLocalDay(addDays(filter.until, 1)) }),
    };
    return reading.page(query);
  }

  /** Where an entry stands in a list, for its reader alone. */
  cursorOf(entry: DisclosedEntry, actor: Actor): string {
    return `${this.#platform.tokens.seal(entry.position, actor.reader)}.${Buffer.from(occurredKey(entry.occurredAt)).toString('base64url')}`;
  }

  position(reading: CaseReading, actor: Actor): string {
    return this.#platform.tokens.seal(reading.lastPosition, actor.reader);
  }

  /** Durable before anything leaves. @throws when it cannot be written: then nothing is shown. */
  log(actor: Actor, opened: OpenedCase, look: Omit<Look, 'seenBy' | 'emergency' | 'reader'>): Promise<void> {
    const reader = actor.reader.kind === 'auditor' ? actor.reader : opened.reader;
    return recordLook(this.#platform, actor, { ...look, reader, seenBy: seenBy(actor, opened), emergency: isEmergency(opened.reader) });
  }

  /** Nothing to show: logged too, with the rule. `not-involved` covers what does not exist: which of the two it was, nobody may tell. */
  deny(actor: Actor, operation: string, caseId: string | undefined, rule = 'not-involved'): Promise<void> {
    return recordLook(this.#platform, actor, { operation, caseId, rule });
  }

  /** @throws GraphQLError POSITION_INVALID for what is no token of this reader. */
  openPosition(token: string, actor: Actor, counted?: Counted): bigint {
    const position = this.#platform.tokens.open(token, actor.reader, counted);
    if (position === null) throw invalidPosition();
    return position;
  }

  /** Waits, bounded, until the views hold what a token of this reader says. @throws GraphQLError POSITION_INVALID */
  reached(actor: Actor, atLeast: string): Promise<boolean> {
    return this.#platform.views.reached(this.openPosition(atLeast, actor), AT_LEAST_MS);
  }

  #cursor(cursor: string, actor: Actor) {
    const [token = '', key = ''] = cursor.split('.');
    const position = this.openPosition(token, actor);
    return { position, occurredKey: Buffer.from(key, 'base64url').toString() };
  }
}

function invalidPosition(): GraphQLError {
  const { nl, en } = PLATFORM_REFUSALS.POSITION_INVALID;
  return new GraphQLError(`${nl} / ${en}`, { extensions: { code: 'POSITION_INVALID' } });
}

/**
 * An auditor who stated scope and period sees that case at moments in that period, and without one the end of it. Said before anything is
 * looked up. @throws GraphQLError INSPECTION_OUTSIDE
 */
export function withinInspection({ inspection }: Actor, caseId: string, asOf: AsOf | undefined, now: Instant): AsOf | undefined {
  if (inspection === undefined) return asOf;
  const { from, until } = inspection;
  const knownAt = asOf?.knownAt ?? (until < now ? until : now);
  if (caseId.toLowerCase() !== inspection.caseId || knownAt < from || knownAt > until) {
    const { nl, en } = PLATFORM_REFUSALS.INSPECTION_OUTSIDE;
    throw new GraphQLError(`${nl} / ${en}`, { extensions: { code: 'INSPECTION_OUTSIDE' } });
  }
  return { ...asOf, knownAt };
}

function asOfInput({ knownAt, happenedBefore }: { readonly knownAt?: string; readonly happenedBefore?: string }): AsOf {
  return {
    ...(knownAt === undefined ? {} : { knownAt: new Date(knownAt).toISOString() }),
    ...(happenedBefore === undefined ? {} : { happenedBefore: new Date(happenedBefore).toISOString() }),
  };
}

/** A worker in his own hat can have used emergency access; one in that of the RVT looks for the team. */
export function emergencyReader({ reader, author }: Actor): Reader | null {
  if (reader.kind !== 'organisation' || reader.rvt !== undefined || author === undefined) return null;
  return { kind: 'organisation', organisation: reader.organisation, emergency: author.worker };
}

const isEmergency = (reader: Reader): boolean => reader.kind === 'organisation' && reader.emergency !== undefined;

function seenBy(actor: Actor, { reader }: OpenedCase): string | undefined {
  return actor.reader.kind === 'auditor' && reader.kind !== 'auditor' ? readerKey(reader) : undefined;
}
