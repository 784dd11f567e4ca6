// SPDX-License-Identifier: EUPL-1.2
import { caseEventDescriptions } from './case-event.ts';
import type { CaseEvent } from './case-event.ts';
import type { MeldcodeEvent } from './reports/report-events.ts';

/** Everything that can stand in a family stream; the meldcode has private records of its own. */
export type FamilyEvent = Exclude<CaseEvent, MeldcodeEvent>;

const { MeldcodeStepTaken, MeldcodeRecordLinked, ...family } = caseEventDescriptions;
const outside: readonly string[] = [MeldcodeStepTaken.type, MeldcodeRecordLinked.type];

/** Every type a family stream can hold, in the form of a decider's `handles`. */
export const familyEventTypes = Object.fromEntries(Object.keys(family).map((type) => [type, true])) as {
  readonly [Type in FamilyEvent['type']]: true;
};

export function isFamilyEvent(event: CaseEvent): event is FamilyEvent {
  return !outside.includes(event.type);
}
