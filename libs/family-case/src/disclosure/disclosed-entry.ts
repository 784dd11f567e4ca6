// SPDX-License-Identifier: EUPL-1.2
import type { Instant, SubjectKeys } from '@gezinslijn/event-sourcing';
import { descriptionOf } from '../case-event.ts';
import type { CaseEventType, RecordedCaseEvent } from '../case-event.ts';
import { ERASED } from '@gezinslijn/event-sourcing';
import { NO_ENVELOPE, openFields, openerFor, partOf, rulesOf, subjectOf } from '../recording/event-codec.ts';
import type { SealedData, SealedPart } from '../recording/event-codec.ts';
import type { StatedBy } from '../vocabulary/act.ts';
import type { Category } from '../vocabulary/categories.ts';
import { actualCategory, peopleOf } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { EntryId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party, WorkerRole } from '../vocabulary/parties.ts';
import type { OccurredAt } from '../vocabulary/time.ts';
import { textMask } from './disclose.ts';
import type { Access, Mask } from './disclose.ts';

/** An entry as one reader gets it: only the fields he may see. What is missing here he cannot find by any other path. */
export interface DisclosedEntry {
  readonly id: EntryId;
  readonly type: CaseEventType;
  readonly position: bigint;
  /** What it counts as, which may depend on what happened: a house ban, a secret address. */
  readonly category: Category;
  readonly access: Access;
  readonly party: Party;
  readonly organisation: OrganisationId;
  readonly workerRole: WorkerRole;
  readonly statedBy?: StatedBy;
  readonly occurredAt: OccurredAt;
  readonly recordedAt: Instant;
  readonly legalBasis: string;
  readonly fields: readonly string[];
  /** The people this reader can tell the entry is about, sorted. */
  readonly about: readonly PersonId[];
  readonly data: Readonly<Record<string, unknown>>;
  /** Corrections of it and statements about it that this reader may see, oldest first; absent when there are none. */
  readonly attached?: readonly DisclosedEntry[];
}

/**
 * An entry with what is attached to it: a corrected text stands in the place of the old one, and nowhere else. Of several corrections of one
 * text the last counts.
 */
export function withAttached(entry: DisclosedEntry, attached: readonly DisclosedEntry[]): DisclosedEntry {
  if (attached.length === 0) return entry;
  const data: Record<string, unknown> = { ...entry.data };
  const beside = attached.map((one) => {
    if (one.type !== 'EntryCorrected' || !('text' in one.data)) return one;
    const { text, ...rest } = one.data;
    const field = one.data['field'] as string;
    if (entry.fields.includes(field)) data[field] = text;
    return { ...one, fields: one.fields.filter((name) => name !== 'text'), data: rest };
  });
  return { ...entry, data, attached: beside };
}

/** The people whose data a mask shows. */
export function aboutOf({ event }: RecordedCaseEvent, mask: Mask): readonly PersonId[] {
  const people = new Set<PersonId>();
  for (const [field, rule] of rulesOf(descriptionOf(event.type))) {
    if (!mask.fields.includes(field)) continue;
    if (rule.kind === 'perPerson') for (const person of mask.parts[field] ?? []) people.add(person);
    if (rule.kind === 'personal') for (const person of peopleOf(event.data, rule.about)) people.add(person);
  }
  return [...people].sort();
}

/** An entry with everything a mask hides taken out. Used by replay; rows hold the same, sealed. */
export function maskEntry(entry: RecordedCaseEvent, mask: Mask): DisclosedEntry {
  const source = entry.event.data as unknown as Readonly<Record<string, unknown>>;
  const data: Record<string, unknown> = {};
  for (const field of mask.fields) {
    const people = mask.parts[field];
    data[field] =
      people === undefined ? source[field] : (source[field] as PerPerson<unknown>).filter(({ personId }) => people.includes(personId));
  }
  if (mask.destroyed !== undefined) leaveOutDestroyed(data, entry, mask.destroyed);
  return { ...headOf(entry, mask), access: mask.access, fields: mask.fields, about: aboutOf(entry, mask), data };
}

function leaveOutDestroyed(data: Record<string, unknown>, { event }: RecordedCaseEvent, destroyed: readonly string[]): void {
  const description = descriptionOf(event.type);
  const part = partOf(event, description);
  for (const [field, rule] of rulesOf(description)) {
    if (data[field] === undefined || rule.kind === 'structure') continue;
    if (rule.kind === 'perPerson') {
      data[field] = (data[field] as PerPerson<unknown>).map((one) =>
        destroyed.includes(subjectOf([one.personId], part)) ? { personId: one.personId, content: ERASED } : one,
      );
    } else if (destroyed.includes(subjectOf(peopleOf(event.data, rule.about), part))) data[field] = ERASED;
  }
}

/** A rendering: what readers with the same mask share, sealed as the event was. `body` is the JSON text of a row. */
interface RenderingBody {
  readonly t: CaseEventType;
  readonly a: Access;
  readonly f: readonly string[];
  readonly p: readonly PersonId[];
  readonly h: Omit<DisclosedEntry, 'id' | 'type' | 'position' | 'access' | 'fields' | 'about' | 'data' | 'attached'>;
  readonly d: SealedData;
  /** What is attached to it: id, position and rendering of each. */
  readonly c?: readonly (readonly [id: string, position: string, body: RenderingBody])[];
}

/** What is attached to an entry, as its reader may see it. */
export interface SealedAttachment {
  readonly entry: RecordedCaseEvent;
  readonly stored: SealedData;
  readonly mask: Mask;
}

/**
 * The row of an audience. An envelope of which everything is visible is copied as it stands; of which a part is visible, that part is sealed
 * again; of which nothing is visible, left out. Readers of the row therefore cannot open what their mask hides, keys or no keys.
 */
export function sealRendering(
  entry: RecordedCaseEvent,
  stored: SealedData,
  mask: Mask,
  keys: SubjectKeys,
  scope: string,
  attached: readonly SealedAttachment[] = [],
): string {
  return JSON.stringify(renderingBody(entry, stored, mask, keys, scope, attached));
}

/** The last correction of each text: the others are shown without theirs, and so is the entry. */
function lastCorrections(attached: readonly SealedAttachment[]): ReadonlyMap<string, SealedAttachment> {
  const last = new Map<string, SealedAttachment>();
  for (const one of attached) if (one.entry.event.type === 'EntryCorrected') last.set(one.entry.event.data.field, one);
  return last;
}

function renderingBody(
  entry: RecordedCaseEvent,
  stored: SealedData,
  mask: Mask,
  keys: SubjectKeys,
  scope: string,
  attached: readonly SealedAttachment[],
): RenderingBody {
  const description = descriptionOf(entry.event.type);
  const source = entry.event.data as unknown as Readonly<Record<string, unknown>>;
  const corrected = lastCorrections(attached);
  const visible = new Set(mask.fields.filter((field) => !corrected.has(field)));
  const part = description.part === undefined ? undefined : (source[description.part] as string);
  const shown = new Map<string, string[]>();
  const show = (people: readonly string[], field: string) => {
    const subject = subjectOf(people, part);
    const fields = shown.get(subject);
    if (fields === undefined) shown.set(subject, [field]);
    else fields.push(field);
  };
  const open: Record<string, unknown> = {};
  for (const [field, rule] of rulesOf(description)) {
    if (!visible.has(field)) continue;
    if (rule.kind === 'structure') open[field] = source[field];
    else if (rule.kind === 'perPerson') {
      open[field] = mask.parts[field];
      for (const personId of mask.parts[field] ?? []) show([personId], field);
    } else {
      // The ids that say whose field it is travel along with it: without them it could not be opened.
      open[rule.about] = source[rule.about];
      show(peopleOf(entry.event.data, rule.about), field);
    }
  }
  if (part !== undefined && shown.size > 0 && description.part !== undefined) open[description.part] = part;
  const openEnvelope = openerFor(keys, scope, entry.id);
  const sealed = stored.sealed.flatMap(([subject, envelope, fields]): readonly SealedPart[] => {
    const some = shown.get(subject);
    if (some === undefined) return [];
    if (mask.destroyed?.includes(subject) === true) return [[subject, NO_ENVELOPE, some]];
    if (some.length === fields.length) return [[subject, envelope, fields]];
    const plain = openEnvelope(subject, envelope);
    if (plain === undefined) return [[subject, envelope, some]];
    const picked = Object.fromEntries(some.map((field) => [field, plain[field]]));
    return [[subject, keys.seal(scope, subject, entry.id, JSON.stringify(picked)), some]];
  });
  const { id: _id, type: _type, position: _position, ...head } = headOf(entry, mask);
  const body: RenderingBody = {
    t: entry.event.type,
    a: mask.access,
    f: mask.fields,
    p: aboutOf(entry, mask),
    h: head,
    d: { open, sealed },
  };
  if (attached.length === 0) return body;
  const last = new Set(corrected.values());
  const beside = attached.map((one) => {
    const shown = last.has(one) ? textMask(one.mask) : one.mask;
    return [one.entry.id, String(one.entry.position), renderingBody(one.entry, one.stored, shown, keys, scope, [])] as const;
  });
  return { ...body, c: beside };
}

/** Opens a row. `position` and `id` stand in columns beside it. */
export function openRendering(
  body: string,
  row: { readonly id: string; readonly position: bigint },
  keys: SubjectKeys,
  scope: string,
): DisclosedEntry {
  return openBody(JSON.parse(body) as RenderingBody, row, keys, scope);
}

function openBody(
  { t, a, f, p, h, d, c = [] }: RenderingBody,
  row: { readonly id: string; readonly position: bigint },
  keys: SubjectKeys,
  scope: string,
): DisclosedEntry {
  const data = openFields(descriptionOf(t), d, openerFor(keys, scope, row.id), f);
  const entry: DisclosedEntry = { ...h, id: row.id as EntryId, type: t, position: row.position, access: a, fields: f, about: p, data };
  return withAttached(
    entry,
    c.map(([id, position, body]) => openBody(body, { id, position: BigInt(position) }, keys, scope)),
  );
}

function headOf({ id, position, event, metadata }: RecordedCaseEvent, mask: Mask) {
  const { party, actingOrganisation, workerRole, statedBy, occurredAt, recordedAt, legalBasis } = metadata;
  return {
    id: id as EntryId,
    type: event.type,
    position,
    category: actualCategory(descriptionOf(event.type).category, event.data, descriptionOf(event.type)),
    party,
    organisation: actingOrganisation,
    workerRole,
    ...(statedBy === undefined || !mask.statedBy ? {} : { statedBy }),
    occurredAt,
    recordedAt,
    legalBasis,
  };
}
