// SPDX-License-Identifier: EUPL-1.2
import type { Instant, LocalDate, Recorded } from '@gezinslijn/event-sourcing';
import type { RecordedCaseEvent } from '../case-event.ts';
import { foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent } from '../frame/case-frame.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import { localDateOf } from '../vocabulary/time.ts';
import { hasHappened, statusAt } from './clock.ts';
import type { Clock, ClockStatus } from './clock.ts';
import type { ClocksState } from './clocks-state.ts';
import type { EmergencyEvent } from '../emergency/emergency-events.ts';
import { foldEmergencyClocks } from './emergency-clocks.ts';
import { foldGuardianClocks } from './guardian-clocks.ts';
import type { GuardianClockEvent } from './guardian-clocks.ts';
import { foldMeasureClocks } from './measure-clocks.ts';
import type { MeasureClockEvent } from './measure-clocks.ts';
import { voidFrom } from './measures-at.ts';
import { foldPlacementClocks } from './placement-clocks.ts';
import type { PlacementClockEvent } from './placement-clocks.ts';
import { foldReportClocks } from './report-clocks.ts';
import type { RetentionEvent } from '../retention/retention-events.ts';
import { foldRequestClocks } from './request-clocks.ts';
import type { ReportClockEvent } from './report-clocks.ts';

export { initialClocks } from './clocks-state.ts';
export type { ClocksState } from './clocks-state.ts';

export type ClockEvent =
  FrameEvent | ReportClockEvent | GuardianClockEvent | MeasureClockEvent | PlacementClockEvent | EmergencyEvent | RetentionEvent;

/** Event types that can start, move or stop a clock; all others leave the clocks alone. */
export const clockEvents: { readonly [Type in ClockEvent['type']]: true } = {
  ...frameEvents,
  ReportReceived: true,
  PersonsInformedOfReport: true,
  SafetyAssessed: true,
  InquiryNeedEstablished: true,
  InvestigationStarted: true,
  InvestigationConcluded: true,
  GuardianAssigned: true,
  FirstContactHeld: true,
  FamilyGroupPlanOffered: true,
  ActionPlanAdopted: true,
  MeasureRequested: true,
  HearingHeld: true,
  MeasureEnded: true,
  PlacementChanged: true,
  MeasureEndNotified: true,
  EmergencyAccessUsed: true,
  EmergencyAccessReviewed: true,
  AccessRequestReceived: true,
  AccessRequestDecided: true,
  RetentionDecided: true,
};

const isClockEvent = (event: { readonly type: string }): event is ClockEvent => event.type in clockEvents;

/** Folds one event into the clocks of its case, in place: the work is that of one case's clocks, whatever the store holds. */
export function evolveClocks(state: ClocksState, recorded: RecordedCaseEvent): ClocksState {
  const { event } = recorded;
  if (!isClockEvent(event)) return state;
  if (isFrameEvent(event)) foldFrame(state.frame, { event, metadata: recorded.metadata });
  startAndStop(state, recorded as Recorded<ClockEvent, CaseMetadata>, event);
  return state;
}

function startAndStop(state: ClocksState, recorded: Recorded<ClockEvent, CaseMetadata>, event: ClockEvent): void {
  switch (event.type) {
    case 'ReportReceived':
    case 'PersonsInformedOfReport':
    case 'SafetyAssessed':
    case 'InquiryNeedEstablished':
    case 'InvestigationStarted':
    case 'InvestigationConcluded':
      foldReportClocks(state, { ...recorded, event });
      return;
    case 'MeasureReceived':
    case 'GuardianAssigned':
    case 'FirstContactHeld':
    case 'FamilyGroupPlanOffered':
    case 'ActionPlanAdopted':
      foldGuardianClocks(state, { ...recorded, event });
      return;
    case 'MeasureOrdered':
    case 'MeasureRequested':
    case 'HearingHeld':
    case 'MeasureEnded':
      foldMeasureClocks(state, { ...recorded, event });
      return;
    case 'PlacementChanged':
    case 'MeasureEndNotified':
      foldPlacementClocks(state, { ...recorded, event });
      return;
    case 'EmergencyAccessUsed':
    case 'EmergencyAccessReviewed':
      foldEmergencyClocks(state, { ...recorded, event });
      return;
    case 'AccessRequestReceived':
    case 'AccessRequestDecided':
    case 'RetentionDecided':
      foldRequestClocks(state, { ...recorded, event });
      return;
    case 'CaseOpened':
    case 'MembershipChanged':
    case 'AuthorityRecorded':
    case 'FixedFaceAppointed':
    case 'InvestigationRequested':
  }
}

export interface ClockAt extends Clock {
  readonly status: ClockStatus;
}

/** The clocks of the case that had started by an instant, each with its status then. What was done later is not known yet. */
export function clocksAt(state: ClocksState, at: Instant): readonly ClockAt[] {
  return [...state.clocks.values()].flatMap((clock) => (hasHappened(clock.startedAt, at) ? [asOf(state, clock, at)] : []));
}

function asOf(state: ClocksState, clock: Clock, at: Instant): ClockAt {
  const { stoppedAt, stopEntry, ...rest } = clock;
  const done = stoppedAt !== undefined && stopEntry !== undefined && hasHappened(stoppedAt, at) ? { stoppedAt, stopEntry } : {};
  return { ...rest, ...done, status: statusOf(state, clock, at) };
}

/** A clock about orders that all fell away for want of a hearing falls away with them, unless it was stopped before. */
function statusOf(state: ClocksState, clock: Clock, at: Instant): ClockStatus {
  const { dueOn, stoppedAt, cancelledAt } = clock;
  const from = clock.key === 'T16' ? undefined : allVoidFrom(state, clock);
  const settled = from !== undefined && [stoppedAt, cancelledAt].some((moment) => moment !== undefined && localDateOf(moment) < from);
  const fell = from !== undefined && !settled && dueOn !== undefined && from <= dueOn && hasHappened(from, at);
  return fell ? 'void' : statusAt(clock, at);
}

/** The first day on which every order that a clock is about is void. */
function allVoidFrom(state: ClocksState, { subject }: Clock): LocalDate | undefined {
  const days = subject.items.flatMap((item) => state.orders.get(item) ?? []).map((order) => voidFrom(state, order));
  return days.reduce((last, day) => (day === undefined || last === undefined || day > last ? day : last), days[0]);
}
