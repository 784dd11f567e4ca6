// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import type { CaseFrame, KnownPerson } from '../frame/case-frame.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import { birthdayAt, localDateOf } from '../vocabulary/time.ts';
import type { DestroyedBy } from './destroyed.ts';
import { RETENTION_TERMS } from './retention-terms.ts';
import type { RetentionTerm } from './retention-terms.ts';

/** What a controller was in a case, as far as its terms hang on it. */
export interface Controller {
  readonly party: Party;
  /** Day on which it became involved first. */
  readonly since: LocalDate;
  /** Day on which it left; absent while it is involved. */
  endedOn: LocalDate | undefined;
  /** Where in the case it left, and the family as it knew it then: of who came later it holds nothing, and may know nothing. */
  left: { readonly position: bigint; readonly at: Instant; readonly people: CaseFrame['people'] } | undefined;
  /** Children under a measure that it carries out, or carried out. */
  readonly measures: Set<PersonId>;
  /** It was asked to inquire. */
  inquired: boolean;
}

/** What terms of keeping hang on in one case. */
export interface KeptState {
  readonly frame: CaseFrame;
  readonly controllers: ReadonlyMap<OrganisationId, Controller>;
  readonly destroyed: DestroyedBy;
  /** Who reported, by which organisation received that: a person of its own, no member of the family. */
  readonly reporters: ReadonlyMap<PersonId, OrganisationId>;
  readonly requests: ReadonlyMap<string, { readonly organisation: OrganisationId; readonly personId: PersonId; readonly decided: boolean }>;
}

/**
 * INVOLVED: no term runs while it is involved. RUNNING: kept through `until`. SUSPENDED: over, but a request of this person waits for a
 * decision. UNKNOWN: a birth date is not known, or not any more, so it is kept. DUE: over. DESTROYED: gone already.
 */
export const KEPT_STATUSES = {
  INVOLVED: 'betrokken: er loopt geen termijn',
  RUNNING: 'wordt bewaard',
  SUSPENDED: 'termijn voorbij, verzoek loopt',
  UNKNOWN: 'geboortedatum onbekend: wordt bewaard',
  DUE: 'termijn voorbij',
  DESTROYED: 'vernietigd',
} as const;
export type KeptStatus = keyof typeof KEPT_STATUSES;

export interface KeptStep {
  readonly day: LocalDate;
  readonly text: string;
}

/** How long one controller keeps what it holds about one person. */
export interface KeptData {
  readonly controller: OrganisationId;
  readonly party: Party;
  readonly personId: PersonId;
  readonly status: KeptStatus;
  /** Last day on which it is kept; absent while that is not known. */
  readonly until?: LocalDate;
  /** The term that rules; absent while none runs. */
  readonly term?: RetentionTerm;
  /** How it came about, for people to read. */
  readonly steps: readonly KeptStep[];
}

/** What every controller of a case keeps about whom, as of an instant: computed from what was recorded, recorded nowhere. */
export function keptAt(state: KeptState, at: Instant): readonly KeptData[] {
  return [...state.controllers].flatMap(([organisation, controller]) =>
    peopleOfFile(state, organisation, controller).map((personId) => keptOf(state, organisation, controller, personId, localDateOf(at))),
  );
}

type Family = ReadonlyMap<PersonId, KnownPerson>;
const familyOf = ({ frame }: KeptState, { left }: Controller): Family => left?.people ?? frame.people;

/** The members of the family while it was involved, and who reported to this organisation. */
function peopleOfFile(state: KeptState, organisation: OrganisationId, controller: Controller): readonly PersonId[] {
  const family = familyOf(state, controller);
  const reported = [...state.reporters].filter(([personId, receiver]) => receiver === organisation && !family.has(personId));
  return [...family.keys(), ...reported.map(([personId]) => personId)];
}

function keptOf(state: KeptState, organisation: OrganisationId, controller: Controller, personId: PersonId, today: LocalDate): KeptData {
  const { party, endedOn } = controller;
  const who = { controller: organisation, party, personId };
  if (state.destroyed.get(organisation)?.has(personId) === true) return { ...who, status: 'DESTROYED', steps: [] };
  if (endedOn === undefined) return { ...who, status: 'INVOLVED', steps: [] };
  const ends = termsFor(controller, personId, today).map((term) => ({
    term,
    until: endOf(term, familyOf(state, controller), personId, endedOn),
  }));
  const left: KeptStep = { day: endedOn, text: 'betrokkenheid geëindigd' };
  const unknown = ends.find(({ until }) => until === undefined);
  if (unknown !== undefined) return { ...who, status: 'UNKNOWN', term: unknown.term, steps: [left] };
  const known = ends.flatMap(({ term, until }) => (until === undefined ? [] : [{ term, until }]));
  const longest = known.reduce((one, other) => (other.until > one.until ? other : one));
  const waits = [...state.requests.values()].some(
    (request) => !request.decided && request.organisation === organisation && request.personId === personId,
  );
  const status: KeptStatus = longest.until >= today ? 'RUNNING' : waits ? 'SUSPENDED' : 'DUE';
  return {
    ...who,
    status,
    ...longest,
    steps: [
      left,
      ...known.map(({ term, until }) => ({ day: until, text: `${term.title} (${term.source})` })),
      ...(waits ? [{ day: today, text: 'een verzoek van deze persoon wacht op een besluit: tot dan wordt bewaard' }] : []),
    ],
  };
}

/** At least one: what is kept by anybody has a term. */
function termsFor({ party, measures, inquired }: Controller, personId: PersonId, today: LocalDate): readonly RetentionTerm[] {
  const applies = { ALWAYS: true, MEASURE: measures.has(personId), INQUIRY: inquired };
  return RETENTION_TERMS.filter((term) => term.party === party && term.validFrom <= today && applies[term.occasion]);
}

/** The last day of a term; `undefined` when it hangs on a birth date that is not known. Where there is no child it ends where it began. */
function endOf({ start, years }: RetentionTerm, family: Family, personId: PersonId, endedOn: LocalDate): LocalDate | undefined {
  switch (start) {
    case 'END_OF_INVOLVEMENT':
      return birthdayAt(endedOn, years);
    case 'MAJORITY_OF_CHILD': {
      const born = birthOf(family, personId);
      return born === undefined ? undefined : birthdayAt(born, 18 + years);
    }
    case 'MAJORITY_OF_YOUNGEST':
      return fromYoungest(family, 18 + years, endedOn);
    case 'BIRTH_OF_YOUNGEST':
      return fromYoungest(family, years, endedOn);
  }
}

/** Of whom it is not known any more what he is, he may be the youngest child. */
function fromYoungest(family: Family, years: number, endedOn: LocalDate): LocalDate | undefined {
  const roles = [...family].map(([personId, { member }]) => ({
    role: unlessErased(member, undefined)?.role,
    born: birthOf(family, personId),
  }));
  const births = roles.flatMap(({ role, born }) => (role === 'child' || role === undefined ? [born] : []));
  if (births.length === 0) return endedOn;
  const known = births.flatMap((born) => born ?? []).sort();
  const youngest = known.at(-1);
  return youngest === undefined || known.length < births.length ? undefined : birthdayAt(youngest, years);
}

const birthOf = (family: Family, personId: PersonId): LocalDate | undefined =>
  unlessErased(family.get(personId)?.member, undefined)?.birthDate;
