// SPDX-License-Identifier: EUPL-1.2
import type { Event, LocalDate, Sealed } from '@gezinslijn/event-sourcing';
import { describeEvent, personal, structure } from '../vocabulary/event-description.ts';
import type { CaseId, ItemId, OrganisationId, PersonId } from '../vocabulary/ids.ts';
import type { Party } from '../vocabulary/parties.ts';

/** Somebody as a case knows him. */
export interface PersonInCase {
  readonly caseId: CaseId;
  readonly personId: PersonId;
}

/** Gevraagd of iemand elders bekend is. In a private record of whoever asks, under a pseudonym of this question alone. */
export type KnownElsewhereAsked = Event<
  'KnownElsewhereAsked',
  {
    readonly personId: PersonId;
    readonly name: Sealed<string>;
    readonly birthDate: Sealed<LocalDate>;
    readonly reason: Sealed<string>;
  }
>;

/**
 * Vraag ontvangen over iemand die hier bekend is. In a private record of the organisation that knows him: nobody else can see that there
 * is one, who asked included.
 */
export type KnownElsewhereReceived = Event<
  'KnownElsewhereReceived',
  {
    /** The question, which whoever was asked cannot open. */
    readonly questionId: ItemId;
    readonly askedOf: OrganisationId;
    readonly askedOfParty: Party;
    readonly personId: PersonId;
    readonly name: Sealed<string>;
    readonly birthDate: Sealed<LocalDate>;
    readonly reason: Sealed<string>;
    /** Whom of theirs it could be. */
    readonly matches: Sealed<readonly PersonInCase[]>;
  }
>;

/** Vraag beantwoord: what it shares goes to whoever asked; that it shares nothing goes nowhere. */
export type KnownElsewhereAnswered = Event<
  'KnownElsewhereAnswered',
  {
    readonly questionId: ItemId;
    readonly personId: PersonId;
    readonly shares: boolean;
    readonly message?: Sealed<string>;
    /** Why it shares nothing; stays here. */
    readonly grounds?: Sealed<string>;
  }
>;

/** Antwoord ontvangen: somebody who knows this person made himself known. In the private record of whoever asked. */
export type KnownElsewhereReplied = Event<
  'KnownElsewhereReplied',
  {
    readonly personId: PersonId;
    readonly message: Sealed<string>;
  }
>;

export type ElsewhereEvent = KnownElsewhereAsked | KnownElsewhereReceived | KnownElsewhereAnswered | KnownElsewhereReplied;

export const elsewhereEvents = {
  KnownElsewhereAsked: describeEvent<KnownElsewhereAsked>()({
    type: 'KnownElsewhereAsked',
    version: 1,
    term: 'gevraagd of iemand elders bekend is',
    category: 'C1',
    fields: {
      personId: structure('C1', 'over wie (kenmerk)'),
      name: personal('C1', 'personId', 'naam'),
      birthDate: personal('C1', 'personId', 'geboortedatum'),
      reason: personal('C1', 'personId', 'reden'),
    },
  }),
  KnownElsewhereReceived: describeEvent<KnownElsewhereReceived>()({
    type: 'KnownElsewhereReceived',
    version: 1,
    term: 'vraag ontvangen over iemand die hier bekend is',
    category: 'C1',
    fields: {
      questionId: structure('C1', 'vraag (kenmerk)'),
      askedOf: structure('C1', 'gevraagd aan'),
      askedOfParty: structure('C1', 'soort organisatie'),
      personId: structure('C1', 'over wie (kenmerk)'),
      name: personal('C1', 'personId', 'naam'),
      birthDate: personal('C1', 'personId', 'geboortedatum'),
      reason: personal('C1', 'personId', 'reden'),
      matches: personal('C1', 'personId', 'wie het kan zijn'),
    },
  }),
  KnownElsewhereAnswered: describeEvent<KnownElsewhereAnswered>()({
    type: 'KnownElsewhereAnswered',
    version: 1,
    term: 'vraag beantwoord',
    category: 'C1',
    fields: {
      questionId: structure('C1', 'vraag (kenmerk)'),
      personId: structure('C1', 'over wie (kenmerk)'),
      shares: structure('C1', 'deelt iets'),
      message: personal('C1', 'personId', 'antwoord'),
      grounds: personal('C1', 'personId', 'waarom niet gedeeld'),
    },
  }),
  KnownElsewhereReplied: describeEvent<KnownElsewhereReplied>()({
    type: 'KnownElsewhereReplied',
    version: 1,
    term: 'antwoord ontvangen',
    category: 'C1',
    fields: {
      personId: structure('C1', 'over wie (kenmerk)'),
      message: personal('C1', 'personId', 'antwoord'),
    },
  }),
} as const;
