// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { ANY_PARTY, admit, named, written } from '../frame/admission.ts';
import type { AdmissionRefusal } from '../frame/admission.ts';
import { maySpeakFor } from '../frame/representation.ts';
import { isAttachment, outlineOf } from '../recording/entry-outline.ts';
import type { Act } from '../vocabulary/act.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor } from '../vocabulary/command.ts';
import { rectificationEvents } from './rectification-events.ts';
import type { StatementAttached } from './rectification-events.ts';
import type { RectificationState } from './rectification.decider.ts';

export type AttachStatement = CommandFor<'AttachStatement', StatementAttached, 'of'>;

/**
 * What somebody says himself about an entry, or who exercises his rights for him; written down by a professional, in his words. He must be able
 * to see that entry, and so must the organisation that writes it down: to both, another one is as if it did not exist. Rules RE-5, RE-6; source:
 * Jeugdwet 7.3.8 lid 2.
 */
export function attachStatement(
  { frame }: RectificationState,
  command: AttachStatement,
  act: Act,
): Decision<
  StatementAttached,
  AdmissionRefusal | 'RECTIFICATION_ENTRY_UNKNOWN' | 'RECTIFICATION_NOT_STATED' | 'RECTIFICATION_NOT_HIS_STATEMENT'
> {
  const fault = admit(frame, act, { parties: ANY_PARTY }) ?? named(frame, [command.personId], 'personId');
  if (fault !== undefined) return fault;
  const { statedBy, author, entry } = act;
  if (statedBy?.kind !== 'person') return refuse('RECTIFICATION_NOT_STATED', { field: 'statedBy' });
  const speaker = statedBy.personId;
  if (!maySpeakFor(frame, command.personId, speaker, act)) return refuse('RECTIFICATION_NOT_HIS_STATEMENT', { field: 'statedBy' });
  const bothSee =
    entry !== undefined &&
    !isAttachment(entry.recorded) &&
    entry.shownTo({ kind: 'organisation', organisation: author.organisation }) &&
    entry.shownTo({ kind: 'person', personId: speaker });
  if (!bothSee) return refuse('RECTIFICATION_ENTRY_UNKNOWN', { field: 'entryId' });
  return (
    written(command.words, 'words') ?? accept(fact(rectificationEvents.StatementAttached, { ...command, of: outlineOf(entry.recorded) }))
  );
}
