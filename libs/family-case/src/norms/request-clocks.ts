// SPDX-License-Identifier: EUPL-1.2
import type { Recorded } from '@gezinslijn/event-sourcing';
import type { RetentionDecided, RetentionEvent } from '../retention/retention-events.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import { dayOf } from '../frame/admission.ts';
import { statutoryEnd } from './calendar.ts';
import { momentOf, newClock, stopped } from './clock.ts';
import { addClock, changeClocks } from './clocks-state.ts';
import type { ClocksState } from './clocks-state.ts';
import { normOn } from './register.ts';

/** N2: a request about one's own data is decided in time, by the organisation that received it. */
export function foldRequestClocks(state: ClocksState, recorded: Recorded<RetentionEvent, CaseMetadata>): void {
  const { event, metadata } = recorded;
  if (event.type === 'RetentionDecided') {
    closeAll(state, { ...recorded, event });
    return;
  }
  const { requestId, kind, personId } = event.data;
  const key = kind === 'DESTRUCTION' ? 'N2-destruction' : 'N2';
  const id = `N2|${requestId}`;
  if (event.type === 'AccessRequestDecided') {
    changeClocks(
      state,
      key,
      (clock) => clock.id === id,
      (clock) => stopped(clock, momentOf(recorded)),
    );
    return;
  }
  const startsOn = dayOf(metadata);
  const norm = normOn(key, startsOn);
  if (norm?.term === undefined) return;
  const facts = { subject: { persons: [personId], items: [requestId] }, heldBy: metadata.actingOrganisation };
  addClock(state, { ...newClock(norm, id, momentOf(recorded), facts, statutoryEnd(startsOn, norm.term)), holder: metadata.party });
}

/** Whatever else he asked of this organisation has nothing left to be about. */
function closeAll(state: ClocksState, recorded: Recorded<RetentionDecided, CaseMetadata>): void {
  const { personId, part } = recorded.event.data;
  if (part !== undefined) return;
  for (const key of ['N2', 'N2-destruction'] as const) {
    changeClocks(
      state,
      key,
      ({ subject, heldBy, stoppedAt }) =>
        stoppedAt === undefined && heldBy === recorded.metadata.actingOrganisation && subject.persons.includes(personId),
      (clock) => stopped(clock, momentOf(recorded)),
    );
  }
}
