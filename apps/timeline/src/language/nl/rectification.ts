// SPDX-License-Identifier: EUPL-1.2
export const rectificationTexts = {
  correct: {
    open: 'Corrigeren',
    title: 'Vermelding corrigeren',
    text: 'De nieuwe tekst komt op de plaats van de oude. De oude tekst ziet niemand meer. Hij blijft wel bewaard, zodat later na te gaan is wat er stond.',
    field: 'Welk onderdeel',
    choose: 'Kies',
    newText: 'Nieuwe tekst',
    reason: 'Waarom',
    reasonHelp: 'Wie de tekst leest, leest dit ook. Herhaal de oude tekst niet.',
    askedBy: 'Op verzoek van',
    ownAccord: 'Niemand: uw organisatie zag het zelf',
    missing: 'Kies een onderdeel, en vul de nieuwe tekst en de reden in.',
    confirm: 'Corrigeren',
    done: 'De vermelding is gecorrigeerd',
  },
  statement: {
    open: 'Eigen verklaring toevoegen',
    title: 'Eigen verklaring toevoegen',
    text: 'Iemand die het er niet mee eens is, mag zijn eigen verklaring laten opnemen. Schrijf zijn eigen woorden op. Wie van uw partners deze vermelding leest, leest ook de verklaring.',
    person: 'Van wie is de verklaring',
    speaker: 'Wie geeft de verklaring',
    speakerHelp:
      'Voor een kind onder de 12 doet een ouder met gezag dit. Van 12 tot 16 mag het kind het zelf, of een ouder met gezag. Vanaf 16 alleen het kind zelf.',
    himself: 'De persoon zelf',
    words: 'Eigen woorden',
    missing: 'Kies van wie de verklaring is en vul de woorden in.',
    confirm: 'Toevoegen',
    done: 'De verklaring is toegevoegd',
  },
  correctedSince: {
    title: 'Gecorrigeerd nadat u het las',
    text: 'Uw organisatie kreeg nog de oude tekst. Open de vermelding, en kijk of u in uw eigen dossier iets moet aanpassen.',
    item: 'van {{happened}} door {{organisation}}: gecorrigeerd op {{corrected}}, door u gelezen op {{read}}.',
  },
};
