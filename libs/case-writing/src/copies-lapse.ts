// SPDX-License-Identifier: EUPL-1.2
import { COPIES_LAPSE } from '@gezinslijn/event-store';
import type { KeyRing } from '@gezinslijn/event-store';
import { isLocalDate } from '@gezinslijn/family-case';
import type { DestroyList } from './destroy-list.ts';

/** Notes with the keys the last day on which a copy of them may exist. The latest day counts: what an earlier copy was given goes on counting. */
export function noteCopiesLapse(keys: KeyRing, day: string): void {
  const noted = keys.noted(COPIES_LAPSE);
  if (noted === undefined || !isLocalDate(noted) || noted < day) keys.note(COPIES_LAPSE, day);
}

/**
 * The later day of the two counts for both. Keys that are put back know nothing of copies that were made after theirs, and the list does; a copy
 * of which the list was not told is noted with the keys.
 */
export function carryCopiesLapse(keys: KeyRing, list: DestroyList): void {
  if (list.copiesLapseOn !== undefined) noteCopiesLapse(keys, list.copiesLapseOn);
  const noted = keys.noted(COPIES_LAPSE);
  if (noted !== undefined && isLocalDate(noted)) list.noteCopiesLapse(noted);
}
