// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { admit, dayOf, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import { hasMinors } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import type { ItemId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';
import { inquiryEvents } from './inquiry-events.ts';
import type { InvestigationKind, InvestigationRequested, InvestigationStarted } from './inquiry-events.ts';
import type { InquiryState } from './inquiry-state.ts';

export type RequestInquiry = CommandFor<'RequestInquiry', InvestigationRequested, 'requestId'>;
export type StartInquiry = CommandFor<'StartInquiry', InvestigationStarted, 'investigationId'>;

type RequestRefusal = AdmissionRefusal | 'INQUIRY_CORV_MISSING' | 'INQUIRY_NOT_A_COUNCIL' | 'INQUIRY_NO_MINOR';

/** Asks the Raad for an inquiry (VTO): in writing through CORV, unless life is threatened. Rule I-2; source: Jeugdwet 2.4, BW 1:255. */
export function requestInquiry(state: InquiryState, command: RequestInquiry, act: Act): Decision<InvestigationRequested, RequestRefusal> {
  const { frame, acuteDanger } = state;
  const { council, corvReference } = command;
  return (
    admit(frame, act, { parties: ['LT', 'VT', 'GI'], registered: true }) ??
    (hasMinors(frame, dayOf(act)) ? undefined : refuse('INQUIRY_NO_MINOR')) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.question, 'question') ??
    ((frame.involved.get(council) ?? 'RvdK') === 'RvdK' ? undefined : refuse('INQUIRY_NOT_A_COUNCIL', { field: 'council' })) ??
    (corvReference.trim() === '' && !acuteDanger ? refuse('INQUIRY_CORV_MISSING', { field: 'corvReference' }) : undefined) ??
    accept(fact(inquiryEvents.InvestigationRequested, { ...command, requestId: act.newId('request') as ItemId }))
  );
}

/** Whose power each kind of inquiry is. */
const INQUIRERS: Readonly<Record<InvestigationKind, Party>> = { VT: 'VT', COUNCIL: 'RvdK', SUPERVISION_TEST: 'RvdK' };

type StartRefusal = AdmissionRefusal | 'INQUIRY_ALREADY_RUNNING';

/** Veilig Thuis or the Raad starts its own inquiry; the same organisation runs one of a kind about somebody at a time. Rule I-3. */
export function startInquiry(state: InquiryState, command: StartInquiry, act: Act): Decision<InvestigationStarted, StartRefusal> {
  return (
    admit(state.frame, act, { parties: [INQUIRERS[command.kind]] }) ??
    named(state.frame, command.concerning, 'concerning') ??
    written(command.question, 'question') ??
    runningFault(state, command, act) ??
    accept(fact(inquiryEvents.InvestigationStarted, { ...command, investigationId: act.newId('investigation') as ItemId }))
  );
}

function runningFault(
  { investigations }: InquiryState,
  command: StartInquiry,
  { author }: Act,
): Fault<'INQUIRY_ALREADY_RUNNING'> | undefined {
  const running = [...investigations.values()].some(
    ({ organisation, kind, concluded, concerning }) =>
      !concluded &&
      organisation === author.organisation &&
      kind === command.kind &&
      concerning.some((person) => command.concerning.includes(person)),
  );
  return running ? refuse('INQUIRY_ALREADY_RUNNING') : undefined;
}
