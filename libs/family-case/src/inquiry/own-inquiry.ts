// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, dated, dayOf, known, named, peopleIn, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import { inquiryEvents } from './inquiry-events.ts';
import type { DraftReportShared, DuplicateInvestigationPrevented, FactRecorded, InvestigationConcluded } from './inquiry-events.ts';
import type { InquiryState, Investigation } from './inquiry-state.ts';

export type PreventDuplicate = CommandFor<'PreventDuplicate', DuplicateInvestigationPrevented>;
export type RecordFact = CommandFor<'RecordFact', FactRecorded, 'factId'>;
export type ShareDraft = CommandFor<'ShareDraft', DraftReportShared>;
/** What kind of inquiry it was is known from its start. */
export type ConcludeInquiry = CommandFor<'ConcludeInquiry', InvestigationConcluded, 'kind'>;

type OwnRefusal = 'INQUIRY_UNKNOWN' | 'INQUIRY_CONCLUDED';

/** The author's own inquiry, still running. Another organisation's is as unknown as none: nobody writes in it. Rule I-1. */
function own(state: InquiryState, investigationId: ItemId, { author }: Act): Investigation | Fault<OwnRefusal> {
  const field = 'investigationId';
  const investigation = state.investigations.get(investigationId);
  if (investigation?.organisation !== author.organisation) return refuse('INQUIRY_UNKNOWN', { field });
  return investigation.concluded ? refuse('INQUIRY_CONCLUDED', { field }) : investigation;
}

function ownFault(state: InquiryState, investigationId: ItemId, act: Act): Fault<OwnRefusal> | undefined {
  const found = own(state, investigationId, act);
  return 'accepted' in found ? found : undefined;
}

/** Facts of another organisation re-used and weighed by oneself, so that nobody is asked the same twice. Rule I-5. */
export function preventDuplicate(
  state: InquiryState,
  command: PreventDuplicate,
  act: Act,
): Decision<DuplicateInvestigationPrevented, AdmissionRefusal | OwnRefusal | 'INQUIRY_FACT_UNKNOWN' | 'INQUIRY_OWN_FACTS'> {
  const { from, factIds } = command;
  const theirs = factIds.length > 0 && new Set(factIds).size === factIds.length && factIds.every((id) => state.facts.get(id) === from);
  return (
    admit(state.frame, act, { parties: ['RvdK', 'VT', 'GI'] }) ??
    ownFault(state, command.investigationId, act) ??
    named(state.frame, command.concerning, 'concerning') ??
    (from === act.author.organisation ? refuse('INQUIRY_OWN_FACTS', { field: 'from' }) : undefined) ??
    (theirs ? undefined : refuse('INQUIRY_FACT_UNKNOWN', { field: 'factIds' })) ??
    written(command.ownWeighing, 'ownWeighing') ??
    accept(fact(inquiryEvents.DuplicateInvestigationPrevented, command))
  );
}

/** A fact, statement or opinion with its source, and how the family marked it. Rule I-4; source: Jeugdwet 3.3. */
export function recordFact(state: InquiryState, command: RecordFact, act: Act): Decision<FactRecorded, AdmissionRefusal | OwnRefusal> {
  return (
    admit(state.frame, act, { parties: ['VT', 'RvdK', 'GI'] }) ??
    ownFault(state, command.investigationId, act) ??
    named(state.frame, command.concerning, 'concerning') ??
    written(command.text, 'text') ??
    written(command.source, 'source') ??
    known(state.frame, peopleIn(command.familyMarks), 'familyMarks') ??
    accept(fact(inquiryEvents.FactRecorded, { ...command, factId: act.newId('fact') as ItemId }))
  );
}

/** The draft goes to the people it is about, with time to react. Rule I-6. */
export function shareDraft(
  state: InquiryState,
  command: ShareDraft,
  act: Act,
): Decision<DraftReportShared, AdmissionRefusal | OwnRefusal | 'INQUIRY_NO_TIME_TO_REACT'> {
  const { reactionsUntil } = command;
  return (
    admit(state.frame, act, { parties: ['VT', 'RvdK', 'GI'] }) ??
    ownFault(state, command.investigationId, act) ??
    named(state.frame, command.sharedWith, 'sharedWith') ??
    dated(reactionsUntil, 'reactionsUntil') ??
    (reactionsUntil <= dayOf(act) ? refuse('INQUIRY_NO_TIME_TO_REACT', { field: 'reactionsUntil' }) : undefined) ??
    written(command.summary, 'summary') ??
    accept(fact(inquiryEvents.DraftReportShared, command))
  );
}

/** Outcome, advice and report, with the reactions unedited beside them. Rule I-7. */
export function concludeInquiry(
  state: InquiryState,
  command: ConcludeInquiry,
  act: Act,
): Decision<InvestigationConcluded, AdmissionRefusal | OwnRefusal> {
  const fault = admit(state.frame, act, { parties: ['VT', 'RvdK'], registered: true });
  if (fault !== undefined) return fault;
  const investigation = own(state, command.investigationId, act);
  if ('accepted' in investigation) return investigation;
  return (
    named(state.frame, command.concerning, 'concerning') ??
    written(command.outcome, 'outcome') ??
    written(command.report, 'report') ??
    known(state.frame, peopleIn(command.reactions), 'reactions') ??
    accept(fact(inquiryEvents.InvestigationConcluded, { ...command, kind: investigation.kind }))
  );
}
