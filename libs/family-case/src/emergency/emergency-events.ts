// SPDX-License-Identifier: EUPL-1.2
import type { Event, Instant, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';

export const EMERGENCY_JUDGEMENTS = { JUSTIFIED: 'terecht', UNJUSTIFIED: 'onterecht' } as const;
export type EmergencyJudgement = keyof typeof EMERGENCY_JUDGEMENTS;

/** Noodtoegang: one worker looks in one family that is otherwise closed to him, for some hours, and says why. */
export type EmergencyAccessUsed = Event<
  'EmergencyAccessUsed',
  {
    readonly accessId: ItemId;
    /** The instant from which it is over. */
    readonly validUntil: Instant;
    /** Everybody known in the case: who asks does not know yet whom it is about. */
    readonly concerning: readonly PersonId[];
    readonly reason: Sealed<string>;
  }
>;

/** Noodtoegang beoordeeld, by somebody else than who used it. */
export type EmergencyAccessReviewed = Event<
  'EmergencyAccessReviewed',
  {
    readonly accessId: ItemId;
    readonly judgement: EmergencyJudgement;
    readonly concerning: readonly PersonId[];
    readonly considerations: Sealed<string>;
  }
>;

export type EmergencyEvent = EmergencyAccessUsed | EmergencyAccessReviewed;

/** That it was used is known to all who are involved; why, and what came of it, to who leads the case: a reason may tell on somebody. */
export const emergencyEvents = {
  EmergencyAccessUsed: describeEvent<EmergencyAccessUsed>()({
    type: 'EmergencyAccessUsed',
    version: 1,
    term: 'noodtoegang gebruikt',
    category: 'C1',
    fields: {
      accessId: structure('C1', 'noodtoegang'),
      validUntil: structure('C1', 'geldig tot'),
      concerning: structure('C1', 'betreft'),
      reason: personal('C17', 'concerning', 'reden'),
    },
  }),
  EmergencyAccessReviewed: describeEvent<EmergencyAccessReviewed>()({
    type: 'EmergencyAccessReviewed',
    version: 1,
    term: 'noodtoegang beoordeeld',
    category: 'C1',
    fields: {
      accessId: structure('C1', 'noodtoegang'),
      judgement: structure('C1', 'oordeel', { terms: EMERGENCY_JUDGEMENTS }),
      concerning: structure('C1', 'betreft'),
      considerations: personal('C17', 'concerning', 'overwegingen'),
    },
  }),
} as const;
