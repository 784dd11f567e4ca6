// SPDX-License-Identifier: EUPL-1.2
import type { CaseDecider } from '../case-decider.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent } from '../frame/case-frame.ts';
import type { OrganisationId } from '../vocabulary/ids.ts';
import type { RefusalOf } from '../vocabulary/command.ts';
import { adoptActionPlan, offerFamilyPlan } from './family-plan.ts';
import type { AdoptActionPlan, OfferFamilyPlan } from './family-plan.ts';
import type { FamilyGroupPlanOffered, GuardianshipEvent, MeasureReceived } from './guardianship-events.ts';
import { chargeOf } from './guardianship-state.ts';
import type { GuardianshipState } from './guardianship-state.ts';
import { assignGuardian, holdFirstContact, receiveMeasure } from './receive-measure.ts';
import type { AssignGuardian, HoldFirstContact, ReceiveMeasure } from './receive-measure.ts';

export type GuardianshipCommand = ReceiveMeasure | AssignGuardian | HoldFirstContact | OfferFamilyPlan | AdoptActionPlan;
export type GuardianshipRefusal =
  | RefusalOf<typeof receiveMeasure>
  | RefusalOf<typeof assignGuardian>
  | RefusalOf<typeof holdFirstContact>
  | RefusalOf<typeof offerFamilyPlan>
  | RefusalOf<typeof adoptActionPlan>;

/** What a GI does with a measure in hand: a worker, first contact, a plan. Rules: docs/domain/guardianship.md. */
export const guardianship: CaseDecider<
  GuardianshipCommand,
  GuardianshipState,
  GuardianshipEvent,
  GuardianshipRefusal,
  FrameEvent | FamilyGroupPlanOffered
> = {
  commands: { ReceiveMeasure: true, AssignGuardian: true, HoldFirstContact: true, OfferFamilyPlan: true, AdoptActionPlan: true },
  handles: { ...frameEvents, FamilyGroupPlanOffered: true },
  initial: () => ({ frame: emptyFrame(), orders: new Map(), charged: new Set(), familyPlan: new Map() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'ReceiveMeasure':
        return receiveMeasure(state, command, act);
      case 'AssignGuardian':
        return assignGuardian(state, command, act);
      case 'HoldFirstContact':
        return holdFirstContact(state, command, act);
      case 'OfferFamilyPlan':
        return offerFamilyPlan(state, command, act);
      case 'AdoptActionPlan':
        return adoptActionPlan(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) {
      foldFrame(state.frame, { event, metadata });
      if (event.type === 'MeasureOrdered') foldOrder(state, event.data);
      if (event.type === 'MeasureReceived') foldReceipt(state, event.data, metadata.actingOrganisation);
      return state;
    }
    switch (event.type) {
      case 'FamilyGroupPlanOffered':
        for (const child of event.data.concerning) state.familyPlan.set(child, event.data.answer);
        return state;
    }
  },
};

type MeasureOrderedData = Extract<FrameEvent, { type: 'MeasureOrdered' }>['data'];

function foldOrder({ orders }: GuardianshipState, { measureId, executedBy, concerning }: MeasureOrderedData): void {
  if (executedBy !== undefined) orders.set(measureId, { executedBy, concerning, received: false });
}

function foldReceipt(
  { orders, charged }: GuardianshipState,
  { measureIds, concerning }: MeasureReceived['data'],
  by: OrganisationId,
): void {
  for (const measureId of measureIds) {
    const order = orders.get(measureId);
    if (order !== undefined) order.received = true;
  }
  for (const child of concerning) charged.add(chargeOf(by, child));
}
