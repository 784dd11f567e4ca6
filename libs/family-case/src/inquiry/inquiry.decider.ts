// SPDX-License-Identifier: EUPL-1.2
import { accept, unlessErased } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseDecider } from '../case-decider.ts';
import { admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import { emptyFrame, foldFrame, frameEvents, isFrameEvent } from '../frame/case-frame.ts';
import type { FrameEvent } from '../frame/case-frame.ts';
import type { AcuteDangerDeclared, SafetyAssessed } from '../safety/safety-events.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import { inquiryEvents } from './inquiry-events.ts';
import type { FactRecorded, InquiryEvent, InquiryNeedEstablished, InvestigationConcluded, InvestigationStarted } from './inquiry-events.ts';
import type { InquiryState } from './inquiry-state.ts';
import { concludeInquiry, preventDuplicate, recordFact, shareDraft } from './own-inquiry.ts';
import type { ConcludeInquiry, PreventDuplicate, RecordFact, ShareDraft } from './own-inquiry.ts';
import { requestInquiry, startInquiry } from './start-inquiry.ts';
import type { RequestInquiry, StartInquiry } from './start-inquiry.ts';

export type EstablishInquiryNeed = CommandFor<'EstablishInquiryNeed', InquiryNeedEstablished>;
export type InquiryCommand =
  EstablishInquiryNeed | RequestInquiry | StartInquiry | PreventDuplicate | RecordFact | ShareDraft | ConcludeInquiry;
export type InquiryRefusal =
  | RefusalOf<typeof establishNeed>
  | RefusalOf<typeof requestInquiry>
  | RefusalOf<typeof startInquiry>
  | RefusalOf<typeof preventDuplicate>
  | RefusalOf<typeof recordFact>
  | RefusalOf<typeof shareDraft>
  | RefusalOf<typeof concludeInquiry>;

type Folded = FrameEvent | InvestigationStarted | InvestigationConcluded | FactRecorded | AcuteDangerDeclared | SafetyAssessed;

/** Inquiries by Veilig Thuis and the Raad, each its own. Rules: docs/domain/inquiry.md. */
export const inquiry: CaseDecider<InquiryCommand, InquiryState, InquiryEvent, InquiryRefusal, Folded> = {
  commands: {
    EstablishInquiryNeed: true,
    RequestInquiry: true,
    StartInquiry: true,
    PreventDuplicate: true,
    RecordFact: true,
    ShareDraft: true,
    ConcludeInquiry: true,
  },
  handles: {
    ...frameEvents,
    InvestigationStarted: true,
    InvestigationConcluded: true,
    FactRecorded: true,
    AcuteDangerDeclared: true,
    SafetyAssessed: true,
  },
  initial: () => ({ frame: emptyFrame(), investigations: new Map(), facts: new Map(), acuteDanger: false }),
  decide: (state, command, act) => {
    switch (command.type) {
      case 'EstablishInquiryNeed':
        return establishNeed(state, command, act);
      case 'RequestInquiry':
        return requestInquiry(state, command, act);
      case 'StartInquiry':
        return startInquiry(state, command, act);
      case 'PreventDuplicate':
        return preventDuplicate(state, command, act);
      case 'RecordFact':
        return recordFact(state, command, act);
      case 'ShareDraft':
        return shareDraft(state, command, act);
      case 'ConcludeInquiry':
        return concludeInquiry(state, command, act);
    }
  },
  evolve: (state, event, { metadata }) => {
    if (isFrameEvent(event)) {
      foldFrame(state.frame, { event, metadata });
      return state;
    }
    const organisation = metadata.actingOrganisation;
    switch (event.type) {
      case 'InvestigationStarted': {
        const { investigationId, kind, concerning } = event.data;
        state.investigations.set(investigationId, { organisation, kind, concerning, concluded: false });
        return state;
      }
      case 'InvestigationConcluded': {
        const investigation = state.investigations.get(event.data.investigationId);
        if (investigation !== undefined) investigation.concluded = true;
        return state;
      }
      case 'FactRecorded':
        state.facts.set(event.data.factId, organisation);
        return state;
      case 'AcuteDangerDeclared':
        state.acuteDanger = true;
        return state;
      case 'SafetyAssessed':
        state.acuteDanger = unlessErased(event.data.conclusion, 'NO_DANGER') === 'ACUTE_DANGER';
        return state;
    }
  },
};

/** Veilig Thuis finds that an inquiry is needed: its ten weeks begin. Rule I-8; source: Uitvoeringsbesluit Wmo 2015 4.1.7. */
function establishNeed(
  { frame }: InquiryState,
  command: EstablishInquiryNeed,
  act: Act,
): Decision<InquiryNeedEstablished, AdmissionRefusal> {
  return (
    admit(frame, act, { parties: ['VT'] }) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.reason, 'reason') ??
    accept(fact(inquiryEvents.InquiryNeedEstablished, command))
  );
}
