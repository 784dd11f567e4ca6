// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent } from '../frame/case-frame.ts';
import type { CaseOpened } from '../household/household-events.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import { informPersons } from './inform-persons.ts';
import type { InformPersons } from './inform-persons.ts';
import { receiveReport } from './receive-report.ts';
import type { ReceiveReport } from './receive-report.ts';
import { reportEvents } from './report-events.ts';
import type { ReportEvent, ReportReceived, ReportsLinked } from './report-events.ts';
import type { ReportsState } from './reports-state.ts';

export type LinkReports = CommandFor<'LinkReports', ReportsLinked>;
export type ReportCommand = ReceiveReport | LinkReports | InformPersons;
export type ReportRefusal = RefusalOf<typeof receiveReport> | RefusalOf<typeof linkReports> | RefusalOf<typeof informPersons>;

/** Reports to Veilig Thuis (meldingen). Rules: docs/domain/reports.md. */
export const reports: CaseDecider<ReportCommand, ReportsState, ReportEvent | CaseOpened, ReportRefusal, FrameEvent | ReportReceived> = {
  commands: { ReceiveReport: true, LinkReports: true, InformPersons: true },
  handles: { ...frameEvents, ReportReceived: true },
  initial: () => ({ frame: emptyFrame(), reports: new Set() }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'ReceiveReport':
        return receiveReport(state, command, act);
      case 'LinkReports':
        return linkReports(state, command, act);
      case 'InformPersons':
        return informPersons(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) {
      foldFrame(state.frame, { event, metadata });
      return state;
    }
    switch (event.type) {
      case 'ReportReceived':
        state.reports.add(event.data.reportId);
        return state;
    }
  },
};

/** Veilig Thuis lays a report beside earlier signals (radarfunctie). Rule R-4. */
function linkReports(
  { frame, reports: received }: ReportsState,
  command: LinkReports,
  act: Act,
): Decision<ReportsLinked, AdmissionRefusal | 'REPORT_UNKNOWN'> {
  return (
    admit(frame, act, { parties: ['VT'] }) ??
    (received.has(command.reportId) ? undefined : refuse('REPORT_UNKNOWN', { field: 'reportId' })) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.explanation, 'explanation') ??
    accept(fact(reportEvents.ReportsLinked, command))
  );
}
