// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { emptyFrame } from '../frame/case-frame.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import { emptyWatch } from '../frame/safety-watch.ts';
import type { SafetyWatch } from '../frame/safety-watch.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

/** An order that binds a GI to this case until it ends. */
export interface RunningOrder {
  readonly executedBy: OrganisationId;
  readonly endsOn: Sealed<LocalDate>;
}

/** The frame, and what keeps an organisation from leaving. */
export interface HouseholdState {
  readonly frame: CaseFrame;
  readonly orders: Map<ItemId, RunningOrder>;
  readonly watch: SafetyWatch;
  /** Shieldings of an address that stand, each of the organisation that set it. */
  readonly shieldings: Set<string>;
}

/** One organisation cannot tell that another shielded the same address: a shielding is looked up by both. */
export const shieldingKey = (organisation: OrganisationId, person: PersonId): string => `${organisation}|${person}`;

export const initialHousehold = (): HouseholdState => ({
  frame: emptyFrame(),
  orders: new Map(),
  watch: emptyWatch(),
  shieldings: new Set(),
});
