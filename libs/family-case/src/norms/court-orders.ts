// SPDX-License-Identifier: EUPL-1.2
import type { LocalDate } from '@gezinslijn/event-sourcing';
import type { MeasureKind } from '../measures/measure-events.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { OccurredAt } from '../vocabulary/time.ts';

/** An order as its event says; what was erased is `undefined`. */
export interface CourtOrder {
  readonly measureId: ItemId;
  readonly continues: ItemId | undefined;
  readonly kind: MeasureKind | undefined;
  readonly concerning: readonly PersonId[];
  readonly executedBy: OrganisationId | undefined;
  readonly enteredBy: OrganisationId;
  readonly orderedOn: LocalDate;
  readonly endsOn: LocalDate | undefined;
  /** Given without hearing anybody first: only a provisional supervision or a removal can be. */
  readonly exParte: boolean;
  /** Who must still be given the chance to be heard about an ex parte order. */
  readonly unheard: Set<PersonId>;
  /** The order that confirmed or extended it, and the day of that order. */
  continued: { readonly by: ItemId; readonly on: LocalDate } | undefined;
  ended: { readonly on: LocalDate; readonly at: OccurredAt } | undefined;
}
