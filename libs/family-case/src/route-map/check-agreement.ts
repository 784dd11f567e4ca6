// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse, unlessErased } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, dayOf } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { isActOf, seesAllLines } from './lines.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { AgreementChecked } from './route-map-events.ts';
import type { RouteMapState } from './route-map-state.ts';

/** Whom it concerns and whom it is hidden from are the agreement's own. */
export type CheckAgreement = CommandFor<'CheckAgreement', AgreementChecked, 'concerning' | 'hiddenFrom'>;

type Refusal = AdmissionRefusal | 'ROUTE_MAP_AGREEMENT_UNKNOWN' | 'ROUTE_MAP_NOT_THE_CHECKER' | 'ROUTE_MAP_AGREEMENT_NOT_STARTED';

/** The named checker says whether an agreement was kept. Rule RM-5. */
export function checkAgreement(state: RouteMapState, command: CheckAgreement, act: Act): Decision<AgreementChecked, Refusal> {
  const fault = admit(state.frame, act, { parties: ANY_PARTY });
  if (fault !== undefined) return fault;
  const field = 'agreementId';
  const agreement = state.agreements.get(command.agreementId);
  if (agreement === undefined) return refuse('ROUTE_MAP_AGREEMENT_UNKNOWN', { field });
  if (!isActOf(agreement.checker, act)) {
    return refuse(seesAllLines(act.author.party) ? 'ROUTE_MAP_NOT_THE_CHECKER' : 'ROUTE_MAP_AGREEMENT_UNKNOWN', { field });
  }
  if (dayOf(act) < unlessErased(agreement.startsOn, '')) return refuse('ROUTE_MAP_AGREEMENT_NOT_STARTED', { field });
  const { concerning, hiddenFrom } = agreement;
  return accept(fact(routeMapEvents.AgreementChecked, { ...command, concerning, hiddenFrom }));
}
