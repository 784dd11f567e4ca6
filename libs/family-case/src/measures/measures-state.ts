// SPDX-License-Identifier: EUPL-1.2
import { unlessErased } from '@gezinslijn/event-sourcing';
import type { LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import type { Framed } from '../frame/case-frame.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { MeasureKind, MeasureOrdered, PlacementChanged } from './measure-events.ts';

export interface Order {
  readonly kind: Sealed<MeasureKind>;
  readonly concerning: readonly PersonId[];
  /** No organisation carries out a house ban. */
  readonly executedBy: OrganisationId | undefined;
  readonly orderedOn: Sealed<LocalDate>;
  /** When the first order of this chain was given: some terms count from there, however often it was confirmed or extended. */
  readonly firstOrderedOn: Sealed<LocalDate>;
  readonly endsOn: Sealed<LocalDate>;
  /** A later order confirmed or extended it. */
  continued: boolean;
  ended: boolean;
}

export interface MeasuresState extends Framed {
  readonly orders: Map<ItemId, Order>;
  readonly requests: Set<ItemId>;
  /** Where a child is placed now. */
  readonly placements: Map<PersonId, ItemId>;
}

export function foldOrder(state: MeasuresState, data: MeasureOrdered['data']): void {
  const { measureId, continues, kind, concerning, executedBy, orderedOn, endsOn } = data;
  const earlier = continues === undefined ? undefined : state.orders.get(continues);
  if (earlier !== undefined) earlier.continued = true;
  const firstOrderedOn = earlier?.firstOrderedOn ?? orderedOn;
  state.orders.set(measureId, { kind, concerning, executedBy, orderedOn, firstOrderedOn, endsOn, continued: false, ended: false });
}

export function foldPlacement({ placements }: MeasuresState, { change, childId, placementId }: PlacementChanged['data']): void {
  switch (change) {
    case 'STARTED':
    case 'CHANGED':
      placements.set(childId, placementId);
      return;
    case 'ENDED':
      placements.delete(childId);
  }
}

/** Neither ended nor past its last day; what is erased is not held against anybody. */
export function runsOn({ ended, orderedOn, endsOn }: Order, day: LocalDate): boolean {
  return !ended && unlessErased(orderedOn, day) <= day && day <= unlessErased(endsOn, day);
}

export function isKind({ kind }: Order, ...kinds: readonly MeasureKind[]): boolean {
  const known = unlessErased(kind, undefined);
  return known === undefined || kinds.includes(known);
}
