// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { CaseContext } from './case-context.ts';
import type { Consent } from './consents.ts';
import { emergencyProfile, supervisorProfile } from './emergency.ts';
import type { Reader } from './readers.ts';
import { standardRules } from './rules.ts';
import type { DisclosureRules } from './rules.ts';

/**
 * Everything about a reader, beside the entry itself, that decides what he sees of a case. Two moments with the same profile show the same:
 * the projector rewrites a reader's rows exactly when his profile changes, and a replay computes the same answer from the same profile.
 */
export type ReaderProfile =
  | {
      readonly kind: 'organisation';
      readonly organisation: OrganisationId;
      readonly column: Party;
      /** Looks in the hat of the RVT: within the column of the RVT as well. */
      readonly rvt: boolean;
      /** A party that left keeps its own entries and the plans it signed, nothing newer. */
      readonly active: boolean;
      readonly measure: boolean;
      readonly signed: readonly number[];
      /** Of a party that left: lines up to this revision belong to a plan it signed; −1 when it signed none. */
      readonly keptThrough: number;
      /** Whom a care provider is there for. */
      readonly clients: readonly PersonId[];
      readonly consents: readonly string[];
      readonly shares: readonly EntryId[];
      /** People, or parts of the file about them, whose data it destroyed. */
      readonly destroyed: readonly string[];
      /** Widened by emergency access that runs. */
      readonly emergency?: true;
      /** Watches over emergency access: sees that it was used, and nothing else. */
      readonly supervises?: true;
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

/** The profile of a reader at an instant; `null` when he has no involvement. `validUntil`: when mere lapse of time changes it. */
export function profileOf(context: CaseContext, reader: Reader, at: Instant, rules: DisclosureRules = standardRules): ReaderProfile | null {
  switch (reader.kind) {
    case 'auditor':
      return { kind: 'auditor', validUntil: null };
    case 'organisation':
      if (reader.supervises === true)
        return supervisorProfile(context.emergencies, reader.organisation, destroyedBy(context, reader.organisation));
      return reader.emergency === undefined
        ? organisationProfile(context, reader, at, rules)
        : emergencyProfile(
            context.emergencies,
            organisationProfile(context, reader, at, rules),
            { organisation: reader.organisation, worker: reader.emergency },
            at,
          );
    case 'person':
      return personProfile(context, reader.personId, at, rules);
  }
}

function organisationProfile(
  context: CaseContext,
  { organisation, rvt }: Extract<Reader, { kind: 'organisation' }>,
  at: Instant,
  rules: DisclosureRules,
): ReaderProfile | null {
  const involved = context.organisations.get(organisation);
  if (involved === undefined) return null;
  const shares = [...(context.shares.get(organisation) ?? [])]
    .map(([entry, until]) => ({ entry, ends: rules.shareEnds(until) }))
    .filter(({ ends }) => ends > at);
  const prefix = `${organisation}|`;
  const consents = [...context.consents]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, consent]) => ({ key, ends: consentEnds(context, consent, rules) }))
    .filter(({ ends }) => ends === null || ends > at);
  // Only a party that left depends on what it signed; leaving it out otherwise keeps signing from rewriting rows.
  const signed = involved.active ? [] : [...involved.signed].sort((a, b) => a - b);
  return {
    kind: 'organisation',
    organisation,
    column: involved.party,
    rvt: rvt !== undefined,
    active: involved.active,
    measure: involved.measure,
    signed,
    keptThrough: Math.max(-1, ...signed.map((version) => context.published.get(version) ?? -1)),
    clients: [...involved.clients].sort(),
    consents: consents.map(({ key }) => key).sort(),
    shares: shares.map(({ entry }) => entry).sort(),
    destroyed: destroyedBy(context, organisation),
    validUntil: earliest([...shares.map(({ ends }) => ends), ...consents.flatMap(({ ends }) => ends ?? [])]),
  };
}

/** What an organisation destroyed it reads in no capacity. */
const destroyedBy = ({ destroyed }: CaseContext, organisation: OrganisationId): readonly string[] =>
  [...(destroyed.get(organisation) ?? [])].sort();

/** Consent that somebody else gave for a child lapses when the child consents alone; consent of one's own does not lapse by time. */
function consentEnds(context: CaseContext, { personId, byHimself }: Consent, rules: DisclosureRules): Instant | null {
  const birthDate = context.people.get(personId)?.birthDate;
  return byHimself || birthDate === undefined ? null : rules.birthday(birthDate, rules.ageOfOwnConsent);
}

function personProfile(context: CaseContext, personId: PersonId, at: Instant, rules: DisclosureRules): ReaderProfile | null {
  const member = context.people.get(personId);
  if (member === undefined || (!member.active && !rules.readsAfterLeaving)) return null;
  if (member.erased) return null;
  if (rules.toldFirst && context.reported && !member.told) return null;
  const represented = [...context.people]
    .filter(([, other]) => other.birthDate !== undefined && other.authorityBy.includes(personId))
    .map(([child, { birthDate }]) => ({ child, ends: rules.birthday(birthDate as string, rules.ageOfOwnRights) }))
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
export function ownRightsFrom(context: CaseContext, personId: PersonId, rules: DisclosureRules = standardRules): Instant | null {
  const birthDate = context.people.get(personId)?.birthDate;
  return birthDate === undefined ? null : rules.birthday(birthDate, rules.ageOfOwnRights);
}

function earliest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((first, next) => (first === null || next < first ? next : first), null);
}
