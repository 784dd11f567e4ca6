// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import type { ItemId, OrganisationId, PersonId, WorkerRef } from '../vocabulary/ids.ts';
import type { OrganisationEvent } from './administration-events.ts';
import type { HatRole, OrganisationKind } from './organisation-kinds.ts';

export interface KnownHat {
  readonly hatId: ItemId;
  readonly worker: WorkerRef;
  readonly role: HatRole;
  readonly from: LocalDate;
  readonly until: LocalDate | undefined;
  readonly personId: Sealed<PersonId> | undefined;
}

export interface KnownRegistration {
  readonly registrationId: ItemId;
  readonly worker: WorkerRef;
  readonly number: Sealed<string>;
  readonly from: LocalDate;
  readonly until: LocalDate | undefined;
}

export interface KnownWorker {
  readonly worker: WorkerRef;
  readonly issuer: string;
  readonly name: Sealed<string>;
}

export interface KnownSystem {
  readonly clientId: string;
  readonly publicKeys: readonly string[];
  readonly actsForWorkers: boolean;
}

/** One organisation as it stands: what ended is not kept, what lapsed by its last day is. */
export interface OrganisationState {
  organisation:
    | {
        readonly id: OrganisationId;
        readonly kind: OrganisationKind;
        readonly name: string;
        readonly region: string;
        readonly oin: string | undefined;
      }
    | undefined;
  ended: boolean;
  readonly workers: Map<WorkerRef, KnownWorker>;
  readonly hats: Map<ItemId, KnownHat>;
  readonly registrations: Map<ItemId, KnownRegistration>;
  readonly systems: Map<string, KnownSystem>;
  /** SHA-256 ids of documents, per purpose. */
  readonly documents: Map<string, readonly string[]>;
}

export const emptyOrganisation = (): OrganisationState => ({
  organisation: undefined,
  ended: false,
  workers: new Map(),
  hats: new Map(),
  registrations: new Map(),
  systems: new Map(),
  documents: new Map(),
});

/** Folds one event into the state it is given. */
export function evolveOrganisation(state: OrganisationState, event: OrganisationEvent): OrganisationState {
  switch (event.type) {
    case 'OrganisationRegistered': {
      const { organisation: id, kind, name, region, oin } = event.data;
      state.organisation = { id, kind, name, region, oin };
      return state;
    }
    case 'OrganisationEnded':
      state.ended = true;
      return state;
    case 'WorkerRegistered':
      state.workers.set(event.data.worker, event.data);
      return state;
    case 'HatGranted': {
      const { hatId, worker, role, from, until, personId } = event.data;
      state.hats.set(hatId, { hatId, worker, role, from, until, personId });
      return state;
    }
    case 'HatEnded':
      state.hats.delete(event.data.hatId);
      return state;
    case 'RegistrationRecorded': {
      const { registrationId, worker, number, from, until } = event.data;
      state.registrations.set(registrationId, { registrationId, worker, number, from, until });
      return state;
    }
    case 'RegistrationEnded':
      state.registrations.delete(event.data.registrationId);
      return state;
    case 'ClientSystemRegistered':
      state.systems.set(event.data.clientId, event.data);
      return state;
    case 'ClientSystemEnded':
      state.systems.delete(event.data.clientId);
      return state;
    case 'DocumentSetRegistered':
      state.documents.set(event.data.purpose, event.data.documents);
      return state;
  }
}

/** Does a term from one day to a last day hold on this day? */
export function holdsOn(term: { readonly from: LocalDate; readonly until?: LocalDate | undefined }, day: LocalDate): boolean {
  return term.from <= day && (term.until === undefined || day <= term.until);
}
