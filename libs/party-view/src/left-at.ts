// SPDX-License-Identifier: EUPL-1.2
import type { EventStore, SubjectKeys } from '@gezinslijn/event-sourcing';
import { applyToContext, emptyContext } from '@gezinslijn/family-case';
import type { DisclosedEntry, Reader } from '@gezinslijn/family-case';
import { loadHistory } from './case-history.ts';

/**
 * Where an organisation left a case and did not come back: it keeps what it knew, and nothing since counts for it. `seen`: what it sees of the
 * case. Its own leaving it sees for ever; that it came back it may see by reference only, or by a measure, so that is asked of the record. Who
 * looks by emergency access looks at what is there now.
 */
export async function leftAt(
  { store, keys }: { readonly store: EventStore; readonly keys: SubjectKeys },
  stream: string,
  reader: Reader,
  seen: readonly DisclosedEntry[],
  upTo: bigint | null = null,
): Promise<bigint | undefined> {
  if (reader.kind !== 'organisation' || reader.emergency !== undefined) return undefined;
  const { organisation } = reader;
  const left = seen.filter(({ data }) => data['organisation'] === organisation && data['change'] === 'PARTY_LEFT').at(-1);
  if (left === undefined) return undefined;
  const context = emptyContext();
  for (const event of await loadHistory(store, keys, stream, upTo)) applyToContext(context, event);
  return context.organisations.get(organisation)?.active === true ? undefined : left.position;
}
