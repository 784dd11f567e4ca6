// SPDX-License-Identifier: EUPL-1.2
import type { Recorded } from '@gezinslijn/event-sourcing';
import type { EmergencyEvent } from '../emergency/emergency-events.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import { localDateOf } from '../vocabulary/time.ts';
import { statutoryEnd } from './calendar.ts';
import { momentOf, newClock, stopped } from './clock.ts';
import { addClock, changeClocks } from './clocks-state.ts';
import type { ClocksState } from './clocks-state.ts';
import { normOn } from './register.ts';

/** N1: emergency access is reviewed within a working day, by the organisation that used it. */
export function foldEmergencyClocks(state: ClocksState, recorded: Recorded<EmergencyEvent, CaseMetadata>): void {
  const { event, metadata } = recorded;
  const { accessId, concerning } = event.data;
  const id = `N1|${accessId}`;
  if (event.type === 'EmergencyAccessReviewed') {
    changeClocks(
      state,
      'N1',
      (clock) => clock.id === id,
      (clock) => stopped(clock, momentOf(recorded)),
    );
    return;
  }
  const startsOn = localDateOf(metadata.recordedAt);
  const norm = normOn('N1', startsOn);
  if (norm?.term === undefined) return;
  const facts = { subject: { persons: concerning, items: [accessId] }, heldBy: metadata.actingOrganisation };
  const start = { at: metadata.recordedAt, entry: momentOf(recorded).entry };
  // Every kind of organisation can use it: whoever did must see to the review.
  addClock(state, { ...newClock(norm, id, start, facts, statutoryEnd(startsOn, norm.term)), holder: metadata.party });
}
