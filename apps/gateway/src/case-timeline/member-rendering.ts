// SPDX-License-Identifier: EUPL-1.2
import { MEMBER_ROLES } from '@gezinslijn/family-case';
import type { CaseMember as Known } from '@gezinslijn/family-case';
import type { CaseMember } from './case.types.ts';

/** A member as far as this reader may know who it is. */
export function memberShown({ personId, member, left }: Known): CaseMember {
  return {
    personId,
    name: member?.name ?? null,
    role: member?.role ?? null,
    roleTerm: member === null ? null : MEMBER_ROLES[member.role],
    birthDate: member?.birthDate ?? null,
    households: member?.households ?? [],
    authorityBy: member?.authorityBy ?? [],
    left,
  };
}
