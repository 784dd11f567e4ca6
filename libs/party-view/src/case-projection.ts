// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import type { Instant, StoredEvent, SubjectKeys } from '@gezinslijn/event-sourcing';
import {
  CONTEXT_OPENS,
  aboutOf,
  applyToContext,
  caseStream,
  descriptionOf,
  emptyContext,
  isAttachment,
  leaveSealed,
  maskFor,
  openerFor,
  ownRightsFrom,
  parseStored,
  profileOf,
  readEvent,
  readerKey,
  readerOf,
  readersOf,
  rulesAround,
  sealRendering,
  startOfLocalDay,
} from '@gezinslijn/family-case';
import type {
  CaseContext,
  DisclosureMatrix,
  Mask,
  ParsedEvent,
  Reader,
  ReaderKey,
  ReaderProfile,
  RecordedCaseEvent,
} from '@gezinslijn/family-case';
import type { BlindIndex } from './blind-index.ts';
import { BoundedCache } from '@gezinslijn/event-store';
import { searchRowsOf } from './search-rows.ts';
import type { SqlValue } from './view-engine.ts';

/** A case as the projector holds it between events: what disclosure needs, and each reader's profile. No texts. */
export interface ProjectedCase {
  readonly context: CaseContext;
  readonly profiles: Map<ReaderKey, ReaderProfile | null>;
  openedOn: string;
}

export interface ProjectedEvent {
  readonly stored: StoredEvent;
  readonly parsed: ParsedEvent;
  /** Opened only as far as disclosure needs it. */
  readonly entry: RecordedCaseEvent;
  /** Corrections of it and statements about it, oldest first; absent when there are none. */
  readonly attached?: readonly ProjectedEvent[];
}

/** An attachment as one reader may see it. */
interface AttachedRow {
  readonly event: ProjectedEvent;
  readonly mask: Mask;
}

export interface EntryRow {
  readonly reader: ReaderKey;
  readonly row: readonly SqlValue[];
  readonly audience: string;
  readonly mask: Mask;
  readonly event: ProjectedEvent;
  readonly attached: readonly AttachedRow[];
  /** Rows of the search index that go with it. */
  readonly found: readonly (readonly SqlValue[])[];
}

export const emptyCase = (): ProjectedCase => ({ context: emptyContext(), profiles: new Map(), openedOn: '' });

/** Reads an event for projection: personal fields stay sealed unless disclosure itself depends on them. */
export function readForProjection(stored: StoredEvent, keys: SubjectKeys): ProjectedEvent {
  const parsed = parseStored(stored);
  const opens = CONTEXT_OPENS.has(parsed.type) || descriptionOf(parsed.type).recategorise !== undefined;
  return { stored, parsed, entry: readEvent(stored, parsed, opens ? openerFor(keys, stored.stream, stored.id) : leaveSealed) };
}

/**
 * Folds one event into the case. Answers whose profile changed: those readers' rows must be written anew, because what they may see of
 * earlier entries changed too.
 */
export function advance(
  projected: ProjectedCase,
  { entry }: ProjectedEvent,
  at: Instant,
  matrix: DisclosureMatrix,
): ReadonlySet<ReaderKey> {
  if (projected.openedOn === '') projected.openedOn = occurredKey(entry.metadata.occurredAt);
  if (!applyToContext(projected.context, entry, rulesAround(matrix))) return new Set();
  return refreshProfiles(projected, readersOf(projected.context), at, matrix);
}

/** Computes profiles at an instant and keeps them; answers which ones changed. */
export function refreshProfiles(
  projected: ProjectedCase,
  readers: readonly Reader[],
  at: Instant,
  matrix: DisclosureMatrix,
): ReadonlySet<ReaderKey> {
  const changed = new Set<ReaderKey>();
  for (const reader of readers) {
    const key = readerKey(reader);
    const profile = profileOf(projected.context, reader, at, rulesAround(matrix));
    if (JSON.stringify(profile) !== JSON.stringify(projected.profiles.get(key) ?? null)) changed.add(key);
    projected.profiles.set(key, profile);
  }
  return changed;
}

/** The rows of one event for these readers; none for who may not know of it. */
export function rowsFor(
  projected: ProjectedCase,
  event: ProjectedEvent,
  readers: Iterable<ReaderKey>,
  { matrix, index }: { readonly matrix: DisclosureMatrix; readonly index: BlindIndex },
): readonly EntryRow[] {
  const rows: EntryRow[] = [];
  const { entry, stored } = event;
  for (const reader of readers) {
    const profile = projected.profiles.get(reader) ?? null;
    const mask = profile === null ? null : maskFor(entry, profile, matrix);
    if (profile === null || mask === null) continue;
    const attached = attachedFor(event, profile, matrix);
    const audience = audienceOf(mask, attached);
    const people = aboutOf(entry, mask);
    const row = [
      stored.stream,
      reader,
      Number(stored.position),
      entry.id,
      entry.event.type,
      entry.metadata.party,
      occurredKey(entry.metadata.occurredAt),
      people.length === 0 ? '' : `|${people.join('|')}|`,
      audience,
    ];
    rows.push({ reader, row, audience, mask, event, attached, found: searchRowsOf(entry, mask, reader, index) });
  }
  return rows;
}

const NOTHING: readonly AttachedRow[] = [];

function attachedFor({ attached }: ProjectedEvent, profile: ReaderProfile, matrix: DisclosureMatrix): readonly AttachedRow[] {
  if (attached === undefined) return NOTHING;
  return attached.flatMap((event) => {
    const mask = maskFor(event.entry, profile, matrix);
    return mask === null ? [] : [{ event, mask }];
  });
}

/** A history in which every entry has its corrections and the statements about it beside it. */
export function besideEach(history: readonly ProjectedEvent[]): readonly ProjectedEvent[] {
  const attached = new Map<string, ProjectedEvent[]>();
  for (const event of history) {
    if (!isAttachment(event.entry)) continue;
    const { entryId } = event.entry.event.data;
    attached.set(entryId, [...(attached.get(entryId) ?? []), event]);
  }
  if (attached.size === 0) return history;
  return history.map((event) => {
    const beside = attached.get(event.entry.id);
    return beside === undefined ? event : { ...event, attached: beside };
  });
}

/** The entry that this one was just attached to, with all that is attached to it; `undefined` when it is attached to nothing here. */
export function attachedTo(history: readonly ProjectedEvent[], { entry }: ProjectedEvent): ProjectedEvent | undefined {
  if (!isAttachment(entry)) return undefined;
  return besideEach(history).find((event) => event.entry.id === entry.event.data.entryId);
}

/** A decision about two people, from each side. */
export function linkRows({ entry: { stream, event } }: ProjectedEvent): readonly (readonly SqlValue[])[] {
  if (event.type !== 'PersonMatchDecided') return [];
  const { decision, caseIds, personIds } = event.data;
  const [one, other] = caseIds.map((caseId, index) => [caseStream(caseId), personIds[index] ?? '']);
  if (one === undefined || other === undefined) return [];
  return [
    [...one, ...other, decision, stream],
    [...other, ...one, decision, stream],
  ];
}

export function renderingRow({ event, mask, audience, attached }: EntryRow, keys: SubjectKeys): readonly SqlValue[] {
  const { entry, stored, parsed } = event;
  const beside = attached.map((one) => ({ entry: one.event.entry, stored: one.event.parsed.data, mask: one.mask }));
  return [stored.stream, Number(stored.position), audience, sealRendering(entry, parsed.data, mask, keys, stored.stream, beside)];
}

/** From when this reader may read at all: a child from its twelfth birthday; others at once. */
export function readsFrom(projected: ProjectedCase, reader: ReaderKey, matrix: DisclosureMatrix): Instant | null {
  const who = readerOf(reader);
  return who.kind === 'person' ? ownRightsFrom(projected.context, who.personId, rulesAround(matrix)) : null;
}

const starts = new BoundedCache<string, Instant>(2_000);

/** Sorts entries by when they happened: a day counts from its first moment in Amsterdam. */
export function occurredKey(occurredAt: string): Instant {
  if (occurredAt.length !== 10) return occurredAt;
  let start = starts.get(occurredAt);
  if (start === undefined) {
    start = startOfLocalDay(occurredAt);
    starts.set(occurredAt, start);
  }
  return start;
}

const audiences = new BoundedCache<string, string>(20_000);

/** Readers with the same mask are one audience, as long as the same is attached for them. */
function audienceOf(shown: Mask, attached: readonly AttachedRow[]): string {
  let mask = maskText(shown);
  for (const { event, mask: beside } of attached) mask += `|+${event.entry.id}:${maskText(beside)}`;
  let audience = audiences.get(mask);
  if (audience === undefined) {
    audience = createHash('sha256').update(mask).digest('base64url').slice(0, 12);
    audiences.set(mask, audience);
  }
  return audience;
}

function maskText({ access, statedBy, fields, parts, destroyed }: Mask): string {
  let mask = `${access}|${String(statedBy)}|${fields.join(',')}|`;
  for (const field of Object.keys(parts)) mask += `${field}:${(parts[field] ?? []).join(',')};`;
  if (destroyed !== undefined) mask += `|${destroyed.join(',')}`;
  return mask;
}
