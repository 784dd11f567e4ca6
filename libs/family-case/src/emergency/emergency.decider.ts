// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision, Instant } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { timely, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent, isOpen } from '../frame/case-frame.ts';
import type { FrameEvent, Framed } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId, OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import { emergencyEvents } from './emergency-events.ts';
import type { EmergencyAccessReviewed, EmergencyAccessUsed, EmergencyEvent } from './emergency-events.ts';

export interface UseEmergencyAccess {
  readonly type: 'UseEmergencyAccess';
  readonly reason: string;
  /** At most, and unless told otherwise, four hours. */
  readonly minutes?: number;
}
export type ReviewEmergencyAccess = CommandFor<'ReviewEmergencyAccess', EmergencyAccessReviewed, 'concerning'>;
export type EmergencyCommand = UseEmergencyAccess | ReviewEmergencyAccess;
export type EmergencyRefusal = RefusalOf<typeof useAccess> | RefusalOf<typeof review>;

/** Rule E-2. */
export const MAX_EMERGENCY_MINUTES = 4 * 60;

interface Used {
  readonly organisation: OrganisationId;
  readonly worker: WorkerRef;
  readonly validUntil: Instant;
  readonly concerning: readonly PersonId[];
  reviewed: boolean;
}

export interface EmergencyState extends Framed {
  readonly used: Map<ItemId, Used>;
}

/** Access in an emergency, and its review. Rules: docs/domain/emergency.md. */
export const emergency: CaseDecider<EmergencyCommand, EmergencyState, EmergencyEvent, EmergencyRefusal, EmergencyEvent | FrameEvent> = {
  commands: { UseEmergencyAccess: true, ReviewEmergencyAccess: true },
  handles: { ...frameEvents, EmergencyAccessUsed: true, EmergencyAccessReviewed: true },
  initial: () => ({ frame: emptyFrame(), used: new Map() }),
  decide: (state, command, act) => (command.type === 'UseEmergencyAccess' ? useAccess(state, command, act) : review(state, command, act)),
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) foldFrame(state.frame, { event, metadata });
    else if (event.type === 'EmergencyAccessUsed') {
      const { accessId, validUntil, concerning } = event.data;
      const { actingOrganisation: organisation, workerRef: worker } = metadata;
      state.used.set(accessId, { organisation, worker, validUntil, concerning, reviewed: false });
    } else {
      const used = state.used.get(event.data.accessId);
      if (used !== undefined) used.reviewed = true;
    }
    return state;
  },
};

/**
 * Works at once, for whoever writes under a hat: involvement is not asked for, and nobody is asked for leave. Rules E-1, E-2, E-3. Whether there
 * is such a case is the last thing looked at, so that only who uses it finds out, and is seen to.
 */
function useAccess(
  { frame, used }: EmergencyState,
  { reason, minutes = MAX_EMERGENCY_MINUTES }: UseEmergencyAccess,
  act: Act,
): Decision<EmergencyAccessUsed, AdmissionRefusal | 'EMERGENCY_TOO_LONG' | 'EMERGENCY_RUNS'> {
  const { organisation, worker } = act.author;
  const runs = [...used.values()].some(
    (one) => one.organisation === organisation && one.worker === worker && !one.reviewed && one.validUntil > act.recordedAt,
  );
  return (
    timely(act) ??
    written(reason, 'reason') ??
    (Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_EMERGENCY_MINUTES
      ? undefined
      : refuse('EMERGENCY_TOO_LONG', { field: 'minutes' })) ??
    (isOpen(frame) ? undefined : refuse('CASE_UNKNOWN')) ??
    (runs ? refuse('EMERGENCY_RUNS') : undefined) ??
    accept(
      fact(emergencyEvents.EmergencyAccessUsed, {
        accessId: act.newId('emergency access') as ItemId,
        // It runs from when it is recorded, whatever moment the worker names.
        validUntil: new Date(Date.parse(act.recordedAt) + minutes * 60_000).toISOString(),
        concerning: [...frame.people.keys()],
        reason,
      }),
    )
  );
}

/** A supervisor of the organisation that used it, and never who used it himself; once. Rules E-5, E-6. */
function review(
  { frame, used }: EmergencyState,
  command: ReviewEmergencyAccess,
  act: Act,
): Decision<
  EmergencyAccessReviewed,
  AdmissionRefusal | 'EMERGENCY_UNKNOWN' | 'EMERGENCY_NOT_THE_SUPERVISOR' | 'EMERGENCY_OWN_REVIEW' | 'EMERGENCY_REVIEWED'
> {
  const { organisation, worker, role } = act.author;
  const own = [...used.values()].some((one) => one.organisation === organisation);
  if (!own && !frame.involved.has(organisation)) return refuse('CASE_UNKNOWN');
  const access = used.get(command.accessId);
  if (access?.organisation !== organisation) return refuse('EMERGENCY_UNKNOWN', { field: 'accessId' });
  return (
    timely(act) ??
    (role === 'supervisor' ? undefined : refuse('EMERGENCY_NOT_THE_SUPERVISOR')) ??
    (worker === access.worker ? refuse('EMERGENCY_OWN_REVIEW') : undefined) ??
    (access.reviewed ? refuse('EMERGENCY_REVIEWED', { field: 'accessId' }) : undefined) ??
    written(command.considerations, 'considerations') ??
    accept(fact(emergencyEvents.EmergencyAccessReviewed, { ...command, concerning: access.concerning }))
  );
}
