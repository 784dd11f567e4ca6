// SPDX-License-Identifier: EUPL-1.2
import { caseEventDescriptions } from './case-event.ts';
import type { CaseEvent } from './case-event.ts';
import type { ElsewhereEvent } from './matching/elsewhere-events.ts';
import type { PersonMatchDecided } from './matching/person-match-events.ts';
import type { MeldcodeEvent } from './reports/report-events.ts';

/** Everything that can stand in a family stream; the meldcode and questions to others have private records, links between cases streams of their own. */
export type FamilyEvent = Exclude<CaseEvent, MeldcodeEvent | ElsewhereEvent | PersonMatchDecided>;

const {
  MeldcodeStepTaken,
  MeldcodeRecordLinked,
  KnownElsewhereAsked,
  KnownElsewhereReceived,
  KnownElsewhereAnswered,
  KnownElsewhereReplied,
  PersonMatchDecided,
  ...family
} = caseEventDescriptions;
const outside: readonly string[] = [
  MeldcodeStepTaken,
  MeldcodeRecordLinked,
  KnownElsewhereAsked,
  KnownElsewhereReceived,
  KnownElsewhereAnswered,
  KnownElsewhereReplied,
  PersonMatchDecided,
].map(({ type }) => type);

/** Every type a family stream can hold, in the form of a decider's `handles`. */
export const familyEventTypes = Object.fromEntries(Object.keys(family).map((type) => [type, true])) as {
  readonly [Type in FamilyEvent['type']]: true;
};

export function isFamilyEvent(event: CaseEvent): event is FamilyEvent {
  return !outside.includes(event.type);
}
