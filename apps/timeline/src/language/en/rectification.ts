// SPDX-License-Identifier: EUPL-1.2
export const rectificationTexts = {
  correct: {
    open: 'Correct',
    title: 'Correct an entry',
    text: 'The new text comes in the place of the old. Nobody sees the old text any more. It is kept, so that it can be seen later what stood there.',
    field: 'Which part',
    choose: 'Choose',
    newText: 'New text',
    reason: 'Why',
    reasonHelp: 'Whoever reads the text reads this too. Do not repeat the old text.',
    askedBy: 'At the request of',
    ownAccord: 'Nobody: your organisation saw it itself',
    missing: 'Choose a part, and fill in the new text and the reason.',
    confirm: 'Correct',
    done: 'The entry was corrected',
  },
  statement: {
    open: 'Add somebody’s own statement',
    title: 'Add somebody’s own statement',
    text: 'Somebody who does not agree may have his own statement added. Write down his own words. Which of your partners reads this entry reads the statement too.',
    person: 'Whose statement',
    speaker: 'Who gives it',
    speakerHelp:
      'For a child under 12 a parent with authority does this. From 12 to 16 the child itself may, or a parent with authority. From 16 only the child itself.',
    himself: 'The person himself',
    words: 'Own words',
    missing: 'Choose whose statement it is and fill in the words.',
    confirm: 'Add',
    done: 'The statement was added',
  },
  correctedSince: {
    title: 'Corrected after you read it',
    text: 'Your organisation got the old text. Open the entry, and see whether something must change in your own file.',
    item: 'of {{happened}} by {{organisation}}: corrected on {{corrected}}, read by you on {{read}}.',
  },
};
