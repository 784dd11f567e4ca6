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
}

export interface EntryRow {
  readonly reader: ReaderKey;
  readonly row: readonly SqlValue[];
  readonly audience: string;
  readonly mask: Mask;
  readonly event: ProjectedEvent;
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
    if (mask === null) continue;
    const audience = audienceOf(mask);
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
    rows.push({ reader, row, audience, mask, event, found: searchRowsOf(entry, mask, reader, index) });
  }
  return rows;
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

export function renderingRow({ event, mask, audience }: EntryRow, keys: SubjectKeys): readonly SqlValue[] {
  const { entry, stored, parsed } = event;
  return [stored.stream, Number(stored.position), audience, sealRendering(entry, parsed.data, mask, keys, stored.stream)];
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

/** Readers with the same mask are one audience. */
function audienceOf({ access, statedBy, fields, parts, destroyed }: Mask): string {
  let mask = `${access}|${String(statedBy)}|${fields.join(',')}|`;
  for (const field of Object.keys(parts)) mask += `${field}:${(parts[field] ?? []).join(',')};`;
  if (destroyed !== undefined) mask += `|${destroyed.join(',')}`;
  let audience = audiences.get(mask);
  if (audience === undefined) {
    audience = createHash('sha256').update(mask).digest('base64url').slice(0, 12);
    audiences.set(mask, audience);
  }
  return audience;
}
