// SPDX-License-Identifier: EUPL-1.2
import { isErased } from '@gezinslijn/event-sourcing';
import { HAT_ROLES, ORGANISATION_KINDS, isAdministering, rolesOf } from '@gezinslijn/family-case';
import type { KnownWorker, OrganisationState } from '@gezinslijn/family-case';
import type { DirectoryOrganisation } from '../platform/directory.ts';
import type { OrganisationAdministration, RegisteredOrganisation, Worker } from './administration.types.ts';

export function registeredOrganisation({ id, name, kind, region, oin, ended }: DirectoryOrganisation): RegisteredOrganisation {
  return { id, name, kind, kindTerm: ORGANISATION_KINDS[kind], region, oin: oin ?? null, ended };
}

/** An organisation as its administrator sees it; the platform sees who administers it, and no name or number of anybody else. */
export function organisationAdministration(
  organisation: DirectoryOrganisation,
  state: OrganisationState,
  whole: boolean,
): OrganisationAdministration {
  const workers = [...state.workers.values()].map((worker) => workerOf(worker, state));
  return {
    organisation: registeredOrganisation(organisation),
    roles: rolesOf(organisation.kind).filter((role) => whole || isAdministering(role)),
    workers: whole ? workers : workers.flatMap(administratorOf),
    systems: whole ? [...state.systems.values()] : [],
    documentSets: whole ? [...state.documents].map(([purpose, documents]) => ({ purpose, documents })) : [],
  };
}

function workerOf({ worker, issuer, name }: KnownWorker, { hats, registrations }: OrganisationState): Worker {
  return {
    worker,
    issuer,
    name: isErased(name) ? null : name,
    hats: [...hats.values()]
      .filter((hat) => hat.worker === worker)
      .map(({ hatId: id, role, from, until }) => ({ id, role, roleTerm: HAT_ROLES[role], from, until: until ?? null })),
    registrations: [...registrations.values()]
      .filter((each) => each.worker === worker)
      .map(({ registrationId: id, number, from, until }) => ({
        id,
        number: isErased(number) ? null : number,
        from,
        until: until ?? null,
      })),
  };
}

function administratorOf(worker: Worker): readonly Worker[] {
  const hats = worker.hats.filter(({ role }) => isAdministering(role));
  return hats.length === 0 ? [] : [{ ...worker, hats, registrations: [] }];
}
