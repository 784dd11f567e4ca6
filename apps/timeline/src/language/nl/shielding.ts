// SPDX-License-Identifier: EUPL-1.2
export const shieldingTexts = {
  shielding: {
    open: 'Adres afschermen',
    title: 'Adres van {{who}} afschermen',
    text: 'Wie het adres niet mag weten, ziet ook niet dát het is afgeschermd.',
    what: 'Wat wilt u doen?',
    choice: { SHIELDED: 'Het adres afschermen', LIFTED: 'De afscherming van uw organisatie opheffen' },
    asks: 'Dit kan alleen als {{who}} het zelf vraagt. U legt het vast als de vraag van deze persoon.',
    address: 'Adres waar deze persoon verblijft',
    addressHelp: 'Straat, huisnummer en plaats.',
    region: 'Regio van het adres',
    reason: 'Waarom',
    missing: {
      SHIELDED: 'Vul het adres, de regio en de reden in.',
      LIFTED: 'Vul de regio en de reden in.',
    },
    confirm: { SHIELDED: 'Afschermen', LIFTED: 'Opheffen' },
    done: { SHIELDED: 'Het adres is afgeschermd', LIFTED: 'De afscherming is opgeheven' },
  },
} as const;
