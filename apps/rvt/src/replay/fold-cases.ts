// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import type { EventStore, SubjectKeys } from '@gezinslijn/event-sourcing';
import { evolveCase, initialCase, openEvent } from '@gezinslijn/family-case';
import type { CaseState } from '@gezinslijn/family-case';
import { isInShare } from '@gezinslijn/party-view';
import type { Share } from '@gezinslijn/party-view';

/** Which events: above `after`, up to and with `until`; `null` is the beginning and the end. */
export interface Range {
  readonly after: bigint | null;
  readonly until: bigint | null;
}

export interface FoldOptions {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  readonly share: Share;
  readonly range: Range;
  /** Told after each page. */
  readonly onPosition?: (position: bigint) => void;
  /** What an earlier range came to: it goes on from there. */
  readonly states?: Map<string, CaseState>;
}

export interface Folded {
  readonly events: number;
  /** SHA-256 (hex) of what each case came to, by stream. Of personal content, so not for publication: it would confirm a guess. */
  readonly digests: readonly (readonly [stream: string, digest: string])[];
}

const PAGE = 1_000;

export interface CaseStates {
  readonly events: number;
  readonly states: ReadonlyMap<string, CaseState>;
}

/**
 * Folds every family case of a share from its events, each envelope opened: what deciders would hold. Memory grows with the cases, not
 * with the events.
 * @throws UnreadableEvent, never skips.
 */
export async function foldStates({ store, keys, share, range, onPosition, states = new Map() }: FoldOptions): Promise<CaseStates> {
  let events = 0;
  for (let { after } = range; ;) {
    const page = await store.readAll({ after, limit: PAGE, filter: { streamPrefixes: ['familyCase-'] } });
    for (const stored of page.events) {
      if (range.until !== null && stored.position > range.until) break;
      if (!isInShare(stored.stream, share)) continue;
      const recorded = openEvent(stored, keys);
      const known = states.get(stored.stream);
      const state = evolveCase(known ?? initialCase(), recorded);
      if (state !== known) states.set(stored.stream, state);
      events += 1;
    }
    after = page.lastPosition;
    if (after !== null) onPosition?.(after);
    if (page.atHead || (range.until !== null && after !== null && after >= range.until)) break;
  }
  return { events, states };
}

/** The same, as digests that can be compared and sent on. */
export async function foldCases(options: FoldOptions): Promise<Folded> {
  const { events, states } = await foldStates(options);
  return { events, digests: [...states].map(([stream, state]) => [stream, digestOf(state)] as const) };
}

/** One digest of all, whatever the shares were. */
export function digestOfAll(parts: readonly Folded[]): string {
  const hash = createHash('sha256');
  const lines = parts.flatMap(({ digests }) => digests.map(([stream, digest]) => `${stream} ${digest}\n`));
  for (const line of lines.sort()) hash.update(line);
  return hash.digest('hex');
}

function digestOf(state: CaseState): string {
  return createHash('sha256')
    .update(JSON.stringify(plain(state)))
    .digest('hex');
}

/**
 * Maps and sets in the order in which events filled them, which is the same at every replay. Written out before it is turned into text: a
 * replacer, asked about every single value, took three times as long.
 */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return { map: [...(value as Map<unknown, unknown>)].map(plain) };
  if (value instanceof Set) return { set: [...(value as Set<unknown>)].map(plain) };
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = plain((value as Record<string, unknown>)[key]);
  return copy;
}
