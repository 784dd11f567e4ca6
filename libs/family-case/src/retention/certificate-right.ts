// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import type { CaseFrame } from '../frame/case-frame.ts';
import { maySpeakFor } from '../frame/representation.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import type { RetentionDecided } from './retention-events.ts';

/**
 * Is a certificate of this destruction for a family member: for the person concerned, and for who exercises his rights? Not of one part of the
 * file: its number would tell that there was a report. The organisation hands that over itself. Rule RT-8.
 */
export function isCertificateFor(frame: CaseFrame, { personId, part }: RetentionDecided['data'], asker: PersonId, at: Instant): boolean {
  return part === undefined && maySpeakFor(frame, personId, asker, { occurredAt: at });
}
