// SPDX-License-Identifier: EUPL-1.2
export const samePersonTexts = {
  samePerson: {
    title: 'Zelfde persoon?',
    intro:
      'Soms staat één persoon in twee casussen. Hier ziet u dat alleen als u beide casussen mag zien. Wie één van de twee ziet, merkt hier niets van.',
    possible: 'Misschien dezelfde persoon',
    nonePossible: 'Niemand die u kunt zien.',
    links: 'Wat is besloten',
    noLinks: 'Er is niets besloten dat u kunt zien.',
    and: 'en',
    both: 'U beslist over {{one}} en {{other}} in {{family}}.',
    basis: 'Waaruit blijkt dat?',
    basisHelp: 'Bijvoorbeeld: de geboorteakte is gezien. Wie beide casussen ziet, leest dit.',
    missing: 'Vul in waaruit dit blijkt.',
    because: 'Grond: {{basis}}',
    decidedBy: 'Besloten door {{organisation}} op {{day}}.',
    decide: {
      SAME: 'Dezelfde persoon',
      NOT_SAME: 'Niet dezelfde persoon',
      MERGED: 'Casussen samenvoegen',
      UNMERGED: 'Casussen ontvlechten',
    },
    decided: {
      SAME: 'dezelfde persoon',
      NOT_SAME: 'niet dezelfde persoon',
      MERGED: 'samengevoegd',
      UNMERGED: 'ontvlochten',
    },
    follows: {
      SAME: 'De casussen blijven apart. Niemand ziet hierdoor iets van de andere casus. Daarna kunt u de casussen samenvoegen.',
      NOT_SAME: 'Deze twee worden niet meer voorgesteld. U kunt later opnieuw beslissen.',
      MERGED: 'Er komt een koppeling tussen de casussen. Er wordt niets verplaatst of overgeschreven. U kunt het later ongedaan maken.',
      UNMERGED: 'De koppeling tussen de casussen verdwijnt. Er gaat niets verloren. Het blijft wel dezelfde persoon.',
    },
    standing: {
      SAME: 'De casussen blijven apart. Niemand ziet hierdoor meer.',
      NOT_SAME: 'Deze twee worden niet meer voorgesteld.',
      MERGED: 'De casussen zijn gekoppeld. Elke vermelding staat nog in haar eigen casus, met haar eigen lezers.',
      UNMERGED: 'De casussen zijn niet meer gekoppeld. Het is nog wel dezelfde persoon.',
    },
  },
} as const;
