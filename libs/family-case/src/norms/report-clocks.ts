// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { LocalDate, Recorded } from '@gezinslijn/event-sourcing';
import type { InquiryNeedEstablished, InvestigationConcluded, InvestigationStarted } from '../inquiry/inquiry-events.ts';
import type { PersonsInformedOfReport, ReportReceived } from '../reports/report-events.ts';
import type { SafetyAssessed } from '../safety/safety-events.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';
import { localDateOf } from '../vocabulary/time.ts';
import { statutoryEnd } from './calendar.ts';
import { dueAgain, isBefore, isRunning, momentOf, newClock, stopped } from './clock.ts';
import type { Clock, OnLapse, Subject } from './clock.ts';
import { addClock, changeClocks, findClock, overlap } from './clocks-state.ts';
import type { ClocksState } from './clocks-state.ts';
import { normOn } from './register.ts';
import type { NormKey } from './register.ts';

export type ReportClockEvent =
  ReportReceived | PersonsInformedOfReport | SafetyAssessed | InquiryNeedEstablished | InvestigationStarted | InvestigationConcluded;

export type RecordedOf<E extends ReportClockEvent> = Recorded<E, CaseMetadata>;

/** T2 to T5: what Veilig Thuis must do after a report. */
export function foldReportClocks(state: ClocksState, recorded: RecordedOf<ReportClockEvent>): void {
  const { id, event, metadata } = recorded;
  switch (event.type) {
    case 'ReportReceived':
      reportReceived(state, { id, event, metadata });
      return;
    case 'SafetyAssessed':
      changeClocks(state, 'T2', ofAuthor(metadata, event.data.concerning), (clock) => stopped(clock, momentOf(recorded)));
      return;
    case 'InquiryNeedEstablished':
      if (metadata.party === 'VT') needFound(state, { id, metadata }, event.data.concerning, []);
      return;
    case 'InvestigationStarted':
      if (event.data.kind === 'VT') inquiryStarted(state, { id, metadata }, event.data);
      return;
    case 'InvestigationConcluded':
      changeClocks(
        state,
        'T4',
        (clock) => clock.subject.items.includes(event.data.investigationId),
        (clock) => stopped(clock, momentOf(recorded)),
      );
      return;
    case 'PersonsInformedOfReport':
      personsInformed(state, { id, event, metadata });
  }
}

type Stamped = { readonly id: string; readonly metadata: CaseMetadata };

/** Started by the same organisation, about one of these people. */
function ofAuthor({ actingOrganisation }: CaseMetadata, people: readonly PersonId[]): (clock: Clock) => boolean {
  return ({ heldBy, subject }) => heldBy === actingOrganisation && overlap(subject.persons, people);
}

function start(state: ClocksState, key: NormKey, id: string, recorded: Stamped, subject: Subject, onLapse: OnLapse = 'overdue'): void {
  const startsOn = localDateOf(recorded.metadata.occurredAt);
  const norm = normOn(key, startsOn);
  if (norm?.term === undefined) return;
  const facts = { subject, heldBy: recorded.metadata.actingOrganisation, onLapse };
  addClock(state, newClock(norm, id, momentOf(recorded), facts, statutoryEnd(startsOn, norm.term)));
}

/** T3 binds once an inquiry turns out to be needed: until then its lapse means nothing. */
function reportReceived(state: ClocksState, { id, event, metadata }: Stamped & { readonly event: ReportReceived }): void {
  const { reportId, concerning } = event.data;
  const recorded = { id, metadata };
  start(state, 'T2', `T2|${reportId}`, recorded, { persons: concerning, items: [reportId] });
  start(state, 'T3', `T3|${reportId}`, recorded, { persons: concerning, items: [reportId] }, 'notApplicable');
  for (const person of concerning) start(state, 'T5', `T5|${reportId}|${person}`, recorded, { persons: [person], items: [reportId] });
}

/** An inquiry is needed: so found in words, or by starting one. The ten weeks run from the first of the two. */
function needFound(state: ClocksState, recorded: Stamped, people: readonly PersonId[], items: readonly ItemId[]): void {
  const { metadata } = recorded;
  const fits = ofAuthor(metadata, people);
  changeClocks(state, 'T3', fits, (clock) => ({ ...clock, onLapse: 'overdue' }));
  const running = findClock(state, 'T4', (clock) => isRunning(clock) && fits(clock));
  if (running === undefined) {
    start(state, 'T4', `T4|${recorded.id}`, recorded, { persons: people, items });
    return;
  }
  const subject = { persons: running.subject.persons, items: [...running.subject.items, ...items] };
  if (isBefore(metadata.occurredAt, running.startedAt)) start(state, 'T4', running.id, recorded, subject);
  else addClock(state, { ...running, subject });
}

function inquiryStarted(state: ClocksState, recorded: Stamped, { concerning, investigationId }: InvestigationStarted['data']): void {
  needFound(state, recorded, concerning, [investigationId]);
  changeClocks(state, 'T3', ofAuthor(recorded.metadata, concerning), (clock) => stopped(clock, momentOf(recorded)));
}

/** T5 per person: told, or postponed by at most two weeks each time, decided before the term ran out. Source: Wmo 2015 5.3.1. */
function personsInformed(state: ClocksState, recorded: Stamped & { readonly event: PersonsInformedOfReport }): void {
  const { reportId, persons } = recorded.event.data;
  for (const { personId, content } of persons) {
    const informed = unlessErased(content, undefined);
    const postponed = informed?.outcome === 'POSTPONED';
    changeClocks(
      state,
      'T5',
      (clock) => clock.id === `T5|${reportId}|${personId}`,
      (clock) =>
        postponed ? postponedTo(clock, localDateOf(recorded.metadata.occurredAt), informed.newDate) : stopped(clock, momentOf(recorded)),
    );
  }
}

function postponedTo(clock: Clock, day: LocalDate, newDate: LocalDate | undefined): Clock {
  const { dueOn } = clock;
  if (dueOn === undefined || !isRunning(clock) || day > dueOn) return clock;
  const longest = statutoryEnd(dueOn, { count: 2, unit: 'weeks' });
  const why = { day, text: 'Uitgesteld: de termijn wordt met ten hoogste twee weken verlengd.' };
  if (newDate === undefined || newDate >= longest.dueOn) return dueAgain(clock, longest, why);
  const chosen = newDate > dueOn ? newDate : dueOn;
  return dueAgain(clock, { dueOn: chosen, steps: [{ day: chosen, text: 'Nieuwe datum: laatste dag.' }] }, why);
}
