// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { readerKey } from '@gezinslijn/family-case';
import { recordLook } from '../access/look.ts';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { decisionBasis } from './decision-basis.ts';
import { ledgerProofs } from './ledger-proofs.ts';
import { KnowledgeReading, outlineOf } from './knowledge-reading.ts';
import type { Asked, EntryKnown } from './knowledge-reading.ts';
import { CaseOnlyArgs, DecisionBasis, DecisionBasisArgs, Knowledge, KnowledgeArgs, LedgerProofs } from './knowledge.types.ts';
import type { Known, KnowledgeDifference, KnowledgeOf } from './knowledge.types.ts';

@Resolver(() => Knowledge)
export class KnowledgeResolver {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;
  readonly #reading: KnowledgeReading;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
    this.#reading = new KnowledgeReading(platform);
  }

  @Query(() => Knowledge, {
    nullable: true,
    description:
      'Who knew what when (wie wist wat wanneer): what was visible, delivered and opened at a moment, without content. Of oneself; an auditor of anybody, under the rules of then alone. Null both when there is no such case and when you may not see it. Asking this is logged too.',
  })
  @Requires('read')
  async knowledge(@Context('actor') actor: Actor, @Args() args: KnowledgeArgs): Promise<Knowledge | null> {
    const first = await this.#reading.asked(actor, args.caseId, args);
    const { against: held } = args;
    const second = held === undefined ? null : await this.#reading.asked(actor, args.caseId, inPlaceOf(args, held));
    const known = await this.#reading.known(actor, args.caseId, first);
    const against = known === null || second === null ? null : await this.#reading.known(actor, args.caseId, second);
    if (known === null || (second !== null && against === null)) {
      await this.#queries.deny(actor, 'knowledge', args.caseId);
      return null;
    }
    const entries = merged(known, against);
    await this.#log(actor, 'knowledge', args.caseId, first, entries);
    return this.#answer(first, second, entries);
  }

  @Query(() => DecisionBasis, {
    nullable: true,
    description:
      'What lay before whoever recorded a decision. For his own organisation and auditors. Null for an entry you may not see and for another’s.',
  })
  @Requires('read')
  async decisionBasis(@Context('actor') actor: Actor, @Args() { caseId, entryId }: DecisionBasisArgs): Promise<DecisionBasis | null> {
    const found = await decisionBasis(this.#platform, this.#queries, actor, { caseId, entryId });
    if (typeof found === 'string') {
      await this.#queries.deny(actor, 'decisionBasis', caseId, found);
      return null;
    }
    const shown = [found.decision, ...found.known.map(({ entry }) => entry), ...(found.notVisible ?? []), ...found.arrivedLater];
    await recordLook(this.#platform, actor, { operation: 'decisionBasis', caseId, shown: { categories: categoriesOf(shown), people: [] } });
    return found;
  }

  @Query(() => LedgerProofs, {
    nullable: true,
    description:
      'Whether each entry of a case is proven by the ledger, as of its last checkpoint. Null where there is no such case, or the ledger is not on this machine.',
  })
  @Requires('audit')
  async ledgerProofs(@Context('actor') actor: Actor, @Args() { caseId }: CaseOnlyArgs): Promise<LedgerProofs | null> {
    const opened = await this.#queries.open(actor, { caseId } as CaseArgs);
    const found = opened === null ? null : await ledgerProofs(this.#platform, caseId, opened.reading);
    if (found === null) await this.#queries.deny(actor, 'ledgerProofs', caseId, opened === null ? 'not-involved' : 'ledger-elsewhere');
    else await recordLook(this.#platform, actor, { operation: 'ledgerProofs', caseId, shown: { categories: ['C18'], people: [] } });
    return found;
  }

  /** Only the outline of entries left: that delivers none of them. */
  #log(actor: Actor, operation: string, caseId: string, { reader }: Asked, entries: readonly MergedEntry[]): Promise<void> {
    const audits = actor.reader.kind === 'auditor';
    return recordLook(this.#platform, actor, {
      operation,
      caseId,
      shown: {
        categories: ['C18', ...categoriesOf(entries.map(({ entry }) => entry))],
        people: reader.kind === 'person' ? [reader.personId] : [],
      },
      seenBy: audits ? readerKey(reader) : undefined,
    });
  }

  #answer(first: Asked, second: Asked | null, entries: readonly MergedEntry[]): Knowledge {
    const known = entries.map((entry) => ({ ...entry, entry: outlineOf(entry.entry, this.#platform.directory) }));
    const setOf = (holds: (one: Known) => boolean) => entries.filter((one) => holds(one.known)).map(({ entry }) => entry.id);
    const difference = (holds: (one: Known) => boolean): KnowledgeDifference | null => {
      if (second === null) return null;
      const sides = entries.map(({ entry, known: one, against }) => ({
        id: entry.id,
        here: holds(one),
        there: against !== null && holds(against),
      }));
      return {
        only: sides.filter(({ here, there }) => here && !there).map(({ id }) => id),
        against: sides.filter(({ here, there }) => !here && there).map(({ id }) => id),
      };
    };
    return {
      of: this.#whose(first),
      heldAgainst: second === null ? null : this.#whose(second),
      entries: known,
      visible: setOf(isVisible),
      delivered: setOf(isDelivered),
      opened: setOf(isOpened),
      visibleDifference: difference(isVisible),
      deliveredDifference: difference(isDelivered),
      openedDifference: difference(isOpened),
    };
  }

  #whose({ reader, worker, moment }: Asked): KnowledgeOf {
    const person = reader.kind === 'person';
    return {
      kind: reader.kind,
      id: person ? reader.personId : reader.organisation,
      name: person ? null : (this.#platform.directory.nameOf(reader.organisation) ?? null),
      worker: worker ?? null,
      knownAt: moment.at,
    };
  }
}

const isVisible = ({ visible }: Known) => visible !== null;
const isDelivered = ({ delivered }: Known) => delivered.length > 0;
const isOpened = ({ opened }: Known) => opened.length > 0;

const NOTHING: Known = { visible: null, delivered: [], opened: [] };

interface MergedEntry extends EntryKnown {
  readonly against: Known | null;
}

/** Every entry either knew of, in the order of recording. */
function merged(known: readonly EntryKnown[], against: readonly EntryKnown[] | null): readonly MergedEntry[] {
  if (against === null) return known.map((one) => ({ ...one, against: null }));
  const other = new Map(against.map((one) => [one.entry.id, one.known]));
  const here = new Set(known.map(({ entry }) => entry.id));
  return [
    ...known.map((one) => ({ ...one, against: other.get(one.entry.id) ?? NOTHING })),
    ...against.filter(({ entry }) => !here.has(entry.id)).map((one) => ({ entry: one.entry, known: NOTHING, against: one.known })),
  ].sort((one, two) => (one.entry.position < two.entry.position ? -1 : 1));
}

/** What is not said of the other is as of the first; the worker is the other's own. */
function inPlaceOf({ of, worker, knownAt }: KnowledgeArgs, held: NonNullable<KnowledgeArgs['against']>) {
  const whose = held.of ?? of;
  const who = held.worker ?? (held.of === undefined ? worker : undefined);
  const when = held.knownAt ?? knownAt;
  return {
    ...(whose === undefined ? {} : { of: whose }),
    ...(who === undefined ? {} : { worker: who }),
    ...(when === undefined ? {} : { knownAt: when }),
  };
}

const categoriesOf = (entries: readonly { readonly category: string }[]) => [...new Set(entries.map(({ category }) => category))];
