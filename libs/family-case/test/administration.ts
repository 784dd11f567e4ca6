// SPDX-License-Identifier: EUPL-1.2
import type { Event, Recorded } from '@gezinslijn/event-sourcing';
import type { AdministrationAct, AdministrationAuthor, AdministrationMetadata } from '../src/administration/administration-act.ts';
import type {
  HatGranted,
  OrganisationRegistered,
  RegistrationRecorded,
  WorkerRegistered,
} from '../src/administration/administration-events.ts';
import type { HatRole, OrganisationKind } from '../src/administration/organisation-kinds.ts';
import type { ItemId, OrganisationId, WorkerRef } from '../src/vocabulary/ids.ts';
import { idFor, sha256, uuidFrom } from './acts.ts';

const worker = (name: string): WorkerRef => uuidFrom(`worker ${name}`) as WorkerRef;
export const [noor, ruben, root] = [worker('noor'), worker('ruben'), worker('root')];
export const vtHaaglanden = 'vt-haaglanden' as OrganisationId;

const author = (
  organisation: string,
  party: OrganisationKind,
  role: AdministrationAuthor['role'],
  ref: WorkerRef,
): AdministrationAuthor => ({
  organisation: organisation as OrganisationId,
  party,
  role,
  worker: ref,
});
export const administrator = author('vt-haaglanden', 'VT', 'administrator', ruben);
export const elsewhere = author('vt-elders', 'VT', 'administrator', worker('elders'));
export const platform = author('beheer', 'PLATFORM', 'platformAdministrator', root);
export const claimant = author('beheer', 'PLATFORM', 'claimant', root);

/** An act of administration on Wednesday 2 April 2025. */
export const actBy = (by: AdministrationAuthor, extra: Partial<AdministrationAct> = {}): AdministrationAct => ({
  author: by,
  occurredAt: '2025-04-02',
  recordedAt: '2025-04-02T12:00:00.000Z',
  newId: idFor,
  digest: sha256,
  ...extra,
});

export function recordedAs<E extends Event>(event: Event, index: number): Recorded<E, AdministrationMetadata> {
  return {
    id: uuidFrom(`entry ${String(index)}`),
    stream: 'organisation-vt-haaglanden',
    revision: index,
    position: BigInt(index),
    event: event as E,
    metadata: {} as AdministrationMetadata,
  };
}

export const registered: OrganisationRegistered = {
  type: 'OrganisationRegistered',
  version: 1,
  data: { organisation: vtHaaglanden, kind: 'VT', name: 'Veilig Thuis Haaglanden', region: 'haaglanden' },
};
export const known = (ref: WorkerRef, name = 'Noor van Dalen'): WorkerRegistered => ({
  type: 'WorkerRegistered',
  version: 1,
  data: { worker: ref, issuer: 'own', name },
});
export const hat = (ref: WorkerRef, role: HatRole = 'caseworker', until?: string): HatGranted => ({
  type: 'HatGranted',
  version: 1,
  data: {
    hatId: idFor(`${role} of ${ref}`) as ItemId,
    worker: ref,
    role,
    from: '2025-01-01',
    ...(until === undefined ? {} : { until }),
  },
});
export const skj = (ref: WorkerRef): RegistrationRecorded => ({
  type: 'RegistrationRecorded',
  version: 1,
  data: { registrationId: idFor('skj') as ItemId, worker: ref, register: 'SKJ', from: '2025-01-01', number: '100001' },
});
