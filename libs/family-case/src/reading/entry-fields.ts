// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import type { DisclosedEntry } from '../disclosure/disclosed-entry.ts';

/** A visible, unerased value of a field; `null` otherwise. */
export function valueOf<T>(entry: DisclosedEntry, field: string): T | null {
  const value = entry.data[field];
  return value === undefined || isErased(value) ? null : (value as T);
}

export function textOf(entry: DisclosedEntry, field: string): string | null {
  const value = valueOf<unknown>(entry, field);
  return typeof value === 'string' ? value : null;
}

export function listOf<T>(entry: DisclosedEntry, field: string): readonly T[] {
  return valueOf<readonly T[]>(entry, field) ?? [];
}
