// SPDX-License-Identifier: EUPL-1.2
import { ERASED, UnreadableEvent, upcasting } from '@gezinslijn/event-sourcing';
import type { Event, EventText, StoredEvent, SubjectKeys, Upcaster } from '@gezinslijn/event-sourcing';
import { descriptionOf, isCaseEventType } from '../case-event.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case-event.ts';
import type { CaseMetadata } from '../vocabulary/act.ts';
import { peopleOf } from '../vocabulary/event-description.ts';
import type { EventDescription, FieldRule, PerPerson } from '../vocabulary/event-description.ts';

/** One envelope: whose key, the sealed JSON of that subject's fields, and which fields it holds (names only, known after erasure too). */
export type SealedPart = readonly [subject: string, envelope: string, fields: readonly string[]];

/** In a rendering: what was here, its reader's organisation destroyed. */
export const NO_ENVELOPE = '';

/** What stands in the store: structure in the clear, one envelope per person (or people jointly, and file part). */
export interface SealedData {
  readonly open: Readonly<Record<string, unknown>>;
  readonly sealed: readonly SealedPart[];
}

type Fields = Record<string, unknown>;

/** What may stand in the clear, and what is sealed, per subject. */
export interface Partition {
  readonly open: Readonly<Record<string, unknown>>;
  readonly sealed: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** The released shapes and the way from each to the next; empty while every event is at its first version. */
const upcasters: readonly Upcaster[] = [];
const toCurrent = upcasting(upcasters);

/** Whose key seals a field about these people: one person's, or theirs jointly. `part` gives a file part a key of its own. */
export function subjectOf(people: readonly string[], part: string | undefined): string {
  const whose = people.length === 1 ? (people[0] as string) : [...people].sort().join('+');
  return part === undefined ? whose : `${whose}#${part}`;
}

export function partOf(event: Event, description: EventDescription): string | undefined {
  return description.part === undefined ? undefined : (event.data as Record<string, string>)[description.part];
}

const rulesByDescription = new WeakMap<EventDescription, readonly (readonly [field: string, rule: FieldRule])[]>();

export function rulesOf(description: EventDescription): readonly (readonly [field: string, rule: FieldRule])[] {
  let rules = rulesByDescription.get(description);
  if (rules === undefined) {
    rules = Object.entries(description.fields as Readonly<Record<string, FieldRule>>);
    rulesByDescription.set(description, rules);
  }
  return rules;
}

/**
 * Splits an event into what may stand in the clear and what is sealed, per subject.
 * @throws TypeError for a personal field whose person is not named: it could never be erased.
 */
export function partition(event: CaseEvent): Partition {
  return partitionAs(event, descriptionOf(event.type));
}

/** The same for an event of any kind, by its description. */
export function partitionAs(event: Event, description: EventDescription): Partition {
  const part = partOf(event, description);
  const open: Fields = {};
  const sealed = new Map<string, Fields>();
  const put = (subject: string, field: string, value: unknown) => {
    const fields = sealed.get(subject);
    if (fields === undefined) sealed.set(subject, { [field]: value });
    else fields[field] = value;
  };
  for (const [field, rule] of rulesOf(description)) {
    const value = (event.data as unknown as Fields)[field];
    if (value === undefined) continue;
    if (rule.kind === 'structure') open[field] = value;
    else if (rule.kind === 'perPerson') {
      open[field] = (value as PerPerson<unknown>).map(({ personId }) => personId);
      for (const { personId, content } of value as PerPerson<unknown>) put(subjectOf([personId], part), field, content);
    } else {
      const people = peopleOf(event.data, rule.about);
      if (people.length === 0) throw new TypeError(`${event.type}.${field} is personal, but ${rule.about} names nobody`);
      put(subjectOf(people, part), field, value);
    }
  }
  return { open, sealed };
}

/** Every subject whose key must exist before this event can be sealed. */
export function subjectsOf(event: CaseEvent): readonly string[] {
  return [...partition(event).sealed.keys()];
}

/** The JSON text that is appended. Keys must exist (`SubjectKeys.ensure`). Envelopes are bound to the event's id. */
export function sealEvent(event: CaseEvent, keys: SubjectKeys, scope: string, eventId: string): string {
  return sealParts(event.version, partition(event), keys, scope, eventId);
}

/** The same for an event that was split before. */
export function sealParts(version: number, { open, sealed }: Partition, keys: SubjectKeys, scope: string, eventId: string): string {
  const parts: SealedPart[] = [];
  for (const [subject, fields] of sealed)
    parts.push([subject, keys.seal(scope, subject, eventId, JSON.stringify(fields)), Object.keys(fields)]);
  return `{"version":${String(version)},"data":${JSON.stringify({ open, sealed: parts })}}`;
}

/** Opens one envelope; `undefined` when its key is gone. */
export type Opener = (subject: string, envelope: string) => Fields | undefined;

export function openerFor(keys: SubjectKeys, scope: string, eventId: string): Opener {
  return (subject, envelope) => {
    const text = keys.open(scope, subject, eventId, envelope);
    return text === undefined ? undefined : (JSON.parse(text) as Fields);
  };
}

/** Opens nothing: every personal field reads as erased. Enough to decide who may see which field, without a key. */
export const leaveSealed: Opener = () => undefined;

/** The event data put together again; a field that could not be opened reads as `ERASED`. */
export function openData(description: EventDescription, data: SealedData, open: Opener): Fields {
  const { fields, partPerPerson } = shapeOf(description);
  // Nearly every event has one envelope, which holds all that is sealed: then there is nothing to put in its place field by field.
  const only = data.sealed[0];
  if (only !== undefined && data.sealed.length === 1 && !partPerPerson) {
    const result = contentOf(only, open);
    for (const field in data.open) result[field] = data.open[field];
    return result;
  }
  return openFields(description, data, open, fields);
}

interface Shape {
  readonly fields: readonly string[];
  /** Some field has a part per person. */
  readonly partPerPerson: boolean;
}

const shapes = new WeakMap<EventDescription, Shape>();

function shapeOf(description: EventDescription): Shape {
  let shape = shapes.get(description);
  if (shape === undefined) {
    const rules = rulesOf(description);
    shape = { fields: rules.map(([field]) => field), partPerPerson: rules.some(([, { kind }]) => kind === 'perPerson') };
    shapes.set(description, shape);
  }
  return shape;
}

/** The same for some of its fields: what a rendering shows. */
export function openFields(description: EventDescription, data: SealedData, open: Opener, fields: readonly string[]): Fields {
  const rules = description.fields as Readonly<Record<string, FieldRule>>;
  const part = description.part === undefined ? undefined : (data.open[description.part] as string | undefined);
  const envelopes = openEnvelopes(data, open);
  const result: Fields = {};
  for (const field of fields) {
    const rule = rules[field];
    if (rule === undefined) continue;
    if (rule.kind === 'structure') {
      if (field in data.open) result[field] = data.open[field];
    } else if (rule.kind === 'perPerson') {
      const people = data.open[field] as readonly string[] | undefined;
      if (people === undefined) continue;
      result[field] = people.map((personId) => ({ personId, content: envelopes(subjectOf([personId], part))?.[field] ?? ERASED }));
    } else {
      const about = data.open[rule.about] as string | readonly string[] | undefined;
      if (about === undefined || about.length === 0) continue;
      // Nearly every text is about one person and no file part: then his id is the subject, without a list made of it.
      const subject =
        typeof about === 'string' && part === undefined ? about : subjectOf(typeof about === 'string' ? [about] : about, part);
      const opened = envelopes(subject);
      if (opened !== undefined && field in opened) result[field] = opened[field];
    }
  }
  return result;
}

/** Each envelope opened once; nearly every event has just one. */
function openEnvelopes({ sealed }: SealedData, open: Opener): (subject: string) => Fields | undefined {
  if (sealed.length === 1) {
    const only = sealed[0] as SealedPart;
    let content: Fields | undefined;
    return (subject) => (subject === only[0] ? (content ??= contentOf(only, open)) : undefined);
  }
  const opened = new Map(sealed.map((sealedPart) => [sealedPart[0], contentOf(sealedPart, open)]));
  return (subject) => opened.get(subject);
}

function contentOf(part: SealedPart, open: Opener): Fields {
  const content = part[1] === NO_ENVELOPE ? undefined : open(part[0], part[1]);
  return content ?? Object.fromEntries(part[2].map((field) => [field, ERASED]));
}

const decoder = new TextDecoder();

export interface ParsedEvent {
  readonly type: CaseEvent['type'];
  readonly version: number;
  readonly data: SealedData;
  readonly metadata: CaseMetadata;
}

/** An event as it was read: as bytes, or as text. */
export type ReadEvent = StoredEvent | EventText;

const textOf = (body: Uint8Array | string): string => (typeof body === 'string' ? body : decoder.decode(body));

/** What stands in the store, parsed but not opened. @throws UnreadableEvent for a type this program does not know. */
export function parseStored(stored: ReadEvent): ParsedEvent {
  if (!isCaseEventType(stored.type)) throw new UnreadableEvent(`Unknown event type ${stored.type} at position ${String(stored.position)}`);
  const { version, data } = JSON.parse(textOf(stored.data)) as { version: number; data: SealedData };
  const metadata = JSON.parse(textOf(stored.metadata)) as CaseMetadata;
  return { type: stored.type, version, data, metadata };
}

/** Reads a stored event: parse, open what can be opened, lift to today's shape. @throws UnreadableEvent, never skips. */
export function openEvent(stored: ReadEvent, keys: SubjectKeys): RecordedCaseEvent {
  return readEvent(stored, parseStored(stored), openerFor(keys, stored.stream, stored.id));
}

/** The same with the opener of one's choice. */
export function readEvent(
  stored: Omit<StoredEvent, 'data' | 'metadata'>,
  { type, version, data, metadata }: ParsedEvent,
  open: Opener,
): RecordedCaseEvent {
  const description = descriptionOf(type);
  const event = toCurrent({ type, version, data: openData(description, data, open) }, description.version);
  return {
    id: stored.id,
    stream: stored.stream,
    revision: stored.revision,
    position: stored.position,
    event: event as CaseEvent,
    metadata,
  };
}
