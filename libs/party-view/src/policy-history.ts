// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, Instant } from '@gezinslijn/event-sourcing';
import { POLICY_STREAM, leaveSealed, localDateOf, matrixInForce, readAdministrationEvent } from '@gezinslijn/family-case';
import type { AdoptedMatrix, DisclosureMatrix } from '@gezinslijn/family-case';

/** A point in the record: what stands up to and including a position, under the rules of an instant. */
export interface RecordMoment {
  /** Last position of a case that counts; `null`: nothing does. */
  readonly position: bigint | null;
  /** The first event of a case recorded later, where there is one. What is no case is bounded by it: the views know of cases only. */
  readonly before: bigint | null;
  readonly at: Instant;
}

/** The matrix of a moment, from what had been adopted by then: what is adopted later, for however early a day, changes no earlier answer. */
export async function matrixAt(
  store: EventStore,
  versions: readonly DisclosureMatrix[],
  { before, at }: RecordMoment,
): Promise<DisclosureMatrix> {
  const adopted: AdoptedMatrix[] = [];
  for await (const stored of store.readStream(POLICY_STREAM)) {
    if (before !== null && stored.position >= before) break;
    const { event, metadata } = readAdministrationEvent(stored, leaveSealed);
    if (event.type === 'DisclosureMatrixAdopted' && metadata.recordedAt <= at) adopted.push(event.data);
  }
  const found = matrixInForce(versions, adopted, localDateOf(at));
  if (found === undefined) throw new RangeError('There is no version of the disclosure matrix');
  return found;
}
