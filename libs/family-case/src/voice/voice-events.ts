// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, perPerson, personal, structure } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { PersonId } from '../vocabulary/ids.ts';

/** Stem van ouder, kind of netwerk, in eigen woorden. Confidential: no other family member learns even that it exists. */
export type VoiceRecorded = Event<
  'VoiceRecorded',
  {
    readonly speakerId: PersonId;
    readonly confidential: boolean;
    readonly words: Sealed<string>;
    readonly alone: Sealed<boolean>;
  }
>;

/** What was explained to somebody, and whether he confirms to have understood it. Personal. */
export interface Explained {
  readonly what: string;
  readonly understood: boolean;
}

/** Rechten uitgelegd; vertrouwenspersoon en advocaat aangeboden. Source: Uitvoeringsbesluit Wmo 2015 4.1.8. */
export type RightsExplained = Event<'RightsExplained', { readonly persons: PerPerson<Explained> }>;

export type VoiceEvent = VoiceRecorded | RightsExplained;

export const voiceEvents = {
  VoiceRecorded: describeEvent<VoiceRecorded>()({
    type: 'VoiceRecorded',
    version: 1,
    term: 'stem van gezin of kind',
    category: 'C15',
    confidential: { when: 'confidential', speaker: 'speakerId' },
    fields: {
      speakerId: structure('C15', 'wie spreekt'),
      confidential: structure('C15', 'vertrouwelijk'),
      words: personal('C15', 'speakerId', 'eigen woorden'),
      alone: personal('C15', 'speakerId', 'alleen gesproken'),
    },
  }),
  RightsExplained: describeEvent<RightsExplained>()({
    type: 'RightsExplained',
    version: 1,
    term: 'rechten uitgelegd',
    category: 'C15',
    fields: { persons: perPerson('C15', 'uitgelegd aan') },
  }),
} as const;
