// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, dated, dayOf, named, peopleIn, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { reportEvents } from './report-events.ts';
import type { Informed, PersonsInformedOfReport } from './report-events.ts';
import type { ReportsState } from './reports-state.ts';

export type InformPersons = CommandFor<'InformPersons', PersonsInformedOfReport>;

type Refusal = AdmissionRefusal | 'REPORT_UNKNOWN' | 'REPORT_NEW_DATE_MISSING' | 'REPORT_NEW_DATE_PAST';

/** Tells people of the report, or postpones it with a reason and a new date. Rule R-5; source: Wmo 2015 5.3.1. */
export function informPersons(
  { frame, reports }: ReportsState,
  command: InformPersons,
  act: Act,
): Decision<PersonsInformedOfReport, Refusal> {
  const { reportId, persons } = command;
  return (
    admit(frame, act, { parties: ['VT'] }) ??
    (reports.has(reportId) ? undefined : refuse('REPORT_UNKNOWN', { field: 'reportId' })) ??
    named(frame, peopleIn(persons), 'persons') ??
    firstFault(persons.map(({ content }) => informedFault(content, act))) ??
    accept(fact(reportEvents.PersonsInformedOfReport, command))
  );
}

function informedFault({ outcome, words, newDate }: Informed, act: Act): Fault<Refusal> | undefined {
  const field = 'persons';
  const fault = written(words, field);
  if (fault !== undefined || outcome === 'INFORMED') return fault;
  if (newDate === undefined) return refuse('REPORT_NEW_DATE_MISSING', { field });
  return dated(newDate, field) ?? (newDate <= dayOf(act) ? refuse('REPORT_NEW_DATE_PAST', { field }) : undefined);
}

function firstFault<Code extends string>(faults: readonly (Fault<Code> | undefined)[]): Fault<Code> | undefined {
  return faults.find((fault) => fault !== undefined);
}
