// SPDX-License-Identifier: EUPL-1.2
import type { CaseDecider } from '../case-decider.ts';
import { foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent } from '../frame/case-frame.ts';
import { foldWatch } from '../frame/safety-watch.ts';
import type { ActionPlanAdopted, FamilyGroupPlanOffered } from '../guardianship/guardianship-events.ts';
import type { SafetyWatchHandedOver } from '../monitoring/monitoring-events.ts';
import type { RefusalOf } from '../vocabulary/command.ts';
import { assignAction } from './assign-action.ts';
import type { AssignAction } from './assign-action.ts';
import { checkAgreement } from './check-agreement.ts';
import type { CheckAgreement } from './check-agreement.ts';
import { closeAction } from './close-action.ts';
import type { CloseAction } from './close-action.ts';
import { enterPhase } from './enter-phase.ts';
import type { EnterPhase } from './enter-phase.ts';
import { makeAgreement } from './make-agreement.ts';
import type { MakeAgreement } from './make-agreement.ts';
import { publishRouteMap } from './publish-route-map.ts';
import type { PublishRouteMap } from './publish-route-map.ts';
import type { AgreementChecked, PlanPositionRecorded, RouteMapEvent } from './route-map-events.ts';
import { foldActionPlan, foldFamilyPlan, foldPublication, foldSignature, initialRouteMap, passConditions } from './route-map-state.ts';
import type { RouteMapState } from './route-map-state.ts';
import { setCondition } from './set-condition.ts';
import type { SetCondition } from './set-condition.ts';
import { signRouteMap, withdrawSignature } from './sign-route-map.ts';
import type { SignRouteMap, WithdrawSignature } from './sign-route-map.ts';
import { takePosition } from './take-position.ts';
import type { TakePosition } from './take-position.ts';

export type RouteMapCommand =
  | SetCondition
  | MakeAgreement
  | CheckAgreement
  | AssignAction
  | CloseAction
  | PublishRouteMap
  | SignRouteMap
  | WithdrawSignature
  | TakePosition
  | EnterPhase;

export type RouteMapRefusal =
  | RefusalOf<typeof setCondition>
  | RefusalOf<typeof makeAgreement>
  | RefusalOf<typeof checkAgreement>
  | RefusalOf<typeof assignAction>
  | RefusalOf<typeof closeAction>
  | RefusalOf<typeof publishRouteMap>
  | RefusalOf<typeof signRouteMap>
  | RefusalOf<typeof withdrawSignature>
  | RefusalOf<typeof takePosition>
  | RefusalOf<typeof enterPhase>;

type Folded =
  | FrameEvent
  | Exclude<RouteMapEvent, AgreementChecked | PlanPositionRecorded>
  | SafetyWatchHandedOver
  | FamilyGroupPlanOffered
  | ActionPlanAdopted;

/** The routekaart naar veiligheid: one plan of family and organisations, in versions. Rules: docs/domain/route-map.md. */
export const routeMap: CaseDecider<RouteMapCommand, RouteMapState, RouteMapEvent, RouteMapRefusal, Folded> = {
  commands: {
    SetCondition: true,
    MakeAgreement: true,
    CheckAgreement: true,
    AssignAction: true,
    CloseAction: true,
    PublishRouteMap: true,
    SignRouteMap: true,
    WithdrawSignature: true,
    TakePosition: true,
    EnterPhase: true,
  },
  handles: {
    ...frameEvents,
    SafetyConditionSet: true,
    AgreementMade: true,
    ActionAssigned: true,
    ActionClosed: true,
    RouteMapPublished: true,
    RouteMapSigned: true,
    RouteMapSignatureWithdrawn: true,
    PhaseEntered: true,
    SafetyWatchHandedOver: true,
    FamilyGroupPlanOffered: true,
    ActionPlanAdopted: true,
  },
  initial: initialRouteMap,
  decide: (state, command, act) => {
    switch (command.type) {
      case 'SetCondition':
        return setCondition(state, command, act);
      case 'MakeAgreement':
        return makeAgreement(state, command, act);
      case 'CheckAgreement':
        return checkAgreement(state, command, act);
      case 'AssignAction':
        return assignAction(state, command, act);
      case 'CloseAction':
        return closeAction(state, command, act);
      case 'PublishRouteMap':
        return publishRouteMap(state, command, act);
      case 'SignRouteMap':
        return signRouteMap(state, command, act);
      case 'WithdrawSignature':
        return withdrawSignature(state, command, act);
      case 'TakePosition':
        return takePosition(state, command, act);
      case 'EnterPhase':
        return enterPhase(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) {
      foldFrame(state.frame, { event, metadata });
      if (event.type === 'CaseOpened' || event.type === 'MembershipChanged') foldWatch(state.watch, event, metadata.actingOrganisation);
      return state;
    }
    const by = metadata.actingOrganisation;
    switch (event.type) {
      case 'SafetyConditionSet':
        state.conditions.set(event.data.conditionId, { data: event.data, carriers: [by] });
        return state;
      case 'AgreementMade':
        state.agreements.set(event.data.agreementId, event.data);
        return state;
      case 'ActionAssigned':
        state.actions.set(event.data.actionId, { data: event.data, open: true });
        return state;
      case 'ActionClosed': {
        const action = state.actions.get(event.data.actionId);
        if (action !== undefined) action.open = false;
        return state;
      }
      case 'RouteMapPublished':
        foldPublication(state, event.data);
        return state;
      case 'RouteMapSigned':
        foldSignature(state.versions[event.data.version - 1], by);
        return state;
      case 'RouteMapSignatureWithdrawn':
        state.versions[event.data.version - 1]?.signed.delete(by);
        return state;
      case 'PhaseEntered':
        state.phase = event.data.phase;
        return state;
      case 'SafetyWatchHandedOver': {
        const completed = foldWatch(state.watch, event, by);
        if (completed !== undefined) passConditions(state, completed);
        return state;
      }
      case 'FamilyGroupPlanOffered':
        foldFamilyPlan(state, event.data);
        return state;
      case 'ActionPlanAdopted':
        foldActionPlan(state, event.data);
        return state;
    }
  },
};
