// SPDX-License-Identifier: EUPL-1.2
import { InputType } from '@nestjs/graphql';
import { CaseInput } from '../commands/command.input.ts';
import { Flag, Nested, NestedList, Text, Uuid } from '../platform/input-fields.ts';

@InputType({ description: 'What was explained.' })
export class ExplainedInput {
  @Text('What.')
  what!: string;

  @Flag('Confirmed as understood.')
  understood!: boolean;
}

@InputType({ description: 'A person and what was explained.' })
export class ExplainedPartInput {
  @Uuid('Person.')
  personId!: string;

  @Nested(() => ExplainedInput, 'What.')
  content!: ExplainedInput;
}

@InputType({ description: 'Stem van ouder, kind of netwerk vastleggen.' })
export class RecordVoiceInput extends CaseInput {
  @Uuid('Who speaks.')
  speakerId!: string;

  @Flag('No other family member may know of it.')
  confidential!: boolean;

  @Text('Own words, unedited.')
  words!: string;

  @Flag('Spoken to alone.')
  alone!: boolean;
}

@InputType({ description: 'Rechten uitleggen.' })
export class ExplainRightsInput extends CaseInput {
  @NestedList(() => ExplainedPartInput, 'To whom, and what.')
  persons!: ExplainedPartInput[];
}
