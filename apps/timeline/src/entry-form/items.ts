// SPDX-License-Identifier: EUPL-1.2
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { TimelineDocument } from '@gezinslijn/api-contract';
import type { Entry } from '../case-timeline/entries.ts';
import type { EntryKind, Field, ItemSource } from './entry-kind.ts';

const sourceOf = (field: Field): readonly ItemSource[] => (field.control === 'item' || field.control === 'items' ? [field.from] : []);
const NONE: readonly Entry[] = [];

/** Entries a form can point at, as far as this reader may see them. Not asked for when the form points at nothing. */
export function useItems(kind: EntryKind, caseId: string): { readonly entries: readonly Entry[]; readonly fetching: boolean } {
  const sources = kind.fields.flatMap(sourceOf);
  const types = sources.flatMap(({ event, endedBy }) => (endedBy === undefined ? [event] : [event, endedBy]));
  const [{ data, fetching }] = useQuery({
    query: TimelineDocument,
    variables: { caseId, first: 100, order: 'RECORDED', filter: { types } },
    pause: types.length === 0,
    requestPolicy: 'network-only',
  });
  return { entries: data?.timeline?.nodes ?? NONE, fetching };
}

/** The id an entry gave to what it introduced. */
export function itemId(entry: Entry, field: string): string | undefined {
  return entry.fields.find(({ name }) => name === field)?.values[0];
}

/** Items of one source that still stand, newest first; none that this reader sees only the existence of. */
export function itemsFrom(entries: readonly Entry[], { event, id, endedBy, own }: ItemSource, organisation: string): readonly Entry[] {
  const ended = new Set(entries.filter(({ type }) => type === endedBy).map((entry) => itemId(entry, id)));
  return entries.filter((entry) => {
    const item = itemId(entry, id);
    return entry.type === event && item !== undefined && !ended.has(item) && (own !== true || entry.organisation.id === organisation);
  });
}

export function useItemsById(kind: EntryKind, entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return useMemo(() => {
    const byId = new Map<string, Entry>();
    for (const { event, id } of kind.fields.flatMap(sourceOf)) {
      for (const entry of entries) {
        const item = entry.type === event ? itemId(entry, id) : undefined;
        if (item !== undefined) byId.set(item, entry);
      }
    }
    return byId;
  }, [kind, entries]);
}
