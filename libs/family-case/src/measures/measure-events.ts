// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, perPerson, personal, structure } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';

export const MEASURE_KINDS = {
  PROVISIONAL_SUPERVISION: 'voorlopige ondertoezichtstelling',
  SUPERVISION: 'ondertoezichtstelling',
  REMOVAL: 'machtiging uithuisplaatsing',
  HOUSE_BAN: 'huisverbod',
} as const;
export type MeasureKind = keyof typeof MEASURE_KINDS;

/** Verzoek om een maatregel ingediend bij de kinderrechter. */
export type MeasureRequested = Event<
  'MeasureRequested',
  {
    readonly requestId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly kinds: Sealed<readonly MeasureKind[]>;
    readonly grounds: Sealed<string>;
  }
>;

/**
 * Beschikking, entered from the order by who received it. An order that confirms or extends an earlier one points at it with `continues`.
 * An ex parte order is void after two weeks unless interested parties and minors of 12 and over could be heard (Rv 800 lid 3, 809 lid 3).
 */
export type MeasureOrdered = Event<
  'MeasureOrdered',
  {
    readonly measureId: ItemId;
    readonly continues?: ItemId;
    readonly concerning: readonly PersonId[];
    /** The GI that carries it out: involved from here on. */
    readonly executedBy?: OrganisationId;
    readonly kind: Sealed<MeasureKind>;
    readonly orderedOn: Sealed<LocalDate>;
    /** As written in the order, the last day it holds; not moved for weekends. */
    readonly endsOn: Sealed<LocalDate>;
    readonly exParte: Sealed<boolean>;
    readonly ground?: Sealed<string>;
  }
>;

export const HEARD = { HEARD: 'gehoord', OFFERED: 'kon gehoord worden', WAIVED: 'afgezien' } as const;
/** How somebody was given the chance to be heard. Personal. */
export interface Heard {
  readonly how: keyof typeof HEARD;
  readonly words?: string;
}

/** Zitting; who was heard and how. */
export type HearingHeld = Event<
  'HearingHeld',
  { readonly hearingId: ItemId; readonly measureIds: readonly ItemId[]; readonly persons: PerPerson<Heard> }
>;

export const END_NOTICES = { NOT_EXTENDING: 'voornemen niet te verlengen', END_PLACEMENT: 'voornemen plaatsing te beëindigen' } as const;

/** Voornemen gemeld aan de RvdK. Source: BW 1:265j. */
export type MeasureEndNotified = Event<
  'MeasureEndNotified',
  {
    readonly measureId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly notice: Sealed<keyof typeof END_NOTICES>;
    readonly intendedOn: Sealed<LocalDate>;
    readonly explanation: Sealed<string>;
  }
>;

/** Maatregel beëindigd, opgeheven of ingetrokken. An end by lapse of time is derived, never recorded. */
export type MeasureEnded = Event<
  'MeasureEnded',
  {
    readonly measureId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly endedOn: Sealed<LocalDate>;
    readonly reason: Sealed<string>;
  }
>;

export const PLACEMENT_CHANGES = { STARTED: 'gestart', CHANGED: 'gewijzigd', ENDED: 'geëindigd, kind naar huis' } as const;
export const PLACEMENT_KINDS = {
  KIN_CARE: 'netwerkplaatsing',
  FOSTER_CARE: 'pleegzorg',
  FAMILY_HOME: 'gezinshuis',
  RESIDENTIAL: 'residentieel',
  HOME: 'thuis',
} as const;

/** Plaatsing gestart, gewijzigd of geëindigd. */
export type PlacementChanged = Event<
  'PlacementChanged',
  {
    readonly placementId: ItemId;
    readonly childId: PersonId;
    readonly measureId: ItemId;
    readonly change: keyof typeof PLACEMENT_CHANGES;
    /** A shelter or other secret address: even that there is a placement is hidden then (C2). */
    readonly shielded?: boolean;
    readonly kind: Sealed<keyof typeof PLACEMENT_KINDS>;
    readonly childsWish?: Sealed<string>;
    readonly explanation: Sealed<string>;
  }
>;

export type MeasureEvent = MeasureRequested | MeasureOrdered | HearingHeld | MeasureEndNotified | MeasureEnded | PlacementChanged;

export const measureEvents = {
  MeasureRequested: describeEvent<MeasureRequested>()({
    type: 'MeasureRequested',
    version: 1,
    term: 'maatregel verzocht',
    category: 'C9',
    fields: {
      requestId: structure('C9', 'verzoek (kenmerk)'),
      concerning: structure('C9', 'betreft'),
      kinds: personal('C9', 'concerning', 'verzocht', { terms: MEASURE_KINDS }),
      grounds: personal('C9', 'concerning', 'gronden'),
    },
  }),
  MeasureOrdered: describeEvent<MeasureOrdered>()({
    type: 'MeasureOrdered',
    version: 1,
    term: 'maatregel opgelegd',
    category: 'C9',
    recategorise: ({ kind }) => (kind === 'HOUSE_BAN' ? { from: 'C9', to: 'C9H' } : undefined),
    fields: {
      measureId: structure('C9', 'maatregel (kenmerk)'),
      continues: structure('C9', 'vervolg op'),
      concerning: structure('C9', 'betreft'),
      executedBy: structure('C9', 'uitgevoerd door'),
      kind: personal('C9', 'concerning', 'maatregel', { terms: MEASURE_KINDS }),
      orderedOn: personal('C9', 'concerning', 'beschikking van'),
      endsOn: personal('C9', 'concerning', 'geldt tot en met'),
      exParte: personal('C9', 'concerning', 'zonder voorafgaand horen'),
      ground: personal('C9', 'concerning', 'grond'),
    },
  }),
  HearingHeld: describeEvent<HearingHeld>()({
    type: 'HearingHeld',
    version: 1,
    term: 'zitting gehouden',
    category: 'C9',
    fields: {
      hearingId: structure('C9', 'zitting (kenmerk)'),
      measureIds: structure('C9', 'over maatregel'),
      persons: perPerson('C9', 'gehoord', { terms: HEARD }),
    },
  }),
  MeasureEndNotified: describeEvent<MeasureEndNotified>()({
    type: 'MeasureEndNotified',
    version: 1,
    term: 'einde maatregel gemeld aan de Raad',
    category: 'C9',
    fields: {
      measureId: structure('C9', 'maatregel (kenmerk)'),
      concerning: structure('C9', 'betreft'),
      notice: personal('C9', 'concerning', 'voornemen', { terms: END_NOTICES }),
      intendedOn: personal('C9', 'concerning', 'per'),
      explanation: personal('C9', 'concerning', 'toelichting'),
    },
  }),
  MeasureEnded: describeEvent<MeasureEnded>()({
    type: 'MeasureEnded',
    version: 1,
    term: 'maatregel beëindigd',
    category: 'C9',
    fields: {
      measureId: structure('C9', 'maatregel (kenmerk)'),
      concerning: structure('C9', 'betreft'),
      endedOn: personal('C9', 'concerning', 'geëindigd op'),
      reason: personal('C9', 'concerning', 'reden'),
    },
  }),
  PlacementChanged: describeEvent<PlacementChanged>()({
    type: 'PlacementChanged',
    version: 1,
    term: 'plaatsing gewijzigd',
    category: 'C9',
    recategorise: ({ shielded }) => (shielded === true ? { from: 'C9', to: 'C2' } : undefined),
    fields: {
      placementId: structure('C9', 'plaatsing (kenmerk)'),
      childId: structure('C9', 'kind'),
      measureId: structure('C9', 'op grond van maatregel'),
      change: structure('C9', 'wijziging', { terms: PLACEMENT_CHANGES }),
      shielded: structure('C9', 'geheim adres'),
      kind: personal('C9', 'childId', 'soort plaatsing', { terms: PLACEMENT_KINDS }),
      childsWish: personal('C9', 'childId', 'wens van het kind'),
      explanation: personal('C9', 'childId', 'toelichting'),
    },
  }),
} as const;
