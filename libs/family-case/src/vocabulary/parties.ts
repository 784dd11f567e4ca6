// SPDX-License-Identifier: EUPL-1.2
import type { OrganisationId, WorkerRef } from './ids.ts';

/** Kinds of organisation in the chain (ketenpartners). The RVT is no party: its members act with the power of their mother organisation. */
export const PARTIES = {
  LT: 'lokaal team',
  VT: 'Veilig Thuis',
  RvdK: 'Raad voor de Kinderbescherming',
  GI: 'gecertificeerde instelling',
  ZA: 'zorgaanbieder',
} as const;
export type Party = keyof typeof PARTIES;

/** Role a worker held when he wrote, frozen in the event. */
export const WORKER_ROLES = {
  caseworker: 'medewerker',
  dutyOfficer: 'bereikbaarheidsdienst',
  fixedFace: 'vast gezicht',
  safetyExpert: 'veiligheidsexpert',
  behaviouralScientist: 'gedragswetenschapper',
  guardian: 'jeugdbeschermer',
  councilInvestigator: 'raadsonderzoeker',
  rvtMember: 'lid van het Regionaal Veiligheidsteam',
  supervisor: 'leidinggevende',
} as const;
export type WorkerRole = keyof typeof WORKER_ROLES;

/** Who writes: one worker, under one hat. Comes from signing in, never from the input. */
export interface Author {
  readonly organisation: OrganisationId;
  readonly party: Party;
  readonly worker: WorkerRef;
  readonly role: WorkerRole;
  /** SKJ registration in force at this moment. */
  readonly registered: boolean;
}
