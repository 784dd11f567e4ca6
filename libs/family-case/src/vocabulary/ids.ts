// SPDX-License-Identifier: EUPL-1.2
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A family case (casus): UUID. Its stream is `familyCase-<uuid>`. */
export type CaseId = Branded<'CaseId'>;
/** A person in one case: UUID, a pseudonym. The same human being in another case has another id. */
export type PersonId = Branded<'PersonId'>;
/** An organisation: a short slug such as `vt-haaglanden`. Not personal. */
export type OrganisationId = Branded<'OrganisationId'>;
/** Pseudonym of a worker, as the identity provider states it. */
export type WorkerRef = Branded<'WorkerRef'>;
/** An entry of the timeline: the id of the event that made it. UUID. */
export type EntryId = Branded<'EntryId'>;
/** Something an event introduced and later events point at (a condition, an agreement, a measure). UUID. */
export type ItemId = Branded<'ItemId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

export const caseStream = (caseId: CaseId): string => `familyCase-${caseId}`;
/** Steps before a case exists; they stay with their writer (domain rule 3.2 h). */
export const privateStream = (organisation: OrganisationId, recordId: string): string => `partyPrivate-${organisation}-${recordId}`;
/** About two people in two cases; no part of either. */
export const matchStream = (matchId: string): string => `personMatch-${matchId}`;
export const caseIdOf = (stream: string): CaseId => stream.slice('familyCase-'.length) as CaseId;
