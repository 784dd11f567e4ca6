// SPDX-License-Identifier: EUPL-1.2
import { caseEventDescriptions, caseStream, evolveCase, initialCase } from '@gezinslijn/family-case';
import type { CaseId, CaseState, Controller, DisclosedEntry, OrganisationId, PersonId } from '@gezinslijn/family-case';
import { loadHistory, positionKnownAt } from '@gezinslijn/party-view';
import type { OpenedCase } from '../case-timeline/case-queries.ts';
import type { Platform } from '../platform/platform.ts';

/** What terms of keeping hang on, of the moment the case was opened as of: an inspection does not look past its period. */
export async function retentionOfThen(
  { cases, store, keys, engine }: Pick<Platform, 'cases' | 'store' | 'keys' | 'engine'>,
  { asOf }: OpenedCase,
  caseId: string,
): Promise<CaseState['retention']> {
  const stream = caseStream(caseId as CaseId);
  if (asOf?.knownAt === undefined) return (await cases.current(stream)).retention;
  const known = await loadHistory(store, keys, stream, await positionKnownAt(engine, asOf.knownAt));
  return known.reduce(evolveCase, initialCase()).retention;
}

/**
 * Whom a worker may know to be in the file of his organisation: whom something that he sees is about, and of an organisation that left, whom
 * something was about that it saw then. Keys are held of the whole family, whoever is to know of whom.
 */
export async function knownPeople(
  { reads }: Pick<Platform, 'reads'>,
  { reading }: OpenedCase,
  caseId: string,
  organisation: OrganisationId,
  controller: Controller | undefined,
): Promise<ReadonlySet<PersonId>> {
  const shown = await reading.ofTypes(Object.keys(caseEventDescriptions));
  const left = controller?.left;
  const before =
    left === undefined
      ? null
      : await reads.seenAt(
          caseStream(caseId as CaseId),
          { kind: 'organisation', organisation },
          { position: left.position - 1n, before: left.position, at: left.at },
        );
  return new Set([...shown, ...(before ?? [])].flatMap(({ about }: DisclosedEntry) => about));
}
