// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, named } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { PlanPositionRecorded } from './route-map-events.ts';
import type { RouteMapState } from './route-map-state.ts';

export type TakePosition = CommandFor<'TakePosition', PlanPositionRecorded>;

type Refusal = AdmissionRefusal | 'ROUTE_MAP_VERSION_UNKNOWN' | 'ROUTE_MAP_NOT_HIS_POSITION';

/** A person's position on a version; a later one replaces it, nothing of it blocks the plan. Rule RM-14. */
export function takePosition({ frame, versions }: RouteMapState, command: TakePosition, act: Act): Decision<PlanPositionRecorded, Refusal> {
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    named(frame, [command.personId], 'personId') ??
    (versions[command.version - 1] === undefined ? refuse('ROUTE_MAP_VERSION_UNKNOWN', { field: 'version' }) : undefined) ??
    wordsFault(command, act) ??
    accept(fact(routeMapEvents.PlanPositionRecorded, command))
  );
}

/** Agreeing and disagreeing is somebody's own word; that he saw, refused or could not be reached a professional may state. */
function wordsFault({ personId, position }: TakePosition, { statedBy }: Act): Fault<'ROUTE_MAP_NOT_HIS_POSITION'> | undefined {
  const his = statedBy?.kind === 'person' && statedBy.personId === personId;
  switch (position) {
    case 'AGREE':
    case 'DISAGREE':
      return his ? undefined : refuse('ROUTE_MAP_NOT_HIS_POSITION', { field: 'statedBy' });
    case 'SEEN':
    case 'REFUSED':
    case 'ATTEMPT':
      return his || statedBy === undefined ? undefined : refuse('ROUTE_MAP_NOT_HIS_POSITION', { field: 'statedBy' });
  }
}
