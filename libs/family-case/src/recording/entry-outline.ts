// SPDX-License-Identifier: EUPL-1.2
import { ERASED } from '@gezinslijn/event-sourcing';
import { descriptionOf } from '../case-event.ts';
import type { CaseEvent, CaseEventType, RecordedCaseEvent } from '../case-event.ts';
import type { EntryOutline, RectificationEvent } from '../rectification/rectification-events.ts';
import { actualCategory } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { PersonId } from '../vocabulary/ids.ts';
import { rulesOf } from './event-codec.ts';

/** An entry that is shown beside another: a correction of it, or a statement about it. */
export type RecordedAttachment = RecordedCaseEvent & { readonly event: RectificationEvent };

export function isAttachment(entry: RecordedCaseEvent): entry is RecordedAttachment {
  return descriptionOf(entry.event.type).attachedTo !== undefined;
}

/** Everything disclosure asks of an entry, and nothing of what it says. */
export function outlineOf({ event, metadata, revision }: RecordedCaseEvent): EntryOutline {
  const description = descriptionOf(event.type);
  const data = event.data as unknown as Readonly<Record<string, unknown>>;
  const marks: Record<string, unknown> = {};
  const sealed: string[] = [];
  const parts: Record<string, readonly PersonId[]> = {};
  for (const [field, rule] of rulesOf(description)) {
    const value = data[field];
    if (value === undefined) continue;
    if (rule.kind === 'structure') marks[field] = value;
    else if (rule.kind === 'personal') sealed.push(field);
    else parts[field] = (value as PerPerson<unknown>).map(({ personId }) => personId);
  }
  const category = actualCategory(description.category, event.data, description);
  const { actingOrganisation: organisation } = metadata;
  return {
    type: event.type,
    organisation,
    revision,
    marks,
    sealed,
    parts,
    ...(category === description.category ? {} : { moved: category }),
  };
}

/** The entry something is attached to, as far as disclosure needs it: its sealed fields are there by name only. */
export function entryBehind({ event, metadata, stream, position }: RecordedAttachment): RecordedCaseEvent {
  const { entryId, of } = event.data;
  const sealed = of.sealed.map((field) => [field, ERASED] as const);
  const parts = Object.entries(of.parts).map(
    ([field, people]) => [field, people.map((personId) => ({ personId, content: ERASED }))] as const,
  );
  const data: Record<string, unknown> = { ...of.marks };
  for (const [field, content] of [...sealed, ...parts]) data[field] = content;
  // What moves a measure to another category is sealed itself; all other moves follow from marks.
  if (of.moved === 'C9H') data['kind'] = 'HOUSE_BAN';
  const { statedBy: _whose, ...around } = metadata;
  return {
    id: entryId,
    stream,
    position,
    revision: of.revision,
    event: { type: of.type as CaseEventType, version: descriptionOf(of.type as CaseEventType).version, data } as unknown as CaseEvent,
    metadata: { ...around, actingOrganisation: of.organisation },
  };
}
