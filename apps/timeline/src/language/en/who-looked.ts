// SPDX-License-Identifier: EUPL-1.2
export const whoLookedTexts = {
  whoLooked: {
    title: 'Who looked?',
    family: 'Here you see which organisations looked at your data, when and for what. Names of workers are not shown.',
    organisation: 'Here you see what workers of your own organisation looked at in this case.',
    auditor: 'Here you see everything that was looked at in this case, and what was refused.',
    none: 'Nothing was looked at yet.',
    more: 'Show earlier ones',
    emergency: 'emergency access',
    opened: 'Opened: {{what}}.',
    delivered: 'Had on the screen: {{what}}.',
    refused: 'Asked for something that is not allowed. Nothing was shown.',
    purpose: 'Purpose: {{purpose}}',
  },
} as const;
