// SPDX-License-Identifier: EUPL-1.2
import type { AllFilter, ReadAllOptions, ReadStreamOptions } from '@gezinslijn/event-sourcing';

/** An empty list is a mistake of the caller: read as "all" it would show too much, read as "none" it would hide everything. */
export function checkFilter({ streamPrefixes, types }: AllFilter = {}): void {
  for (const list of [streamPrefixes, types]) {
    if (list?.length === 0 || list?.includes('')) throw new RangeError('A filter names at least one prefix or type, and none is empty');
  }
}

export function checkReadAll({ limit, filter }: Pick<ReadAllOptions, 'limit' | 'filter'>): void {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`A page holds at least one event, not ${String(limit)}`);
  checkFilter(filter);
}

export function matches({ streamPrefixes, types }: AllFilter, event: { readonly stream: string; readonly type: string }): boolean {
  return (types?.includes(event.type) ?? true) && (streamPrefixes?.some((prefix) => event.stream.startsWith(prefix)) ?? true);
}

export interface StreamRange {
  readonly backwards: boolean;
  /** First revision to give, inclusive; `Infinity` is the end. */
  readonly from: number;
  readonly limit: number;
}

/** Defaults filled in: forwards from the start, backwards from the end, all of it. */
export function streamRange({ from, direction = 'forwards', limit = Infinity }: ReadStreamOptions = {}): StreamRange {
  const backwards = direction === 'backwards';
  const start = from ?? (backwards ? 'end' : 'start');
  const revision = start === 'start' ? 0 : start === 'end' ? Infinity : start;
  if (typeof start === 'number' && !(Number.isSafeInteger(start) && start >= 0))
    throw new RangeError('A revision is a whole number from 0');
  if (limit !== Infinity && !(Number.isSafeInteger(limit) && limit >= 1)) throw new RangeError('A limit is a whole number from 1');
  return { backwards, from: revision, limit };
}
