// SPDX-License-Identifier: EUPL-1.2
import type { OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';

/**
 * Who looks. "Family" is never one reader: each person is. `rvt`: in the hat of the Regionaal Veiligheidsteam, by a member whose mother
 * organisation is of this kind; another reader than that organisation's own workers. `emergency`: this worker by emergency access;
 * `supervises`: whoever watches over such access in the name of the organisation.
 */
export type Reader =
  | {
      readonly kind: 'organisation';
      readonly organisation: OrganisationId;
      readonly rvt?: Party;
      readonly emergency?: WorkerRef;
      readonly supervises?: true;
    }
  | { readonly kind: 'person'; readonly personId: PersonId }
  | { readonly kind: 'auditor' };

/** A reader as a key in rows and maps. Opaque outside this file. */
export type ReaderKey = string;

const RVT = '#rvt';
const EMERGENCY = '#emergency:';
const SUPERVISES = '#supervises';

export function readerKey(reader: Reader): ReaderKey {
  switch (reader.kind) {
    case 'organisation':
      return reader.rvt === undefined ? rowsKey(reader) : `o:${reader.organisation}${RVT}`;
    case 'person':
      return `p:${reader.personId}`;
    case 'auditor':
      return 'auditor';
  }
}

/** Whose rows serve this reader: a member of the RVT reads those of the mother organisation, narrowed to the column of the RVT. */
export function rowsKey(reader: Reader): ReaderKey {
  if (reader.kind !== 'organisation') return readerKey(reader);
  const { organisation, emergency, supervises } = reader;
  if (supervises === true) return `o:${organisation}${SUPERVISES}`;
  return emergency === undefined ? `o:${organisation}` : `o:${organisation}${EMERGENCY}${emergency}`;
}

/** The reader of a row. */
export function readerOf(key: ReaderKey): Reader {
  if (key === 'auditor') return { kind: 'auditor' };
  const id = key.slice(2);
  if (!key.startsWith('o:')) return { kind: 'person', personId: id as PersonId };
  const [organisation = '', worker] = id.split(EMERGENCY);
  if (worker !== undefined) return { kind: 'organisation', organisation: organisation as OrganisationId, emergency: worker as WorkerRef };
  if (id.endsWith(SUPERVISES)) {
    return { kind: 'organisation', organisation: id.slice(0, -SUPERVISES.length) as OrganisationId, supervises: true };
  }
  return { kind: 'organisation', organisation: id as OrganisationId };
}
