// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Responsible } from '../vocabulary/people.ts';

export const PHASES = {
  DIRECT_SAFETY: 'directe veiligheid',
  RISK_LED_CARE: 'risicogestuurde zorg',
  RECOVERY: 'herstelgerichte zorg',
} as const;
export type Phase = keyof typeof PHASES;

/** Veiligheidsvoorwaarde (bodemeis): a minimum that must be true, with a test one can measure. */
export type SafetyConditionSet = Event<
  'SafetyConditionSet',
  {
    readonly conditionId: ItemId;
    readonly phase: Phase;
    readonly protects: readonly PersonId[];
    readonly text: Sealed<string>;
    readonly test: Sealed<string>;
  }
>;

/** Veiligheidsafspraak. May be hidden from named members, then in every form: text, count, export, notification. */
export type AgreementMade = Event<
  'AgreementMade',
  {
    readonly agreementId: ItemId;
    readonly conditionIds: readonly ItemId[];
    readonly concerning: readonly PersonId[];
    readonly restrains: readonly PersonId[];
    readonly checker: Responsible;
    readonly hiddenFrom: readonly PersonId[];
    readonly text: Sealed<string>;
    readonly startsOn: Sealed<LocalDate>;
    readonly checkOn: Sealed<LocalDate>;
  }
>;

export const CHECK_OUTCOMES = { KEPT: 'nagekomen', BROKEN: 'geschonden', UNTESTED: 'nog niet beproefd' } as const;

/** Afspraak gecontroleerd. Hidden from whom the agreement is hidden. */
export type AgreementChecked = Event<
  'AgreementChecked',
  {
    readonly agreementId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly hiddenFrom: readonly PersonId[];
    readonly outcome: Sealed<keyof typeof CHECK_OUTCOMES>;
    readonly note?: Sealed<string>;
  }
>;

/** Actie belegd. */
export type ActionAssigned = Event<
  'ActionAssigned',
  {
    readonly actionId: ItemId;
    readonly conditionIds: readonly ItemId[];
    readonly concerning: readonly PersonId[];
    readonly owner: Responsible;
    readonly hiddenFrom: readonly PersonId[];
    readonly text: Sealed<string>;
    readonly dueOn: Sealed<LocalDate>;
  }
>;

export const ACTION_OUTCOMES = { DONE: 'gedaan', FAILED: 'niet gelukt', DROPPED: 'vervallen' } as const;

/** Actie afgerond of niet gelukt. */
export type ActionClosed = Event<
  'ActionClosed',
  {
    readonly actionId: ItemId;
    readonly concerning: readonly PersonId[];
    readonly hiddenFrom: readonly PersonId[];
    readonly outcome: Sealed<keyof typeof ACTION_OUTCOMES>;
    readonly note?: Sealed<string>;
  }
>;

/**
 * Routekaart, versie n. A version holds every line that stands when it is published; each reader's version is made of the lines he may see.
 * `contentHash`: SHA-256 (hex) over the salted full content; signing names it, so that one changed character awaits signatures again.
 */
export type RouteMapPublished = Event<
  'RouteMapPublished',
  {
    readonly version: number;
    readonly contentHash: string;
    readonly salt: string;
    /** Organisations that carry a line: a version is in force once all of them signed. */
    readonly signatories: readonly OrganisationId[];
    readonly planLead: OrganisationId;
    readonly includesFamilyPlan: boolean;
    readonly concerning: readonly PersonId[];
    readonly summary: Sealed<string>;
    readonly reason: Sealed<string>;
  }
>;

/** Routekaart ondertekend, by the acting organisation, for exactly this content. */
export type RouteMapSigned = Event<'RouteMapSigned', { readonly version: number; readonly contentHash: string }>;
/** Handtekening ingetrokken. */
export type RouteMapSignatureWithdrawn = Event<
  'RouteMapSignatureWithdrawn',
  { readonly version: number; readonly concerning: readonly PersonId[]; readonly reason: Sealed<string> }
>;

export const POSITIONS = {
  AGREE: 'akkoord',
  DISAGREE: 'niet akkoord',
  SEEN: 'gezien',
  REFUSED: 'geweigerd',
  ATTEMPT: 'poging gedaan',
} as const;

/** Standpunt per persoon per versie. Disagreement blocks nothing and stays visible. */
export type PlanPositionRecorded = Event<
  'PlanPositionRecorded',
  {
    readonly version: number;
    readonly personId: PersonId;
    readonly position: Sealed<keyof typeof POSITIONS>;
    readonly words?: Sealed<string>;
  }
>;

/** Fase ingegaan. */
export type PhaseEntered = Event<
  'PhaseEntered',
  { readonly phase: Phase; readonly concerning: readonly PersonId[]; readonly exitCriteria: Sealed<string> }
>;

export type RouteMapEvent =
  | SafetyConditionSet
  | AgreementMade
  | AgreementChecked
  | ActionAssigned
  | ActionClosed
  | RouteMapPublished
  | RouteMapSigned
  | RouteMapSignatureWithdrawn
  | PlanPositionRecorded
  | PhaseEntered;

export const routeMapEvents = {
  SafetyConditionSet: describeEvent<SafetyConditionSet>()({
    type: 'SafetyConditionSet',
    version: 1,
    term: 'veiligheidsvoorwaarde gesteld',
    category: 'C6',
    fields: {
      conditionId: structure('C6', 'voorwaarde (kenmerk)'),
      phase: structure('C6', 'fase', { terms: PHASES }),
      protects: structure('C6', 'beschermt'),
      text: personal('C6', 'protects', 'voorwaarde'),
      test: personal('C6', 'protects', 'waaraan we het zien'),
    },
  }),
  AgreementMade: describeEvent<AgreementMade>()({
    type: 'AgreementMade',
    version: 1,
    term: 'veiligheidsafspraak gemaakt',
    category: 'C6',
    hiddenFrom: 'hiddenFrom',
    fields: {
      agreementId: structure('C6', 'afspraak (kenmerk)'),
      conditionIds: structure('C6', 'bij voorwaarde'),
      concerning: structure('C6', 'met'),
      restrains: structure('C6', 'begrenst'),
      checker: structure('C6', 'wie controleert'),
      hiddenFrom: structure('C6', 'verborgen voor'),
      text: personal('C6', 'concerning', 'afspraak'),
      startsOn: personal('C6', 'concerning', 'vanaf'),
      checkOn: personal('C6', 'concerning', 'controle op'),
    },
  }),
  AgreementChecked: describeEvent<AgreementChecked>()({
    type: 'AgreementChecked',
    version: 1,
    term: 'afspraak gecontroleerd',
    category: 'C6',
    hiddenFrom: 'hiddenFrom',
    fields: {
      agreementId: structure('C6', 'afspraak (kenmerk)'),
      concerning: structure('C6', 'met'),
      hiddenFrom: structure('C6', 'verborgen voor'),
      outcome: personal('C6', 'concerning', 'uitkomst', { terms: CHECK_OUTCOMES }),
      note: personal('C6', 'concerning', 'toelichting'),
    },
  }),
  ActionAssigned: describeEvent<ActionAssigned>()({
    type: 'ActionAssigned',
    version: 1,
    term: 'actie belegd',
    category: 'C6',
    hiddenFrom: 'hiddenFrom',
    fields: {
      actionId: structure('C6', 'actie (kenmerk)'),
      conditionIds: structure('C6', 'bij voorwaarde'),
      concerning: structure('C6', 'met'),
      owner: structure('C6', 'wie doet het'),
      hiddenFrom: structure('C6', 'verborgen voor'),
      text: personal('C6', 'concerning', 'actie'),
      dueOn: personal('C6', 'concerning', 'uiterlijk'),
    },
  }),
  ActionClosed: describeEvent<ActionClosed>()({
    type: 'ActionClosed',
    version: 1,
    term: 'actie afgesloten',
    category: 'C6',
    hiddenFrom: 'hiddenFrom',
    fields: {
      actionId: structure('C6', 'actie (kenmerk)'),
      concerning: structure('C6', 'met'),
      hiddenFrom: structure('C6', 'verborgen voor'),
      outcome: personal('C6', 'concerning', 'uitkomst', { terms: ACTION_OUTCOMES }),
      note: personal('C6', 'concerning', 'toelichting'),
    },
  }),
  RouteMapPublished: describeEvent<RouteMapPublished>()({
    type: 'RouteMapPublished',
    version: 1,
    term: 'routekaart gepubliceerd',
    category: 'C6',
    fields: {
      version: structure('C6', 'versie'),
      contentHash: structure('C6', 'vingerafdruk van de inhoud'),
      salt: structure('C7', 'zout'),
      signatories: structure('C6', 'te ondertekenen door'),
      planLead: structure('C6', 'planleider'),
      includesFamilyPlan: structure('C6', 'met familiegroepsplan'),
      concerning: structure('C6', 'betreft'),
      summary: personal('C6', 'concerning', 'in het kort'),
      reason: personal('C6', 'concerning', 'reden van deze versie'),
    },
  }),
  RouteMapSigned: describeEvent<RouteMapSigned>()({
    type: 'RouteMapSigned',
    version: 1,
    term: 'routekaart ondertekend',
    category: 'C6',
    fields: { version: structure('C6', 'versie'), contentHash: structure('C6', 'vingerafdruk van de inhoud') },
  }),
  RouteMapSignatureWithdrawn: describeEvent<RouteMapSignatureWithdrawn>()({
    type: 'RouteMapSignatureWithdrawn',
    version: 1,
    term: 'handtekening ingetrokken',
    category: 'C6',
    fields: {
      version: structure('C6', 'versie'),
      concerning: structure('C6', 'betreft'),
      reason: personal('C6', 'concerning', 'reden'),
    },
  }),
  PlanPositionRecorded: describeEvent<PlanPositionRecorded>()({
    type: 'PlanPositionRecorded',
    version: 1,
    term: 'standpunt over de routekaart',
    category: 'C6',
    fields: {
      version: structure('C6', 'versie'),
      personId: structure('C6', 'wie'),
      position: personal('C6', 'personId', 'standpunt', { terms: POSITIONS }),
      words: personal('C6', 'personId', 'eigen woorden'),
    },
  }),
  PhaseEntered: describeEvent<PhaseEntered>()({
    type: 'PhaseEntered',
    version: 1,
    term: 'fase ingegaan',
    category: 'C6',
    fields: {
      phase: structure('C6', 'fase', { terms: PHASES }),
      concerning: structure('C6', 'betreft'),
      exitCriteria: personal('C6', 'concerning', 'wanneer deze fase klaar is'),
    },
  }),
} as const;
