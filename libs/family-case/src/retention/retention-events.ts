// SPDX-License-Identifier: EUPL-1.2
import type { Event, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { ItemId, PersonId } from '../vocabulary/ids.ts';

/** What somebody can ask about his own data (AVG 15-17; Jeugdwet 7.3.9, 7.3.10; Wmo 2015 5.3.4, 5.3.5). */
export const REQUEST_KINDS = { ACCESS: 'inzage', COPY: 'afschrift', CORRECTION: 'correctie', DESTRUCTION: 'vernietiging' } as const;
export type RequestKind = keyof typeof REQUEST_KINDS;

export const REQUEST_OUTCOMES = { GRANTED: 'toegewezen', REFUSED: 'afgewezen' } as const;
export type RequestOutcome = keyof typeof REQUEST_OUTCOMES;

/** Why a request may be refused. */
export const REFUSAL_GROUNDS = {
  INTEREST_OF_ANOTHER: 'bewaren is van aanmerkelijk belang voor een ander (Jeugdwet 7.3.9 lid 2)',
  LAW_REQUIRES_KEEPING: 'een wet verplicht tot bewaren (Jeugdwet 7.3.9 lid 2)',
  PRIVACY_OF_ANOTHER: 'de persoonlijke levenssfeer van een ander (Jeugdwet 7.3.10)',
} as const;
export type RefusalGround = keyof typeof REFUSAL_GROUNDS;

/** On what data are destroyed. */
export const DESTRUCTION_GROUNDS = {
  OWN_REQUEST: 'verzoek van de betrokkene (Jeugdwet 7.3.9)',
  COURT_ORDER: 'bevel van de rechter',
  TERM: 'bewaartermijn voorbij',
} as const;
export type DestructionGround = keyof typeof DESTRUCTION_GROUNDS;

/** Verzoek van de betrokkene ontvangen, by one controller; each controller decides for itself. */
export type AccessRequestReceived = Event<
  'AccessRequestReceived',
  {
    readonly requestId: ItemId;
    readonly kind: RequestKind;
    readonly personId: PersonId;
    /** Who asked: what he said about it is his, and no business of others who represent the same child. */
    readonly askedBy: PersonId;
    readonly wording: Sealed<string>;
  }
>;

/** Verzoek van de betrokkene besloten. */
export type AccessRequestDecided = Event<
  'AccessRequestDecided',
  {
    readonly requestId: ItemId;
    readonly kind: RequestKind;
    readonly outcome: RequestOutcome;
    readonly refusedOn?: RefusalGround;
    readonly personId: PersonId;
    readonly askedBy: PersonId;
    readonly considerations: Sealed<string>;
  }
>;

/**
 * Bewaren beëindigd: this controller destroys what it holds about one person in this case, or what one part of the file says about him. It
 * has structure only, since it must be readable after what it is about is gone.
 */
export type RetentionDecided = Event<
  'RetentionDecided',
  {
    readonly decisionId: ItemId;
    readonly personId: PersonId;
    /** File part (a report, a document) when no more than that goes. */
    readonly part?: ItemId;
    readonly ground: DestructionGround;
    /** Number of the court's order. */
    readonly order?: string;
    readonly requestId?: ItemId;
    /** Digest of the list that was looked at before: nothing goes that did not stand on it. */
    readonly list?: string;
  }
>;

export type RetentionEvent = AccessRequestReceived | AccessRequestDecided | RetentionDecided;

/** Category C18: known to who decides, to who asked, and to an auditor; other organisations have their own. That data were destroyed is structure alone, so the person hears it from who destroyed them. */
export const retentionEvents = {
  AccessRequestReceived: describeEvent<AccessRequestReceived>()({
    type: 'AccessRequestReceived',
    version: 1,
    term: 'verzoek van betrokkene ontvangen',
    category: 'C18',
    fields: {
      requestId: structure('C18', 'verzoek'),
      kind: structure('C18', 'soort verzoek', { terms: REQUEST_KINDS }),
      personId: structure('C18', 'wie'),
      askedBy: structure('C18', 'gedaan door'),
      wording: personal('C18', 'askedBy', 'verzoek in eigen woorden'),
    },
  }),
  AccessRequestDecided: describeEvent<AccessRequestDecided>()({
    type: 'AccessRequestDecided',
    version: 1,
    term: 'verzoek van betrokkene besloten',
    category: 'C18',
    fields: {
      requestId: structure('C18', 'verzoek'),
      kind: structure('C18', 'soort verzoek', { terms: REQUEST_KINDS }),
      outcome: structure('C18', 'besluit', { terms: REQUEST_OUTCOMES }),
      refusedOn: structure('C18', 'afgewezen op grond van', { terms: REFUSAL_GROUNDS }),
      personId: structure('C18', 'wie'),
      askedBy: structure('C18', 'gedaan door'),
      considerations: personal('C18', 'askedBy', 'overwegingen'),
    },
  }),
  RetentionDecided: describeEvent<RetentionDecided>()({
    type: 'RetentionDecided',
    version: 1,
    term: 'gegevens vernietigd',
    category: 'C18',
    fields: {
      decisionId: structure('C18', 'besluit'),
      personId: structure('C18', 'wie'),
      part: structure('C18', 'deel van het dossier'),
      ground: structure('C18', 'grond', { terms: DESTRUCTION_GROUNDS }),
      order: structure('C18', 'kenmerk van het bevel'),
      requestId: structure('C18', 'verzoek'),
      list: structure('C18', 'kenmerk van de lijst'),
    },
  }),
} as const;
