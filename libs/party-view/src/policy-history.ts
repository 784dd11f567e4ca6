// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, Instant, LocalDate } from '@gezinslijn/event-sourcing';
import { POLICY_STREAM, leaveSealed, localDateOf, matrixInForce, readAdministrationEvent } from '@gezinslijn/family-case';
import type { AdoptedMatrix, DisclosureMatrix } from '@gezinslijn/family-case';
import { digestOf } from './serving-policy.ts';

/** A point in the record: what stands up to and including a position, under the rules of an instant. */
export interface RecordMoment {
  /** Last position of a case that counts; `null`: nothing does. */
  readonly position: bigint | null;
  /** The first event of a case recorded later, where there is one. What is no case is bounded by it: the views know of cases only. */
  readonly before: bigint | null;
  readonly at: Instant;
}

/** The version that was adopted for a day; `undefined` where none was. @throws RangeError for one this program does not have. */
export async function adoptedOn(
  store: EventStore,
  versions: readonly DisclosureMatrix[],
  day: LocalDate,
): Promise<DisclosureMatrix | undefined> {
  const adopted: (AdoptedMatrix & { readonly digest: string })[] = [];
  for await (const stored of store.readStream(POLICY_STREAM)) {
    const { event } = readAdministrationEvent(stored, leaveSealed);
    if (event.type === 'DisclosureMatrixAdopted' && event.data.from <= day) adopted.push(event.data);
  }
  const last = adopted.at(-1);
  if (last === undefined) return undefined;
  const found = matrixInForce(versions, adopted, day);
  if (found !== undefined && digestOf(found) !== last.digest)
    throw new RangeError(`Version ${last.adopted} of the disclosure matrix was adopted by another digest than it has here`);
  return found;
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
