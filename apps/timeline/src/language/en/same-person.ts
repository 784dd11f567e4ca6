// SPDX-License-Identifier: EUPL-1.2
export const samePersonTexts = {
  samePerson: {
    title: 'Same person?',
    intro:
      'Sometimes one person is in two cases. You see that here only if you may see both cases. Who sees one of them learns nothing of this.',
    possible: 'Perhaps the same person',
    nonePossible: 'Nobody that you can see.',
    links: 'What was decided',
    noLinks: 'Nothing was decided that you can see.',
    and: 'and',
    both: 'You decide about {{one}} and {{other}} in {{family}}.',
    basis: 'What does that rest on?',
    basisHelp: 'For instance: the birth certificate was seen. Who sees both cases reads this.',
    missing: 'State what this rests on.',
    because: 'Basis: {{basis}}',
    decidedBy: 'Decided by {{organisation}} on {{day}}.',
    decide: { SAME: 'The same person', NOT_SAME: 'Not the same person', MERGED: 'Merge the cases', UNMERGED: 'Unmerge the cases' },
    decided: { SAME: 'the same person', NOT_SAME: 'not the same person', MERGED: 'merged', UNMERGED: 'unmerged' },
    follows: {
      SAME: 'The cases stay apart. Nobody sees anything of the other case by this. After that you can merge the cases.',
      NOT_SAME: 'These two are not suggested any more. You can decide anew later.',
      MERGED: 'A link between the cases is made. Nothing is moved or written over. You can undo it later.',
      UNMERGED: 'The link between the cases goes. Nothing is lost. They are still the same person.',
    },
    standing: {
      SAME: 'The cases stay apart. Nobody sees more by this.',
      NOT_SAME: 'These two are not suggested any more.',
      MERGED: 'The cases are linked. Each entry still stands in its own case, with its own readers.',
      UNMERGED: 'The cases are linked no more. They are still the same person.',
    },
  },
} as const;
