// SPDX-License-Identifier: EUPL-1.2
import { caseStream } from '@gezinslijn/family-case';
import type { CaseId, DisclosedEntry, Reader, RecordedCaseEvent } from '@gezinslijn/family-case';
import { loadHistory, occurredKey } from '@gezinslijn/party-view';
import type { RecordMoment } from '@gezinslijn/party-view';
import type { CaseQueries } from '../case-timeline/case-queries.ts';
import type { CaseArgs } from '../case-timeline/case.types.ts';
import type { Actor } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { knownOf, outlineOf } from './knowledge-reading.ts';
import type { DecisionBasis } from './knowledge.types.ts';
import { looksTaken } from './looks-taken.ts';

const ALL = { order: 'RECORDED', limit: 1_000_000 } as const;

/** The basis of a decision, or the rule by which it is not shown. */
export async function decisionBasis(
  platform: Platform,
  queries: CaseQueries,
  actor: Actor,
  { caseId, entryId }: { readonly caseId: string; readonly entryId: string },
): Promise<DecisionBasis | string> {
  const opened = await queries.open(actor, { caseId } as CaseArgs);
  if (opened === null) return 'not-involved';
  const shown = await opened.reading.entry(entryId);
  if (shown === null) return 'entry-not-shown';
  const audits = actor.reader.kind === 'auditor';
  if (!audits && (actor.reader.kind !== 'organisation' || shown.organisation !== actor.organisation)) return 'not-own-decision';
  const stream = caseStream(caseId as CaseId);
  const decision = (await loadHistory(platform.store, platform.keys, stream, shown.position)).at(-1);
  if (decision?.id !== entryId) throw new TypeError('The decision is not where the views say it is');

  const moment: RecordMoment = { position: shown.position - 1n, before: shown.position, at: shown.recordedAt };
  const then = (await platform.reads.seenAt(stream, deciderOf(decision), moment)) ?? [];
  const before = new Map(then.map((entry) => [entry.id, entry]));
  const now = [...(await opened.reading.page(ALL)).entries].reverse();
  const looks = platform.looks;
  if (looks === undefined) throw new TypeError('This platform keeps no index of the access log');
  const reader = { kind: 'organisation', organisation: shown.organisation } as const;
  const [byAll, byHimself] = await Promise.all([
    looksTaken(looks, caseId, { reader }, moment),
    looksTaken(looks, caseId, { reader, worker: decision.metadata.workerRef }, moment),
  ]);
  const outline = (entry: DisclosedEntry) => outlineOf(entry, platform.directory);
  const earlier = now.filter(({ position }) => position < shown.position);
  return {
    decision: outline(shown),
    worker: decision.metadata.workerRef,
    known: earlier.flatMap((entry) => {
      const access = before.get(entry.id)?.access ?? null;
      const known = knownOf(actor, access, byAll.of(entry.position));
      if (access === null && known.delivered.length === 0) return [];
      return [{ entry: outline(entry), known, against: knownOf(actor, access, byHimself.of(entry.position)) }];
    }),
    notVisible: audits ? earlier.filter(({ id }) => !before.has(id)).map(outline) : null,
    arrivedLater: now.filter((entry) => entry.position > shown.position && occurredKey(entry.occurredAt) < shown.recordedAt).map(outline),
  };
}

/** In which hat it was decided. */
function deciderOf({ metadata: { actingOrganisation, party, workerRole } }: RecordedCaseEvent): Reader {
  return { kind: 'organisation', organisation: actingOrganisation, ...(workerRole === 'rvtMember' ? { rvt: party } : {}) };
}
