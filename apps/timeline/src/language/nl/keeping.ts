// SPDX-License-Identifier: EUPL-1.2
export const keepingTexts = {
  keeping: {
    title: 'Bewaren en vernietigen',
    intro: 'Hier leest u hoe lang gegevens worden bewaard, en wat is vernietigd. Op dit scherm kunt u niets vernietigen.',
    askThem: 'Hoe lang een organisatie uw gegevens bewaart, vraagt u aan die organisatie.',
    terms: 'Bewaartermijnen',
    termsOwn: 'Wat {{organisation}} bewaart, per persoon. Van andere organisaties ziet u het niet.',
    termsOfAll: 'Wat elke organisatie bewaart, per persoon.',
    noTerms: 'Er zijn geen bewaartermijnen die u kunt zien.',
    until: 'tot en met {{day}}',
    status: {
      INVOLVED: 'betrokken: er loopt geen termijn',
      RUNNING: 'wordt bewaard',
      DUE: 'termijn voorbij',
      SUSPENDED: 'termijn voorbij, er loopt nog een verzoek',
      UNKNOWN: 'wordt bewaard: een geboortedatum is niet bekend',
      DESTROYED: 'vernietigd',
    },
    certificates: 'Verklaringen van vernietiging',
    certificatesIntro:
      'Een verklaring zegt welke organisatie gegevens over wie heeft vernietigd, en wanneer. Bewaar het bestand: iedereen kan het later controleren.',
    noCertificates: 'Er zijn geen verklaringen die u kunt zien.',
    destroyed: '{{organisation}} vernietigde gegevens over {{person}}',
    decidedOn: 'besloten op {{day}}',
    waits: {
      DESTRUCTION: 'De vernietiging wordt nog uitgevoerd. De verklaring komt daarna.',
      LEDGER: 'De verklaring is nog niet klaar: het grootboek beslaat dit besluit nog niet. Kijk later opnieuw.',
    },
    save: 'Verklaring bewaren als bestand',
  },
} as const;
