// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse, unlessErased } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { guardianshipEvents } from './guardianship-events.ts';
import type { ActionPlanAdopted, FamilyGroupPlanOffered } from './guardianship-events.ts';
import type { GuardianshipState } from './guardianship-state.ts';
import { chargedFault } from './receive-measure.ts';

export type OfferFamilyPlan = CommandFor<'OfferFamilyPlan', FamilyGroupPlanOffered>;
export type AdoptActionPlan = CommandFor<'AdoptActionPlan', ActionPlanAdopted, 'planId'>;

/** The family is offered to make its own plan, or answers; not offering it for danger needs a reason. Rule G-4; source: Jeugdwet 4.1.2. */
export function offerFamilyPlan(
  { frame }: GuardianshipState,
  command: OfferFamilyPlan,
  act: Act,
): Decision<FamilyGroupPlanOffered, AdmissionRefusal | 'GUARDIANSHIP_WAIVER_WITHOUT_REASON'> {
  const { answer, explanation = '' } = command;
  const unexplained = answer === 'WAIVED' && explanation.trim() === '';
  return (
    admit(frame, act, { parties: ['GI', 'ZA'] }) ??
    named(frame, command.concerning, 'concerning') ??
    (unexplained ? refuse('GUARDIANSHIP_WAIVER_WITHOUT_REASON', { field: 'explanation' }) : undefined) ??
    accept(fact(guardianshipEvents.FamilyGroupPlanOffered, command))
  );
}

type AdoptRefusal = AdmissionRefusal | 'GUARDIANSHIP_NO_MEASURE' | 'GUARDIANSHIP_FAMILY_FIRST' | 'GUARDIANSHIP_NO_FAMILY_PLAN';

/** The legal plan of the GI, or the family's own in its place; the family had its chance first. Rule G-5; source: Jeugdwet 4.1.3. */
export function adoptActionPlan(state: GuardianshipState, command: AdoptActionPlan, act: Act): Decision<ActionPlanAdopted, AdoptRefusal> {
  return (
    admit(state.frame, act, { parties: ['GI'], registered: true }) ??
    named(state.frame, command.concerning, 'concerning') ??
    chargedFault(state, command.concerning, act) ??
    offerFault(state, command) ??
    written(command.summary, 'summary') ??
    accept(fact(guardianshipEvents.ActionPlanAdopted, { ...command, planId: act.newId('plan') as ItemId }))
  );
}

function offerFault({ familyPlan }: GuardianshipState, command: AdoptActionPlan): Fault<AdoptRefusal> | undefined {
  const answers = command.concerning.map((child) => familyPlan.get(child));
  if (answers.includes(undefined)) return refuse('GUARDIANSHIP_FAMILY_FIRST', { field: 'concerning' });
  if (command.origin === 'GI') return undefined;
  const accepted = answers.every((answer) => unlessErased(answer, 'ACCEPTED') === 'ACCEPTED');
  return accepted ? undefined : refuse('GUARDIANSHIP_NO_FAMILY_PLAN', { field: 'origin' });
}
