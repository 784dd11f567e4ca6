// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { Instant, LocalDate } from '@gezinslijn/event-sourcing';
import { roleOf } from '../frame/case-frame.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import { birthdayAt, localDateOf } from '../vocabulary/time.ts';
import type { DestroyedBy } from './destroyed.ts';
import { RETENTION_TERMS } from './retention-terms.ts';
import type { RetentionTerm } from './retention-terms.ts';
import type { Controller } from './controllers.ts';

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

/** The members of the family that it knows, and who reported to this organisation. */
const peopleOfFile = ({ frame, reporters }: KeptState, organisation: OrganisationId, { people }: Controller): readonly PersonId[] => [
  ...people,
  ...[...reporters]
    .filter(([personId, receiver]) => receiver === organisation && !frame.people.has(personId))
    .map(([personId]) => personId),
];

function keptOf(state: KeptState, organisation: OrganisationId, controller: Controller, personId: PersonId, today: LocalDate): KeptData {
  const { party, endedOn } = controller;
  const who = { controller: organisation, party, personId };
  if (state.destroyed.get(organisation)?.has(personId) === true) return { ...who, status: 'DESTROYED', steps: [] };
  if (endedOn === undefined) return { ...who, status: 'INVOLVED', steps: [] };
  const ends = termsFor(controller, personId, today).map((term) => ({
    term,
    until: endOf(term, state.frame, controller, personId, endedOn),
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
function endOf(
  { start, years }: RetentionTerm,
  frame: CaseFrame,
  { people }: Controller,
  personId: PersonId,
  endedOn: LocalDate,
): LocalDate | undefined {
  switch (start) {
    case 'END_OF_INVOLVEMENT':
      return birthdayAt(endedOn, years);
    case 'MAJORITY_OF_CHILD': {
      const born = birthOf(frame, personId);
      return born === undefined ? undefined : birthdayAt(born, 18 + years);
    }
    case 'MAJORITY_OF_YOUNGEST':
      return fromYoungest(frame, people, 18 + years, endedOn);
    case 'BIRTH_OF_YOUNGEST':
      return fromYoungest(frame, people, years, endedOn);
  }
}

/** Of those it knows: a child that came after it left must not show in its terms. Of whom it is not known any more what he is, he may be the youngest. */
function fromYoungest(frame: CaseFrame, people: ReadonlySet<PersonId>, years: number, endedOn: LocalDate): LocalDate | undefined {
  const roles = [...people].map((personId) => ({ role: roleOf(frame, personId), born: birthOf(frame, personId) }));
  const births = roles.flatMap(({ role, born }) => (role === 'child' || role === undefined ? [born] : []));
  if (births.length === 0) return endedOn;
  const known = births.flatMap((born) => born ?? []).sort();
  const youngest = known.at(-1);
  return youngest === undefined || known.length < births.length ? undefined : birthdayAt(youngest, years);
}

const birthOf = (frame: CaseFrame, personId: PersonId): LocalDate | undefined =>
  unlessErased(frame.people.get(personId)?.member, undefined)?.birthDate;
