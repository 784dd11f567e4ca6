// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, named } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { Framed } from '../frame/case-frame.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { safetyEvents } from './safety-events.ts';
import type { SafetyScaled } from './safety-events.ts';

export type ScaleSafety = CommandFor<'ScaleSafety', SafetyScaled>;

type ScaleRefusal =
  | 'SAFETY_ONE_SCORE'
  | 'SAFETY_SCORE_OUT_OF_RANGE'
  | 'SAFETY_RATER_MISSING'
  | 'SAFETY_RATER_NOT_EXPECTED'
  | 'SAFETY_NOT_THE_RATER'
  | 'SAFETY_WORDS_WITHOUT_RATER';

/** One number from 0 to 10 by one rater: a member of the family (his own score) or the writing professional. Rule S-4. */
export function scaleSafety({ frame }: Framed, command: ScaleSafety, act: Act): Decision<SafetyScaled, AdmissionRefusal | ScaleRefusal> {
  const { rater } = command;
  return (
    admit(frame, act, { parties: ANY_PARTY }) ??
    named(frame, command.concerning, 'concerning') ??
    (rater === undefined ? undefined : named(frame, [rater], 'rater')) ??
    scoreFault(command) ??
    raterFault(command, act) ??
    accept(fact(safetyEvents.SafetyScaled, command))
  );
}

function scoreFault({ ownScore, professionalScore }: ScaleSafety): Fault<ScaleRefusal> | undefined {
  if ((ownScore === undefined) === (professionalScore === undefined)) return refuse('SAFETY_ONE_SCORE', { field: 'ownScore' });
  const score = ownScore ?? professionalScore ?? Number.NaN;
  const field = ownScore === undefined ? 'professionalScore' : 'ownScore';
  return Number.isInteger(score) && score >= 0 && score <= 10 ? undefined : refuse('SAFETY_SCORE_OUT_OF_RANGE', { field });
}

/** A number is the rater's own word; words belong to a rater, because they are about somebody. */
function raterFault({ rater, ownScore, words }: ScaleSafety, { statedBy }: Act): Fault<ScaleRefusal> | undefined {
  if (ownScore === undefined) {
    if (rater !== undefined) return refuse('SAFETY_RATER_NOT_EXPECTED', { field: 'rater' });
    return words === undefined ? undefined : refuse('SAFETY_WORDS_WITHOUT_RATER', { field: 'words' });
  }
  if (rater === undefined) return refuse('SAFETY_RATER_MISSING', { field: 'rater' });
  return statedBy?.kind === 'person' && statedBy.personId !== rater ? refuse('SAFETY_NOT_THE_RATER', { field: 'statedBy' }) : undefined;
}
