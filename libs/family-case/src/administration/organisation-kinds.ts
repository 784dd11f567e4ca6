// SPDX-License-Identifier: EUPL-1.2
import { PARTIES, WORKER_ROLES } from '../vocabulary/parties.ts';

/** Kinds of organisation that can be administered: the parties of the chain, and who stands around it. */
export const ORGANISATION_KINDS = {
  ...PARTIES,
  AUDITOR: 'toezichthouder',
  FAMILY: 'gezin',
  PLATFORM: 'beheerorganisatie van het platform',
} as const;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

/** Every role a hat can give. The last two administer and read no case. */
export const HAT_ROLES = {
  ...WORKER_ROLES,
  auditor: 'auditor',
  familyMember: 'gezinslid',
  administrator: 'beheerder van de eigen organisatie',
  platformAdministrator: 'beheerder van het platform',
} as const;
export type HatRole = keyof typeof HAT_ROLES;

/** Roles under which somebody administers; they never read or write a case. */
export const ADMINISTERING_ROLES = ['administrator', 'platformAdministrator'] as const;
export type AdministeringRole = (typeof ADMINISTERING_ROLES)[number];

export function isAdministering(role: string): role is AdministeringRole {
  return (ADMINISTERING_ROLES as readonly string[]).includes(role);
}

/** Which roles an organisation of this kind can give (AD-5). */
export function rolesOf(kind: OrganisationKind): readonly HatRole[] {
  switch (kind) {
    case 'LT':
    case 'VT':
    case 'RvdK':
    case 'GI':
    case 'ZA':
      return [...(Object.keys(WORKER_ROLES) as HatRole[]), 'administrator'];
    case 'AUDITOR':
      return ['auditor', 'administrator'];
    case 'FAMILY':
      return ['familyMember', 'administrator'];
    case 'PLATFORM':
      return ['platformAdministrator'];
  }
}
