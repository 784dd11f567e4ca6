// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import { addDays, birthdayAt, startOfLocalDay } from '../vocabulary/time.ts';
import type { CaseContext } from './case-context.ts';
import type { Column } from './matrix.ts';
import type { Reader } from './readers.ts';

/**
 * Everything about a reader, beside the entry itself, that decides what he sees of a case. Two moments with the same profile show the same:
 * the projector rewrites a reader's rows exactly when his profile changes, and a replay computes the same answer from the same profile.
 */
export type ReaderProfile =
  | {
      readonly kind: 'organisation';
      readonly organisation: OrganisationId;
      readonly column: Column;
      /** A party that left keeps its own entries and the plans it signed, nothing newer. */
      readonly active: boolean;
      readonly measure: boolean;
      readonly signed: readonly number[];
      readonly consents: readonly string[];
      readonly shares: readonly EntryId[];
      readonly validUntil: Instant | null;
    }
  | {
      readonly kind: 'person';
      readonly personId: PersonId;
      readonly network: boolean;
      /** Children under 12 whom he represents, having authority (Jeugdwet 7.3.4, 7.3.15). */
      readonly represents: readonly PersonId[];
      readonly validUntil: Instant | null;
    }
  | { readonly kind: 'auditor'; readonly validUntil: null };

export const AGE_OF_OWN_RIGHTS = 12;

/** The profile of a reader at an instant; `null` when he has no involvement. `validUntil`: when mere lapse of time changes it. */
export function profileOf(context: CaseContext, reader: Reader, at: Instant): ReaderProfile | null {
  switch (reader.kind) {
    case 'auditor':
      return { kind: 'auditor', validUntil: null };
    case 'organisation':
      return organisationProfile(context, reader.organisation, at);
    case 'person':
      return personProfile(context, reader.personId, at);
  }
}

function organisationProfile(context: CaseContext, organisation: OrganisationId, at: Instant): ReaderProfile | null {
  const involved = context.organisations.get(organisation);
  if (involved === undefined) return null;
  const shares = [...(context.shares.get(organisation) ?? [])]
    .map(([entry, until]) => ({ entry, ends: startOfLocalDay(addDays(until, 1)) }))
    .filter(({ ends }) => ends > at);
  const prefix = `${organisation}|`;
  return {
    kind: 'organisation',
    organisation,
    column: involved.party,
    active: involved.active,
    measure: involved.measure,
    // Only a party that left depends on what it signed; leaving it out otherwise keeps signing from rewriting rows.
    signed: involved.active ? [] : [...involved.signed].sort((a, b) => a - b),
    consents: [...context.consents].filter((key) => key.startsWith(prefix)).sort(),
    shares: shares.map(({ entry }) => entry).sort(),
    validUntil: earliest(shares.map(({ ends }) => ends)),
  };
}

function personProfile(context: CaseContext, personId: PersonId, at: Instant): ReaderProfile | null {
  const member = context.people.get(personId);
  if (member === undefined || !member.active || (context.reported && !member.told)) return null;
  const represented = [...context.people]
    .filter(([, other]) => other.birthDate !== undefined && other.authorityBy.includes(personId))
    .map(([child, { birthDate }]) => ({ child, ends: startOfLocalDay(birthdayAt(birthDate as string, AGE_OF_OWN_RIGHTS)) }))
    .filter(({ ends }) => ends > at);
  return {
    kind: 'person',
    personId,
    network: member.network,
    represents: represented.map(({ child }) => child).sort(),
    validUntil: earliest(represented.map(({ ends }) => ends)),
  };
}

/** From when somebody reads in his own right: his twelfth birthday, or at once when his birth date is not known. */
export function ownRightsFrom(context: CaseContext, personId: PersonId): Instant | null {
  const birthDate = context.people.get(personId)?.birthDate;
  return birthDate === undefined ? null : startOfLocalDay(birthdayAt(birthDate, AGE_OF_OWN_RIGHTS));
}

function earliest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((first, next) => (first === null || next < first ? next : first), null);
}
