// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';

export const SAFETY_CONCLUSIONS = {
  ACUTE_DANGER: 'acuut onveilig',
  STRUCTURAL_DANGER: 'structureel onveilig',
  NO_DANGER: 'geen onveiligheid vastgesteld',
} as const;
export type SafetyConclusion = keyof typeof SAFETY_CONCLUSIONS;

/** Veiligheidsbeoordeling of risicotaxatie. Supports judgement; no score decides anything. */
export type SafetyAssessed = Event<
  'SafetyAssessed',
  {
    readonly assessmentId: ItemId;
    readonly concerning: readonly PersonId[];
    /** Name and version of the instrument, for instance `Triage-instrument Veilig Thuis 3`. */
    readonly instrument: string;
    readonly conclusion: Sealed<SafetyConclusion>;
    readonly explanation: Sealed<string>;
  }
>;

/** Acute onveiligheid: act at once; lifted by a later assessment. */
export type AcuteDangerDeclared = Event<
  'AcuteDangerDeclared',
  {
    readonly dangerId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly what: Sealed<string>;
    readonly actionTaken: Sealed<string>;
  }
>;

export const WAYS_OF_SEEING = { HOME_VISIT: 'huisbezoek', SCHOOL: 'op school', OFFICE: 'op kantoor', VIDEO: 'beeldbellen' } as const;

/** Kind gezien en (alleen) gesproken. */
export type ChildSeen = Event<
  'ChildSeen',
  {
    readonly childId: PersonId;
    readonly alone: Sealed<boolean>;
    readonly where: Sealed<keyof typeof WAYS_OF_SEEING>;
    readonly observation: Sealed<string>;
  }
>;

/** Veiligheid geschaald, 0 (fear of serious harm) to 10 (safe enough to close), one event per rater. */
export type SafetyScaled = Event<
  'SafetyScaled',
  {
    readonly concerning: readonly PersonId[];
    /** The family member whose number this is; absent when a professional scales. */
    readonly rater?: PersonId;
    readonly ownScore?: Sealed<number>;
    readonly professionalScore?: Sealed<number>;
    readonly words?: Sealed<string>;
  }
>;

export type SafetyEvent = SafetyAssessed | AcuteDangerDeclared | ChildSeen | SafetyScaled;

export const safetyEvents = {
  SafetyAssessed: describeEvent<SafetyAssessed>()({
    type: 'SafetyAssessed',
    version: 1,
    term: 'veiligheidsbeoordeling',
    category: 'C5',
    fields: {
      assessmentId: structure('C5', 'beoordeling (kenmerk)'),
      concerning: structure('C5', 'betreft'),
      instrument: structure('C5', 'instrument'),
      conclusion: personal('C5', 'concerning', 'conclusie', { extract: true, terms: SAFETY_CONCLUSIONS }),
      explanation: personal('C5', 'concerning', 'toelichting'),
    },
  }),
  AcuteDangerDeclared: describeEvent<AcuteDangerDeclared>()({
    type: 'AcuteDangerDeclared',
    version: 1,
    term: 'acute onveiligheid',
    category: 'C5',
    fields: {
      dangerId: structure('C5', 'gevaar (kenmerk)'),
      concerning: structure('C5', 'betreft'),
      what: personal('C5', 'concerning', 'wat er is', { extract: true }),
      actionTaken: personal('C5', 'concerning', 'wat er gedaan is', { extract: true }),
    },
  }),
  ChildSeen: describeEvent<ChildSeen>()({
    type: 'ChildSeen',
    version: 1,
    term: 'kind gezien',
    category: 'C5',
    fields: {
      childId: structure('C5', 'kind'),
      alone: personal('C5', 'childId', 'alleen gesproken'),
      where: personal('C5', 'childId', 'waar', { terms: WAYS_OF_SEEING }),
      observation: personal('C5', 'childId', 'observatie'),
    },
  }),
  SafetyScaled: describeEvent<SafetyScaled>()({
    type: 'SafetyScaled',
    version: 1,
    term: 'veiligheid geschaald',
    category: 'C15',
    fields: {
      concerning: structure('C6', 'betreft'),
      rater: structure('C15', 'wie schaalt'),
      ownScore: personal('C15', 'rater', 'eigen cijfer (0–10)'),
      professionalScore: personal('C6', 'concerning', 'cijfer van de professional (0–10)'),
      words: personal('C15', 'rater', 'toelichting'),
    },
  }),
} as const;
