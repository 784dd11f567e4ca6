// SPDX-License-Identifier: EUPL-1.2
import { refuse } from '@gezinslijn/event-sourcing';
import type { Fault } from '../frame/admission.ts';
import { known } from '../frame/admission.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import type { Responsible } from '../vocabulary/people.ts';
import { isPerson } from './route-map-state.ts';
import type { RouteMapState } from './route-map-state.ts';

/** What goes for every line of the plan, agreement or action. */
export type LineRefusal =
  | 'CASE_PERSON_UNKNOWN'
  | 'CASE_PERSON_TWICE'
  | 'ROUTE_MAP_CONDITION_UNKNOWN'
  | 'ROUTE_MAP_ORGANISATION_UNKNOWN'
  | 'ROUTE_MAP_HIDDEN_FROM_CONCERNED';

export function conditionsFault(
  { conditions }: RouteMapState,
  conditionIds: readonly ItemId[],
  { atLeastOne }: { readonly atLeastOne: boolean },
): Fault<'ROUTE_MAP_CONDITION_UNKNOWN'> | undefined {
  const enough = !atLeastOne || conditionIds.length > 0;
  const allKnown = conditionIds.every((condition) => conditions.has(condition));
  return enough && allKnown ? undefined : refuse('ROUTE_MAP_CONDITION_UNKNOWN', { field: 'conditionIds' });
}

/** Who checks or owns a line is a person we know or an organisation involved now. */
export function responsibleFault(
  frame: CaseFrame,
  responsible: Responsible,
  field: string,
): Fault<'CASE_PERSON_UNKNOWN' | 'ROUTE_MAP_ORGANISATION_UNKNOWN'> | undefined {
  switch (responsible.kind) {
    case 'person':
      return frame.people.has(responsible.personId) ? undefined : refuse('CASE_PERSON_UNKNOWN', { field });
    case 'organisation':
      return frame.involved.has(responsible.organisation) ? undefined : refuse('ROUTE_MAP_ORGANISATION_UNKNOWN', { field });
  }
}

/** A line cannot be hidden from whom it concerns, restrains or asks something of. Rule RM-4. */
export function hidingFault(
  frame: CaseFrame,
  hiddenFrom: readonly PersonId[],
  concerned: readonly PersonId[],
  responsible: Responsible,
): Fault<LineRefusal> | undefined {
  const field = 'hiddenFrom';
  const fault = known(frame, hiddenFrom, field);
  if (fault !== undefined) return fault;
  const absurd = hiddenFrom.some((person) => concerned.includes(person) || isPerson(responsible, person));
  return absurd ? refuse('ROUTE_MAP_HIDDEN_FROM_CONCERNED', { field }) : undefined;
}

/** Is this the act of who is responsible: his organisation's, or his own as a professional writes it down? */
export function isActOf(responsible: Responsible, { author, statedBy }: Act): boolean {
  switch (responsible.kind) {
    case 'person':
      return statedBy?.kind === 'person' && statedBy.personId === responsible.personId;
    case 'organisation':
      return author.organisation === responsible.organisation;
  }
}

/** A care provider sees its own tasks only; another's line is to it as one that does not exist. */
export function seesAllLines(party: Party): boolean {
  return party !== 'ZA';
}
