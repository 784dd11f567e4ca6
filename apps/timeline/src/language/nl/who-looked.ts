// SPDX-License-Identifier: EUPL-1.2
export const whoLookedTexts = {
  whoLooked: {
    title: 'Wie keek er?',
    family: 'Hier ziet u welke organisaties uw gegevens hebben bekeken, wanneer en waarvoor. Namen van medewerkers staan er niet bij.',
    organisation: 'Hier ziet u wat medewerkers van uw eigen organisatie in deze casus hebben bekeken.',
    auditor: 'Hier ziet u alles wat in deze casus is bekeken, en wat is geweigerd.',
    none: 'Er is nog niets bekeken.',
    more: 'Eerdere tonen',
    emergency: 'noodtoegang',
    opened: 'Heeft gericht bekeken: {{what}}.',
    delivered: 'Heeft op het scherm gehad: {{what}}.',
    refused: 'Vroeg iets wat niet mocht. Er is niets getoond.',
    purpose: 'Doel: {{purpose}}',
  },
} as const;
