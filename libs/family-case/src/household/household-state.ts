// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { emptyFrame } from '../frame/case-frame.ts';
import type { CaseFrame } from '../frame/case-frame.ts';
import { emptyWatch } from '../frame/safety-watch.ts';
import type { SafetyWatch } from '../frame/safety-watch.ts';
import type { ItemId, OrganisationId } from '../vocabulary/ids.ts';

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
}

export const initialHousehold = (): HouseholdState => ({ frame: emptyFrame(), orders: new Map(), watch: emptyWatch() });
