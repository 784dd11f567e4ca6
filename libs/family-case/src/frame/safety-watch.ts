// SPDX-License-Identifier: EUPL-1.2
import type { CaseOpened, MembershipChanged } from '../household/household-events.ts';
import type { SafetyWatchHandedOver } from '../monitoring/monitoring-events.ts';
import type { ReportReceived } from '../reports/report-events.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

export interface Handover {
  readonly from: OrganisationId;
  readonly to: readonly OrganisationId[];
  readonly concerning: readonly PersonId[];
  readonly accepted: Set<OrganisationId>;
}

/** Who must know whether it is safe: from the opening of a case on, at any moment at least one organisation. Rules W-1 to W-3. */
export interface SafetyWatch {
  readonly watchers: Set<OrganisationId>;
  readonly handovers: Map<ItemId, Handover>;
}

export const emptyWatch = (): SafetyWatch => ({ watchers: new Set(), handovers: new Map() });

export const isComplete = ({ to, accepted }: Handover): boolean => to.every((taker) => accepted.has(taker));

/** Folds one event in place; answers the handover that it completes. The watch stays with the giver until every taker accepted. */
export function foldWatch(
  watch: SafetyWatch,
  event: CaseOpened | MembershipChanged | ReportReceived | SafetyWatchHandedOver,
  by: OrganisationId,
): Handover | undefined {
  switch (event.type) {
    case 'CaseOpened':
    case 'ReportReceived':
      watch.watchers.add(by);
      return undefined;
    case 'MembershipChanged':
      foldLeaving(watch, event.data);
      return undefined;
    case 'SafetyWatchHandedOver':
      return foldHandover(watch, event.data, by);
  }
}

/** Who leaves has no watch any more, and takes none over: an offer to it is void, and can be made anew. */
function foldLeaving({ watchers, handovers }: SafetyWatch, { change, organisation }: MembershipChanged['data']): void {
  if (change !== 'PARTY_LEFT' || organisation === undefined) return;
  watchers.delete(organisation);
  for (const [id, handover] of handovers) if (!isComplete(handover) && handover.to.includes(organisation)) handovers.delete(id);
}

function foldHandover({ watchers, handovers }: SafetyWatch, data: SafetyWatchHandedOver['data'], by: OrganisationId): Handover | undefined {
  const { handoverId, step, from, to, concerning } = data;
  switch (step) {
    case 'OFFERED':
      for (const [id, earlier] of handovers) if (earlier.from === from && !isComplete(earlier)) handovers.delete(id);
      handovers.set(handoverId, { from, to, concerning, accepted: new Set() });
      return undefined;
    case 'ACCEPTED': {
      const handover = handovers.get(handoverId);
      if (handover === undefined || isComplete(handover)) return undefined;
      handover.accepted.add(by);
      if (!isComplete(handover)) return undefined;
      watchers.delete(from);
      for (const taker of handover.to) watchers.add(taker);
      return handover;
    }
  }
}
