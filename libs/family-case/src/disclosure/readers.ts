// SPDX-License-Identifier: EUPL-1.2
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';

/** Who looks. "Family" is never one reader: each person is. */
export type Reader =
  | { readonly kind: 'organisation'; readonly organisation: OrganisationId }
  | { readonly kind: 'person'; readonly personId: PersonId }
  | { readonly kind: 'auditor' };

/** A reader as a key in rows and maps. Opaque outside this file. */
export type ReaderKey = string;

export function readerKey(reader: Reader): ReaderKey {
  switch (reader.kind) {
    case 'organisation':
      return `o:${reader.organisation}`;
    case 'person':
      return `p:${reader.personId}`;
    case 'auditor':
      return 'auditor';
  }
}

export function readerOf(key: ReaderKey): Reader {
  if (key === 'auditor') return { kind: 'auditor' };
  const id = key.slice(2);
  return key.startsWith('o:') ? { kind: 'organisation', organisation: id as OrganisationId } : { kind: 'person', personId: id as PersonId };
}
