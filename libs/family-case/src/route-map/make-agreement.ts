// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, dated, known, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { conditionsFault, hidingFault, responsibleFault } from './lines.ts';
import type { LineRefusal } from './lines.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { AgreementMade } from './route-map-events.ts';
import { isPerson } from './route-map-state.ts';
import type { RouteMapState } from './route-map-state.ts';

export type MakeAgreement = CommandFor<'MakeAgreement', AgreementMade, 'agreementId'>;

type Refusal =
  AdmissionRefusal | LineRefusal | 'ROUTE_MAP_NOT_OF_THE_FAMILY' | 'ROUTE_MAP_CHECKER_RESTRAINED' | 'ROUTE_MAP_CHECK_BEFORE_START';

/** What family and network will do, and who checks it: never whom it restrains. May be hidden from named members. Rules RM-2, RM-3, RM-4. */
export function makeAgreement(state: RouteMapState, command: MakeAgreement, act: Act): Decision<AgreementMade, Refusal> {
  const { frame } = state;
  const { concerning, restrains, checker, hiddenFrom, startsOn, checkOn } = command;
  return (
    admit(frame, act, { parties: ['LT', 'VT', 'GI'] }) ??
    familyFault(act) ??
    named(frame, concerning, 'concerning') ??
    known(frame, restrains, 'restrains') ??
    conditionsFault(state, command.conditionIds, { atLeastOne: true }) ??
    responsibleFault(frame, checker, 'checker') ??
    checkerFault(command) ??
    hidingFault(frame, hiddenFrom, [...concerning, ...restrains], checker) ??
    written(command.text, 'text') ??
    dated(startsOn, 'startsOn') ??
    dated(checkOn, 'checkOn') ??
    (checkOn < startsOn ? refuse('ROUTE_MAP_CHECK_BEFORE_START', { field: 'checkOn' }) : undefined) ??
    accept(fact(routeMapEvents.AgreementMade, { ...command, agreementId: act.newId('agreement') as ItemId }))
  );
}

/** The family makes its agreements with the lokaal team; another party writes one down only as the family's own words. */
function familyFault({ author, statedBy }: Act): Fault<'ROUTE_MAP_NOT_OF_THE_FAMILY'> | undefined {
  if (author.party === 'LT' || statedBy?.kind === 'family' || statedBy?.kind === 'person') return undefined;
  return refuse('ROUTE_MAP_NOT_OF_THE_FAMILY', { field: 'statedBy' });
}

function checkerFault({ checker, restrains }: MakeAgreement): Fault<'ROUTE_MAP_CHECKER_RESTRAINED'> | undefined {
  return restrains.some((person) => isPerson(checker, person)) ? refuse('ROUTE_MAP_CHECKER_RESTRAINED', { field: 'checker' }) : undefined;
}
