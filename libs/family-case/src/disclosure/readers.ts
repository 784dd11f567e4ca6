// SPDX-License-Identifier: EUPL-1.2
import type { OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';

/**
 * Who looks. "Family" is never one reader: each person is. `rvt`: in the hat of the Regionaal Veiligheidsteam, by a member whose mother
 * organisation is of this kind; another reader than that organisation's own workers.
 */
export type Reader =
  | { readonly kind: 'organisation'; readonly organisation: OrganisationId; readonly rvt?: Party }
  | { readonly kind: 'person'; readonly personId: PersonId }
  | { readonly kind: 'auditor' };

/** A reader as a key in rows and maps. Opaque outside this file. */
export type ReaderKey = string;

const RVT = '#rvt';

export function readerKey(reader: Reader): ReaderKey {
  switch (reader.kind) {
    case 'organisation':
      return reader.rvt === undefined ? `o:${reader.organisation}` : `o:${reader.organisation}${RVT}`;
    case 'person':
      return `p:${reader.personId}`;
    case 'auditor':
      return 'auditor';
  }
}

/** Whose rows serve this reader: a member of the RVT reads those of the mother organisation, narrowed to the column of the RVT. */
export function rowsKey(reader: Reader): ReaderKey {
  return reader.kind === 'organisation' ? `o:${reader.organisation}` : readerKey(reader);
}

/** The reader of a row. */
export function readerOf(key: ReaderKey): Reader {
  if (key === 'auditor') return { kind: 'auditor' };
  const id = key.slice(2);
  return key.startsWith('o:') ? { kind: 'organisation', organisation: id as OrganisationId } : { kind: 'person', personId: id as PersonId };
}
