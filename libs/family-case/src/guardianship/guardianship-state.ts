// SPDX-License-Identifier: EUPL-1.2
import type { Sealed } from '@gezinslijn/event-sourcing';
import type { Framed } from '../frame/case-frame.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { FAMILY_PLAN_ANSWERS } from './guardianship-events.ts';

export interface GuardianshipState extends Framed {
  /** Orders a GI carries out. */
  readonly orders: Map<ItemId, { readonly executedBy: OrganisationId; readonly concerning: readonly PersonId[]; received: boolean }>;
  /** `organisation|child` of every measure a GI has in hand. */
  readonly charged: Set<string>;
  /** The last word on the family's own plan, per child. */
  readonly familyPlan: Map<PersonId, Sealed<keyof typeof FAMILY_PLAN_ANSWERS>>;
}

export const chargeOf = (organisation: OrganisationId, child: PersonId): string => `${organisation}|${child}`;
