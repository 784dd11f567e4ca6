// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { textOf } from '@gezinslijn/family-case';
import type { DisclosedEntry } from '@gezinslijn/family-case';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import { timelineEntry } from '../case-timeline/entry-rendering.ts';
import { CaseOnlyArgs } from '../knowledge/knowledge.types.ts';
import { looksTaken } from '../knowledge/looks-taken.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { CorrectedSinceRead } from './corrected-since-read.types.ts';

/** What somebody must hear when a text he got turned out wrong (AVG 19): told from the log of looks, and done once the entry was opened again. */
@Resolver()
export class CorrectedSinceReadResolver {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  @Query(() => [CorrectedSinceRead], {
    description:
      'Entries that were corrected after your organisation, or you as a family member, got the old text, and that nobody there opened since (gecorrigeerd sinds u het las). Not of one’s own entries. Empty for an auditor, for a case that does not exist and for one you may not see.',
  })
  @Requires('read')
  async correctedSinceRead(@Context('actor') actor: Actor, @Args() { caseId }: CaseOnlyArgs): Promise<readonly CorrectedSinceRead[]> {
    const { looks, clock } = this.#platform;
    const { reader } = actor;
    const opened = reader.kind === 'auditor' ? null : await this.#queries.open(actor, { caseId } as CaseArgs);
    if (opened === null || reader.kind === 'auditor' || looks === undefined) {
      await this.#queries.deny(actor, 'correctedSinceRead', caseId);
      return [];
    }
    const corrections = await opened.reading.ofTypes(['EntryCorrected']);
    const taken = await looksTaken(looks, caseId, { reader }, await this.#platform.reads.momentOf(clock.now()));
    const told: { readonly entry: DisclosedEntry; readonly readAt: string; readonly correctedAt: string }[] = [];
    for (const [entryId, last] of lastOfEach(corrections)) {
      if (reader.kind === 'organisation' && last.organisation === reader.organisation) continue;
      if (taken.of(last.position).opened.length > 0) continue;
      const entry = await opened.reading.entry(entryId);
      const first = entry === null ? undefined : taken.of(entry.position).delivered[0];
      if (entry === null || first === undefined || first.at >= last.recordedAt) continue;
      told.push({ entry, readAt: first.at, correctedAt: last.recordedAt });
    }
    await this.#queries.log(actor, opened, { operation: 'correctedSinceRead', caseId, entries: told.map(({ entry }) => entry) });
    return told.map(({ entry, ...when }) => ({ entry: timelineEntry(entry, this.#platform.directory), ...when }));
  }
}

/** The last correction of each entry, by the id of the entry. */
function lastOfEach(corrections: readonly DisclosedEntry[]): ReadonlyMap<string, DisclosedEntry> {
  return new Map(corrections.map((one) => [textOf(one, 'entryId') ?? '', one]));
}
