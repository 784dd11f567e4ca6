// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import { textsOf } from '@gezinslijn/event-sourcing';
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

export interface FoldCasesOptions {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  readonly share: Share;
  readonly range: Range;
  /** Told at the start and after each case of the share. */
  readonly onCase?: (done: number, of: number) => void;
}

export interface Folded {
  readonly events: number;
  /** SHA-256 (hex) of what each case came to, by stream. Of personal content, so not for publication: it would confirm a guess. */
  readonly digests: readonly (readonly [stream: string, digest: string])[];
}

export interface FoldEachOptions {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  /** Of the cases to fold, each once. */
  readonly streams: readonly string[];
  readonly range: Range;
  /** Told what each case came to, once; `events` is 0 for a case with none in the range. */
  readonly onState: (stream: string, state: CaseState, events: number) => void;
}

/** Where the events of a store's cases are. */
const PREFIX = 'familyCase-';
/** Cases at work at once, so that a server reads one while another is folded. */
const AT_ONCE = 4;

/**
 * Folds family cases from their events, each envelope opened: what deciders would hold. Case by case, so that the events, the state and
 * the keys of one are at hand together and gone before the next: memory grows neither with the events nor with the cases.
 * @throws UnreadableEvent, never skips.
 */
export async function foldEach({ store, keys, streams, range, onState }: FoldEachOptions): Promise<void> {
  const fold = async (stream: string) => {
    const state = initialCase();
    let events = 0;
    for await (const stored of textsOf(store, stream)) {
      if (range.until !== null && stored.position > range.until) break;
      if (range.after !== null && stored.position <= range.after) continue;
      evolveCase(state, openEvent(stored, keys));
      events += 1;
    }
    onState(stream, state, events);
  };
  let next = 0;
  const work = async () => {
    try {
      for (let stream = streams[next++]; stream !== undefined; stream = streams[next++]) await fold(stream);
    } finally {
      // After a failure nobody begins another.
      next = streams.length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Names of the streams of a share's cases. */
export async function streamsIn(store: EventStore, share: Share): Promise<readonly string[]> {
  const streams: string[] = [];
  for await (const stream of store.streams(PREFIX)) if (isInShare(stream, share)) streams.push(stream);
  return streams;
}

/** Every family case of a share, as digests that can be compared and sent on. */
export async function foldCases({ store, keys, share, range, onCase }: FoldCasesOptions): Promise<Folded> {
  const streams = await streamsIn(store, share);
  const digests: (readonly [string, string])[] = [];
  let [events, done] = [0, 0];
  onCase?.(done, streams.length);
  const onState = (stream: string, state: CaseState, found: number) => {
    if (found > 0) digests.push([stream, digestOf(state)]);
    events += found;
    done += 1;
    onCase?.(done, streams.length);
  };
  await foldEach({ store, keys, streams, range, onState });
  return { events, digests };
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
