// SPDX-License-Identifier: EUPL-1.2
import { accept, refuse } from '@gezinslijn/event-sourcing';
import type { LocalDate } from '@gezinslijn/event-sourcing';
import { dated, dayOf, timely, written } from '../frame/admission.ts';
import type { Fault } from '../frame/admission.ts';
import { fact } from '../vocabulary/command.ts';
import type { CommandFor, RefusalOf } from '../vocabulary/command.ts';
import type { ItemId, WorkerRef } from '../vocabulary/ids.ts';
import type { AdministrationAct, AdministrationDecider } from './administration-act.ts';
import { administrationEvents } from './administration-events.ts';
import type {
  ClientSystemEnded,
  ClientSystemRegistered,
  DocumentSetRegistered,
  HatEnded,
  HatGranted,
  OrganisationEnded,
  OrganisationEvent,
  OrganisationRegistered,
  RegistrationEnded,
  RegistrationRecorded,
  WorkerRegistered,
} from './administration-events.ts';
import { isAdministering, rolesOf } from './organisation-kinds.ts';
import type { HatRole } from './organisation-kinds.ts';
import { emptyOrganisation, evolveOrganisation } from './organisation-state.ts';
import type { OrganisationState } from './organisation-state.ts';
import { publicKeyFault } from './public-key.ts';

export type ClaimAdministration = CommandFor<'ClaimAdministration', OrganisationRegistered, 'kind' | 'oin'> & {
  readonly issuer: string;
  readonly workerName: string;
};
export type RegisterOrganisation = CommandFor<'RegisterOrganisation', OrganisationRegistered>;
export type EndOrganisation = CommandFor<'EndOrganisation', OrganisationEnded>;
export type RegisterWorker = CommandFor<'RegisterWorker', WorkerRegistered>;
export type GrantHat = CommandFor<'GrantHat', HatGranted, 'hatId' | 'from'> & { readonly from?: LocalDate };
export type EndHat = CommandFor<'EndHat', HatEnded, 'worker'>;
export type RecordRegistration = CommandFor<'RecordRegistration', RegistrationRecorded, 'registrationId'>;
export type EndRegistration = CommandFor<'EndRegistration', RegistrationEnded, 'worker'>;
export type RegisterClientSystem = CommandFor<'RegisterClientSystem', ClientSystemRegistered>;
export type EndClientSystem = CommandFor<'EndClientSystem', ClientSystemEnded>;
export type RegisterDocumentSet = CommandFor<'RegisterDocumentSet', DocumentSetRegistered>;
export type OrganisationCommand =
  | ClaimAdministration
  | RegisterOrganisation
  | EndOrganisation
  | RegisterWorker
  | GrantHat
  | EndHat
  | RecordRegistration
  | EndRegistration
  | RegisterClientSystem
  | EndClientSystem
  | RegisterDocumentSet;

export type OrganisationRefusal =
  | RefusalOf<typeof claim>
  | RefusalOf<typeof register>
  | RefusalOf<typeof endOrganisation>
  | RefusalOf<typeof registerWorker>
  | RefusalOf<typeof grantHat>
  | RefusalOf<typeof endHat>
  | RefusalOf<typeof recordRegistration>
  | RefusalOf<typeof endRegistration>
  | RefusalOf<typeof registerSystem>
  | RefusalOf<typeof endSystem>
  | RefusalOf<typeof registerDocuments>;

/** Workers one organisation can have: every gateway keeps the directory of all of them in memory. */
export const MOST_WORKERS = 10_000;

/** An organisation with its workers, hats, registrations and systems: one stream. Rules: docs/domain/administration.md. */
export const organisationRecord: AdministrationDecider<OrganisationCommand, OrganisationState, OrganisationEvent, OrganisationRefusal> = {
  handles: {
    OrganisationRegistered: true,
    OrganisationEnded: true,
    WorkerRegistered: true,
    HatGranted: true,
    HatEnded: true,
    RegistrationRecorded: true,
    RegistrationEnded: true,
    ClientSystemRegistered: true,
    ClientSystemEnded: true,
    DocumentSetRegistered: true,
  },
  initial: emptyOrganisation,
  evolve: evolveOrganisation,
  decide: (state, command, act) => {
    switch (command.type) {
      case 'ClaimAdministration':
        return claim(state, command, act);
      case 'RegisterOrganisation':
        return register(state, command, act);
      case 'EndOrganisation':
        return endOrganisation(state, command, act);
      case 'RegisterWorker':
        return registerWorker(state, command, act);
      case 'GrantHat':
        return grantHat(state, command, act);
      case 'EndHat':
        return endHat(state, command, act);
      case 'RecordRegistration':
        return recordRegistration(state, command, act);
      case 'EndRegistration':
        return endRegistration(state, command, act);
      case 'RegisterClientSystem':
        return registerSystem(state, command, act);
      case 'EndClientSystem':
        return endSystem(state, command, act);
      case 'RegisterDocumentSet':
        return registerDocuments(state, command, act);
    }
  },
};

type Standing = 'ADMINISTRATION_MAY_NOT' | 'ADMINISTRATION_ORGANISATION_UNKNOWN' | 'ADMINISTRATION_ORGANISATION_ENDED';

/** The administrator of this very organisation, or of the platform where that is said (AD-1, AD-2). */
function admitted(
  { organisation, ended }: OrganisationState,
  { author }: AdministrationAct,
  orPlatform = false,
): Fault<Standing> | undefined {
  const own = author.role === 'administrator' && author.organisation === organisation?.id;
  if (!own && !(orPlatform && author.role === 'platformAdministrator')) return refuse('ADMINISTRATION_MAY_NOT');
  if (organisation === undefined) return refuse('ADMINISTRATION_ORGANISATION_UNKNOWN');
  return ended ? refuse('ADMINISTRATION_ORGANISATION_ENDED') : undefined;
}

function termFault({
  from,
  until,
}: {
  readonly from: LocalDate;
  readonly until?: LocalDate | undefined;
}): Fault<'CASE_DATE_INVALID' | 'ADMINISTRATION_UNTIL_BEFORE_FROM'> | undefined {
  const invalid = dated(from, 'from') ?? (until === undefined ? undefined : dated(until, 'until'));
  if (invalid !== undefined) return invalid;
  return until !== undefined && until < from ? refuse('ADMINISTRATION_UNTIL_BEFORE_FROM', { field: 'until' }) : undefined;
}

function oinFault(oin: string | undefined): Fault<'ADMINISTRATION_OIN_INVALID'> | undefined {
  return oin === undefined || /^\d{20}$/.test(oin) ? undefined : refuse('ADMINISTRATION_OIN_INVALID', { field: 'oin' });
}

/** Who redeems the first code of an empty store becomes administrator of the platform; that happens once (AD-8). */
function claim(state: OrganisationState, command: ClaimAdministration, act: AdministrationAct) {
  const { author } = act;
  const { organisation, name, region, issuer, workerName } = command;
  const hatId = act.newId('hat') as ItemId;
  const from = dayOf(act);
  return (
    timely(act) ??
    (author.role === 'claimant' ? undefined : refuse('ADMINISTRATION_MAY_NOT')) ??
    (state.organisation === undefined ? undefined : refuse('ADMINISTRATION_ALREADY_CLAIMED')) ??
    written(name, 'name') ??
    written(workerName, 'workerName') ??
    accept<OrganisationEvent>(
      fact(administrationEvents.OrganisationRegistered, { organisation, kind: 'PLATFORM', name, region }),
      fact(administrationEvents.WorkerRegistered, { worker: author.worker, issuer, name: workerName }),
      fact(administrationEvents.HatGranted, { hatId, worker: author.worker, role: 'platformAdministrator', from }),
    )
  );
}

/** A new organisation, by the administrator of the platform (AD-1). There is one organisation of the platform: the one that was claimed. */
function register(state: OrganisationState, command: RegisterOrganisation, act: AdministrationAct) {
  return (
    timely(act) ??
    (act.author.role === 'platformAdministrator' && command.kind !== 'PLATFORM' ? undefined : refuse('ADMINISTRATION_MAY_NOT')) ??
    (state.organisation === undefined ? undefined : refuse('ADMINISTRATION_ORGANISATION_EXISTS', { field: 'organisation' })) ??
    written(command.name, 'name') ??
    oinFault(command.oin) ??
    accept(fact(administrationEvents.OrganisationRegistered, command))
  );
}

/** From now on nobody acts for it; ending it again changes nothing. The platform itself does not end. */
function endOrganisation(state: OrganisationState, command: EndOrganisation, act: AdministrationAct) {
  const mayNot = act.author.role !== 'platformAdministrator' || state.organisation?.kind === 'PLATFORM';
  return (
    timely(act) ??
    (mayNot ? refuse('ADMINISTRATION_MAY_NOT') : undefined) ??
    (state.organisation === undefined ? refuse('ADMINISTRATION_ORGANISATION_UNKNOWN') : undefined) ??
    (state.ended ? accept<never>() : accept(fact(administrationEvents.OrganisationEnded, command)))
  );
}

/**
 * Who is known here already takes his hats along under another name or issuer. So the platform changes nobody who holds another hat than an
 * administrator's (AD-2), and nobody moves his own to another issuer (AD-4).
 */
function hatsTakenAlong(
  { workers, hats }: OrganisationState,
  { worker, issuer }: RegisterWorker,
  { author }: AdministrationAct,
): Fault<'ADMINISTRATION_MAY_NOT' | 'ADMINISTRATION_OWN_HAT'> | undefined {
  const known = workers.get(worker);
  if (known === undefined) return undefined;
  if (author.worker === worker && known.issuer !== issuer) return refuse('ADMINISTRATION_OWN_HAT', { field: 'worker' });
  const working = [...hats.values()].some((hat) => hat.worker === worker && !isAdministering(hat.role));
  return author.role === 'platformAdministrator' && working ? refuse('ADMINISTRATION_MAY_NOT', { field: 'worker' }) : undefined;
}

/** A worker by his pseudonym at the issuer; a new name for the same worker is recorded as such (AD-3). */
function registerWorker(state: OrganisationState, command: RegisterWorker, act: AdministrationAct) {
  const known = state.workers.get(command.worker);
  const same = known?.name === command.name && known.issuer === command.issuer;
  return (
    timely(act) ??
    admitted(state, act, true) ??
    written(command.worker, 'worker') ??
    written(command.name, 'name') ??
    (known === undefined && state.workers.size >= MOST_WORKERS ? refuse('ADMINISTRATION_TOO_MANY') : undefined) ??
    (same ? accept<never>() : (hatsTakenAlong(state, command, act) ?? accept(fact(administrationEvents.WorkerRegistered, command))))
  );
}

type WhoseHat = 'ADMINISTRATION_WORKER_UNKNOWN' | 'ADMINISTRATION_OWN_HAT';

/** Nobody gives or takes a hat of his own: there are two people behind every right (AD-4). */
function whoseHat(state: OrganisationState, worker: WorkerRef, { author }: AdministrationAct): Fault<WhoseHat> | undefined {
  if (!state.workers.has(worker)) return refuse('ADMINISTRATION_WORKER_UNKNOWN', { field: 'worker' });
  return author.worker === worker ? refuse('ADMINISTRATION_OWN_HAT', { field: 'worker' }) : undefined;
}

/** The administrator of the platform gives and takes administrators' hats only: whom an organisation employs is its own affair (AD-2). */
function platformStaysOut({ author }: AdministrationAct, role: HatRole): Fault<'ADMINISTRATION_MAY_NOT'> | undefined {
  return author.role === 'platformAdministrator' && !isAdministering(role)
    ? refuse('ADMINISTRATION_MAY_NOT', { field: 'role' })
    : undefined;
}

function grantHat(state: OrganisationState, command: GrantHat, act: AdministrationAct) {
  const { worker, role, until, personId } = command;
  const term = { from: command.from ?? dayOf(act), until };
  const here = state.organisation !== undefined && rolesOf(state.organisation.kind).includes(role);
  const held = [...state.hats.values()].some(
    (hat) =>
      hat.worker === worker &&
      hat.role === role &&
      (hat.until === undefined || hat.until >= term.from) &&
      (until === undefined || hat.from <= until),
  );
  return (
    timely(act) ??
    admitted(state, act, true) ??
    platformStaysOut(act, role) ??
    whoseHat(state, worker, act) ??
    (here ? undefined : refuse('ADMINISTRATION_ROLE_NOT_HERE', { field: 'role' })) ??
    termFault(term) ??
    ((role === 'familyMember') === (personId !== undefined) ? undefined : refuse('ADMINISTRATION_PERSON_MISSING', { field: 'personId' })) ??
    (held ? refuse('ADMINISTRATION_HAT_HELD', { field: 'role' }) : undefined) ??
    accept(fact(administrationEvents.HatGranted, { ...command, ...term, hatId: act.newId('hat') as ItemId }))
  );
}

function endHat(state: OrganisationState, { hatId }: EndHat, act: AdministrationAct) {
  const hat = state.hats.get(hatId);
  return (
    timely(act) ??
    admitted(state, act, true) ??
    (hat === undefined
      ? refuse('ADMINISTRATION_HAT_UNKNOWN', { field: 'hatId' })
      : (platformStaysOut(act, hat.role) ??
        whoseHat(state, hat.worker, act) ??
        accept(fact(administrationEvents.HatEnded, { hatId, worker: hat.worker }))))
  );
}

/** SKJ registration of a worker of this organisation; for one term there is one (AD-6). */
function recordRegistration(state: OrganisationState, command: RecordRegistration, act: AdministrationAct) {
  const { worker, from, until } = command;
  const runs = [...state.registrations.values()].some(
    (each) => each.worker === worker && (each.until === undefined || each.until >= from) && (until === undefined || each.from <= until),
  );
  return (
    timely(act) ??
    admitted(state, act) ??
    whoseHat(state, worker, act) ??
    written(command.number, 'number') ??
    termFault({ from, until }) ??
    (runs ? refuse('ADMINISTRATION_REGISTRATION_RUNS', { field: 'from' }) : undefined) ??
    accept(fact(administrationEvents.RegistrationRecorded, { ...command, registrationId: act.newId('registration') as ItemId }))
  );
}

function endRegistration(state: OrganisationState, { registrationId }: EndRegistration, act: AdministrationAct) {
  const known = state.registrations.get(registrationId);
  return (
    timely(act) ??
    admitted(state, act) ??
    (known === undefined
      ? refuse('ADMINISTRATION_REGISTRATION_UNKNOWN', { field: 'registrationId' })
      : (whoseHat(state, known.worker, act) ??
        accept(fact(administrationEvents.RegistrationEnded, { registrationId, worker: known.worker }))))
  );
}

/** A system by its client id; other keys or another right are recorded by registering it again (AD-7). */
function registerSystem(state: OrganisationState, command: RegisterClientSystem, act: AdministrationAct) {
  const known = state.systems.get(command.clientId);
  const same =
    known !== undefined && known.actsForWorkers === command.actsForWorkers && known.publicKeys.join('\n') === command.publicKeys.join('\n');
  return (
    timely(act) ??
    admitted(state, act) ??
    written(command.clientId, 'clientId') ??
    publicKeyFault(command.publicKeys) ??
    (same ? accept<never>() : accept(fact(administrationEvents.ClientSystemRegistered, command)))
  );
}

function endSystem(state: OrganisationState, command: EndClientSystem, act: AdministrationAct) {
  return (
    timely(act) ??
    admitted(state, act) ??
    (state.systems.has(command.clientId) ? undefined : refuse('ADMINISTRATION_SYSTEM_UNKNOWN', { field: 'clientId' })) ??
    accept(fact(administrationEvents.ClientSystemEnded, command))
  );
}

function registerDocuments(state: OrganisationState, command: RegisterDocumentSet, act: AdministrationAct) {
  const valid = command.documents.every((document) => /^[0-9a-f]{64}$/.test(document));
  return (
    timely(act) ??
    admitted(state, act) ??
    written(command.purpose, 'purpose') ??
    (valid ? undefined : refuse('ADMINISTRATION_DOCUMENT_INVALID', { field: 'documents' })) ??
    accept(fact(administrationEvents.DocumentSetRegistered, { ...command, documents: [...new Set(command.documents)] }))
  );
}
