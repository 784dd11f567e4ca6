// SPDX-License-Identifier: EUPL-1.2
import { ownTaskBasis } from '../entry-form/own-task-basis.ts';
import type { Me } from '../sign-in/session-context.ts';

/** Vital interests (AVG 6 lid 1 onder d): what emergency access rests on, wherever an organisation may use that basis. */
const VITAL_INTERESTS = 'avg-6-1-d';

export const emergencyBasis = (me: Pick<Me, 'party' | 'legalBases'>): string =>
  me.legalBases.some(({ key }) => key === VITAL_INTERESTS) ? VITAL_INTERESTS : ownTaskBasis(me);
