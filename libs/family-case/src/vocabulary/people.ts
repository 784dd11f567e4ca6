// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import type { OrganisationId, PersonId } from './ids.ts';

export const MEMBER_ROLES = {
  mother: 'moeder',
  father: 'vader',
  child: 'kind',
  partner: 'partner',
  adult: 'volwassene',
  supportFigure: 'steunfiguur uit het netwerk',
} as const;
export type MemberRole = keyof typeof MEMBER_ROLES;

/** A member of the family or its network. Personal data. */
export interface Member {
  readonly name: string;
  readonly role: MemberRole;
  /** Unknown for a support figure. */
  readonly birthDate?: LocalDate;
  /** Label of the home (`A`, `B`); somebody may belong to two. */
  readonly households: readonly string[];
  /** Who has parental authority (gezag) over this child. Source: BW 1:247. */
  readonly authorityBy?: readonly PersonId[];
}

/** Who checks an agreement or owns an action. */
export type Responsible =
  { readonly kind: 'person'; readonly personId: PersonId } | { readonly kind: 'organisation'; readonly organisation: OrganisationId };
