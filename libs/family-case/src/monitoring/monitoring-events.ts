// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

export const HANDOVER_STEPS = { OFFERED: 'aangeboden', ACCEPTED: 'aangenomen' } as const;

/** Zicht op veiligheid (warm) overgedragen. Stays with the giver until the taker accepted. */
export type SafetyWatchHandedOver = Event<
  'SafetyWatchHandedOver',
  {
    readonly handoverId: ItemId;
    readonly step: keyof typeof HANDOVER_STEPS;
    readonly from: OrganisationId;
    readonly to: readonly OrganisationId[];
    readonly familyPresent: boolean;
    readonly concerning: readonly PersonId[];
    readonly note: Sealed<string>;
  }
>;

export type MonitoringEvent = SafetyWatchHandedOver;

export const monitoringEvents = {
  SafetyWatchHandedOver: describeEvent<SafetyWatchHandedOver>()({
    type: 'SafetyWatchHandedOver',
    version: 1,
    term: 'zicht op veiligheid overgedragen',
    category: 'C5',
    fields: {
      handoverId: structure('C5', 'overdracht (kenmerk)'),
      step: structure('C5', 'stap', { terms: HANDOVER_STEPS }),
      from: structure('C5', 'van'),
      to: structure('C5', 'naar'),
      familyPresent: structure('C5', 'gezin aanwezig'),
      concerning: structure('C5', 'betreft'),
      note: personal('C5', 'concerning', 'wat is overgedragen'),
    },
  }),
} as const;
