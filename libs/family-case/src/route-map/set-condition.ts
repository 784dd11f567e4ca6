// SPDX-License-Identifier: EUPL-1.2
import { accept } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { SafetyConditionSet } from './route-map-events.ts';
import type { RouteMapState } from './route-map-state.ts';

export type SetCondition = CommandFor<'SetCondition', SafetyConditionSet, 'conditionId'>;

/** A minimum that must be true, with a test one can measure. Set by Veilig Thuis, a GI or the RVT; the family may dispute, not veto. Rule RM-1. */
export function setCondition({ frame }: RouteMapState, command: SetCondition, act: Act): Decision<SafetyConditionSet, AdmissionRefusal> {
  return (
    admit(frame, act, { parties: ['VT', 'GI'], orAs: 'rvtMember', registered: true }) ??
    named(frame, command.protects, 'protects') ??
    written(command.text, 'text') ??
    written(command.test, 'test') ??
    accept(fact(routeMapEvents.SafetyConditionSet, { ...command, conditionId: act.newId('condition') as ItemId }))
  );
}
