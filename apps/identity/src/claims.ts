// SPDX-License-Identifier: EUPL-1.2
import { organisationOf } from './demonstration.ts';
import type { DemonstrationUser, Organisation, PartyCode, Role } from './demonstration.ts';

/** One hat the bearer may wear. A system's hat has no roles: without a worker behind it, it can do no act that needs one. */
export interface OrganisationClaim {
  readonly id: string;
  readonly party: PartyCode;
  readonly roles: readonly Role[];
  readonly name: string;
}

/** What every access token (and ID token) says about the bearer besides the registered claims. Never a person's name. */
export interface BearerClaims {
  readonly organisations: readonly OrganisationClaim[];
  readonly registrations: { readonly SKJ: boolean };
  /** Family members only. */
  readonly personId?: string;
}

/** The whole payload of an access token. `sub` equals `client_id` for a system; `sid` is there for people only. */
export interface AccessTokenClaims extends BearerClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly client_id: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly sid?: string;
}

export function claimsOfUser(user: DemonstrationUser): BearerClaims {
  return {
    organisations: user.memberships.flatMap(({ organisation, roles }) => {
      const known = organisationOf(organisation);
      return known === undefined ? [] : [hat(known, roles)];
    }),
    registrations: user.registrations,
    ...(user.personId === undefined ? {} : { personId: user.personId }),
  };
}

export function claimsOfSystem(organisation: Organisation): BearerClaims {
  return { organisations: [hat(organisation, [])], registrations: { SKJ: false } };
}

function hat({ id, party, name }: Organisation, roles: readonly Role[]): OrganisationClaim {
  return { id, party, roles, name };
}
