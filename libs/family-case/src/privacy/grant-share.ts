// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, dated, named, todayOf, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { mayUseBasis } from '../vocabulary/legal-bases.ts';
import { privacyEvents } from './privacy-events.ts';
import type { ShareEnded, ShareGranted } from './privacy-events.ts';
import { hiddenFromWhom, shareKey } from './privacy-state.ts';
import type { PrivacyState } from './privacy-state.ts';

/** Whom the share is hidden from follows from the entry. */
export type GrantShare = CommandFor<'GrantShare', ShareGranted, 'hiddenFrom' | 'ofCategory'>;
export type EndShare = CommandFor<'EndShare', ShareEnded, 'hiddenFrom' | 'ofCategory'>;

type GrantRefusal =
  AdmissionRefusal | 'PRIVACY_ENTRY_UNKNOWN' | 'PRIVACY_SHARED_WITH_SELF' | 'PRIVACY_BASIS_UNKNOWN' | 'PRIVACY_UNTIL_PAST';

/**
 * One entry to one organisation, with basis, purpose and a last day. One shares what one wrote oneself: another's entry is answered
 * as if it did not exist. Rules P-3, P-4.
 */
export function grantShare({ frame, entries }: PrivacyState, command: GrantShare, act: Act): Decision<ShareGranted, GrantRefusal> {
  const fault = admit(frame, act, { parties: ANY_PARTY });
  if (fault !== undefined) return fault;
  const { author } = act;
  const { organisation, basis, until } = command;
  const entry = entries.get(command.entryId);
  if (entry?.organisation !== author.organisation) return refuse('PRIVACY_ENTRY_UNKNOWN', { field: 'entryId' });
  return (
    (organisation === author.organisation ? refuse('PRIVACY_SHARED_WITH_SELF', { field: 'organisation' }) : undefined) ??
    (mayUseBasis(author.party, basis) ? undefined : refuse('PRIVACY_BASIS_UNKNOWN', { field: 'basis' })) ??
    dated(until, 'until') ??
    (until < todayOf(act) ? refuse('PRIVACY_UNTIL_PAST', { field: 'until' }) : undefined) ??
    named(frame, command.concerning, 'concerning') ??
    written(command.purposeOfShare, 'purposeOfShare') ??
    accept(fact(privacyEvents.ShareGranted, { ...command, hiddenFrom: hiddenFromWhom(entry, frame), ofCategory: entry.category }))
  );
}

/** Who granted a share ends it. Rule P-5. */
export function endShare(
  { frame, shares }: PrivacyState,
  command: EndShare,
  act: Act,
): Decision<ShareEnded, AdmissionRefusal | 'PRIVACY_SHARE_UNKNOWN'> {
  const fault = admit(frame, act, { parties: ANY_PARTY });
  if (fault !== undefined) return fault;
  const share = shares.get(shareKey(command));
  if (share?.by !== act.author.organisation) return refuse('PRIVACY_SHARE_UNKNOWN', { field: 'entryId' });
  return accept(fact(privacyEvents.ShareEnded, { ...command, hiddenFrom: share.hiddenFrom, ofCategory: share.ofCategory }));
}
