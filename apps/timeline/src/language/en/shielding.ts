// SPDX-License-Identifier: EUPL-1.2
export const shieldingTexts = {
  shielding: {
    open: 'Shield address',
    title: 'Shield the address of {{who}}',
    text: 'Who may not know the address does not see that it is shielded either.',
    what: 'What do you want to do?',
    choice: { SHIELDED: 'Shield the address', LIFTED: 'Lift the shielding of your organisation' },
    asks: 'This is possible only if {{who}} asks for it. You record it as what this person asked.',
    address: 'Address where this person stays',
    addressHelp: 'Street, number and town.',
    region: 'Region of the address',
    reason: 'Why',
    missing: {
      SHIELDED: 'Fill in the address, the region and the reason.',
      LIFTED: 'Fill in the region and the reason.',
    },
    confirm: { SHIELDED: 'Shield', LIFTED: 'Lift' },
    done: { SHIELDED: 'The address is shielded', LIFTED: 'The shielding was lifted' },
  },
} as const;
