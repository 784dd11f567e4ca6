// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { CaseInput } from '../commands/command.input.ts';
import { NestedList, Text, Uuid } from '../platform/input-fields.ts';

@InputType({ description: 'A text of an entry and what it is to say.' })
export class CorrectedTextInput {
  @Text('Name of the field, as in the event catalogue.', { max: 64 })
  field!: string;

  @Text('The text as it should be; of a coded field, the code.')
  text!: string;
}

@InputType({
  description:
    'Vermelding van de eigen organisatie corrigeren (AVG 16). statedBy says who asked for it; left out, it is of your own accord. The old text is shown to nobody any more and stays provable.',
})
export class CorrectEntryInput extends CaseInput {
  @Uuid('The entry, or the last correction of the text where it was corrected before.')
  entryId!: string;

  @NestedList(() => CorrectedTextInput, 'Which texts, and what they are to say.')
  texts!: CorrectedTextInput[];

  @Text('Why. Whoever reads the text reads this too: do not repeat the old text.')
  reason!: string;
}

@InputType({
  description:
    'Eigen verklaring bij een vermelding opnemen (Jeugdwet 7.3.8 lid 2). statedBy says who gave it: himself, or who exercises his rights.',
})
export class AttachStatementInput extends CaseInput {
  @Uuid('The entry it is about.')
  entryId!: string;

  @Uuid('Whose statement.')
  personId!: string;

  @Text('Own words, unedited.')
  words!: string;
}
