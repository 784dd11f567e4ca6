// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { routeMapEvents } from './route-map-events.ts';
import type { RouteMapSignatureWithdrawn, RouteMapSigned } from './route-map-events.ts';
import { isSuperseded } from './route-map-state.ts';
import type { RouteMapState } from './route-map-state.ts';

export type SignRouteMap = CommandFor<'SignRouteMap', RouteMapSigned>;
export type WithdrawSignature = CommandFor<'WithdrawSignature', RouteMapSignatureWithdrawn>;

type SignRefusal =
  AdmissionRefusal | 'ROUTE_MAP_VERSION_UNKNOWN' | 'ROUTE_MAP_OTHER_CONTENT' | 'ROUTE_MAP_SUPERSEDED' | 'ROUTE_MAP_NOT_A_SIGNATORY';

/**
 * The acting organisation signs a version, for exactly this content. Who carries a line must sign before it is in force; a lokaal team,
 * Veilig Thuis or GI that carries none may sign too. RvdK and care providers sign only what they carry. Signing again changes nothing. Rule RM-12.
 */
export function signRouteMap(state: RouteMapState, command: SignRouteMap, act: Act): Decision<RouteMapSigned, SignRefusal> {
  const fault = admit(state.frame, act, { parties: ANY_PARTY });
  if (fault !== undefined) return fault;
  const { organisation, party } = act.author;
  const version = state.versions[command.version - 1];
  if (version === undefined) return refuse('ROUTE_MAP_VERSION_UNKNOWN', { field: 'version' });
  if (version.contentHash !== command.contentHash) return refuse('ROUTE_MAP_OTHER_CONTENT', { field: 'contentHash' });
  if (version.signed.has(organisation)) return accept();
  if (isSuperseded(state, command.version)) return refuse('ROUTE_MAP_SUPERSEDED', { field: 'version' });
  const may = version.signatories.includes(organisation) || party === 'LT' || party === 'VT' || party === 'GI';
  return may ? accept(fact(routeMapEvents.RouteMapSigned, command)) : refuse('ROUTE_MAP_NOT_A_SIGNATORY');
}

type WithdrawRefusal = AdmissionRefusal | 'ROUTE_MAP_VERSION_UNKNOWN' | 'ROUTE_MAP_NOT_SIGNED_BY_YOU';

/** Who signed takes its signature back, with a reason. Rule RM-13. */
export function withdrawSignature(
  { frame, versions }: RouteMapState,
  command: WithdrawSignature,
  act: Act,
): Decision<RouteMapSignatureWithdrawn, WithdrawRefusal> {
  const version = versions[command.version - 1];
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    (version === undefined ? refuse('ROUTE_MAP_VERSION_UNKNOWN', { field: 'version' }) : undefined) ??
    (version?.signed.has(act.author.organisation) === true ? undefined : refuse('ROUTE_MAP_NOT_SIGNED_BY_YOU', { field: 'version' })) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.reason, 'reason') ??
    accept(fact(routeMapEvents.RouteMapSignatureWithdrawn, command))
  );
}
