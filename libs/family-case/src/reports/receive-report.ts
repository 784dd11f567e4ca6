// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, mayAct, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import { emptyFrame, isOpen, openFrame } from '../frame/case-frame.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import { openCase } from '../frame/opening.ts';
import type { Opening, OpeningRefusal } from '../frame/opening.ts';
import type { CaseOpened } from '../household/household-events.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { reportEvents } from './report-events.ts';
import type { ReportReceived } from './report-events.ts';
import type { ReportsState } from './reports-state.ts';

/** On a family without a case it carries the opening, and gives both facts together or neither. */
export type ReceiveReport = CommandFor<'ReceiveReport', ReportReceived, 'reportId'> & { readonly opening?: Opening | undefined };

type Refusal = AdmissionRefusal | 'REPORT_REPORTER_IS_MEMBER';

/** Veilig Thuis receives a report, about people of an open case or of the case it opens with it. Rules. */
export function receiveReport(
  { frame }: ReportsState,
  command: ReceiveReport,
  act: Act,
): Decision<CaseOpened | ReportReceived, Refusal | OpeningRefusal> {
  const { opening } = command;
  if (opening === undefined) return admit(frame, act, { parties: ['VT'] }) ?? report(frame, command, act);
  const opened = mayAct(act, { parties: ['VT'] }, false) ?? openCase(frame, opening, act);
  if (!opened.accepted) return isOpen(frame) ? refuse(opened.refusal.code, { field: 'opening' }) : opened;
  const received = report(frameAfter(opened.events, act), command, act);
  return received.accepted ? accept<CaseOpened | ReportReceived>(...opened.events, ...received.events) : received;
}

function report(frame: CaseFrame, command: ReceiveReport, act: Act): Decision<ReportReceived, Refusal> {
  return (
    named(frame, command.concerning, 'concerning') ??
    written(command.conclusion, 'conclusion') ??
    written(command.content, 'content') ??
    reporterFault(frame, command) ??
    accept(fact(reportEvents.ReportReceived, { ...command, reportId: act.newId('report') as ItemId }))
  );
}

/** Who reports has a pseudonym of his own: the id of a family member would betray a shielded reporter. */
function reporterFault(frame: CaseFrame, { reporterId }: ReceiveReport): Fault<'REPORT_REPORTER_IS_MEMBER'> | undefined {
  return frame.people.has(reporterId) ? refuse('REPORT_REPORTER_IS_MEMBER', { field: 'reporterId' }) : undefined;
}

function frameAfter(opened: readonly CaseOpened[], { author }: Act): CaseFrame {
  const frame = emptyFrame();
  for (const { data } of opened) openFrame(frame, data, author.organisation, author.party);
  return frame;
}
