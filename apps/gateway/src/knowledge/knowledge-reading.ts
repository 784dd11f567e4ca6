// SPDX-License-Identifier: EUPL-1.2
import { GraphQLError } from 'graphql';
import { WORKER_ROLES, caseStream, descriptionOf } from '@gezinslijn/family-case';
import type { CaseId, DisclosedEntry, OrganisationId, PersonId, Terms } from '@gezinslijn/family-case';
import type { RecordMoment } from '@gezinslijn/party-view';
import { CaseQueries, withinInspection } from '../case-timeline/case-queries.ts';
import type { CaseArgs, ReaderInput } from '../case-timeline/case.types.ts';
import { organisationOf } from '../case-timeline/entry-rendering.ts';
import type { Actor } from '../platform/actor.ts';
import type { OrganisationNames } from '../platform/directory.ts';
import type { Platform } from '../platform/platform.ts';
import type { EntryOutline, Known, KnowledgeLook } from './knowledge.types.ts';
import { looksTaken } from './looks-taken.ts';
import type { Looking, Taken, TakenLook } from './looks-taken.ts';

/** Whose knowledge at which moment. */
export interface Asked extends Looking {
  readonly moment: RecordMoment;
}

export interface EntryKnown {
  readonly entry: DisclosedEntry;
  readonly known: Known;
}

/** More entries than any case holds. */
const ALL = { order: 'RECORDED', limit: 1_000_000 } as const;

/** Three sets of entries for one reader at one moment, from the replay of the case and the log of who looked. */
export class KnowledgeReading {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  /** @throws GraphQLError FORBIDDEN for another's knowledge; READER_REQUIRED for an auditor who names nobody. */
  async asked(
    actor: Actor,
    caseId: string,
    { of, worker, knownAt }: { of?: ReaderInput; worker?: string; knownAt?: string },
  ): Promise<Asked> {
    const now = this.#platform.clock.now();
    const named = knownAt === undefined ? undefined : { knownAt: new Date(knownAt).toISOString() };
    const instant = withinInspection(actor, caseId, named, now)?.knownAt ?? now;
    return { reader: readerAsked(actor, of), worker, moment: await this.#platform.reads.momentOf(instant > now ? now : instant) };
  }

  /**
   * For an auditor under the rules of then alone; for anybody else what he could see then and may see now. `null`: there is no such case, or
   * he may not see it.
   */
  async known(actor: Actor, caseId: string, asked: Asked): Promise<readonly EntryKnown[] | null> {
    const { reader, moment } = asked;
    const stream = caseStream(caseId as CaseId);
    const audits = actor.reader.kind === 'auditor';
    if (audits && (await this.#queries.open(actor, { caseId } as CaseArgs)) === null) return null;
    const all = audits ? await this.#platform.reads.seenAt(stream, { kind: 'auditor' }, moment) : null;
    const visible = audits ? await this.#platform.reads.seenAt(stream, reader, moment) : await this.#own(actor, caseId, moment);
    if (!audits && visible === null) return null;
    const taken = await looksTaken(this.#looks, caseId, asked, moment);
    const access = new Map((visible ?? []).map((entry) => [entry.id, entry.access]));
    return (all ?? visible ?? []).flatMap((entry) => {
      const known = knownOf(actor, access.get(entry.id) ?? null, taken.of(entry.position));
      return known.visible === null && known.delivered.length === 0 ? [] : [{ entry, known }];
    });
  }

  get #looks() {
    const { looks } = this.#platform;
    if (looks === undefined) throw new TypeError('This platform keeps no index of the access log');
    return looks;
  }

  async #own(actor: Actor, caseId: string, { at }: RecordMoment): Promise<readonly DisclosedEntry[] | null> {
    const opened = await this.#queries.open(actor, { caseId, asOf: { knownAt: at } } as CaseArgs);
    return opened === null ? null : [...(await opened.reading.page(ALL)).entries].reverse();
  }
}

function readerAsked({ reader }: Actor, of: ReaderInput | undefined): Looking['reader'] {
  const named: Looking['reader'] | undefined =
    of === undefined
      ? undefined
      : of.kind === 'person'
        ? { kind: 'person', personId: of.id as PersonId }
        : { kind: 'organisation', organisation: of.id as OrganisationId };
  if (reader.kind === 'auditor') {
    if (named !== undefined) return named;
    throw new GraphQLError('Noem een organisatie of persoon. / Name an organisation or a person.', {
      extensions: { code: 'READER_REQUIRED' },
    });
  }
  const own = reader.kind === 'person' ? reader.personId : reader.organisation;
  if (named !== undefined && (named.kind !== reader.kind || (named.kind === 'person' ? named.personId : named.organisation) !== own))
    throw new GraphQLError('Dit mag u niet. / You may not do this.', { extensions: { code: 'FORBIDDEN' } });
  return reader;
}

export function knownOf(actor: Actor, visible: string | null, { delivered, opened }: Taken): Known {
  return { visible, delivered: delivered.map(asLook(actor)), opened: opened.map(asLook(actor)) };
}

/** Who of a family looked is known by the reader; no pseudonym of his goes out. */
const asLook =
  ({ reader }: Actor) =>
  ({ at, worker, role, emergency }: TakenLook): KnowledgeLook => ({
    at,
    worker: reader.kind === 'person' ? null : worker,
    role,
    roleTerm: (WORKER_ROLES as Terms)[role] ?? (role === 'familyMember' ? 'gezinslid' : role),
    emergency,
  });

export function outlineOf(entry: DisclosedEntry, names: OrganisationNames): EntryOutline {
  const { id, type, party, organisation, occurredAt, recordedAt, category } = entry;
  return {
    id,
    type,
    term: descriptionOf(type).term,
    party,
    organisation: organisationOf(organisation, names),
    occurredAt,
    recordedAt,
    category,
  };
}
