// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent, Framed } from '../frame/case-frame.ts';
import { emptyWatch, foldWatch, isComplete } from '../frame/safety-watch.ts';
import type { SafetyWatch } from '../frame/safety-watch.ts';
import type { ReportReceived } from '../reports/report-events.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import { monitoringEvents } from './monitoring-events.ts';
import type { SafetyWatchHandedOver } from './monitoring-events.ts';

/** An offer names `to` and `concerning`; an acceptance names the `handoverId` and takes the rest from the offer. */
export type HandOverSafetyWatch = CommandFor<'HandOverSafetyWatch', SafetyWatchHandedOver, 'handoverId' | 'from' | 'to' | 'concerning'> & {
  readonly handoverId?: ItemId | undefined;
  readonly to?: readonly OrganisationId[] | undefined;
  readonly concerning?: readonly PersonId[] | undefined;
};
export type MonitoringRefusal = RefusalOf<typeof offer> | RefusalOf<typeof takeOver>;

export interface MonitoringState extends Framed {
  readonly watch: SafetyWatch;
}

/** Sight of safety (zicht op veiligheid): never dropped between two hands. Rules: docs/domain/monitoring.md. */
export const monitoring: CaseDecider<
  HandOverSafetyWatch,
  MonitoringState,
  SafetyWatchHandedOver,
  MonitoringRefusal,
  FrameEvent | ReportReceived | SafetyWatchHandedOver
> = {
  commands: { HandOverSafetyWatch: true },
  handles: { ...frameEvents, ReportReceived: true, SafetyWatchHandedOver: true },
  initial: () => ({ frame: emptyFrame(), watch: emptyWatch() }),
  decide: (state, command, act) => {
    switch (command.step) {
      case 'OFFERED':
        return offer(state, command, act);
      case 'ACCEPTED':
        return takeOver(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) foldFrame(state.frame, { event, metadata });
    switch (event.type) {
      case 'CaseOpened':
      case 'MembershipChanged':
      case 'ReportReceived':
      case 'SafetyWatchHandedOver':
        foldWatch(state.watch, event, metadata.actingOrganisation);
        return state;
      case 'AuthorityRecorded':
      case 'FixedFaceAppointed':
      case 'InvestigationRequested':
      case 'MeasureOrdered':
      case 'MeasureReceived':
        return state;
    }
  },
};

type OfferRefusal =
  AdmissionRefusal | 'MONITORING_NOT_THE_WATCHER' | 'MONITORING_OFFER_OPEN' | 'MONITORING_NO_TAKER' | 'MONITORING_TAKER_UNKNOWN';

/** Who has the watch offers it to organisations of this case; one offer at a time. Rules W-1, W-2. */
function offer({ frame, watch }: MonitoringState, command: HandOverSafetyWatch, act: Act): Decision<SafetyWatchHandedOver, OfferRefusal> {
  const from = act.author.organisation;
  const { to = [], concerning = [] } = command;
  const open = [...watch.handovers.values()].some((earlier) => earlier.from === from && !isComplete(earlier));
  const takersKnown = to.every((taker) => taker !== from && frame.involved.has(taker));
  return (
    admit(frame, act, { parties: ['VT', 'LT', 'GI'] }) ??
    (watch.watchers.has(from) ? undefined : refuse('MONITORING_NOT_THE_WATCHER')) ??
    (open ? refuse('MONITORING_OFFER_OPEN') : undefined) ??
    (to.length === 0 ? refuse('MONITORING_NO_TAKER', { field: 'to' }) : undefined) ??
    (takersKnown ? undefined : refuse('MONITORING_TAKER_UNKNOWN', { field: 'to' })) ??
    named(frame, concerning, 'concerning') ??
    written(command.note, 'note') ??
    accept(fact(monitoringEvents.SafetyWatchHandedOver, { ...command, handoverId: act.newId('handover') as ItemId, from, to, concerning }))
  );
}

/** Each taker accepts for itself; accepting again changes nothing. Rule W-3. */
function takeOver(
  { frame, watch }: MonitoringState,
  command: HandOverSafetyWatch,
  act: Act,
): Decision<SafetyWatchHandedOver, AdmissionRefusal | 'MONITORING_OFFER_UNKNOWN'> {
  const fault = admit(frame, act, { parties: ['VT', 'LT', 'GI', 'ZA'] }) ?? written(command.note, 'note');
  if (fault !== undefined) return fault;
  const { handoverId } = command;
  const handover = handoverId === undefined ? undefined : watch.handovers.get(handoverId);
  if (handoverId === undefined || handover?.to.includes(act.author.organisation) !== true) {
    return refuse('MONITORING_OFFER_UNKNOWN', { field: 'handoverId' });
  }
  if (handover.accepted.has(act.author.organisation)) return accept();
  const { from, to, concerning } = handover;
  return accept(fact(monitoringEvents.SafetyWatchHandedOver, { ...command, handoverId, from, to, concerning }));
}
