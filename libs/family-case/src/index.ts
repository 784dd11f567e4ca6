export * from './case-event.ts';
export * from './administration/administration-act.ts';
export * from './administration/administration-codec.ts';
export * from './administration/administration-events.ts';
export * from './administration/organisation-kinds.ts';
export * from './administration/organisation-state.ts';
export * from './administration/organisation.decider.ts';
export * from './administration/policy.decider.ts';
export * from './case-decider.ts';
export * from './family-case.ts';
export * from './family-event.ts';
export * from './refusals.ts';
export * from './reports/meldcode.decider.ts';
export * from './disclosure/case-context.ts';
export * from './disclosure/consents.ts';
export * from './disclosure/disclose.ts';
export * from './disclosure/disclosed-entry.ts';
export * from './disclosure/matrix.ts';
export * from './disclosure/matrix-diff.ts';
export * from './disclosure/plain-language.ts';
export * from './disclosure/reader-profile.ts';
export * from './disclosure/readers.ts';
export * from './disclosure/replay.ts';
export * from './disclosure/rule-ids.ts';
export * from './disclosure/rules.ts';
export * from './disclosure/rvt-hat.ts';
export * from './reading/case-header.ts';
export * from './reading/entry-fields.ts';
export * from './reading/route-map.ts';
export * from './recording/event-codec.ts';
export * from './vocabulary/act.ts';
export * from './vocabulary/categories.ts';
export * from './vocabulary/event-description.ts';
export * from './vocabulary/ids.ts';
export * from './vocabulary/legal-bases.ts';
export * from './vocabulary/parties.ts';
export * from './vocabulary/people.ts';
export * from './vocabulary/time.ts';
export * from './collaboration/collaboration-events.ts';
export * from './guardianship/guardianship-events.ts';
export * from './household/household-events.ts';
export * from './inquiry/inquiry-events.ts';
export * from './measures/measure-events.ts';
export * from './monitoring/monitoring-events.ts';
export * from './privacy/privacy-events.ts';
export * from './reports/report-events.ts';
export * from './route-map/route-map-events.ts';
export * from './safety/safety-events.ts';
export * from './voice/voice-events.ts';
export { INTRODUCED_IN, instantAt, namesFrom, withIds } from './demonstration/step.ts';
export type { DemonstrationStep, DemonstrationWorker, Names } from './demonstration/step.ts';
export { waterlelie, waterlelieMeldcodeRecord } from './demonstration/waterlelie.ts';
export {
  waterlelieFamily,
  waterlelieNetwork,
  waterlelieOrganisations,
  waterleliePeople,
  waterlelieWorkers,
} from './demonstration/waterlelie-people.ts';
export { addWorkingDays, countedBack, dayOffName, holidaysOf, isWorkingDay, statutoryEnd, workingDaysBetween } from './norms/calendar.ts';
export type { DueDate, Step } from './norms/calendar.ts';
export { warningsOf } from './norms/clock.ts';
export type { Clock, ClockStatus, Subject } from './norms/clock.ts';
export { clockEvents, clocksAt, evolveClocks, initialClocks } from './norms/clocks.ts';
export type { ClockAt, ClocksState } from './norms/clocks.ts';
export { measuresAt } from './norms/measures-at.ts';
export type { MeasureAt, MeasureStatus } from './norms/measures-at.ts';
export { NORMS, normOn } from './norms/register.ts';
export type { Norm, NormId, NormKey, Reading } from './norms/register.ts';
