// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import { maySpeakFor } from '../frame/representation.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { privacyEvents } from './privacy-events.ts';
import type { ConsentChanged } from './privacy-events.ts';
import type { PrivacyState } from './privacy-state.ts';

export type ChangeConsent = CommandFor<'ChangeConsent', ConsentChanged>;

type ConsentRefusal = 'PRIVACY_CONSENT_NOT_STATED' | 'PRIVACY_NOT_HIS_CONSENT' | 'PRIVACY_NO_CATEGORY';

/** Consent given or taken back, by the person or who may for him; a professional writes it down. Rules P-1, P-2. */
export function changeConsent(
  { frame }: PrivacyState,
  command: ChangeConsent,
  act: Act,
): Decision<ConsentChanged, AdmissionRefusal | ConsentRefusal> {
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    named(frame, [command.personId], 'personId') ??
    (command.categories.length === 0 ? refuse('PRIVACY_NO_CATEGORY', { field: 'categories' }) : undefined) ??
    giverFault(frame, command, act) ??
    written(command.purposeOfConsent, 'purposeOfConsent') ??
    accept(fact(privacyEvents.ConsentChanged, command))
  );
}

function giverFault(frame: CaseFrame, { personId }: ChangeConsent, act: Act): Fault<ConsentRefusal> | undefined {
  const field = 'statedBy';
  if (act.statedBy?.kind !== 'person') return refuse('PRIVACY_CONSENT_NOT_STATED', { field });
  return maySpeakFor(frame, personId, act.statedBy.personId, act) ? undefined : refuse('PRIVACY_NOT_HIS_CONSENT', { field });
}
