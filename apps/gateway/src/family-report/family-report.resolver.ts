// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { CASE_HEADER_TYPES, MEMBER_ROLES, caseHeaderOf, matrix2025, reportMasks } from '@gezinslijn/family-case';
import { CaseQueries } from '../case-timeline/case-queries.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import { timelineEntry } from '../case-timeline/entry-rendering.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { FamilyReport, FamilyReportArgs } from './family-report.types.ts';

/** More entries than any case holds. */
const ALL = { order: 'RECORDED', limit: 1_000_000 } as const;

/** The copy of his file that somebody asks for (AVG 15, Jeugdwet 7.3.10): only what disclosure lets him see, read and logged like a screen. */
@Resolver()
export class FamilyReportResolver {
  readonly #platform: Platform;
  readonly #queries: CaseQueries;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#queries = new CaseQueries(platform);
  }

  @Query(() => FamilyReport, {
    nullable: true,
    description:
      'The file of a case as you, a family member, may see it; an auditor as anybody in it may. Null both when there is no such case and when that person may not see it. FORBIDDEN for organisations. Logged.',
  })
  @Requires('read')
  async familyReport(@Context('actor') actor: Actor, @Args() { caseId, personId }: FamilyReportArgs): Promise<FamilyReport | null> {
    const whose = whoseReport(actor, personId);
    const audits = actor.reader.kind === 'auditor';
    const eyes = audits ? { asSeenBy: { kind: 'person', id: whose } } : {};
    const opened = await this.#queries.open(actor, { caseId, ...eyes } as CaseArgs);
    if (opened === null) {
      await this.#queries.deny(actor, 'familyReport', caseId);
      return null;
    }
    const entries = [...(await opened.reading.page(ALL)).entries].reverse();
    const { members } = caseHeaderOf(entries.filter(({ type }) => (CASE_HEADER_TYPES as readonly string[]).includes(type)));
    await this.#queries.log(actor, opened, { operation: 'familyReport', caseId, entries });
    const { directory, clock, policy } = this.#platform;
    const matrix = policy?.matrix ?? matrix2025;
    return {
      personId: whose,
      madeAt: clock.now(),
      people: members.flatMap((one) =>
        one.member === null ? [] : [{ personId: one.personId, name: one.member.name || MEMBER_ROLES[one.member.role] }],
      ),
      entries: entries.map((entry) => ({ entry: timelineEntry(entry, directory), notShown: reportMasks(entry, matrix) })),
    };
  }
}

/** @throws GraphQLError FORBIDDEN, said before anything is looked up. */
function whoseReport({ reader }: Actor, personId: string | undefined): string {
  const own = reader.kind === 'person' ? reader.personId : undefined;
  const whose = personId ?? own;
  if (whose === undefined || (reader.kind !== 'auditor' && whose !== own))
    throw new GraphQLError('Dit mag u niet. / You may not do this.', { extensions: { code: 'FORBIDDEN' } });
  return whose;
}
