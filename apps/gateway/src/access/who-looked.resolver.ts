// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { lookKey, readProcessingLog, traceIdOf } from '@gezinslijn/event-store';
import type { AccessEntry, AccessIndex, FoundLook } from '@gezinslijn/event-store';
import { CATEGORIES, WORKER_ROLES, addDays, matrix2025, standardRules, startOfLocalDay } from '@gezinslijn/family-case';
import type { Category, DisclosureMatrix } from '@gezinslijn/family-case';
import type { CaseReading } from '@gezinslijn/party-view';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import { organisationOf } from '../case-timeline/entry-rendering.ts';
import type { Actor } from '../platform/actor.ts';
import type { OrganisationNames } from '../platform/directory.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { recordLook } from './look.ts';
import { LookConnection, ProcessingLineConnection, ProcessingLinesArgs, WhoLookedArgs } from './who-looked.types.ts';
import type { Look, LooksArgs, ProcessingLogLine } from './who-looked.types.ts';

/** Batches of the index that are gone through at once, to fill a page from which some looks are left out. */
const STEP = 200;

@Resolver(() => LookConnection)
export class WhoLookedResolver {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  @Query(() => LookConnection, {
    nullable: true,
    description:
      'Who looked (wie keek er): a family member at his own data, an organisation of its own workers, an auditor all. Null both when there is no such case and when you may not see it. Asking this is logged too.',
  })
  @Requires('read')
  async whoLooked(@Context('actor') actor: Actor, @Args() args: WhoLookedArgs): Promise<LookConnection | null> {
    const opened = await this.#queries.open(actor, { caseId: args.caseId } as CaseArgs);
    if (opened === null) {
      await this.#queries.deny(actor, 'whoLooked', args.caseId);
      return null;
    }
    const { looks, next } = await this.#page(actor, args);
    const people = peopleAsked(actor, args);
    await this.#queries.log(actor, opened, { operation: 'whoLooked', caseId: args.caseId, shown: { categories: ['C18'], people } });
    const seen = actor.reader.kind === 'person' ? await kindsSeen(opened.reading) : undefined;
    const matrix = this.#platform.policy?.matrix ?? matrix2025;
    const told = (entry: AccessEntry) => kindsOf(entry, seen).filter((code) => actor.reader.kind !== 'person' || mayKnowOf(code, matrix));
    return {
      nodes: looks.map(({ entry }) => rendered(entry, actor, told(entry), this.#platform.directory)),
      hasNextPage: next !== undefined,
      endCursor: this.#cursor(looks, actor),
    };
  }

  @Query(() => ProcessingLineConnection, {
    description: 'Lines of Logboek Dataverwerkingen that belong to the looks at a case, joined by trace; for an audit.',
  })
  @Requires('audit')
  async processingLines(@Context('actor') actor: Actor, @Args() args: ProcessingLinesArgs): Promise<ProcessingLineConnection> {
    const { caseId } = args;
    const { store, keys } = this.#platform;
    // Within what an auditor stated, as every question on a case.
    this.#queries.moment(actor, caseId, undefined);
    const { looks, next } = await this.#page(actor, args);
    const keysOfLooks = new Set(looks.map(({ entry }) => lookKey(entry)));
    // Two older looks of one moment share their lines: these come once, with the older one.
    if (next !== undefined) keysOfLooks.delete(lookKey(next.entry));
    const nodes: ProcessingLogLine[] = [];
    for (const month of [...new Set(looks.map(({ entry }) => entry.at.slice(0, 7)))].sort()) {
      const secretOf = (name: string) => keys.existingSecret(name);
      for await (const line of readProcessingLog({ store, secretOf, month, looks: keysOfLooks }))
        nodes.push({ json: JSON.stringify(line) });
    }
    const people = peopleAsked(actor, args);
    await recordLook(this.#platform, actor, { operation: 'processingLines', caseId, shown: { categories: ['C18'], people } });
    return { nodes, hasNextPage: next !== undefined, endCursor: this.#cursor(looks, actor) };
  }

  /** A page of the looks he may know of, last first, and the one that comes after it. */
  async #page(
    actor: Actor,
    args: LooksArgs & { readonly first: number },
  ): Promise<{ readonly looks: readonly FoundLook[]; readonly next: FoundLook | undefined }> {
    const from = args.after === undefined ? undefined : Number(this.#queries.openPosition(args.after, actor, 'looks'));
    const [personId] = peopleAsked(actor, args);
    const organisation = actor.reader.kind === 'organisation' ? actor.organisation : undefined;
    const asked = { caseId: args.caseId, ...periodOf(args), ...(personId === undefined ? {} : { personId }) };
    const looks: FoundLook[] = [];
    for (let before = from; looks.length <= args.first;) {
      const found = await this.#looks().find({
        ...asked,
        limit: STEP,
        ...(organisation === undefined ? {} : { organisation }),
        ...(before === undefined ? {} : { before }),
      });
      looks.push(...found.filter(({ entry }) => isFor(actor, entry)));
      before = found.at(-1)?.number;
      if (found.length < STEP) break;
    }
    return { looks: looks.slice(0, args.first), next: looks[args.first] };
  }

  #cursor(looks: readonly FoundLook[], { reader }: Actor): string | null {
    const last = looks.at(-1);
    return last === undefined ? null : this.#platform.tokens.seal(BigInt(last.number), reader, 'looks');
  }

  #looks(): AccessIndex {
    const { looks } = this.#platform;
    if (looks === undefined) throw new TypeError('This platform keeps no index of the access log');
    return looks;
  }
}

/** A family member asks about himself; others about whom they name, or everybody. */
function peopleAsked({ reader }: Actor, { personId }: LooksArgs): readonly string[] {
  if (reader.kind === 'person') return [reader.personId];
  return personId === undefined ? [] : [personId];
}

function periodOf({ from, until }: LooksArgs) {
  return {
    ...(from === undefined ? {} : { from: startOfLocalDay(from) }),
    ...(until === undefined ? {} : { until: startOfLocalDay(addDays(until, 1)) }),
  };
}

/** What others of the family did is theirs to know; what an organisation's workers did, its own; an attempt that was refused showed nobody's data. */
function isFor({ reader, organisation, subject }: Actor, entry: AccessEntry): boolean {
  switch (reader.kind) {
    case 'auditor':
      return true;
    case 'organisation':
      return entry.organisation === organisation;
    case 'person':
      return (
        entry.outcome === 'granted' && entry.people.includes(reader.personId) && (entry.party !== 'FAMILY' || entry.subject === subject)
      );
  }
}

const ROLES: Readonly<Record<string, string>> = {
  ...WORKER_ROLES,
  familyMember: 'gezinslid',
  auditor: 'toezichthouder',
  system: 'systeem',
};

/** More entries than any case holds. */
const ALL = { order: 'RECORDED', limit: 1_000_000 } as const;

/** The kind of each entry that somebody sees himself, by position. */
async function kindsSeen(reading: CaseReading): Promise<ReadonlyMap<string, string>> {
  const { entries } = await reading.page(ALL);
  return new Map(entries.map(({ position, category }) => [String(position), category]));
}

/** Kinds of what is shown to somebody about himself other than as entries: who he is, and who looked. */
const OF_HIMSELF: readonly Category[] = ['C1', 'C18'];

/**
 * The kinds of data of a look that may be told. One look is at many entries at once: of those that a family member does not see himself, what
 * a child said in confidence among them, the kind would tell that they are there. So it would of a look that names no entries, as when an
 * inspection holds what two parties knew against one another. `seen`: what he sees; everything when left out.
 */
function kindsOf({ categories, entries }: AccessEntry, seen: ReadonlyMap<string, string> | undefined): readonly Category[] {
  const known = categories.filter((code): code is Category => code in CATEGORIES);
  if (seen === undefined) return known;
  if (entries.length === 0) return known.filter((category) => OF_HIMSELF.includes(category));
  const kinds = new Set(entries.map((position) => seen.get(position)));
  return known.filter((category) => kinds.has(category));
}

function rendered(entry: AccessEntry, { reader }: Actor, kinds: readonly Category[], names: OrganisationNames): Look {
  const family = reader.kind === 'person';
  const audit = reader.kind === 'auditor';
  const organisation = organisationOf(entry.organisation, names);
  const roleTerm = ROLES[entry.role] ?? entry.role;
  const categories = kinds.map((code) => ({ code, term: CATEGORIES[code] }));
  return {
    at: entry.at,
    organisation,
    role: entry.role,
    roleTerm,
    purpose: family ? purposeAlone(entry.purpose) : entry.purpose,
    legalBasis: entry.legalBasis,
    categories,
    emergency: entry.emergency,
    opened: entry.manner === 'opened',
    granted: entry.outcome === 'granted',
    sentence: sentenceOf(entry, organisation.name, roleTerm, categories),
    worker: family ? null : entry.subject,
    system: family ? null : (entry.system ?? null),
    operation: family ? null : entry.operation,
    rule: family ? null : (entry.rule ?? null),
    party: audit ? entry.party : null,
    people: audit ? entry.people : [],
    traceId: audit ? traceIdOf(entry.traceId) : null,
  };
}

/**
 * Kinds of data of which a family member may know that they are there at all, by the matrix in force: not where somebody is shielded, not working
 * notes. Of two versions at once, what both let him know.
 */
function mayKnowOf(category: Category, { cells, alsoAsks, rules = standardRules }: DisclosureMatrix): boolean {
  const cell = cells[category].FAMILY;
  // A conclusion that is open does not make it known that there is something behind it.
  const known = cell !== 'none' && cell !== 'X' && !rules.hiddenExistence.includes(category);
  return known && (alsoAsks === undefined || mayKnowOf(category, alsoAsks));
}

function sentenceOf(entry: AccessEntry, organisation: string, role: string, categories: readonly { readonly term: string }[]): string {
  const what = categories.length === 0 ? 'gegevens' : categories.map(({ term }) => term).join('; ');
  if (entry.outcome === 'denied') return `Iemand van ${organisation} (${role}) vroeg iets wat niet mocht. Er is niets getoond.`;
  const how = entry.emergency ? 'Met noodtoegang keek' : entry.manner === 'opened' ? 'Heel gericht keek' : 'Er keek';
  return `${how} iemand van ${organisation} (${role}) naar: ${what}. Doel: ${purposeAlone(entry.purpose)}.`;
}

/** Why an inspection looked at one thing is for those it inspects: in its own words it may name somebody the family may not know of. */
function purposeAlone(purpose: string): string {
  return purpose.replace(/ \(reden: .*\)$/s, '');
}
