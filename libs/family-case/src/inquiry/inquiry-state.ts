// SPDX-License-Identifier: EUPL-1.2
import type { Framed } from '../frame/case-frame.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { InvestigationKind } from './inquiry-events.ts';

export interface Investigation {
  readonly organisation: OrganisationId;
  readonly kind: InvestigationKind;
  readonly concerning: readonly PersonId[];
  concluded: boolean;
}

export interface InquiryState extends Framed {
  readonly investigations: Map<ItemId, Investigation>;
  /** Whose fact it is. */
  readonly facts: Map<ItemId, OrganisationId>;
  /** Life is threatened: a request may go without a CORV message. */
  acuteDanger: boolean;
}
