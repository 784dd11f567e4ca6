// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, perPerson, personal, structure } from '../vocabulary/event-description.ts';
import type { PerPerson } from '../vocabulary/event-description.ts';
import type { ItemId, PersonId, WorkerRef } from '../vocabulary/ids.ts';

/** Maatregel in kennis gekomen bij de GI: starts the five working days of T9. Source: Besluit Jeugdwet 4.2.1–4.2.3. */
export type MeasureReceived = Event<
  'MeasureReceived',
  { readonly measureIds: readonly ItemId[]; readonly concerning: readonly PersonId[] }
>;

export const ASSIGNMENT_KINDS = { FIXED: 'vaste jeugdbeschermer', INTERIM: 'tijdelijke waarnemer' } as const;

/** Jeugdbeschermer toegewezen. An interim worker never counts as the fixed one. */
export type GuardianAssigned = Event<
  'GuardianAssigned',
  {
    readonly concerning: readonly PersonId[];
    readonly guardian: WorkerRef;
    /** Name of the professional; not a family member's data. */
    readonly guardianName: string;
    readonly kind: Sealed<keyof typeof ASSIGNMENT_KINDS>;
  }
>;

/** Eerste contact met kind en ouder. */
export type FirstContactHeld = Event<
  'FirstContactHeld',
  { readonly concerning: readonly PersonId[]; readonly present: PerPerson<string>; readonly note: Sealed<string> }
>;

export const FAMILY_PLAN_ANSWERS = {
  OFFERED: 'aangeboden',
  ACCEPTED: 'gezin maakt zelf een plan',
  DECLINED: 'gezin ziet ervan af',
  WAIVED: 'niet aangeboden wegens gevaar',
} as const;

/** Familiegroepsplan aangeboden. Source: Jeugdwet 4.1.2. */
export type FamilyGroupPlanOffered = Event<
  'FamilyGroupPlanOffered',
  {
    readonly concerning: readonly PersonId[];
    readonly answer: Sealed<keyof typeof FAMILY_PLAN_ANSWERS>;
    readonly explanation?: Sealed<string>;
  }
>;

export const PLAN_ORIGINS = { FAMILY: 'eigen plan van het gezin', GI: 'opgesteld door de gecertificeerde instelling' } as const;

/** Plan van aanpak vastgesteld. Source: Jeugdwet 4.1.3. */
export type ActionPlanAdopted = Event<
  'ActionPlanAdopted',
  {
    readonly planId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly origin: Sealed<keyof typeof PLAN_ORIGINS>;
    readonly summary: Sealed<string>;
  }
>;

export type GuardianshipEvent = MeasureReceived | GuardianAssigned | FirstContactHeld | FamilyGroupPlanOffered | ActionPlanAdopted;

export const guardianshipEvents = {
  MeasureReceived: describeEvent<MeasureReceived>()({
    type: 'MeasureReceived',
    version: 1,
    term: 'maatregel ontvangen',
    category: 'C10',
    fields: {
      measureIds: structure('C10', 'maatregelen'),
      concerning: structure('C10', 'betreft'),
    },
  }),
  GuardianAssigned: describeEvent<GuardianAssigned>()({
    type: 'GuardianAssigned',
    version: 1,
    term: 'jeugdbeschermer toegewezen',
    category: 'C10',
    fields: {
      concerning: structure('C10', 'betreft'),
      guardian: structure('C10', 'medewerker (kenmerk)'),
      guardianName: structure('C10', 'jeugdbeschermer'),
      kind: personal('C10', 'concerning', 'soort toewijzing', { terms: ASSIGNMENT_KINDS }),
    },
  }),
  FirstContactHeld: describeEvent<FirstContactHeld>()({
    type: 'FirstContactHeld',
    version: 1,
    term: 'eerste contact',
    category: 'C10',
    fields: {
      concerning: structure('C10', 'betreft'),
      present: perPerson('C10', 'aanwezig'),
      note: personal('C10', 'concerning', 'verslag'),
    },
  }),
  FamilyGroupPlanOffered: describeEvent<FamilyGroupPlanOffered>()({
    type: 'FamilyGroupPlanOffered',
    version: 1,
    term: 'familiegroepsplan aangeboden',
    category: 'C6',
    fields: {
      concerning: structure('C6', 'betreft'),
      answer: personal('C6', 'concerning', 'antwoord', { terms: FAMILY_PLAN_ANSWERS }),
      explanation: personal('C6', 'concerning', 'toelichting'),
    },
  }),
  ActionPlanAdopted: describeEvent<ActionPlanAdopted>()({
    type: 'ActionPlanAdopted',
    version: 1,
    term: 'plan van aanpak vastgesteld',
    category: 'C6',
    fields: {
      planId: structure('C6', 'plan (kenmerk)'),
      concerning: structure('C6', 'betreft'),
      origin: personal('C6', 'concerning', 'herkomst', { terms: PLAN_ORIGINS }),
      summary: personal('C6', 'concerning', 'in het kort'),
    },
  }),
} as const;
