// SPDX-License-Identifier: EUPL-1.2
import { accept, isErased, refuse } from '@gezinslijn/event-sourcing';
import type { Decision } from '@gezinslijn/event-sourcing';
import { descriptionOf } from '../case-event.ts';
import type { CaseEventType, RecordedCaseEvent } from '../case-event.ts';
import { ANY_PARTY, admit, written } from '../frame/admission.ts';
import type { AdmissionRefusal, Fault } from '../frame/admission.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import { maySpeakFor } from '../frame/representation.ts';
import { outlineOf } from '../recording/entry-outline.ts';
import type { Act } from '../vocabulary/act.ts';
import type { Category } from '../vocabulary/categories.ts';
import { fact } from '../vocabulary/command.ts';
import { actualCategory, peopleOf } from '../vocabulary/event-description.ts';
import type { FieldRule } from '../vocabulary/event-description.ts';
import type { EntryId, ItemId, PersonId } from '../vocabulary/ids.ts';
import { isCorrectable } from './correctable.ts';
import { rectificationEvents } from './rectification-events.ts';
import type { EntryCorrected, EntryOutline } from './rectification-events.ts';
import type { RectificationState } from './rectification.decider.ts';

/** A text of the entry and what it is to say. */
export interface CorrectedText {
  readonly field: string;
  readonly text: string;
}

/** `entryId`: the entry, or the last correction of the text where it was corrected before: what the writer has before him. */
export interface CorrectEntry {
  readonly type: 'CorrectEntry';
  readonly entryId: EntryId;
  readonly texts: readonly CorrectedText[];
  readonly reason: string;
}

export type CorrectionFault =
  | 'RECTIFICATION_ENTRY_UNKNOWN'
  | 'RECTIFICATION_NOTHING'
  | 'RECTIFICATION_TEXT_TWICE'
  | 'RECTIFICATION_NOT_THIS_TEXT'
  | 'RECTIFICATION_ERASED'
  | 'RECTIFICATION_OVERTAKEN'
  | 'RECTIFICATION_SAME_TEXT'
  | 'RECTIFICATION_CODE_UNKNOWN'
  | 'RECTIFICATION_NOT_HIS_TO_ASK';

export const textKey = (entryId: EntryId, field: string): string => `${entryId}|${field}`;

/** One text as it stands, and what its correction must carry along. */
interface Standing {
  readonly entryId: EntryId;
  readonly of: EntryOutline;
  readonly value: unknown;
  readonly rule: FieldRule;
  readonly category: Category;
  readonly concerning: readonly PersonId[];
  readonly part: ItemId | undefined;
}

/**
 * What one's own organisation recorded, in other words; of one's own accord or because somebody it is about asked (he states it then). Another's
 * entry is answered as if it did not exist. Rules RE-1 to RE-4; source: AVG 16.
 */
export function correctEntry(
  state: RectificationState,
  command: CorrectEntry,
  act: Act,
): Decision<EntryCorrected, AdmissionRefusal | CorrectionFault> {
  const fault = admit(state.frame, act, { parties: ANY_PARTY });
  if (fault !== undefined) return fault;
  const entry = act.entry?.recorded;
  if (entry === undefined || entry.metadata.actingOrganisation !== act.author.organisation)
    return refuse('RECTIFICATION_ENTRY_UNKNOWN', { field: 'entryId' });
  const { texts, reason } = command;
  const wrong =
    (texts.length === 0 ? refuse('RECTIFICATION_NOTHING', { field: 'texts' }) : undefined) ??
    (new Set(texts.map(({ field }) => field)).size < texts.length ? refuse('RECTIFICATION_TEXT_TWICE', { field: 'texts' }) : undefined) ??
    written(reason, 'reason');
  if (wrong !== undefined) return wrong;
  const events: EntryCorrected[] = [];
  for (const { field, text } of texts) {
    const standing = standingText(entry, field);
    if (standing === undefined) return refuse('RECTIFICATION_NOT_THIS_TEXT', { field: 'texts' });
    const { entryId, of, category, concerning, part } = standing;
    const mistake = mistakeIn(state, command.entryId, field, text, standing) ?? askedByAnother(state.frame, concerning, act);
    if (mistake !== undefined) return mistake;
    const data = { entryId, corrects: command.entryId, field, concerning, ofCategory: category, ofType: of.type, of, text, reason };
    events.push(fact(rectificationEvents.EntryCorrected, { ...data, ...(part === undefined ? {} : { part }) }));
  }
  return accept(...events);
}

/** The text as it stands in the entry, or in the correction of it that is named; `undefined` when there is no such text. */
function standingText(entry: RecordedCaseEvent, field: string): Standing | undefined {
  const { event } = entry;
  const corrected = event.type === 'EntryCorrected' ? event.data : undefined;
  if (corrected !== undefined && corrected.field !== field) return undefined;
  const of = corrected?.of ?? outlineOf(entry);
  if (!isCorrectable(of.type, field) || !of.sealed.includes(field)) return undefined;
  const description = descriptionOf(of.type as CaseEventType);
  const rule = (description.fields as Readonly<Record<string, FieldRule>>)[field];
  if (rule?.kind !== 'personal') return undefined;
  const part = description.part === undefined ? undefined : (of.marks[description.part] as ItemId | undefined);
  return {
    entryId: corrected?.entryId ?? (entry.id as EntryId),
    of,
    value: corrected === undefined ? (event.data as unknown as Readonly<Record<string, unknown>>)[field] : corrected.text,
    rule,
    category: corrected?.ofCategory ?? actualCategory(rule.category, event.data, description),
    concerning: peopleOf(of.marks, rule.about),
    part,
  };
}

/** Who corrects has the last text before him: what two correct at once is refused for the second. Rule RE-3. */
function mistakeIn(
  { last }: RectificationState,
  corrects: EntryId,
  field: string,
  text: string,
  { entryId, value, rule }: Standing,
): Fault<CorrectionFault | 'CASE_TEXT_MISSING'> | undefined {
  if ((last.get(textKey(entryId, field)) ?? entryId) !== corrects) return refuse('RECTIFICATION_OVERTAKEN', { field: 'entryId' });
  if (isErased(value)) return refuse('RECTIFICATION_ERASED', { field: 'texts' });
  if (rule.terms !== undefined && !Object.hasOwn(rule.terms, text)) return refuse('RECTIFICATION_CODE_UNKNOWN', { field: 'texts' });
  return written(text, 'texts') ?? (value === text ? refuse('RECTIFICATION_SAME_TEXT', { field: 'texts' }) : undefined);
}

/** A correction is asked by somebody the text is about, or who exercises his rights. Rule RE-4. */
function askedByAnother(frame: CaseFrame, concerning: readonly PersonId[], act: Act): Fault<'RECTIFICATION_NOT_HIS_TO_ASK'> | undefined {
  const { statedBy } = act;
  if (statedBy?.kind !== 'person' || concerning.some((person) => maySpeakFor(frame, person, statedBy.personId, act))) return undefined;
  return refuse('RECTIFICATION_NOT_HIS_TO_ASK', { field: 'statedBy' });
}
