// SPDX-License-Identifier: EUPL-1.2
import type { Act } from '../vocabulary/act.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import { dayOf } from './admission.ts';
import { ageOf, authorityOver, roleOf } from './case-frame.ts';
import type { CaseFrame } from './case-frame.ts';

/**
 * Who exercises somebody's rights. From 16 on oneself alone; from 12 to 16 oneself or who has authority; under 12 who has authority.
 * Source: Jeugdwet 7.3.4, 7.3.5, 7.3.15.
 */
export function maySpeakFor(frame: CaseFrame, personId: PersonId, speaker: PersonId, act: Pick<Act, 'occurredAt'>): boolean {
  const himself = speaker === personId;
  const holder = authorityOver(frame, personId).includes(speaker);
  const age = ageOf(frame, personId, dayOf(act));
  if (age === undefined) return himself || (roleOf(frame, personId) === 'child' && holder);
  if (age >= 16) return himself;
  return age >= 12 ? himself || holder : holder;
}
