// SPDX-License-Identifier: EUPL-1.2
/** Data categories of the disclosure matrix (docs/domain/disclosure.md). Every field of every event belongs to exactly one. */
export const CATEGORIES = {
  C1: 'gezin, leden en gezag',
  C2: 'afgeschermd adres of verblijfplaats',
  C3: 'inhoud van meldingen',
  C4: 'identiteit van de melder',
  C5: 'veiligheids- en risicobeoordelingen',
  C6: 'routekaart (gezamenlijk plan)',
  C7: 'werkaantekeningen bij onderzoek',
  C8: 'onderzoeksrapporten',
  C9: 'maatregelen en zittingen',
  /** Row C9 of the matrix makes an exception for the house ban; here it is a row of its own. */
  C9H: 'huisverbod',
  C10: 'toewijzing, wachten, caseload',
  C11: 'zorg en verwijzing',
  C12: 'gezondheid, GGZ, verslaving',
  C13: 'politie en strafrecht',
  C14: 'schulden, inkomen, wonen',
  C15: 'stem van gezin en kind',
  C16: 'klacht en tuchtrecht',
  C17: 'consultatie en tegenspraak',
  C18: 'inzagelog',
  C19: 'indicatoren',
} as const;
export type Category = keyof typeof CATEGORIES;
