// SPDX-License-Identifier: EUPL-1.2
import type { Recorded } from '@gezinslijn/event-sourcing';
import { collaborationEvents } from './collaboration/collaboration-events.ts';
import type { CollaborationEvent } from './collaboration/collaboration-events.ts';
import { emergencyEvents } from './emergency/emergency-events.ts';
import type { EmergencyEvent } from './emergency/emergency-events.ts';
import { guardianshipEvents } from './guardianship/guardianship-events.ts';
import type { GuardianshipEvent } from './guardianship/guardianship-events.ts';
import { householdEvents } from './household/household-events.ts';
import type { HouseholdEvent } from './household/household-events.ts';
import { inquiryEvents } from './inquiry/inquiry-events.ts';
import type { InquiryEvent } from './inquiry/inquiry-events.ts';
import { elsewhereEvents } from './matching/elsewhere-events.ts';
import type { ElsewhereEvent } from './matching/elsewhere-events.ts';
import { personMatchEvents } from './matching/person-match-events.ts';
import type { PersonMatchDecided } from './matching/person-match-events.ts';
import { measureEvents } from './measures/measure-events.ts';
import type { MeasureEvent } from './measures/measure-events.ts';
import { monitoringEvents } from './monitoring/monitoring-events.ts';
import type { MonitoringEvent } from './monitoring/monitoring-events.ts';
import { privacyEvents } from './privacy/privacy-events.ts';
import type { PrivacyEvent } from './privacy/privacy-events.ts';
import { reportEvents } from './reports/report-events.ts';
import type { MeldcodeEvent, ReportEvent } from './reports/report-events.ts';
import { rectificationEvents } from './rectification/rectification-events.ts';
import type { RectificationEvent } from './rectification/rectification-events.ts';
import { retentionEvents } from './retention/retention-events.ts';
import type { RetentionEvent } from './retention/retention-events.ts';
import { routeMapEvents } from './route-map/route-map-events.ts';
import type { RouteMapEvent } from './route-map/route-map-events.ts';
import { safetyEvents } from './safety/safety-events.ts';
import type { SafetyEvent } from './safety/safety-events.ts';
import type { CaseMetadata } from './vocabulary/act.ts';
import type { EventDescription } from './vocabulary/event-description.ts';
import { voiceEvents } from './voice/voice-events.ts';
import type { VoiceEvent } from './voice/voice-events.ts';

/** Everything that can stand in a family stream, a private record, or a stream about two people in two cases. */
export type CaseEvent =
  | HouseholdEvent
  | ReportEvent
  | MeldcodeEvent
  | SafetyEvent
  | RouteMapEvent
  | InquiryEvent
  | MeasureEvent
  | GuardianshipEvent
  | CollaborationEvent
  | VoiceEvent
  | MonitoringEvent
  | PrivacyEvent
  | EmergencyEvent
  | RetentionEvent
  | RectificationEvent
  | ElsewhereEvent
  | PersonMatchDecided;

export type CaseEventType = CaseEvent['type'];
export type RecordedCaseEvent = Recorded<CaseEvent, CaseMetadata>;

/** The one declaration that disclosure, sealing, masking, export and erasure all read. */
export const caseEventDescriptions: { readonly [Type in CaseEventType]: EventDescription<Extract<CaseEvent, { type: Type }>> } = {
  ...householdEvents,
  ...reportEvents,
  ...safetyEvents,
  ...routeMapEvents,
  ...inquiryEvents,
  ...measureEvents,
  ...guardianshipEvents,
  ...collaborationEvents,
  ...voiceEvents,
  ...monitoringEvents,
  ...privacyEvents,
  ...emergencyEvents,
  ...retentionEvents,
  ...rectificationEvents,
  ...elsewhereEvents,
  ...personMatchEvents,
};

/** By type. A map, since every event that is read asks here. */
const descriptions = new Map<string, EventDescription>(
  Object.entries(caseEventDescriptions as unknown as Readonly<Record<string, EventDescription>>),
);

export function isCaseEventType(type: string): type is CaseEventType {
  return descriptions.has(type);
}

/** The description of an event, without its exact type: for code that treats all events alike. */
export function descriptionOf(type: CaseEventType): EventDescription {
  return descriptions.get(type) as EventDescription;
}
